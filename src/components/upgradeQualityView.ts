import {kindCounts, type CountCubes} from "./countCubes.js";
import {asMeasure, changeOfShares} from "./estimates.js";
import {selectionText, type Selection} from "./filters.js";
import {addMonths} from "./format.js";
import type {Tile} from "./measureTile.js";
import type {Site} from "./site.js";
import {share, type Share} from "./trialsWins.js";

export interface UpgradeQualityResult {
  /** The measures of the company. */
  headlines: Tile[];
  quality: CountCubes;
  /** How the measures of each value of a dimension got where they are. */
  lines: {
    months: string[];
    lines: {id: string; dimension: string; value: string; series: (number | null)[]}[];
  };
}

/** Whether the upgrades of a selection were needed, lasted and are used. */
export interface UpgradeQuality {
  headlines: Tile[];
  need: (Share & {plan: string})[];
  reversals: {kind: string; days: number; n: number; back: Share; gone: Share}[];
  adoption: (Share & {feature: string; days: number})[];
  /** Accounts left out of a kind of count, since they stand in groups too small to tell apart. */
  leftOut: {need: number; reversals: number; adoption: number};
  selection: Selection;
}

type Values = Record<string, number>;

/** Which counts each measure is made of. */
const shares: Record<string, {kind: string; of: (values: Values) => Share}> = {
  upgrade_without_need: {kind: "need", of: needOf},
  ...Object.fromEntries(
    [90, 180].map((days) => [
      `upgrade_reversal_${days}`,
      {kind: `reversal|${days}`, of: (v: Values) => stateOf(v, "back")}
    ])
  ),
  ...Object.fromEntries(
    [30, 60, 90].map((days) => [`feature_adoption_${days}`, {kind: `adoption|${days}`, of: usedOf}])
  )
};

export function upgradeQualityView(result: UpgradeQualityResult, selection: Selection, site: Site): UpgradeQuality {
  const counts = kindCounts(result.quality, selection);
  const headlines = result.headlines.flatMap((tile) => {
    const known = shares[tile.id];
    if (!known) return [];
    const left = counts.leftOut.get(known.kind) ?? 0;
    const now = known.of(counts.kinds.get(known.kind) ?? {});
    const before = known.of(counts.kinds.get(`before|${known.kind}`) ?? {});
    const period = tile.measure.period;
    // With accounts left out in either year the two would be of different ones.
    const whole = left === 0 && !counts.leftOut.has(`before|${known.kind}`) && period !== "";
    const change = whole && before.n > 0 ? changeOfShares(now, before, addMonths(period, -12)) : null;
    const segment = selectionText(selection) || null;
    if (segment === null) return [{...tile, change}];
    const reason = left > 0 ? "the groups here are too small to show" : (tile.measure.reason ?? "no such upgrade here");
    const measure = asMeasure(tile.id, period, segment, now, site, reason);
    return [{...tile, target: null, change, measure, series: lineOf(result, tile.id, selection)}];
  });
  const at = (kind: string) => counts.kinds.get(kind) ?? {};
  const most = (kinds: string[]) => Math.max(...kinds.map((kind) => counts.leftOut.get(kind) ?? 0));
  return {
    headlines,
    need: selection.plan == null ? needByPlan(result.quality, selection, site) : [],
    reversals: [90, 180].flatMap((days) =>
      ["tier", "seats"].flatMap((kind) => {
        const own = partOf(at(`reversal|${days}`), `${kind}|`);
        const [back, gone] = [stateOf(own, "back"), stateOf(own, "gone")];
        return back.n < site.minCell ? [] : [{kind, days, n: back.n, back, gone}];
      })
    ),
    adoption: [30, 60, 90].flatMap((days) => featuresOf(at(`feature|${days}`), days, site.minCell)),
    leftOut: {
      need: most(["need"]),
      reversals: most(["reversal|90", "reversal|180"]),
      adoption: most([30, 60, 90].flatMap((days) => [`adoption|${days}`, `feature|${days}`]))
    },
    selection
  };
}

function needByPlan(quality: CountCubes, selection: Selection, site: Site): (Share & {plan: string})[] {
  return (site.values.plan ?? []).flatMap((plan) => {
    const own = needOf(kindCounts(quality, {...selection, plan}).kinds.get("need") ?? {});
    return own.n < site.minCell ? [] : [{plan, ...own}];
  });
}

function featuresOf(values: Values, days: number, minCell: number): (Share & {feature: string; days: number})[] {
  const features = new Set(
    Object.keys(values).flatMap((name) => (name === "n" ? [] : [name.slice(name.indexOf("|") + 1)]))
  );
  return [...features].sort().flatMap((feature) => {
    const [used, not] = [values[`used|${feature}`] ?? 0, values[`not|${feature}`] ?? 0];
    return used + not < minCell ? [] : [{feature, days, ...share(used, used + not)}];
  });
}

function needOf({low = 0, high = 0}: Values): Share {
  return share(low, low + high);
}

function usedOf({used = 0, not = 0}: Values): Share {
  return share(used, used + not);
}

/** The share in one state of all those seen, of tiers and of seats. */
function stateOf(values: Values, state: string): Share {
  const sum = (wanted: (name: string) => boolean) =>
    Object.entries(values).reduce((total, [name, n]) => total + (name.includes("|") && wanted(name) ? n : 0), 0);
  return share(
    sum((name) => name.endsWith(`|${state}`)),
    sum(() => true)
  );
}

function partOf(values: Values, start: string): Values {
  return Object.fromEntries(Object.entries(values).filter(([name]) => name.startsWith(start)));
}

/** The line of a single filter; several together have none. */
function lineOf({lines}: UpgradeQualityResult, id: string, selection: Selection): Tile["series"] {
  const chosen = Object.entries(selection).filter(([, value]) => value !== null);
  const [dimension, value] = chosen.length === 1 ? chosen[0]! : [];
  const own = lines.lines.find((one) => one.id === id && one.dimension === dimension && one.value === value);
  return own ? lines.months.map((period, i) => ({period, value: own.series[i] ?? null})) : [];
}
