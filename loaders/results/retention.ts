import type {Warehouse} from "../warehouse.js";
import {cohorts} from "./cohorts.js";
import {pooledCube} from "./pooledCube.js";
import {recipes, revenueCube} from "./recipes.js";
import {segmentChanges} from "./yearChange.js";

/** Cells of the retention page: what any selection of plan and segments needs to give exact rates and intervals. */
export async function retentionPage(w: Warehouse, dimensions: string[]) {
  const cube = await pooledCube(w, recipes.retention, dimensions);
  const movements = await pooledCube(w, recipes.movements, dimensions);
  return {
    cohorts: await cohorts(w),
    changes: await segmentChanges(w, ["nrr", "grr"], dimensions),
    windowMonths: w.config.settings.nrr.window_months,
    cube: cube.cube,
    movements: movements.cube,
    revenue: (await pooledCube(w, revenueCube, dimensions)).cube,
    pooled: {accounts: cube.accounts, cells: cube.cells}
  };
}
