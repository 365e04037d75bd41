import {riskTable} from "../stats/riskTable.js";
import {kindCounts, type CountCubes} from "./countCubes.js";
import type {Selection} from "./filters.js";
import {incidenceOf} from "./incidence.js";
import type {IncidencePoint} from "./incidenceChart.js";
import {share, type Share} from "./trialsWins.js";

/** Releases of perpetual products, and the owners of the version before counted by when they bought. */
export interface PerpetualResult {
  releases: {id: string; family: string; before: number; version: number; released: string}[];
  owners: CountCubes;
}

/** One release of a perpetual product, and how those who owned the version before took it up. */
export interface PerpetualRelease {
  family: string;
  before: number;
  version: number;
  released: string;
  owners: number;
  bought: number;
  /** Within 12 months; null until they are over. */
  year: Pick<Share, "value" | "lower" | "upper">;
  points: IncidencePoint[];
}

export interface PerpetualView {
  releases: PerpetualRelease[];
  leftOut: number;
}

/** Each release with its owners in a selection; a perpetual version has no plan, so that filter does not count. */
export function perpetualView(
  {releases, owners}: PerpetualResult,
  selection: Selection,
  minCell: number
): PerpetualView {
  const {kinds, leftOut} = kindCounts(owners, selection);
  return {
    releases: releases.flatMap(({id, family, before, version, released}) => {
      const values = kinds.get(id);
      if (!values) return [];
      const exits = Object.entries(values).flatMap(([name, weight]) => {
        const [what, months] = name.split("|");
        const isExit = what === "bought" || what === "waits";
        return isExit ? [{exit: Number(months) / 100, cause: what === "bought" ? 1 : 0, weight}] : [];
      });
      const sum = (some: typeof exits) => some.reduce((total, {weight}) => total + weight, 0);
      const [yes, no] = [values["year|1"] ?? 0, values["year|0"] ?? 0];
      const {points} = incidenceOf(riskTable(exits), {least: minCell, last: 36, bin: 0.5});
      const bought = sum(exits.filter(({cause}) => cause === 1));
      return [{family, before, version, released, owners: sum(exits), bought, year: share(yes, yes + no), points}];
    }),
    leftOut: Math.max(0, ...leftOut.values())
  };
}
