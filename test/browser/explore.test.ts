import {readFileSync} from "node:fs";
import {createRequire} from "node:module";
import type {Page} from "playwright-core";
import {expect, it} from "vitest";
import {exploreExamples} from "../../src/components/exploreExamples.js";
import {openSite, settle} from "./openSite.js";

const open = openSite();
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
// 1,500 to the fifth rows, none of which can be left out: with three tables a fast machine was done before it was stopped.
const runaway = `select sum(a.accounts * b.accounts + c.accounts * d.accounts - e.accounts)
from cohorts_by_group a, cohorts_by_group b, cohorts_by_group c, cohorts_by_group d, cohorts_by_group e`;

/** Waits until the line under the editor says so. */
async function says(page: Page, text: RegExp, timeout = 45_000): Promise<void> {
  await page.locator(".ask [role=status]").filter({hasText: text}).waitFor({timeout});
}

async function ask(page: Page, sql: string): Promise<void> {
  await page.getByLabel("Question, in SQL").fill(sql);
  await page.keyboard.press("Control+Enter");
}

const sqlOf = (page: Page) => new URL(page.url()).searchParams.get("sql");

it("nothing of DuckDB is loaded before it is asked for; then a question is answered, drawn, and kept in the address", async () => {
  const {page, complaints} = await open("explore.html");
  const heavy: string[] = [];
  page.on("request", (request) => {
    if (/duckdb|arrow/.test(request.url())) heavy.push(request.url());
  });
  await page.reload();
  await settle(page);
  expect(heavy).toEqual([]);
  expect(await page.locator("main").innerText()).toMatch(/DuckDB, 34 MB \(8\.1 MB/);

  await page.getByRole("button", {name: "Open the marts and run"}).click();
  await says(page, /^\d+ rows in/);
  expect(heavy.some((url) => url.endsWith("duckdb-eh.wasm"))).toBe(true);
  expect(await page.locator(".answer table").last().locator("tbody tr").count()).toBeGreaterThan(5);
  expect(await page.locator(".answer svg[role=img]").getAttribute("aria-label")).toMatch(
    /^Line chart\. net_retention: /
  );
  expect(await page.locator("main").innerText()).not.toMatch(/\bNaN\b|\bundefined\b/);

  await ask(page, "select 1 as one");
  await says(page, /^1 row in/);
  expect(sqlOf(page)).toBe("select 1 as one");
  await ask(page, "select 2 as two union all select 3");
  await says(page, /^2 rows in/);
  await page.goBack();
  await says(page, /^1 row in/);
  expect(await page.getByLabel("Question, in SQL").inputValue()).toBe("select 1 as one");
  expect(complaints).toEqual([]);
});

it("every example is answered; the picture chosen stands in the address and survives a reload", async () => {
  const {page, complaints} = await open("explore.html");
  await page.getByRole("button", {name: "Open the marts and run"}).click();
  await says(page, /rows? in/);
  for (const {question, sql} of exploreExamples(100)) {
    await page.getByRole("button", {name: question}).click();
    await says(page, /^\d+ rows in/);
    expect(sqlOf(page)).toBe(sql);
    // A chart is drawn in the frame after its answer.
    await page.locator(".answer figure svg").first().waitFor();
    expect(await page.locator(".answer figure svg").count(), question).toBe(1);
  }
  await page.locator("select[name=kind]").selectOption("bar");
  await page.locator("select[name=y]").selectOption("accounts");
  await settle(page);
  const chosen = page.url();
  expect(chosen).toContain("y=accounts");
  const title = await page.locator(".answer figure h2").innerText();
  expect(title).toMatch(/^accounts by/);
  await page.reload();
  await settle(page);
  await page.getByRole("button", {name: "Open the marts and run"}).click();
  await says(page, /^\d+ rows in/);
  expect(await page.locator(".answer figure h2").innerText()).toBe(title);
  expect(page.url()).toBe(chosen);
  expect(complaints).toEqual([]);
}, 120_000);

it("a mistake is shown with its line, and what would leave the page is refused", async () => {
  const {page, complaints} = await open("explore.html");
  await ask(page, "select accounts\nfrom retention_by_group\nwhere nope = 1");
  await says(page, /could not answer/);
  expect(await page.locator(".problem").innerText()).toMatch(/"nope" not found[^]*LINE 3: where nope = 1/);
  await ask(page, "select to_json(1)");
  await page.locator(".problem").filter({hasText: "json extension"}).waitFor();
  await ask(page, "select * from read_csv('https://example.com/a.csv')");
  await page.locator(".problem").filter({hasText: "Only the tables of this page"}).waitFor();
  await ask(page, "set enable_external_access = true");
  await page
    .locator(".problem")
    .filter({hasText: /locked|Cannot/})
    .waitFor();
  await ask(page, "select count(*) as n from retention_by_group");
  await says(page, /^1 row in/);
  expect(complaints).toEqual([]);
});

it("a question that would take hours is stopped, and the next one is answered", async () => {
  const {page, complaints} = await open("explore.html");
  await ask(page, "select 1 as one");
  await says(page, /^1 row in/);
  await ask(page, runaway);
  await says(page, /^Running/);
  await page.getByRole("button", {name: "Stop"}).click();
  await says(page, /^Stopped/);
  await ask(page, "select count(*) as n from cohorts_by_group");
  await says(page, /^1 row in/);
  expect(complaints).toEqual([]);
});

it("where DuckDB does not even listen it is started anew, and the tables are there again", async () => {
  const {page, complaints} = await open("explore.html");
  await page.evaluate(() => {
    const send = Worker.prototype.postMessage;
    Worker.prototype.postMessage = function (this: Worker, message: {type?: string}, ...more: []) {
      if (message.type !== "CANCEL_PENDING_QUERY") send.call(this, message, ...more);
    };
  });
  await ask(page, "create table own as select 1 as one");
  await says(page, /row in/);
  await ask(page, runaway);
  await says(page, /^Running/);
  await page.getByRole("button", {name: "Stop"}).click();
  await says(page, /^Stopped/);
  await ask(page, "select count(*) as n from cohorts_by_group");
  await says(page, /^1 row in/);
  await ask(page, "from own");
  await page.locator(".problem").filter({hasText: "own does not exist"}).waitFor();
  expect(complaints).toEqual([]);
});

it("long answers are shown in part and kept up to a limit", async () => {
  const {page} = await open("explore.html");
  await ask(page, "select a.accounts from cohorts_by_group a, cohorts_by_group b");
  await says(page, /^More than 100,000 rows in .* the first 1,000 are shown/);
  expect(await page.locator(".answer table").last().locator("tbody tr").count()).toBe(1000);
  const download = page.waitForEvent("download");
  await page.getByRole("button", {name: "CSV of 100,000 rows"}).click();
  expect((await download).suggestedFilename()).toBe("explore.csv");
});

it("where a file is missing the page says so, and what to do instead", async () => {
  const {page} = await open("explore.html");
  await page.route("**/*.wasm", (route) => route.fulfill({status: 404, body: "not found"}));
  await page.getByRole("button", {name: "Open the marts and run"}).click();
  await says(page, /could not be opened/);
  expect(await page.locator(".problem").innerText()).toMatch(/CSV under any figure/);
  await page.unroute("**/*.wasm");
  await page.getByRole("button", {name: "Open the marts and run"}).click();
  await says(page, /rows in/);
});

it("where the worker is blocked the page says so", async () => {
  const {page} = await open("explore.html");
  await page.route("**/*worker*", (route) => route.fulfill({status: 404, body: "not found"}));
  await page.getByRole("button", {name: "Open the marts and run"}).click();
  await says(page, /could not be opened/);
  expect(await page.locator(".problem").innerText()).toMatch(/worker/i);
});

it.each(["light", "dark"] as const)("axe finds nothing on an answered page, %s", async (scheme) => {
  const {page} = await open("explore.html", {width: 360, scheme});
  await page.locator(".schema summary").first().click();
  await page.getByRole("button", {name: "Open the marts and run"}).click();
  await says(page, /rows in/);
  await page.evaluate(axe);
  const found = await page.evaluate(async () => {
    const run = (
      window as unknown as {axe: {run: () => Promise<{violations: {id: string; nodes: {html: string}[]}[]}>}}
    ).axe;
    return (await run.run()).violations.map(({id, nodes}) => `${id}: ${nodes[0]?.html}`);
  });
  expect(found).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
});

it("a name is put where the cursor stands, by keyboard too", async () => {
  const {page} = await open("explore.html");
  const editor = page.getByLabel("Question, in SQL");
  await editor.fill("select ");
  await page.locator(".schema summary").first().focus();
  await page.keyboard.press("Enter");
  await page.getByRole("button", {name: "insert billed"}).press("Enter");
  expect(await editor.inputValue()).toBe("select billed");
});
