import {copyFileSync, cpSync, rmSync} from "node:fs";
import {join} from "node:path";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {finishPages} from "../../loaders/site/finishPages.js";
import {prepareCache} from "../../loaders/site/prepareCache.js";
import {runBuild} from "../../loaders/site/runObservable.js";
import {withLock} from "../../loaders/site/withLock.js";
import {openSite} from "./openSite.js";

const [source, dist] = [".upswing/template", "dist.test-template"];

describe("docs/template.md", () => {
  beforeAll(async () => {
    rmSync(source, {recursive: true, force: true});
    cpSync("src", source, {recursive: true, filter: (path) => !/\.md$|\.observablehq/.test(path)});
    copyFileSync("docs/template.md", join(source, "index.md"));
    await withLock(".upswing/build.lock", async () => {
      prepareCache(".");
      cpSync("src/.observablehq", join(source, ".observablehq"), {recursive: true});
      await runBuild(process.cwd(), dist, undefined, source);
      finishPages(dist);
    });
  }, 180_000);
  afterAll(() => {
    for (const folder of [source, dist]) rmSync(folder, {recursive: true, force: true});
  });
  const open = openSite({}, dist);

  it("is a page as it stands: a claim with a number, a chart with its table, and no complaint", async () => {
    const {page, complaints} = await open("index.html");
    expect(await page.locator("h1").innerText()).toMatch(/\d/);
    expect(await page.locator("figure svg[role=img] path").count()).toBeGreaterThan(0);
    expect(await page.locator("figure table tbody tr").count()).toBeGreaterThan(10);
    expect(await page.locator(".observablehq--error").count()).toBe(0);
    expect(complaints).toEqual([]);
  });
});
