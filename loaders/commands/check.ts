import {dirname} from "node:path";
import {type CheckResult, driftName} from "../checks.js";
import {readConfig} from "../config.js";
import {type Drift, judgeDrift, noteTotals, type Totals} from "../drift.js";
import type {Intake} from "../intake.js";
import {readResult, type Run, runPipeline} from "../pipeline.js";
import {minorDigits} from "../results/currency.js";
import type {ImportRow} from "../staging/stage.js";
import {FailedChecks} from "../warehouse.js";
import {printTable} from "./table.js";

type Check = Pick<CheckResult, "name" | "about" | "severity" | "broken" | "tolerated" | "examples" | "touches">;

interface Report {
  files: ImportRow[];
  rejects: Record<string, unknown>[];
  checks: Check[];
  intake: Intake;
  failed: boolean;
  /** Null on a first run, and where a check fails, for then nothing is computed. */
  drift: Drift[] | null;
}

/** Reads and validates. A broken promise of severity error ends the run, and is reported like the others. */
export async function checkReport(inputs: {data: string; asOf?: string; root?: string}): Promise<Report> {
  try {
    const run = await runPipeline(inputs);
    const report = readResult<Omit<Report, "failed" | "drift">>(run, "report");
    const {drift, check} = driftOf(run, inputs);
    return {...report, checks: [...report.checks, check], failed: stateOf(check) === "fails", drift};
  } catch (error) {
    if (!(error instanceof FailedChecks)) throw error;
    const {imports, rejects, checks, intake} = error;
    return {files: imports, rejects, checks, intake, failed: true, drift: null};
  }
}

/** How the totals of a run differ from the last one's, and whether by more than the settings allow. */
export function driftOf(
  {dir}: Pick<Run, "dir">,
  {data, asOf}: {data: string; asOf?: string | undefined}
): {drift: Drift[] | null; check: CheckResult} {
  const {totals} = readResult<{totals: Totals}>({dir}, "report");
  const {hash} = readResult<{hash: string}>({dir}, "site");
  const limits = readConfig(data).checks[driftName];
  const isGood = (found: Drift[]) => judgeDrift(found, limits).severity !== "error";
  // A look back at an earlier day is not what tonight's run is compared with.
  const whose = asOf === undefined ? data : `${data} as of ${asOf}`;
  const drift = noteTotals(whose, dirname(dir), hash, totals, isGood);
  return {drift, check: judgeDrift(drift, limits)};
}

/** Prints the import report; returns the exit code, 1 where a check fails. */
export function printCheck(report: Report, {json}: {json: boolean}): number {
  if (json) process.stdout.write(`${JSON.stringify(toDocument(report), null, 2)}\n`);
  else printReport(report);
  return report.failed ? 1 : 0;
}

function toDocument({files, rejects, checks, intake, drift}: Report) {
  return {
    files: files.map(({path, source, table, rows_in, kept, rejected, filtered, unmapped}) => {
      return {path, source, table, rows_in, kept, rejected, filtered, unmapped};
    }),
    tables: intake.tables,
    totals: intake.totals,
    reasons: intake.reasons,
    rejects,
    checks: checks.map(({name, severity, broken, tolerated, touches, examples}) => {
      return {name, severity, broken, tolerated, state: stateOf({severity, broken}), measures: touches, examples};
    }),
    drift
  };
}

function stateOf({severity, broken}: Pick<Check, "severity" | "broken">): "holds" | "warns" | "fails" {
  return broken === 0 ? "holds" : severity === "error" ? "fails" : "warns";
}

function printReport({files, rejects, checks, intake, drift, failed}: Report): void {
  printTable(
    ["file", "source", "rows", "kept", "rejected", "filtered", "headers not used"],
    files.map((f) => [
      f.path,
      f.source,
      ...[f.rows_in, f.kept, f.rejected, f.filtered].map((n) => grouped(n)),
      f.unmapped.join(", ")
    ])
  );
  title("What each table holds");
  printTable(
    ["table", "rows", "accounts", "dated by", "first", "last", "newest to as-of"],
    intake.tables.map(({table, rows, accounts, dated, first, last, newest}) => {
      const held = accounts === null ? "" : grouped(accounts);
      return [table, grouped(rows), held, dated ?? "", first ?? "", last ?? "", newest ?? ""];
    })
  );
  if (intake.totals.length > 0) {
    title("Control totals, to hold against the vendor's own");
    printTable(
      ["table", "kind", "currency", "rows", "accounts", "sum of amounts"],
      intake.totals.map(({table, kind, currency, rows, accounts, amount}) => [
        table,
        kind ?? "",
        currency ?? "none",
        grouped(rows),
        grouped(accounts),
        amountText(amount, currency)
      ])
    );
  }
  if (intake.reasons.length > 0) {
    title("Why rows were rejected");
    for (const {path, line, column, reason, remedy, count} of intake.reasons)
      process.stdout.write(
        `  ${grouped(count)} × ${path}:${line ?? ""}: ${column ? `${column} ` : ""}${reason}; ${remedy}\n`
      );
    title(rejects.length < 100 ? "Rejected rows" : "Rejected rows, the first 100");
  }
  for (const r of rejects) {
    const value = r.value === null ? "" : ` ${JSON.stringify(r.value)}`;
    process.stdout.write(`  ${r.path}:${r.line}:${r.column ? ` ${r.column}` : ""}${value} ${r.reason}\n`);
  }
  title("Checks");
  printTable(
    ["check", "", "rows", "promise"],
    checks.map((c) => [
      c.name,
      {holds: c.tolerated > 0 ? "tolerated" : "holds", warns: "warning", fails: "FAILS"}[stateOf(c)],
      String(c.broken + c.tolerated),
      c.about
    ])
  );
  const doubted = checks.filter((check) => check.broken > 0);
  if (doubted.length > 0) title("What breaks them, the first of each");
  for (const {name, examples} of doubted)
    for (const {what, detail} of examples) process.stdout.write(`  ${name}: ${what ?? ""} ${detail ?? ""}\n`);
  if (failed && drift === null) return;
  title("Since the last run on other inputs");
  if (drift === null) process.stdout.write("  there was none\n");
  else if (drift.length === 0) process.stdout.write("  every total is what it was\n");
  else
    printTable(
      ["total", "before", "now", "change"],
      drift.map(({total, before, now}) => [
        total,
        before === null ? "none" : grouped(before),
        now === null ? "none" : grouped(now),
        before && now !== null ? `${((now / before - 1) * 100).toFixed(1)}%` : ""
      ])
    );
}

function title(text: string): void {
  process.stdout.write(`\n${text}\n`);
}

function grouped(value: number): string {
  return value.toLocaleString("en-US");
}

function amountText(minor: number, currency: string | null): string {
  const digits = currency === null ? 0 : minorDigits(currency);
  return (minor / 10 ** digits).toLocaleString("en-US", {minimumFractionDigits: digits, maximumFractionDigits: digits});
}
