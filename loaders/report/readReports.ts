import {existsSync, readFileSync, readdirSync} from "node:fs";
import {join} from "node:path";
import type {Report, ReportEntry, ShownReport} from "../../src/results/report.js";
import {InputError} from "../inputError.js";
import {renderCommentary} from "./commentary.js";
import {headline} from "./compareReports.js";

/** Measures that a list of reports shows. */
const listed = ["nrr", "grr", "mrr", "upgrade_hazard", "trial_conversion_year"];
const months = 24;

/** The folder of reports beside a sources.yaml. */
export function reportsFolder(data: string): string {
  return join(data, "playbook", "reports");
}

/** Every report that was frozen, the latest first. Throws an InputError for one that cannot be read. */
export function readReports(data: string): Report[] {
  const folder = reportsFolder(data);
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder).filter((name) => existsSync(join(folder, name, "measures.json")));
  return names
    .map((name) => readReport(join(folder, name, "measures.json")))
    .sort((a, b) => b.asOf.localeCompare(a.asOf) || b.name.localeCompare(a.name));
}

function readReport(file: string): Report {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Report;
  } catch {
    throw new InputError("a frozen report cannot be read", {file}, "restore the file from version control");
  }
}

/** The files that a page of a report is made from. */
export function reportFiles(data: string): string[] {
  const folder = reportsFolder(data);
  if (!existsSync(folder)) return [];
  return readdirSync(folder, {recursive: true, encoding: "utf8"})
    .filter((path) => /(measures\.json|commentary\.md|\.csv)$/.test(path))
    .sort()
    .map((path) => join(folder, path));
}

/** A report as a page and its copy show it. */
export function shownReport(data: string, report: Report): ShownReport {
  const folder = join(reportsFolder(data), report.name);
  const {measures, ...rest} = report;
  const note = join(folder, "commentary.md");
  const own = measures.filter((m) => m.segment === null);
  return {
    ...rest,
    headline: headline(report),
    series: Object.fromEntries(
      report.definitions.map(({id}) => [id, own.filter((m) => m.id === id && m.value !== null).slice(-months)])
    ),
    commentary: existsSync(note) ? renderCommentary(readFileSync(note, "utf8")) : null,
    marts: readMarts(join(folder, "marts"))
  };
}

function readMarts(folder: string): ShownReport["marts"] {
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder)
    .filter((file) => file.endsWith(".csv"))
    .sort();
  return files.map((file) => ({
    name: file.slice(0, -4),
    rows: readFileSync(join(folder, file), "utf8").trimEnd().split("\n").length - 1
  }));
}

/** The results of a run that hold reports: their list, and each by its name. */
export function reportResults(data: string): Record<string, unknown> {
  const reports = readReports(data);
  const entries = reports.map((report): ReportEntry => ({
    name: report.name,
    asOf: report.asOf,
    closedMonth: report.closedMonth,
    previous: report.diff?.previous ?? null,
    failed: report.checks.filter(({broken}) => broken > 0).length,
    headline: headline(report).filter(({id}) => listed.includes(id))
  }));
  const shown = reports.map((report) => [`report-${report.name}`, shownReport(data, report)] as const);
  return {reports: {reports: entries}, ...Object.fromEntries(shown)};
}
