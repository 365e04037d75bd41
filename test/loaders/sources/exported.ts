import {stringify} from "yaml";
import {staged} from "../staging/staged.js";

/** Lines of a CSV. csv("id,name", "1,Ada") // "id,name\n1,Ada\n" */
export const csv = (...lines: string[]) => `${lines.join("\n")}\n`;

/**
 * Reads one export by a source as a build does. `ask` queries the contract tables; `counts` are the rows that came in, were kept, rejected
 * and filtered, of all files, which add up. More files are lookups or further parts; `entry` is what sources.yaml says beside the source.
 */
export async function exported(
  source: string,
  text: string | string[],
  {entry = {}, files = {}}: {entry?: object; files?: Record<string, string>} = {}
) {
  const parts = typeof text === "string" ? [text] : text;
  const sources = {
    company: "Acme",
    currency: "USD",
    time_zone: "UTC",
    exports: [{files: "part*.csv", source, ...entry}]
  };
  const {imports, rejects, ask} = await staged({
    ...Object.fromEntries(parts.map((part, i) => [`part${i}.csv`, part])),
    ...files,
    "sources.yaml": stringify(sources)
  });
  const sum = (key: "rows_in" | "kept" | "rejected" | "filtered") =>
    imports.reduce((total, row) => total + row[key], 0);
  const counts = {in: sum("rows_in"), kept: sum("kept"), rejected: sum("rejected"), filtered: sum("filtered")};
  if (counts.in !== counts.kept + counts.rejected + counts.filtered)
    throw new Error(`rows lost: ${JSON.stringify(counts)}`);
  return {ask, rejects, counts, unmapped: imports.flatMap((row) => row.unmapped)};
}

/** The spans of licences that an export gives, as text, in order of account and start. */
export const spans = `select account_id, subscription_id, plan_id, status, seats, amount, currency, interval_unit, interval_count, kind,
  strftime(starts_at, '%Y-%m-%d'), strftime(ends_at, '%Y-%m-%d'), at_precision from subscription_periods order by all`;

/** Rows as lines of text, null as "-". lines([["a", 1, null]]) // ["a 1 -"] */
export const lines = (rows: unknown[][]) => rows.map((row) => row.map((cell) => cell ?? "-").join(" "));
