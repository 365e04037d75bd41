import {beforeAll, describe, expect, it} from "vitest";
import type {Opened} from "./openSite.js";
import {openSite, pages} from "./openSite.js";

const open = openSite();
const forgotten = /.{0,40}(\bundefined\b|\bNaN\b|\bInfinity\b|\[object |Invalid Date).{0,40}/g;

it("the site has pages", () => {
  expect(pages.length).toBeGreaterThan(5);
});

describe.each(pages)("%s", (path) => {
  let opened: Opened;
  beforeAll(async () => {
    opened = await open(path);
  });

  it("opens with one heading, which holds a number or says what is missing", async () => {
    const headings = await opened.page.locator("h1").allInnerTexts();
    expect(headings).toHaveLength(1);
    expect(headings[0]).toMatch(/\d|\b(no|not|n\/a)\b/i);
  });

  it("shows no value that a program forgot to format", async () => {
    const shown = await opened.page.evaluate(() => {
      const labels = [...document.querySelectorAll("[aria-label]")].map((node) => node.getAttribute("aria-label"));
      const drawn = [...document.querySelectorAll("main table, main svg")].map((node) => node.textContent);
      return [document.title, document.body.innerText, ...labels, ...drawn].join("\n");
    });
    expect(shown.match(forgotten) ?? []).toEqual([]);
  });

  it("gives every chart a name and a table: in its figure, or below where the name says so", async () => {
    const charts = await opened.page.locator("main svg[role=img]").evaluateAll((nodes) =>
      nodes.map((node) => {
        const label = document.getElementById(node.getAttribute("aria-labelledby") ?? "")?.textContent;
        const name = node.getAttribute("aria-label") ?? label ?? "";
        const figure = node.closest("figure");
        const isBelow = (table: Element): boolean => (node.compareDocumentPosition(table) & 4) === 4;
        const hasBelow = /table/.test(name) && [...document.querySelectorAll("main table")].some(isBelow);
        return {name, hasTable: figure === null || figure.querySelector("table") !== null || hasBelow};
      })
    );
    expect(charts.filter(({name, hasTable}) => name.trim() === "" || !hasTable)).toEqual([]);
  });

  it("leads the first press of the tab key past the header", async () => {
    await opened.page.keyboard.press("Tab");
    const href = await opened.page.evaluate(() => document.activeElement?.getAttribute("href") ?? "");
    expect(href).toMatch(/^#./);
    expect(await opened.page.locator(`[id="${href.slice(1)}"]`).count()).toBe(1);
  });

  it("prints", async () => {
    const pdf = await opened.page.pdf({format: "A4"});
    expect(pdf.subarray(0, 5).toString()).toBe("%PDF-");
    expect(pdf.length).toBeGreaterThan(5000);
    expect(opened.complaints).toEqual([]);
  });
});
