import {readFileSync} from "node:fs";
import {createRequire} from "node:module";
import {join} from "node:path";
import type {Page} from "playwright-core";
import {describe, expect, it} from "vitest";
import type {SearchEntry} from "../../src/results/search.js";
import {openSite, pages, settle} from "./openSite.js";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const open = openSite();
const entries = JSON.parse(readFileSync(join("dist", "data", "search.json"), "utf8")) as SearchEntry[];
const field = (page: Page) => page.locator(".search-dialog input");
const isOpen = (page: Page) => page.locator(".search-dialog[open]").count();

describe("search", () => {
  it("is asked for only when it is opened, by button or by /, and Escape gives the focus back", async () => {
    const {page, complaints} = await open("index.html");
    const asked: string[] = [];
    page.on("request", (request) => asked.push(new URL(request.url()).pathname));
    expect(asked).toEqual([]);
    await page.locator("button.search").click();
    await field(page).fill("retention");
    await page.locator(".search-dialog li").first().waitFor();
    expect(asked).toEqual(["/data/search.json"]);
    await page.keyboard.press("Escape");
    expect(await isOpen(page)).toBe(0);
    expect(await page.evaluate(() => document.activeElement?.className)).toBe("search");
    await page.keyboard.press("/");
    expect(await isOpen(page)).toBe(1);
    expect(asked).toHaveLength(1);
    expect(complaints).toEqual([]);
  });

  it("is read by arrows and followed by Enter, from a page in a folder too", async () => {
    const path = pages.find((one) => one.startsWith("experiments/"))!;
    const {page, complaints} = await open(path);
    await page.keyboard.press("/");
    await field(page).pressSequentially("trials");
    await page.locator(".search-dialog li").first().waitFor();
    const focused = () => page.evaluate(() => document.activeElement?.querySelector("b")?.textContent ?? "field");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    const second = await page.locator(".search-dialog li b").nth(1).textContent();
    expect(await focused()).toBe(second);
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("ArrowUp");
    expect(await focused()).toBe("field");
    await page.keyboard.press("Enter");
    await page.waitForURL("**/trials.html");
    await settle(page);
    expect(complaints).toEqual([]);
  });

  it.each([
    [360, "light"],
    [360, "dark"],
    [1280, "dark"]
  ] as const)("holds no barrier while it is open at %i px in %s", async (width, scheme) => {
    const {page, complaints} = await open("index.html", {width, scheme});
    await page.locator("button.search").click();
    await field(page).fill("upgrade");
    await page.locator(".search-dialog li").first().waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    await page.evaluate(axe);
    const violations = await page.evaluate(async () => {
      const {axe: runner} = window as unknown as {axe: {run: () => Promise<{violations: {id: string}[]}>}};
      return (await runner.run()).violations.map(({id}) => id);
    });
    expect(violations).toEqual([]);
    expect(complaints).toEqual([]);
  });

  it("leads to pages and sections that are there", async () => {
    expect(entries.filter(({href}) => !pages.includes(href.replace(/#.*$/, "")))).toEqual([]);
    for (const path of new Set(entries.filter(({href}) => href.includes("#")).map(({href}) => href.split("#")[0]!))) {
      const ids = entries.filter(({href}) => href.startsWith(`${path}#`)).map(({href}) => href.split("#")[1]!);
      const {page} = await open(path);
      expect(await page.evaluate((all) => all.filter((id) => !document.getElementById(id)), ids)).toEqual([]);
    }
  }, 120_000);
});
