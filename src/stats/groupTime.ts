import {checkAlpha, checkCount} from "./arguments.js";
import {type Cell, type CellOptions, type Panel, groupTimeCells} from "./groupTimeCells.js";
import {normalUpperQuantile} from "./normal.js";
import {supCritical, supP} from "./supCritical.js";

/** An estimate with its pointwise interval; null where nothing varies. */
export interface GroupTimeEstimate {
  att: number;
  se: number | null;
  lower: number | null;
  upper: number | null;
  /** Treated units behind it. */
  treated: number;
}

export interface GroupTimeOptions extends CellOptions {
  /** Event times with fewer treated units are left out. */
  least?: number;
  alpha?: number;
  draws?: number;
  seed?: number;
}

/**
 * Group-time average effects on the treated, ATT(g, t), in the unit of `values`, and their averages: `simple` over all treated
 * cells, `events` by periods since the treatment, `dynamic` the plain mean of those from 0 on, `groups` by first treated period
 * and `overall` those by size.
 *
 * ATT(g, t) is the change since the base of those first treated at g, less that of the controls. A unit counts where it has both
 * values. Each unit is its own cluster: errors come from its influence, the sampling of group sizes included. `simultaneous` bounds
 * hold for all event times at once; their `critical` value is the quantile of the largest |t| under normal multipliers, for
 * which the bootstrap of the influence has exactly the covariance it is drawn from. Null if no group has a base and controls.
 * The cells lean on parallel trends: without the treatment both would have moved alike. `before` tests it jointly: the p that no
 * event before the treatment (and before it is known of) differs from 0, by the largest |t|; null where there is none.
 * Callaway and Sant'Anna (2021), J. Econometrics 225:200–230, https://doi.org/10.1016/j.jeconom.2020.12.001.
 *
 * groupTime({periods: 2, groups: [1, 1, -1, -1], values: [1, 4, 2, 7, 0, 1, 0, 3]})
 * // {simple: {att: 2, se: 1, …}, events: [{event: 0, att: 2, treated: 2, …}], …}
 */
export function groupTime(panel: Panel, options: GroupTimeOptions = {}) {
  const {alpha = 0.05, draws = 4000, seed = 1, least = 1} = options;
  checkAlpha(alpha);
  checkCount("draws", draws);
  const found = groupTimeCells(panel, options);
  const units = panel.groups.length;
  const z = normalUpperQuantile(alpha / 2);
  const estimate = (att: number, influence: Float64Array, treated: number): GroupTimeEstimate => {
    const se = Math.sqrt(influence.reduce((sum, value) => sum + value * value, 0));
    // What rounding leaves of equal units is not spread.
    if (!(se > 1e-12 * Math.max(1, Math.abs(att)))) return {att, se: null, lower: null, upper: null, treated};
    return {att, se, lower: att - z * se, upper: att + z * se, treated};
  };
  const average = (cells: readonly Cell[]) => {
    const influence = new Float64Array(units);
    const total = cells.reduce((sum, cell) => sum + cell.weight, 0);
    const att = cells.reduce((sum, cell) => sum + cell.att * cell.weight, 0) / total;
    for (const cell of cells) found.addInfluence(cell, influence, cell.weight / total, (cell.att - att) / total);
    return {att, influence};
  };
  const post = found.cells.filter(({event}) => event >= 0);
  if (post.length === 0) return null;
  const eventTimes = [...new Set(found.cells.map(({event}) => event))].sort((a, b) => a - b);
  const events = eventTimes
    .map((event) => {
      const some = found.cells.filter((cell) => cell.event === event);
      return {event, ...average(some), treated: some.reduce((sum, {treated}) => sum + treated, 0)};
    })
    .filter(({treated}) => treated >= least);
  const critical = supCritical(
    events.map(({influence}) => influence),
    {alpha, draws, seed}
  );
  const ahead = events.filter(({event, influence}) => event < -(options.anticipation ?? 0) && hasSpread(influence));
  const before = supP(
    ahead.map(({att}) => att),
    ahead.map(({influence}) => influence),
    {draws, seed}
  );
  const mean = (some: readonly {att: number; influence: Float64Array}[]) => {
    const influence = new Float64Array(units);
    for (const one of some) one.influence.forEach((value, i) => (influence[i]! += value / some.length));
    return {att: some.reduce((sum, {att}) => sum + att, 0) / some.length, influence};
  };
  const after = events.filter(({event}) => event >= 0);
  const dynamic = after.length ? mean(after) : null;
  const byGroup = [...new Set(post.map(({group}) => group))]
    .sort((a, b) => a - b)
    .map((group) => ({
      ...{group, treated: found.members(group)},
      ...average(post.filter((cell) => cell.group === group))
    }));
  const overall = overallOf(panel, byGroup);
  const simple = {...average(post), treated: byGroup.reduce((sum, {treated}) => sum + treated, 0)};
  return {
    control: options.control ?? "never",
    base: options.base ?? "varying",
    cells: found.cells.map(({group, time, event, att, se, treated, controls}) => ({
      ...{group, time, event, att, se},
      ...{treated, controls}
    })),
    simple: estimate(simple.att, simple.influence, simple.treated),
    dynamic: dynamic && estimate(dynamic.att, dynamic.influence, simple.treated),
    events: events.map(({event, att, influence, treated}) => {
      const one = estimate(att, influence, treated);
      const half = one.se === null || critical === null ? null : critical * one.se;
      const simultaneous = half === null ? null : ([att - half, att + half] as [lower: number, upper: number]);
      return {event, ...one, simultaneous};
    }),
    critical,
    before: before === null ? null : {p: before, events: ahead.map(({event}) => event)},
    groups: byGroup.map(({group, att, influence, treated}) => ({group, ...estimate(att, influence, treated)})),
    overall: estimate(overall.att, overall.influence, simple.treated)
  };
}

/** What rounding leaves of the base period, which is 0 by construction, is not spread. */
function hasSpread(influence: Float64Array): boolean {
  return influence.some((value) => Math.abs(value) > 1e-12);
}

/** Each group's average, weighted by its size; that the sizes are sampled too is part of the influence. */
function overallOf(
  {groups, weights}: Panel,
  parts: readonly {group: number; att: number; influence: Float64Array}[]
): {att: number; influence: Float64Array} {
  const sizes = new Map(parts.map(({group}) => [group, 0]));
  const weightOf = (i: number) => (weights ? weights[i]! : 1);
  for (let i = 0; i < groups.length; ++i) {
    const size = sizes.get(groups[i]!);
    if (size !== undefined) sizes.set(groups[i]!, size + weightOf(i));
  }
  const total = [...sizes.values()].reduce((sum, size) => sum + size, 0);
  const att = parts.reduce((sum, part) => sum + (part.att * sizes.get(part.group)!) / total, 0);
  const influence = new Float64Array(groups.length);
  for (const part of parts) {
    const share = sizes.get(part.group)! / total;
    for (let i = 0; i < groups.length; ++i) {
      influence[i]! += share * part.influence[i]!;
      if (groups[i] === part.group) influence[i]! += (weightOf(i) * (part.att - att)) / total;
    }
  }
  return {att, influence};
}
