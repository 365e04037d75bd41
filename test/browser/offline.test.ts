import type {Page} from "playwright-core";
import {describe, expect, it} from "vitest";
import {kinds, openSite, settle} from "./openSite.js";

const open = openSite();

describe.each(kinds.filter((path) => path !== "explore.html"))("%s, once loaded", (path) => {
  it("needs the network for nothing", async () => {
    const {page, complaints} = await open(path);
    await page.context().setOffline(true);
    await page.evaluate(() => document.querySelectorAll("details").forEach((node) => (node.open = true)));
    for (const choose of [chooseLast, typeMore]) {
      const before = await page.locator("main").innerHTML();
      const changed = await choose(page);
      await settle(page);
      if (changed > 0) expect(await page.locator("main").innerHTML()).not.toBe(before);
    }
    expect(await page.locator("main").innerText()).not.toMatch(/\bNaN\b|\bundefined\b/);
    expect(await page.locator(".observablehq--error").allTextContents()).toEqual([]);
    expect(complaints).toEqual([]);
  });
});

it("Explore, whose DuckDB comes on demand, says what is missing and works once there is a network", async () => {
  const {page} = await open("explore.html");
  await page.context().setOffline(true);
  await page.getByRole("button", {name: "Open the marts and run"}).click();
  await page.locator(".ask [role=status]").filter({hasText: "could not be opened"}).waitFor();
  expect(await page.locator(".problem").innerText()).toMatch(/no answer|network/);
  await page.context().setOffline(false);
  await page.getByRole("button", {name: "Open the marts and run"}).click();
  await page
    .locator(".ask [role=status]")
    .filter({hasText: /rows? in/})
    .waitFor();
});

/** Of every list the last choice. A list may be made anew by the choice before it, so each is looked up when its turn comes. */
async function chooseLast(page: Page): Promise<number> {
  const count = await page.locator("main select:enabled").count();
  let changed = 0;
  for (let i = 0; i < count; i++) {
    const select = page.locator("main select:enabled").nth(i);
    if (!(await select.isVisible())) continue;
    const last = await select.locator("option:enabled").last().getAttribute("value");
    if (last === null || (await select.inputValue()) === last) continue;
    await select.selectOption(last);
    await settle(page);
    changed++;
  }
  return changed;
}

/** Into every number a little more. */
async function typeMore(page: Page): Promise<number> {
  const inputs = await page.locator("main input[type=number]:visible").all();
  for (const input of inputs) {
    await input.focus();
    await page.keyboard.press("ArrowUp");
  }
  return inputs.length;
}
