import {normalUpper, normalUpperQuantile} from "../stats/normal.js";
import {benjaminiHochberg} from "../stats/adjustP.js";
import type {Change} from "../results/change.js";
import type {Bridge} from "./bridgeChart.js";
import {list, sentenceCase, type Maybe} from "./format.js";

/** A value with its 95% interval. */
export interface Estimate {
  name: string;
  value: Maybe;
  lower?: Maybe;
  upper?: Maybe;
}

interface Known {
  name: string;
  value: number;
  lower: number;
  upper: number;
}

const z95 = normalUpperQuantile(0.025);

function isKnown(row: Estimate): row is Known {
  return [row.value, row.lower, row.upper].every((value) => typeof value === "number" && Number.isFinite(value));
}

/** Standard error on the side of `row` that faces `other`, read back from its interval. */
function errorTowards(row: Known, other: number): number {
  return (other < row.value ? row.value - row.lower : row.upper - row.value) / z95;
}

/**
 * Rows that differ from `reference`, apart by side, with the false-discovery rate over all rows held at 5%.
 */
export function clearlyApart(rows: readonly Estimate[], reference: number): {above: Estimate[]; below: Estimate[]} {
  const known = rows.filter(isKnown);
  const ps = known.map((row) => {
    const error = errorTowards(row, reference);
    return error > 0 ? 2 * normalUpper(Math.abs(row.value - reference) / error) : row.value === reference ? 1 : 0;
  });
  const adjusted = benjaminiHochberg(ps);
  const clear = known.filter((_, i) => (adjusted[i] ?? 1) < 0.05);
  return {above: clear.filter((row) => row.value > reference), below: clear.filter((row) => row.value < reference)};
}

/** "Business and Enterprise grow, Starter shrinks", of those rows whose intervals say so. */
export function growthTitle(rows: readonly Estimate[], what = "plan"): string {
  const {above, below} = clearlyApart(rows, 1);
  const names = (some: readonly Estimate[]) => list(some.map((row) => row.name));
  const grow = above.length === 1 ? "grows" : "grow";
  const shrink = below.length === 1 ? "shrinks" : "shrink";
  if (above.length && below.length) return `${names(above)} ${grow}, ${names(below)} ${shrink}`;
  if (above.length)
    return above.length === rows.length && rows.length > 1
      ? `Every ${what} grows`
      : `${names(above)} ${grow}; no ${what} clearly shrinks`;
  if (below.length)
    return below.length === rows.length && rows.length > 1
      ? `Every ${what} shrinks`
      : `${names(below)} ${shrink}; no ${what} clearly grows`;
  return rows.length ? `No ${what} clearly grows or shrinks` : `Nothing to compare by ${what} yet`;
}

/** How much apart two independent estimates must be for `candidates` such sentences to be safe together. */
function areApart(a: Known, b: Known, candidates: number): boolean {
  const error = Math.hypot(errorTowards(a, b.value), errorTowards(b, a.value));
  return Math.abs(a.value - b.value) > normalUpperQuantile(0.025 / candidates) * error;
}

/** "Enterprise scores higher than Starter", if highest and lowest are apart by more than noise, counting every pair. */
export function spreadTitle(rows: readonly Estimate[], verb: string, same: string): string {
  const known = rows.filter(isKnown).sort((a, b) => b.value - a.value);
  const high = known[0];
  const low = known.at(-1);
  if (!high || !low || high === low) return rows.length ? same : "Nothing to compare yet";
  return areApart(high, low, (known.length * (known.length - 1)) / 2)
    ? sentenceCase(`${high.name} ${verb} ${low.name}`)
    : same;
}

/**
 * Where a measure stands, and whether it moved in a year: only by a change that was tested as one, never by setting two intervals
 * against each other. `candidates` is how many such sentences the page writes, each of which then needs a smaller p.
 */
export function trendTitle(
  name: string,
  points: readonly (Omit<Estimate, "name"> & {period: string; mature?: boolean})[],
  {
    change,
    candidates = 1,
    format,
    when
  }: {
    change: Change | null;
    candidates?: number;
    format: (value: Maybe) => string;
    /** Says which period the value is of, where the page leads with another. */
    when?: (period: string) => string;
  }
): string {
  const last = points.filter((point) => point.mature !== false && typeof point.value === "number").at(-1);
  if (!last) return `${name} is not known yet`;
  const at = when ? ` in ${when(last.period)}` : "";
  if (!change || change.value === null) return `${name} stands at ${format(last.value)}${at}`;
  if (change.p === null || change.p >= 0.05 / candidates)
    return `${name} stands at ${format(last.value)}${at}: no clear change in a year`;
  return `${name} ${change.value > 0 ? "rose" : "fell"} to ${format(last.value)} from ${format(last.value! - change.value)} a year before`;
}

/** What moved revenue most. Sums of a ledger, so nothing here is uncertain. */
export function bridgeTitle(bridge: Bridge | null, money: (minor: number) => string): string {
  if (!bridge) return "Revenue movements are not known yet";
  const gain = bridge.end - bridge.start;
  const lost = bridge.contraction + bridge.churn;
  if (gain < 0)
    return lost > bridge.new + bridge.expansion + bridge.reactivation
      ? `Losses of ${money(lost)} outweighed what was won`
      : `Revenue fell by ${money(-gain)}`;
  if (gain === 0) return "Revenue is where it was";
  if (bridge.expansion > bridge.new)
    return `Existing customers’ growth, ${money(bridge.expansion)}, added more than new customers, ${money(bridge.new)}`;
  if (bridge.new > bridge.expansion)
    return `New customers, ${money(bridge.new)}, added more than existing customers’ growth, ${money(bridge.expansion)}`;
  return `Revenue rose by ${money(gain)}`;
}
