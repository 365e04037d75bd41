import {aalenJohansen} from "../stats/aalenJohansen.js";
import {rateInterval} from "../stats/rateInterval.js";
import {cellsFor, pooledAccounts, select, total, type Cube} from "./cube.js";
import type {Selection} from "./filters.js";
import type {IncidencePoint} from "./incidenceChart.js";
import type {IntervalRow} from "./intervalChart.js";

/** Counts by age in months, one cell for each combination of filters: at risk, first upgrades, losses. */
export interface UpgradeAges {
  cube: Cube;
  oldest: number;
}

export interface UpgradeAgesView {
  upgraded: IncidencePoint[];
  lost: IncidencePoint[];
  /** Share that has upgraded, and that has left before it could, after 12 months. */
  year: {upgraded: IncidencePoint; lost: IncidencePoint} | null;
  /** Months until half have upgraded; null while it is not so. */
  median: number | null;
  tenure: IntervalRow[];
  accounts: number;
  leftOut: number;
}

const bands: [name: string, from: number, to: number][] = [
  ["1 to 3 months", 1, 3],
  ["4 to 6 months", 4, 6],
  ["7 to 12 months", 7, 12],
  ["13 to 24 months", 13, 24],
  ["over 24 months", 25, Infinity]
];

/** Time to the first upgrade with losses competing, and its hazard by tenure, for one selection; as far as `least` accounts are at risk. */
export function upgradeAgesView({cube, oldest}: UpgradeAges, selection: Selection, least: number): UpgradeAgesView {
  const {kept, unknown} = select(cellsFor(cube, selection), selection);
  const ages = Array.from({length: oldest}, (_, i) => i + 1).map((time) => ({
    time,
    atRisk: total(kept, `risk_${time}`),
    events: [total(kept, `up_${time}`), total(kept, `lost_${time}`)]
  }));
  const few = ages.findIndex(({atRisk}) => atRisk < least);
  const curve = aalenJohansen(few < 0 ? ages : ages.slice(0, few));
  const cause = (k: number): IncidencePoint[] =>
    curve.map(({time, atRisk, causes}) => {
      const {incidence, lower, upper} = causes[k]!;
      return {time, atRisk, value: incidence, lower, upper};
    });
  const [upgraded, lost] = [cause(0), cause(1)];
  const at = (points: IncidencePoint[]) => points.find(({time}) => time === 12);
  const [up, gone] = [at(upgraded), at(lost)];
  return {
    upgraded,
    lost,
    year: up && gone ? {upgraded: up, lost: gone} : null,
    median: upgraded.find(({value}) => value >= 0.5)?.time ?? null,
    tenure: bands.flatMap(([name, from, to]) => {
      const own = ages.filter(({time}) => time >= from && time <= to);
      const months = own.reduce((sum, {atRisk}) => sum + atRisk, 0);
      const events = own.reduce((sum, step) => sum + step.events[0]!, 0);
      const interval = rateInterval(events, months);
      if (!interval || Math.max(...own.map(({atRisk}) => atRisk)) < least) return [];
      return [{name, value: events / months, lower: interval[0], upper: Math.min(1, interval[1]), n: months}];
    }),
    accounts: total(kept, "n"),
    leftOut: pooledAccounts(unknown, "")
  };
}
