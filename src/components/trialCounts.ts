import {pooledKey} from "./cube.js";
import type {Selection} from "./filters.js";

/** Counts by name of each group of trials; a count that is 0 is left out. `n` counts accounts. */
export interface TrialCube {
  dimensions: string[];
  cells: {keys: string[]; values: Record<string, number>}[];
  /** The groups of each dimension by itself, so that a single filter leaves none out. */
  margins: Record<string, TrialCube["cells"]>;
}

/** What a selection adds up to, and how many accounts stand in groups too small to tell whether it holds them. */
export interface Counts {
  values: Record<string, number>;
  leftOut: number;
}

export function countsFor(cube: TrialCube, selection: Selection): Counts {
  const chosen = Object.entries(selection).filter(([, value]) => value !== null);
  const only = chosen.length === 1 ? chosen[0]![0] : null;
  const margin = only === null ? undefined : cube.margins[only];
  const dimensions = margin ? [only!] : cube.dimensions;
  const values: Record<string, number> = {};
  let leftOut = 0;
  for (const cell of margin ?? cube.cells) {
    const keys = chosen.map(([dimension, value]) => ({key: cell.keys[dimensions.indexOf(dimension)], value}));
    if (!keys.every(({key, value}) => key === value || key === pooledKey)) continue;
    if (keys.some(({key}) => key === pooledKey)) leftOut += cell.values.n ?? 0;
    else for (const [name, count] of Object.entries(cell.values)) values[name] = (values[name] ?? 0) + count;
  }
  return {values, leftOut};
}

/** Counts with their names taken apart: "paid|14" is paid, 14. */
export function namedCounts({values}: Counts): {parts: string[]; count: number}[] {
  return Object.entries(values)
    .filter(([name]) => name !== "n")
    .map(([name, count]) => ({parts: name.split("|"), count}));
}
