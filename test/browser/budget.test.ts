import {gzipSync} from "node:zlib";
import type {Page} from "playwright-core";
import {describe, expect, it} from "vitest";
import {openSite, pages, settle} from "./openSite.js";

const open = openSite();
/** Bytes after gzip at its default level, as servers send them. */
const budget = {script: 250_000, data: 300_000};
/** The layout must not move under the reader's eyes by more than this; a tenth is where it begins to annoy. */
const shift = 0.05;

describe.each(pages)("%s", (path) => {
  it("loads little, and stands still while it does", async () => {
    const {page} = await open(path);
    const sizes = await loaded(page);
    expect(sizes.script, "script").toBeLessThan(budget.script);
    expect(sizes.data, "data").toBeLessThan(budget.data);
    expect(await shiftOf(page), "shift of the layout").toBeLessThan(shift);
  });
});

/** What the page asks for when it is opened anew, by kind. */
async function loaded(page: Page): Promise<{script: number; data: number}> {
  const bodies: Promise<{kind: "script" | "data" | null; size: number}>[] = [];
  page.on("response", (response) => {
    const path = new URL(response.url()).pathname;
    const kind = path.endsWith(".js") ? "script" : path.startsWith("/_file/") ? "data" : null;
    bodies.push(response.body().then((body) => ({kind, size: kind ? gzipSync(body).length : 0})));
  });
  await page.reload();
  await settle(page);
  const sum = {script: 0, data: 0};
  for (const {kind, size} of await Promise.all(bodies)) if (kind) sum[kind] += size;
  return sum;
}

/** Chromium's cumulative layout shift since the page was opened. */
async function shiftOf(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        let sum = 0;
        const observer = new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) sum += (entry as PerformanceEntry & {value: number}).value;
        });
        observer.observe({type: "layout-shift", buffered: true});
        setTimeout(() => resolve(sum), 100);
      })
  );
}
