import type {CheckResult} from "../checks.js";
import {type Run, readResult, runPipeline} from "../pipeline.js";
import type {ImportRow} from "../staging/stage.js";
import {FailedChecks} from "../warehouse.js";
import {printTable} from "./table.js";

type Check = Pick<CheckResult, "name" | "about" | "severity" | "broken">;

interface Report {
  files: ImportRow[];
  rejects: Record<string, unknown>[];
  checks: Check[];
  failed: boolean;
}

/** Reads and validates. A broken promise of severity error ends the run, and is reported like the others. */
export async function checkReport(inputs: {data: string; asOf?: string}): Promise<Report> {
  try {
    const run: Run = await runPipeline(inputs);
    const {files, rejects, checks} = readResult<Report>(run, "report");
    return {files, rejects, checks, failed: false};
  } catch (error) {
    if (!(error instanceof FailedChecks)) throw error;
    return {files: error.imports, rejects: error.rejects, checks: error.checks, failed: true};
  }
}

/** Prints the import report; returns the exit code, 1 where a check of severity error is broken. */
export function printCheck({files, rejects, checks, failed}: Report, {json}: {json: boolean}): number {
  if (json) {
    const document = {
      files: files.map(({path, source, rows_in, kept, rejected, filtered, unmapped}) => ({
        path,
        source,
        rows_in,
        kept,
        rejected,
        filtered,
        unmapped
      })),
      rejects,
      checks: checks.map(({name, severity, broken}) => ({name, severity, broken}))
    };
    process.stdout.write(`${JSON.stringify(document, null, 2)}\n`);
    return failed ? 1 : 0;
  }
  printTable(
    ["file", "source", "rows", "kept", "rejected", "filtered", "headers not used"],
    files.map((f) => [
      f.path,
      f.source,
      ...[f.rows_in, f.kept, f.rejected, f.filtered].map((n) => n.toLocaleString("en-US")),
      f.unmapped.join(", ")
    ])
  );
  if (rejects.length > 0) process.stdout.write("\nRejected rows (the first 100):\n");
  for (const r of rejects) {
    const value = r.value === null ? "" : ` ${JSON.stringify(r.value)}`;
    process.stdout.write(`  ${r.path}:${r.line}:${r.column ? ` ${r.column}` : ""}${value} ${r.reason}\n`);
  }
  process.stdout.write("\n");
  printTable(
    ["check", "", "rows", "promise"],
    checks.map((c) => [
      c.name,
      c.broken === 0 ? "holds" : c.severity === "error" ? "BROKEN" : "warning",
      String(c.broken),
      c.about
    ])
  );
  return failed ? 1 : 0;
}
