// @vitest-environment happy-dom
import {beforeEach, expect, it, vi} from "vitest";
import {addressWith} from "../../src/components/address.js";
import {parametersOf, asIs, questionOf} from "../../src/components/exploreAddress.js";
import {addBatch, explainError, rowsKept, toCell, type Answer} from "../../src/components/exploreAnswer.js";
import {Stopped, engineBytes, openDatabase, type Database} from "../../src/components/exploreDatabase.js";
import {answerText, ExploreResult} from "../../src/components/exploreResult.js";
import {ExploreView} from "../../src/components/exploreView.js";
import {drawingOf, leftOut, QuickChart} from "../../src/components/quickChart.js";
import type {Site} from "../../src/components/site.js";
import type {Explore} from "../../src/results/explore.js";
import {statSync} from "node:fs";
import {createRequire} from "node:module";

const explore: Explore = {
  tables: [
    {
      name: "revenue_by_group",
      about: "One row per month.",
      mart: "revenue_ledger",
      columns: [{name: "billed", type: "BIGINT", about: "Revenue"}],
      rows: 2,
      from: 0,
      to: 10
    }
  ],
  bytes: 480_000,
  accounts: false
};
const site = {minCell: 5, currency: "USD", minorPerMajor: 100} as Site;
const monthly: Answer = {
  columns: [
    {name: "month", kind: "date"},
    {name: "plan", kind: "text"},
    {name: "lost_share", kind: "number"}
  ],
  rows: [
    ["2026-01-01", "Team", 0.1],
    ["2026-01-01", "Starter", 0.2],
    ["2026-02-01", "Team", 0.11],
    ["2026-02-01", "Starter", null]
  ],
  more: false
};

beforeEach(() => {
  vi.stubGlobal(
    "ResizeObserver",
    class {
      observe() {}
    }
  );
  history.replaceState(null, "", "/explore.html");
});

it("a question and its picture survive the address, whatever they hold", () => {
  const question = {sql: "select '100% + ü & #'\n-- ?x=1", x: "a b", y: "n", by: "", kind: "bar"} as const;
  const href = addressWith(parametersOf(question), "https://x.org/explore.html?sql=old&kind=line#top");
  expect(questionOf(new URL(href).searchParams)).toEqual(question);
  expect(addressWith(parametersOf({sql: "select 1", ...asIs}), href)).toBe(
    "https://x.org/explore.html?sql=select+1#top"
  );
  expect(questionOf(new URLSearchParams("sql=%20"))).toBeNull();
  expect(questionOf(new URLSearchParams("sql=select+1&kind=pie"))?.kind).toBeNull();
});

it("cells are what a table and a CSV file can hold", () => {
  expect(toCell(1767225600000, "Date32<DAY>")).toBe("2026-01-01");
  expect(toCell(1767225661000, "Date64<MILLISECOND>")).toBe("2026-01-01 00:01:01");
  expect(toCell(12n, "Int64")).toBe(12);
  expect(toCell(2n ** 60n, "Int64")).toBe("1152921504606846976");
  expect([toCell(Infinity, "Float64"), toCell(undefined, "Utf8"), toCell([1, 2], "List<Int32>")]).toEqual([
    "Infinity",
    null,
    "[1,2]"
  ]);
});

it("no more rows are kept than a phone can hold", () => {
  const answer: Answer = {columns: [], rows: [], more: false};
  const batch = {numRows: rowsKept / 2 + 1, getChildAt: () => ({get: (i: number) => i})};
  expect([addBatch(answer, batch, ["Int32"]), addBatch(answer, batch, ["Int32"])]).toEqual([true, false]);
  expect([answer.rows.length, answer.more]).toEqual([rowsKept, true]);
  expect(answerText(answer, 1234)).toBe(
    "More than 100,000 rows in 1.2 s; the first 100,000 were kept; the first 1,000 are shown"
  );
  expect(answerText({...answer, rows: [[1]], more: false}, 0.2)).toBe("1 row in 1 ms");
});

it("a message that comes as JSON is told as text", () => {
  expect(explainError('{"exception_type":"Parser","exception_message":"syntax error at or near \\"selct\\""}')).toBe(
    'Parser Error: syntax error at or near "selct"'
  );
});

it("messages of DuckDB keep their line and lose advice that cannot be followed", () => {
  const line = 'Parser Error: syntax error at or near "t"\n\nLINE 1: select * fro t\n                     ^';
  expect(explainError(`${line}\n\nLINE 1: select * fro t\n                     ^`)).toBe(line);
  expect(
    explainError(
      'Catalog Error: "to_json" is not in the catalog, but it exists in the json extension.\n\nINSTALL json;'
    )
  ).toMatch(/^This needs DuckDB’s json extension/);
  expect(
    explainError("An error occurred while trying to automatically install the required extension 'icu':\n…")
  ).toMatch(/DuckDB’s icu extension/);
  expect(explainError("Permission Error: file system operations are disabled by configuration")).toMatch(
    /Only the tables of this page can be read\.$/
  );
});

it("an answer is drawn as lines over time, apart by text; else as bars; as chosen where that can be", () => {
  expect(drawingOf(monthly, asIs)).toEqual({x: "month", y: "lost_share", by: "plan", kind: "line"});
  expect(drawingOf(monthly, {...asIs, by: ""})?.by).toBeNull();
  expect(drawingOf(monthly, {...asIs, x: "plan"})?.kind).toBe("bar");
  expect(drawingOf(monthly, {...asIs, x: "plan", kind: "line"})).toBeNull();
  expect(drawingOf(monthly, {...asIs, kind: "none"})).toBeNull();
  expect(drawingOf({...monthly, rows: monthly.rows.slice(0, 1)}, asIs)).toBeNull();
  expect(drawingOf({...monthly, columns: monthly.columns.slice(0, 2)}, asIs)).toBeNull();
  const lines = QuickChart(monthly, {x: "month", y: "lost_share", by: "plan", kind: "line"}, 640);
  expect(lines?.getAttribute("aria-label")).toBe(
    "Line chart. Team: 10.0% in Jan 2026, 11.0% in Feb 2026. Starter: 20.0% in Jan 2026."
  );
  const bars = QuickChart(monthly, {x: "plan", y: "lost_share", by: "month", kind: "bar"}, 640);
  expect(bars?.getAttribute("aria-label")).toMatch(/^Bars\. Team, 2026-01-01: 10\.0%\. Starter, 2026-01-01: 20\.0%\./);
  const negative = {
    columns: monthly.columns,
    rows: [
      ["a", "b", -2.5],
      ["c", "d", 5]
    ],
    more: false
  } satisfies Answer;
  expect(QuickChart(negative, {x: "month", y: "lost_share", by: null, kind: "bar"}, 640)?.outerHTML).not.toMatch(
    /NaN|width="-/
  );
  const many = {...monthly, rows: Array.from({length: 50}, (_, i) => [`g${i}`, "x", i])};
  expect(leftOut(many, {x: "month", y: "lost_share", by: null, kind: "bar"})).toBe(
    "The first 40 of 50 bars are drawn."
  );
});

it("rows are shown up to a limit, and none is said", () => {
  const many: Answer = {...monthly, rows: Array.from({length: 1200}, () => ["2026-01-01", "Team", -0.123456789])};
  const node = ExploreResult(many, {...asIs, kind: "none"}, () => undefined);
  expect(node.querySelectorAll("section tbody tr")).toHaveLength(1000);
  expect(node.querySelector("section td.number")?.textContent).toBe("−0.123457");
  expect(node.textContent).toContain("CSV of 1,200 rows");
  expect(ExploreResult({...monthly, rows: []}, asIs, () => undefined).textContent).toContain("No row answers");
});

/** The page over a database that answers as told, once it is asked for. */
function page(run: Database["run"], open?: () => Promise<Database>) {
  const opened = vi.fn(open ?? (async () => ({run, stop: async () => undefined})));
  const view = ExploreView({explore, site, file: {href: "marts.arrows"}, open: opened});
  document.body.replaceChildren(view);
  const editor = view.querySelector("textarea")!;
  const status = () => view.querySelector("[role=status]")!.textContent;
  const submit = async (sql: string) => {
    editor.value = sql;
    view.querySelector("form")!.dispatchEvent(new Event("submit", {cancelable: true}));
    await new Promise((resolve) => setTimeout(resolve, 5));
  };
  return {view, editor, status, submit, opened};
}

it("the database is opened by the first question alone, and the page says what it weighs before", async () => {
  const {view, editor, status, submit, opened} = page(async () => monthly);
  expect(view.textContent).toMatch(/0\.5 MB of tables and DuckDB, 34 MB\s+\(8\.1 MB/);
  expect(editor.value).toContain("retention_by_group");
  expect(opened).not.toHaveBeenCalled();
  await submit("select 1");
  await submit("select 2");
  expect(opened).toHaveBeenCalledTimes(1);
  expect(status()).toMatch(/^4 rows in \d+ ms\.$/);
  expect(new URL(location.href).searchParams.get("sql")).toBe("select 2");
  await submit("  ");
  expect(status()).toMatch(/^Write a question first/);
});

it("errors, stops and a database that cannot be opened each leave a page that can be used", async () => {
  const answers = [new Error("Binder Error\n\nLINE 1: x"), new Stopped("Stopped.")];
  const {view, status, submit} = page(async () => {
    const next = answers.shift();
    if (next) throw next;
    return monthly;
  });
  await submit("a");
  expect([status(), view.querySelector(".problem pre")?.textContent]).toEqual([
    "DuckDB could not answer.",
    "Binder Error\n\nLINE 1: x"
  ]);
  await submit("b");
  expect([status(), view.querySelector(".problem")]).toEqual(["Stopped. The tables are as they were.", null]);
  await submit("c");
  expect(status()).toMatch(/^4 rows/);

  const closed = page(
    async () => monthly,
    async () => {
      throw new Error("The file of tables is missing (404).");
    }
  );
  await closed.submit("select 1");
  expect(closed.status()).toBe("The marts could not be opened.");
  expect(closed.view.querySelector(".problem")?.textContent).toMatch(/missing \(404\)[^]*CSV under any figure/);
  expect(closed.view.querySelector<HTMLButtonElement>("button.primary")?.disabled).toBe(false);
});

it("a click puts a name where the cursor stands", () => {
  const {view, editor} = page(async () => monthly);
  editor.value = "select  from";
  editor.setSelectionRange(7, 7);
  view.querySelector<HTMLButtonElement>('[aria-label="insert billed"]')!.click();
  expect(editor.value).toBe("select billed from");
});

it("a browser without WebAssembly is told so, and the size told is that of the file", async () => {
  vi.stubGlobal("WebAssembly", undefined);
  await expect(openDatabase(explore, "marts.arrows", () => undefined)).rejects.toThrow(/no WebAssembly/);
  vi.unstubAllGlobals();
  const wasm = createRequire(import.meta.url).resolve("@duckdb/duckdb-wasm/dist/duckdb-eh.wasm");
  expect(statSync(wasm).size).toBe(engineBytes.stored);
});
