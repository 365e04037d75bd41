import {choiceOf} from "./countCubes.js";
import {cubeCells, select, total, type Cube} from "./cube.js";
import {ratioOver} from "./estimates.js";
import type {Selection} from "./filters.js";
import type {IntervalRow} from "./intervalChart.js";

/** Upgrades (u) and months (m) of accounts by band of the limit used, for every choice of filters. */
export interface LimitPressure {
  dimensions: string[];
  bands: {name: string; from: number; to: number | null}[];
  cubes: Record<string, Cube>;
}

export interface LimitPressureView {
  rows: IntervalRow[];
  /** Accounts of bands in groups too small to tell apart. */
  leftOut: number;
}

/** Upgrades per account-month of each band, its interval over accounts; n counts account-months. */
export function limitPressureView({dimensions, bands, cubes}: LimitPressure, selection: Selection): LimitPressureView {
  const cube = cubes[choiceOf(selection, dimensions).key];
  const {kept, unknown} = select(cube ? cubeCells(cube) : [], selection);
  const rows = bands.flatMap(({name}) => {
    const own = kept.filter((cell) => cell.keys.band === name);
    const found = ratioOver(own, {y: "u", x: "m", xy: "um", min: 0});
    return found.value === null ? [] : [{name, ...found, n: total(own, "sum_m")}];
  });
  return {rows, leftOut: total(unknown, "n")};
}
