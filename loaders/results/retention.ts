import type {Measure} from "../../src/definitions.js";
import type {Warehouse} from "../warehouse.js";
import {cohorts} from "./cohorts.js";
import type {Cube} from "./cells.js";
import {lifetime} from "./lifetime.js";
import {lifetimeSegments, realisedCells} from "./lifetimeSegments.js";
import {latest} from "./measures.js";
import {methodSegments} from "./methodSegments.js";
import {pooledCube} from "./pooledCube.js";
import {ledger, recipes, revenueCube} from "./recipes.js";
import {retentionEvidence} from "./retentionEvidence.js";
import {retentionMethods} from "./retentionMethods.js";
import {survival} from "./survival.js";
import {closedIndex, labelOf, segmentChanges} from "./yearChange.js";

/** Cells of the retention page: what any selection of plan and segments needs to give exact rates and intervals. */
export async function retentionPage(w: Warehouse, measures: Measure[], dimensions: string[]) {
  const cube = await pooledCube(w, recipes.retention, dimensions);
  const values = await lifetime(w);
  return {
    cohorts: await cohorts(w, dimensions),
    survival: await survival(w, dimensions),
    lifetime: {
      ...values,
      simple: latest(measures, w, "ltv"),
      cells: await realisedCells(w, dimensions, values.fromPayments ? "paid" : "billed"),
      segments: await lifetimeSegments(w, dimensions, measures)
    },
    changes: await segmentChanges(w, ["nrr", "grr", "logo_churn", "quick_ratio"], dimensions, [1, 12]),
    evidence: await retentionEvidence(w, dimensions),
    methods: {
      ...(await retentionMethods(w, measures)),
      segments: await methodSegments(w, dimensions, measures)
    },
    windowMonths: w.config.settings.nrr.window_months,
    cube: cube.cube,
    turnover: (await pooledCube(w, recipes.turnover, dimensions)).cube,
    ledger: since(labelOf(closedIndex(w) - 12), (await pooledCube(w, ledger, dimensions)).cube),
    movements: (await pooledCube(w, recipes.movements, dimensions)).cube,
    revenue: (await pooledCube(w, revenueCube, dimensions)).cube,
    pooled: {accounts: cube.accounts, cells: cube.cells}
  };
}

/** The ledger is shown for a year, so that is all that is shipped of it. */
function since<T extends Cube & {margins?: Record<string, Cube>}>(month: string, cube: T): T {
  const {margins} = cube;
  return {
    ...cube,
    rows: cube.rows.filter(([label]) => String(label) >= month),
    ...(margins
      ? {margins: Object.fromEntries(Object.entries(margins).map(([name, own]) => [name, since(month, own)]))}
      : {})
  };
}
