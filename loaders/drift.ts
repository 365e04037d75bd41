import {createHash} from "node:crypto";
import {existsSync, mkdirSync, readFileSync, renameSync, writeFileSync} from "node:fs";
import {join, resolve} from "node:path";
import type {Measure} from "../src/definitions.js";
import {type CheckLimits, type CheckResult, driftName} from "./checks.js";
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
 * again what the one before it was told. A run that is not good is not remembered, so that the next is compared with the last good one.
 *
 * noteTotals("data", ".upswing", "9f2…", {mrr: 550000}) // null, and later [{total: "mrr", before: 550000, now: 561000}]
 */
export function noteTotals(
  data: string,
  home: string,
  hash: string,
  totals: Totals,
  isGood: (found: Drift[]) => boolean = () => true
): Drift[] | null {
  const folder = createHash("sha256").update(resolve(data)).digest("hex").slice(0, 16);
  const file = join(home, "last", `${folder}.json`);
  const kept = existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Kept) : null;
  const isSame = kept?.current.hash === hash;
  const previous = isSame ? kept.previous : (kept?.current ?? null);
  const found = previous === null ? null : drift(previous.totals, totals);
  if (!isSame && (found === null || isGood(found))) {
    mkdirSync(join(home, "last"), {recursive: true});
    const next = `${file}.${process.pid}`;
    writeFileSync(next, JSON.stringify({current: {hash, totals}, previous} satisfies Kept));
    renameSync(next, file);
  }
  return found;
}

/**
 * Drift as a check: it warns and fails where a total has changed by more than a share of what it was. A total that was nothing before
 * has no such share.
 *
 * judgeDrift([{total: "mrr", before: 100, now: 60}], {fail: "30%"}).severity // "error"
 */
export function judgeDrift(found: readonly Drift[] | null, limits: CheckLimits = {}): CheckResult {
  const share = (limit: number | string | undefined, otherwise: number) =>
    limit === undefined ? otherwise : parseFloat(String(limit)) / 100;
  const over = (limit: number) =>
    (found ?? []).filter(({before, now}) => before && Math.abs((now ?? 0) / before - 1) > limit + 1e-12);
  const failing = over(share(limits.fail, Infinity));
  const broken = failing.length > 0 ? failing : over(share(limits.warn, 0.25));
  return {
    name: driftName,
    about:
      "Rows of each table, revenue, accounts and retention are near what they were in the last run on other inputs.",
    severity: failing.length > 0 ? "error" : "warn",
    broken: broken.length,
    tolerated: (found?.length ?? 0) - broken.length,
    examples: broken.map(({total, before, now}) => ({what: total, detail: `was ${before}, is ${now ?? "none"}`})),
    touches: []
  };
}

function drift(before: Totals, now: Totals): Drift[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(now)])];
  return names
    .map((total) => ({total, before: before[total] ?? null, now: now[total] ?? null}))
    .filter((one) => one.before !== one.now);
}
