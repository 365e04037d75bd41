import {riskTable} from "../stats/riskTable.js";
import {kindCounts, type CountCubes} from "./countCubes.js";
import type {Selection} from "./filters.js";
import {incidenceOf} from "./incidence.js";
import type {IncidencePoint} from "./incidenceChart.js";
import {share, type Share} from "./trialsWins.js";

/** How requests of one channel fared: days from request to provisioning. */
export interface UpgradePath {
  channel: string;
  requests: number;
  provisioned: number;
  dropped: number;
  open: number;
  median: {value: number | null; lower: number | null; upper: number | null};
  points: IncidencePoint[];
  within: (Share & {days: number})[];
}

export interface UpgradePathsView {
  paths: UpgradePath[];
  leftOut: number;
}

const causes: Record<string, number> = {open: 0, provisioned: 1, dropped: 2};
const minutesOfDay = 1440;
const lastDay = 30;

/** Time from request to provisioning by channel, dropped ones competing and open ones at risk to today, for one selection. */
export function upgradePathsView(cubes: CountCubes, selection: Selection, minCell: number): UpgradePathsView {
  const {kinds, leftOut} = kindCounts(cubes, selection);
  const paths = [...kinds].sort(([a], [b]) => a.localeCompare(b)).map(([channel, v]) => pathOf(channel, v, minCell));
  return {paths, leftOut: [...leftOut.values()].reduce((sum, n) => sum + n, 0)};
}

function pathOf(channel: string, values: Record<string, number>, minCell: number): UpgradePath {
  const exits = Object.entries(values).flatMap(([name, weight]) => {
    const [outcome = "", minutes] = name.split("|");
    return outcome in causes ? [{outcome, exit: Number(minutes) / minutesOfDay, cause: causes[outcome]!, weight}] : [];
  });
  const count = (wanted?: string) =>
    exits.reduce((sum, {outcome, weight}) => sum + (wanted === undefined || outcome === wanted ? weight : 0), 0);
  return {
    channel,
    requests: count(),
    provisioned: count("provisioned"),
    dropped: count("dropped"),
    open: count("open"),
    ...incidenceOf(riskTable(exits, 2), {
      least: minCell,
      last: lastDay,
      bin: Math.max(drawnTo(exits, minCell) / 300, 1 / minutesOfDay)
    }),
    within: [1, 7].map((days) => {
      const [yes, no] = [values[`within|${days}|1`] ?? 0, values[`within|${days}|0`] ?? 0];
      return {days, ...share(yes, yes + no)};
    })
  };
}

/** The time up to which `least` are at risk. */
function drawnTo(exits: readonly {exit: number; weight: number}[], least: number): number {
  let waiting = 0;
  const last = [...exits].sort((a, b) => b.exit - a.exit).find(({weight}) => (waiting += weight) >= least);
  return Math.min(lastDay, last?.exit ?? 0);
}
