import {existsSync, mkdirSync, renameSync, rmSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import type {Report} from "../../src/results/report.js";
import {closedMonthsFile, formatClosedMonths, readClosedMonths} from "../closedMonths.js";
import {InputError} from "../inputError.js";
import {type Run, readResult} from "../pipeline.js";
import {commentaryTemplate} from "../report/commentary.js";
import {csvField} from "../report/csvField.js";
import {compareReports} from "../report/compareReports.js";
import {freezeReport} from "../report/freezeReport.js";
import {readReports, reportsFolder, shownReport} from "../report/readReports.js";
import {reportHtml} from "../report/reportHtml.js";
import type {FrozenMart} from "../results/frozenMarts.js";

/**
 * Records months that have closed since the last time in `playbook/closed_months.csv` beside sources.yaml, where a value once
 * recorded stays. With a name, also freezes what is known today in `playbook/reports/<name>/`: measures with their definitions, settings
 * and checks, what changed since the report before, marts as CSV, a commentary to be written, and a copy as one HTML file. A report is
 * never written over, but for its copy. Returns the exit code.
 */
export function writeSnapshot(run: Run, data: string, name: string | undefined): number {
  if (name !== undefined) checkName(name, data);
  recordClosedMonths(run, data);
  if (name === undefined) return 0;
  const frozen = freezeReport(run, name);
  const previous = readReports(data).find(({asOf}) => asOf < frozen.asOf);
  const report: Report = {...frozen, diff: previous ? compareReports(frozen, previous) : null};
  const folder = join(reportsFolder(data), name);
  const next = `${folder}.next`;
  rmSync(next, {recursive: true, force: true});
  mkdirSync(join(next, "marts"), {recursive: true});
  writeFileSync(join(next, "measures.json"), formatReport(report));
  for (const mart of readResult<FrozenMart[]>(run, "frozen"))
    writeFileSync(join(next, "marts", `${mart.name}.csv`), formatCsv(mart));
  writeFileSync(join(next, "commentary.md"), commentaryTemplate(name));
  renameSync(next, folder);
  writeCopy(data, name);
  const against = previous ? `compared with ${previous.name}` : "the first of its kind";
  process.stderr.write(
    `${folder}: ${report.measures.length} values of ${report.definitions.length} measures, ${against}\n` +
      `write ${join(folder, "commentary.md")}, then npm run snapshot -- ${name} --copy\n`
  );
  return 0;
}

/** Writes a report's copy anew, after its commentary was written. What was frozen stays. Returns the exit code. */
export function writeCopy(data: string, name: string | undefined): number {
  const report = readReports(data).find((one) => one.name === name);
  if (!report || name === undefined)
    throw new InputError(
      `no report ${name ?? ""}`.trim(),
      {file: reportsFolder(data)},
      "npm run snapshot -- <name> makes one"
    );
  const file = join(reportsFolder(data), name, `${name}.html`);
  writeFileSync(file, reportHtml(shownReport(data, report)));
  process.stderr.write(`${file}: opens from disk\n`);
  return 0;
}

function checkName(name: string, data: string): void {
  if (!/^[a-z0-9][a-z0-9-]{0,60}$/.test(name)) {
    throw new InputError(
      `invalid snapshot name: ${name}`,
      {file: "snapshot"},
      "use lower-case letters, digits and hyphens"
    );
  }
  const folder = join(reportsFolder(data), name);
  if (existsSync(folder))
    throw new InputError("report exists already", {file: folder}, "choose another name, or delete it by hand");
}

/** A line for each measure, so that version control shows which one differs. */
function formatReport({measures, ...rest}: Report): string {
  const lines = measures.map((measure) => `  ${JSON.stringify(measure)}`).join(",\n");
  return `${JSON.stringify(rest, null, 1).slice(0, -2)},\n "measures": [\n${lines}\n ]\n}\n`;
}

function formatCsv({columns, rows}: FrozenMart): string {
  return `${[columns, ...rows].map((row) => row.map(csvField).join(",")).join("\n")}\n`;
}

function recordClosedMonths(run: Run, data: string): void {
  const {asOf} = readResult<{asOf: string}>(run, "site");
  const totals = readResult<{month: string; id: string; value: number | null}[]>(run, "closed");
  const recorded = readClosedMonths(data);
  const known = new Set(recorded.map(({month, id}) => `${month} ${id}`));
  const added = totals.flatMap(({month, id, value}) =>
    value === null || known.has(`${month} ${id}`) ? [] : [{month, id, value, recordedOn: asOf}]
  );
  const file = closedMonthsFile(data);
  if (added.length > 0) {
    mkdirSync(join(data, "playbook"), {recursive: true});
    writeFileSync(file, formatClosedMonths([...recorded, ...added]));
  }
  const months = new Set(added.map(({month}) => month)).size;
  process.stderr.write(`${file}: ${added.length} values of ${months} months recorded, ${recorded.length} kept\n`);
}
