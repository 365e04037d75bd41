import type {Page} from "playwright-core";
import {describe, expect, it} from "vitest";
import {openSite, pages, settle} from "./openSite.js";

const open = openSite();
const filtered = ["retention.html", "upgrades.html"];

it.each(filtered)("the site has %s", (path) => {
  expect(pages).toContain(path);
});

describe.each(filtered)("the filters of %s", (path) => {
  it("change the headline, stay in the address, survive a reload and obey the back button", async () => {
    const {page, complaints} = await open(path);
    const whole = await headline(page);
    expect(whole).toMatch(/\d/);
    expect(await page.locator("main select").count()).toBeGreaterThan(0);

    const [select, value] = await chooseOther(page, whole);
    const chosen = await headline(page);
    expect(chosen).not.toBe(whole);
    expect(new URL(page.url()).search).toContain(encodeURIComponent(value).replaceAll("%20", "+"));

    await page.reload();
    await settle(page);
    expect(await headline(page)).toBe(chosen);
    expect(await page.locator("main select").nth(select).inputValue()).toBe(value);

    await page.goBack();
    await settle(page);
    expect(await headline(page)).toBe(whole);
    expect(complaints).toEqual([]);
  });

  it("have a label each and can be worked by keyboard", async () => {
    const {page} = await open(path);
    for (const select of await page.locator("main select").all()) {
      expect(
        await select.evaluate((node) => (node as HTMLSelectElement).labels?.[0]?.textContent?.trim())
      ).toBeTruthy();
      await select.focus();
      await page.keyboard.press("ArrowDown");
      await settle(page);
      expect(await headline(page)).not.toMatch(/NaN|undefined/);
    }
  });

  it("do not break the page at any single choice", async () => {
    const {page, complaints} = await open(path);
    const count = await page.locator("main select").count();
    for (let i = 0; i < count; i++) {
      const select = page.locator("main select").nth(i);
      const values = await select
        .locator("option")
        .evaluateAll((nodes) => nodes.map((node) => (node as HTMLOptionElement).value));
      for (const value of [...values.slice(1), values[0]!]) {
        await page.locator("main select").nth(i).selectOption(value);
        await settle(page);
        expect(await page.locator("main").innerText(), value).not.toMatch(/\bNaN\b|\bundefined\b|\bInfinity\b/);
      }
    }
    expect(complaints).toEqual([]);
  });
});

async function headline(page: Page): Promise<string> {
  return page.locator("h1").first().innerText();
}

// Tries choices until one changes the headline: a choice may hold the same accounts as the whole.
async function chooseOther(page: Page, whole: string): Promise<[select: number, value: string]> {
  const count = await page.locator("main select").count();
  for (let i = 0; i < count; i++) {
    const select = page.locator("main select").nth(i);
    const values = await select
      .locator("option")
      .evaluateAll((nodes) => nodes.map((node) => (node as HTMLOptionElement).value));
    const start = await select.inputValue();
    for (const value of values.filter((other) => other !== start)) {
      await page.locator("main select").nth(i).selectOption(value);
      await settle(page);
      if ((await headline(page)) !== whole) return [i, value];
      await page.goBack();
      await settle(page);
    }
  }
  throw new Error("no choice changes the headline");
}
