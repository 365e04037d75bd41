import type {Measure} from "../../src/definitions.js";
import type {Warehouse} from "../warehouse.js";
import {cohorts} from "./cohorts.js";
import {lifetime} from "./lifetime.js";
import {pooledCube} from "./pooledCube.js";
import {recipes} from "./recipes.js";
import {survival} from "./survival.js";
import {segmentChanges} from "./yearChange.js";

/** Cells of the retention page: what any selection of plan and segments needs to give exact rates and intervals. */
export async function retentionPage(w: Warehouse, dimensions: string[], simple: Measure) {
  const cube = await pooledCube(w, recipes.retention, dimensions);
  const movements = await pooledCube(w, recipes.movements, dimensions);
  return {
    cohorts: await cohorts(w),
    survival: await survival(w, dimensions),
    lifetime: {...(await lifetime(w)), simple},
    changes: await segmentChanges(w, ["nrr", "grr"], dimensions),
    windowMonths: w.config.settings.nrr.window_months,
    cube: cube.cube,
    movements: movements.cube,
    pooled: {accounts: cube.accounts, cells: cube.cells}
  };
}
