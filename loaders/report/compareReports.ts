import type {DiffRow, FrozenMeasure, Report, ReportDiff} from "../../src/results/report.js";

type Compared = Omit<Report, "diff">;

/**
 * A report against an earlier one: each measure of the company at its last closed month, and what besides the world moved it.
 *
 * Whether two values are apart is told from their intervals alone, as accounts are not kept: they are where the intervals have no
 * value in common. Both are of much the same accounts, so that this asks for more than a test of the difference would.
 *
 * compareReports(october, july).rows[0] // {id: "mrr", difference: 12345, apart: null, why: []}
 */
export function compareReports(now: Compared, before: Compared): ReportDiff {
  const rows = headline(now).map((measure) => compareMeasure(measure, now, before));
  const state = (report: Compared) => new Map(report.checks.map(({name, broken}) => [name, broken]));
  const [old, current] = [state(before), state(now)];
  const names = [...new Set([...old.keys(), ...current.keys()])].sort();
  const oldSettings = new Map(before.settings.map(({key, value}) => [key, value]));
  return {
    previous: before.name,
    previousAsOf: before.asOf,
    rows,
    settings: now.settings
      .filter(({key, value}) => key !== "as of" && oldSettings.get(key) !== value)
      .map(({key, value}) => ({key, before: oldSettings.get(key) ?? null, now: value})),
    checks: names
      .map((name) => ({name, before: old.get(name) ?? null, now: current.get(name) ?? null}))
      .filter(({before, now}) => before === null || now === null || before > 0 !== now > 0)
  };
}

/** The company's value of each measure at the last month that has one, in the order of the definitions. */
export function headline({definitions, measures}: Pick<Report, "definitions" | "measures">): FrozenMeasure[] {
  return definitions.flatMap(({id}) => {
    const own = measures.filter((m) => m.id === id && m.segment === null);
    return own.findLast((m) => m.value !== null) ?? own.at(-1) ?? [];
  });
}

function compareMeasure(now: FrozenMeasure, report: Compared, before: Compared): DiffRow {
  const old = headline(before).find(({id}) => id === now.id) ?? null;
  const difference = old === null || old.value === null || now.value === null ? null : now.value - old.value;
  return {
    id: now.id,
    before: old,
    now,
    difference,
    apart: areApart(now, old),
    why: old ? reasons(now, old, report, before) : ["new"]
  };
}

function areApart(a: FrozenMeasure, b: FrozenMeasure | null): boolean | null {
  if (!b || a.lower === null || a.upper === null || b.lower === null || b.upper === null) return null;
  return a.lower > b.upper || b.lower > a.upper;
}

function reasons(now: FrozenMeasure, old: FrozenMeasure, report: Compared, before: Compared): string[] {
  const meaning = ({definitions}: Compared) => {
    const found = definitions.find(({id}) => id === now.id);
    return found && [found.short, found.formula, found.grain, found.unit].join("\n");
  };
  const months = restatedMonths(now.id, report, before);
  return [
    meaning(report) === meaning(before) ? "" : "definition changed",
    withoutCounts(now.method) === withoutCounts(old.method) ? "" : "method changed",
    months === 0 ? "" : `${months} closed ${months === 1 ? "month reads" : "months read"} otherwise now`,
    now.checks === old.checks ? "" : now.checks === "ok" ? "its checks hold now" : "its checks changed"
  ].filter((reason) => reason !== "");
}

/** How many months that were closed in the earlier report have another value now. */
function restatedMonths(id: string, now: Compared, before: Compared): number {
  const values = new Map(now.measures.filter((m) => m.id === id && m.segment === null).map((m) => [m.period, m.value]));
  const old = before.measures.filter((m) => m.id === id && m.segment === null);
  return old.filter(({period, value}) => values.has(period) && !isSame(value, values.get(period)!)).length;
}

function isSame(a: number | null, b: number | null): boolean {
  if (a === null || b === null) return a === b;
  return Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a), Math.abs(b));
}

/** A method names how many accounts it saw; that is no other method. */
function withoutCounts(method: string): string {
  return method.replace(/[\d.,]+/g, "#");
}
