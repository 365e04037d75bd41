import {createHash} from "node:crypto";
import {existsSync, mkdirSync, readFileSync, renameSync, writeFileSync} from "node:fs";
import {join, resolve} from "node:path";
import type {Measure} from "../src/definitions.js";
import type {Warehouse} from "./warehouse.js";

/** What two runs are compared by: rows of each table, and the measures every other one rests on. */
export type Totals = Record<string, number | null>;

/** A total that is not what it was. */
export interface Drift {
  total: string;
  before: number | null;
  now: number | null;
}

interface Kept {
  current: {hash: string; totals: Totals};
  previous: Kept["current"] | null;
}

/** The totals of a run. */
export function runTotals(w: Pick<Warehouse, "counts">, headline: (id: string) => Measure): Totals {
  const measures = ["mrr", "active_accounts", "nrr"].map((id) => [id, headline(id).value] as const);
  return {
    ...Object.fromEntries(Object.entries(w.counts).map(([table, rows]) => [`${table} rows`, rows])),
    ...Object.fromEntries(measures)
  };
}

/**
 * What changed since the last run on other inputs of the same folder, null where this is the first. A run on the same inputs is told
 * again what the one before it was told.
 *
 * noteTotals("data", ".upswing", "9f2…", {mrr: 550000}) // null, and later [{total: "mrr", before: 550000, now: 561000}]
 */
export function noteTotals(data: string, home: string, hash: string, totals: Totals): Drift[] | null {
  const folder = createHash("sha256").update(resolve(data)).digest("hex").slice(0, 16);
  const file = join(home, "last", `${folder}.json`);
  const kept = existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Kept) : null;
  const isSame = kept?.current.hash === hash;
  const previous = isSame ? kept.previous : (kept?.current ?? null);
  if (!isSame) {
    mkdirSync(join(home, "last"), {recursive: true});
    const next = `${file}.${process.pid}`;
    writeFileSync(next, JSON.stringify({current: {hash, totals}, previous} satisfies Kept));
    renameSync(next, file);
  }
  return previous === null ? null : drift(previous.totals, totals);
}

function drift(before: Totals, now: Totals): Drift[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(now)])];
  return names
    .map((total) => ({total, before: before[total] ?? null, now: now[total] ?? null}))
    .filter((one) => one.before !== one.now);
}
