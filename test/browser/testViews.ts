import {readFileSync} from "node:fs";
import {createRequire} from "node:module";
import type {Page} from "playwright-core";
import {describe, expect, it} from "vitest";
import {openSite, pages} from "./openSite.js";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
/** Every page at a width, light and dark: nothing on the console, nothing wider than the screen, nothing that axe finds. */
export function testViews(width: number): void {
  const open = openSite();
  describe.each(pages)("%s", (path) => {
    it.each(["light", "dark"] as const)(`loads without complaint at ${width} px in %s`, async (scheme) => {
      const {page, complaints} = await open(path, {width, scheme});
      expect(complaints).toEqual([]);
      expect(await page.locator(".observablehq--error").allTextContents()).toEqual([]);
      expect(await findWideElements(page)).toEqual([]);
      expect(await findViolations(page)).toEqual([]);
    });
  });
}

// What sticks out to the right of a page that scrolls sideways.
async function findWideElements(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const {scrollWidth} = document.documentElement;
    if (scrollWidth <= window.innerWidth) return [];
    const nodes = [...document.body.querySelectorAll("*")];
    const wide = nodes.filter((node) => node.getBoundingClientRect().right > window.innerWidth + 0.5);
    const names = wide.map((node) => `${node.tagName.toLowerCase()}.${node.getAttribute("class") ?? ""}`);
    return [`page is ${scrollWidth} px wide`, ...names.slice(0, 5)];
  });
}

async function findViolations(page: Page): Promise<string[]> {
  // A script in the page would be refused by the page's own policy.
  await page.evaluate(axe);
  return page.evaluate(async () => {
    type Violation = {id: string; help: string; nodes: {target: unknown[]; html: string}[]};
    const {axe: runner} = window as unknown as {axe: {run: (...a: unknown[]) => Promise<{violations: Violation[]}>}};
    const {violations} = await runner.run(document, {resultTypes: ["violations"]});
    return violations.flatMap(({id, help, nodes}) =>
      nodes.slice(0, 3).map(({target, html}) => `${id}: ${help}: ${target.join(" ")}: ${html.slice(0, 120)}`)
    );
  });
}
