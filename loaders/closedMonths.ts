import {existsSync, readFileSync} from "node:fs";
import {join} from "node:path";
import {type Engine, literal} from "./engines/duckdb.js";
import {InputError} from "./inputError.js";

/** One value of a closed month as it was recorded; money in minor units of the reporting currency. */
export interface ClosedValue {
  month: string;
  id: string;
  value: number;
  /** The as-of date of the data it was recorded from. */
  recordedOn: string;
}

const header = "month,id,value,recorded_on";
const line = /^(\d{4}-(?:0[1-9]|1[0-2])),([a-z]\w*),(-?\d+(?:\.\d+)?(?:e[+-]?\d+)?),(\d{4}-\d{2}-\d{2})$/;

/** The register of closed months beside a sources.yaml. */
export function closedMonthsFile(folder: string): string {
  return join(folder, "playbook", "closed_months.csv");
}

/**
 * What was recorded of closed months; nothing where there is no register. Throws an InputError with the line of what cannot
 * be read, and of a value that is there twice.
 */
export function readClosedMonths(folder: string): ClosedValue[] {
  const file = closedMonthsFile(folder);
  if (!existsSync(file)) return [];
  const seen = new Set<string>();
  const [first, ...rest] = readFileSync(file, "utf8").trimEnd().split(/\r?\n/);
  const remedy = "restore the file, or delete it and run npm run snapshot";
  if (first !== header) throw new InputError(`the first line is not ${header}`, {file, line: 1}, remedy);
  return rest.map((text, i) => {
    const [, month, id, value, recordedOn] = line.exec(text) ?? [];
    if (!month || !id || !value || !recordedOn)
      throw new InputError(`not a closed month: ${text}`, {file, line: i + 2}, remedy);
    const key = `${month} ${id}`;
    if (seen.has(key)) throw new InputError(`${key} is recorded twice`, {file, line: i + 2}, "delete one of the two");
    seen.add(key);
    return {month, id, value: Number(value), recordedOn};
  });
}

/** The register as a file, by month and then in the order given. */
export function formatClosedMonths(values: readonly ClosedValue[]): string {
  const rows = [...values].sort((a, b) => a.month.localeCompare(b.month));
  return `${[header, ...rows.map((v) => [v.month, v.id, v.value, v.recordedOn].join(","))].join("\n")}\n`;
}

/** Creates the table that marts compare closed months with. */
export async function createClosedMonths(engine: Engine, folder: string): Promise<void> {
  await engine.run(
    "create or replace table closed_months (month varchar, id varchar, amount double, recorded_on varchar)"
  );
  const values = readClosedMonths(folder).map(
    (v) => `(${literal(v.month)}, ${literal(v.id)}, ${v.value}, ${literal(v.recordedOn)})`
  );
  if (values.length > 0) await engine.run(`insert into closed_months values ${values.join(", ")}`);
}
