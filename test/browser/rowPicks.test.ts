import {expect, it} from "vitest";
import {openSite, settle} from "./openSite.js";

const open = openSite();

it.each(["retention.html", "upgrades.html", "trials.html"])(
  "a row of the groups of %s filters the page by key and by mouse, keeps the focus, and is taken back the same way",
  async (path) => {
    const {page, complaints} = await open(path);
    const headline = () => page.locator("h1").first().innerText();
    const whole = await headline();
    const row = page.locator("figure svg [role=button]").first();
    const name = (await row.getAttribute("aria-label"))!.split(":")[0]!;
    await row.focus();
    const [scrolled, before] = await Promise.all([page.evaluate(() => scrollY), row.getAttribute("aria-pressed")]);
    expect(before).toBe("false");

    await page.keyboard.press("Enter");
    await settle(page);
    expect(await headline()).not.toBe(whole);
    const held = page.locator(":focus");
    expect((await held.getAttribute("aria-label"))!.split(":")[0]).toBe(name);
    expect(await held.getAttribute("aria-pressed")).toBe("true");
    expect(await page.evaluate(() => scrollY)).toBeCloseTo(scrolled, -2);
    const [[, value]] = [...new URL(page.url()).searchParams] as [[string, string]];
    expect(await page.locator("main select").first().inputValue()).toBe(value);

    await page.keyboard.press("Enter");
    await settle(page);
    expect([await headline(), new URL(page.url()).search]).toEqual([whole, ""]);
    await page.locator("figure svg [role=button]").nth(1).click();
    await settle(page);
    expect(new URL(page.url()).search).not.toBe("");
    await page.goBack();
    await settle(page);
    expect(await headline()).toBe(whole);
    expect(complaints).toEqual([]);
  }
);
