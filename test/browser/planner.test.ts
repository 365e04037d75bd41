import {expect, it} from "vitest";
import {openSite, settle} from "./openSite.js";

const open = openSite();

it("the planner answers at once, stays in the address, survives a reload and obeys the back button", async () => {
  const {page, complaints} = await open("planner.html");
  const headline = () => page.locator("h1").first().innerText();
  expect(await headline()).toContain("16,316 users");

  const rate = page.getByLabel("Rate today, %", {exact: true});
  await rate.fill("10");
  await rate.press("Tab");
  await settle(page);
  const changed = await headline();
  expect(changed).toContain("11% from 10%");
  expect(new URL(page.url()).search).toBe("?rate=10");

  await page.getByLabel("Looks, the last included, slider").press("ArrowRight");
  await settle(page);
  expect(new URL(page.url()).search).toBe("?rate=10&looks=2");
  await page.reload();
  await settle(page);
  expect(await page.getByLabel("Looks, the last included", {exact: true}).inputValue()).toBe("2");

  await page.goBack();
  await settle(page);
  expect(await headline()).toBe(changed);
  expect(complaints).toEqual([]);
});

it("the planner says what cannot be planned, at no choice shows NaN, and copies", async () => {
  const {page, complaints} = await open("planner.html?difference=-6");
  expect(await page.locator("h1").first().innerText()).toContain("cannot change by −6 pp");
  await page.getByLabel("Smallest difference that matters, pp", {exact: true}).fill("-2");
  for (const kind of ["mean", "rate-margin", "mean-margin", "conversion"]) {
    await page.locator("select[name=kind]").selectOption(kind);
    await settle(page);
    expect(await page.locator("main").innerText(), kind).not.toMatch(/\bNaN\b|\bundefined\b|\bInfinity\b/);
  }
  await page.getByLabel("copy: In words").click();
  await page.getByText(/^(copied|selected)/).waitFor();
  expect(complaints).toEqual([]);
});
