import type {Measure} from "../../src/definitions.js";
import type {Warehouse} from "../warehouse.js";
import {cohorts} from "./cohorts.js";
import {pooledCube} from "./pooledCube.js";
import {ledger, recipes} from "./recipes.js";
import {retentionEvidence} from "./retentionEvidence.js";
import {retentionMethods} from "./retentionMethods.js";
import {segmentChanges} from "./yearChange.js";

/** Cells of the retention page: what any selection of plan and segments needs to give exact rates and intervals. */
export async function retentionPage(w: Warehouse, measures: Measure[], dimensions: string[]) {
  const cube = await pooledCube(w, recipes.retention, dimensions);
  return {
    cohorts: await cohorts(w),
    changes: await segmentChanges(w, ["nrr", "grr", "logo_churn", "quick_ratio"], dimensions, [1, 12]),
    evidence: await retentionEvidence(w, dimensions),
    methods: await retentionMethods(w, measures),
    windowMonths: w.config.settings.nrr.window_months,
    cube: cube.cube,
    turnover: (await pooledCube(w, recipes.turnover, dimensions)).cube,
    ledger: (await pooledCube(w, ledger, dimensions)).cube,
    pooled: {accounts: cube.accounts, cells: cube.cells}
  };
}
