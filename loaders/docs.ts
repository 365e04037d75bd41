import {mkdirSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {definitions} from "../src/definitions.js";
import {readChecks} from "./checks.js";
import {type ContractTable, createContract} from "./contract.js";
import {openDuckDB} from "./engines/duckdb.js";
import {readModels} from "./models.js";
import {sources} from "./sources/index.js";

const example = `company: Demo Software
as_of: 2026-10-31            # optional; default: the last day of what has happened in the exports
time_zone: UTC               # of times without a zone, and of the ends of months; an export may have its own
currency: USD                # reporting currency
exports:
  - files: billing/subscriptions*.csv
    source: stripe.subscriptions          # a known export …
  - files: crm/accounts.csv
    table: accounts                       # … or a contract table, mapped by hand
    columns:
      account_id: Id
      size_band: "case when cast(Seats as integer) < 50 then 'small' else 'large' end"
    where: "Status <> 'test'"             # what it leaves out is counted as filtered
    date_format: "%d-%m-%Y"               # for all dates, or {created_at: "%d-%m-%Y"}; if not given, the values tell
    decimal: ","                          # of numbers like 1.234,50; if not given, the values tell
    key: Id                               # rows that repeat it are reported
  - files: usage/*.csv.gz
    table: usage
    lookup: {sub: {files: billing/subscriptions*.csv, on: {subscription_id: id}}}   # header here: header there
    columns: {account_id: sub.customer, day: date, feature: feature, quantity: "cast(count as integer)"}
settings:                    # shown with their defaults
  nrr: {window_months: 12}
  trial: {window_days: 45, match: any, landmark_days: [3, 7], after_days: [90, 180], effort_minutes: [15, 30, 60]}
  ltv: {margin: 1, horizon_months: 36, discount_annual: 0.1}   # margin 1: lifetime values are revenue
  past_due_grace_days: 30
  reactivation_gap_days: null
  join_gap_days: 7           # a gap of so many days between two licences of an account is joined; 0 joins none
  pause: pause               # or churn
  segments: [size_band, region, industry]
privacy: {min_cell: 5, drop: []}`.split("\n");

/** Writes docs/metrics.md and docs/data.md from the definitions and the SQL comments; returns the exit code. */
export async function writeDocs(root: string): Promise<number> {
  mkdirSync(join(root, "docs"), {recursive: true});
  for (const [name, text] of Object.entries(await renderDocs())) writeFileSync(join(root, "docs", name), text);
  return 0;
}

/** The generated documents by file name. */
export async function renderDocs(): Promise<Record<"metrics.md" | "data.md", string>> {
  const engine = await openDuckDB(":memory:");
  try {
    return {"metrics.md": renderMetrics(), "data.md": renderData(await createContract(engine))};
  } finally {
    engine.close();
  }
}

function renderMetrics(): string {
  const sections = Object.values(definitions).map((d) =>
    [
      `## ${d.name}`,
      "",
      `\`${d.id}\`${d.also ? `, also called ${d.also.join(", ")}` : ""}. ${d.short}`,
      "",
      `- Formula: ${d.formula}`,
      `- Unit: ${d.unit}, ${d.kind}${d.better === null ? "" : `; ${d.better} is better`}`,
      `- Grain: ${d.grain}`,
      `- Mart: \`${d.mart}\``,
      `- Rule and source: ${d.source}`,
      ""
    ].join("\n")
  );
  return [
    "# Measures",
    "",
    "Written from `src/definitions.ts` by `npm run docs`. Rates are 0–1; money is in the reporting currency.",
    "",
    ...sections
  ].join("\n");
}

function renderData(contract: Map<string, ContractTable>): string {
  const tables = [...contract.values()].map((t) =>
    [
      `### ${t.name}`,
      "",
      t.comment,
      "",
      "| column | type | meaning |",
      "| --- | --- | --- |",
      ...t.columns.map((c) => `| ${c.name}${c.required ? " *" : ""} | ${c.type} | ${cell(c.comment)} |`),
      ""
    ].join("\n")
  );
  const marts = readModels(contract.keys()).map((m) => `| ${m.name} | ${cell(m.comment)} | ${m.reads.join(", ")} |`);
  return [
    "# Data",
    "",
    "Written from the SQL in `loaders/` by `npm run docs`. Exports are mapped onto the contract tables by `data/sources.yaml`.",
    "Times are UTC and half-open, `[from, to)`; money is in whole minor units with its currency. Columns marked * must be filled;",
    "a row without one is rejected and reported. Whatever else an export lacks is null, and the page that needs it says so.",
    "",
    "## sources.yaml",
    "",
    "Lies in the data folder; `files` are relative to it. A column's value is a header, spelt exactly, or else a DuckDB",
    "expression over headers. Headers are text, so cast. A row for which an expression fails is rejected. `minor_units(amount,",
    "currency)` turns an export's money into whole minor units: cents, and for the yen, which has none, yen.",
    "",
    "```yaml",
    ...example,
    "```",
    "",
    "## Known exports",
    "",
    "`source:` names one of these. Its headers are found whatever their case, spaces and punctuation; `columns` of the entry fill what",
    "the export calls otherwise, and rows must pass its `where` and the source's own. One file may be several sources, an entry each.",
    "Precision is how well the dates of changes are known: exact, to the day, to the billing period, or only what held at the export.",
    "",
    "| source | table | one row per | precision | oddities | recognised by | tested on |",
    "| --- | --- | --- | --- | --- | --- | --- |",
    ...[...sources.values()].map(
      (s) =>
        `| ${[s.id, s.table, s.grain, s.precision, s.oddities, s.recognise.join(", "), ["documented headers", ...(s.triedOn ? [s.triedOn] : [])].join("; ")].map(cell).join(" | ")} |`
    ),
    "",
    "## Checks",
    "",
    "`npm run check` reads, checks and prints: every file's rows in, kept, filtered and rejected, with reasons and places; what each table",
    "holds and from when to when; control totals by currency, to hold against the vendor's own; each check; and what has changed since",
    "the last run on other inputs. `npm run -s check -- --json` is the same as one document. Codes: 0 no check fails, 1 one does, 2 an",
    "input, setting or option cannot be used, 3 a fault of Upswing. A check that fails stops a build; one that warns is shown on the figures it guards.",
    "Limits in sources.yaml say from how many rows on it warns or fails, as a number or as a share of all rows read:",
    "",
    "```yaml",
    "checks:",
    "  rows_are_not_rejected: {warn: 10, fail: 0.5%}",
    "  plan_is_known: {fail: 1}",
    "  totals_do_not_drift: {warn: 10%, fail: 50%}   # here a share of what a total was; a quarter warns if nothing is set",
    "```",
    "",
    "A check whose one row fails takes no limits. Totals are kept in `.upswing/last`, for each data folder and `--as-of`. Those that fail are",
    "not kept, so that the next run is compared with the last good one; where they are right, raise the limit for one run.",
    "",
    "| check | one row | promise | guards |",
    "| --- | --- | --- | --- |",
    ...[...readChecks("contract"), ...readChecks("marts")].map(
      ({name, severity, about, touches}) =>
        `| ${[name, severity === "error" ? "fails" : "warns", about, touches.join(", ")].map(cell).join(" | ")} |`
    ),
    "",
    "## Contract tables",
    "",
    ...tables,
    "## Marts",
    "",
    "| mart | one row per | reads |",
    "| --- | --- | --- |",
    ...marts,
    ""
  ].join("\n");
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|");
}
