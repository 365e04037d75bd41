import type {Measure} from "../../src/definitions.js";
import type {Warehouse} from "../warehouse.js";
import {limitPressure} from "./limitPressure.js";
import {latest} from "./measures.js";
import {perpetualReleases} from "./perpetual.js";
import {pooledCube} from "./pooledCube.js";
import {recipes} from "./recipes.js";
import {tierFlows} from "./tierFlows.js";
import {upgradeAges} from "./upgradeAges.js";
import {upgradePaths} from "./upgradePaths.js";
import {segmentLines, upgradeQuality} from "./upgradeQuality.js";
import {segmentChanges} from "./yearChange.js";

const quality = [
  "upgrade_without_need",
  "upgrade_reversal_90",
  "upgrade_reversal_180",
  "feature_adoption_30",
  "feature_adoption_60",
  "feature_adoption_90",
  "perpetual_upgrade_rate"
];

/** Measures that stand as tiles, which have a line for each segment. */
const tiles = ["upgrade_without_need", "upgrade_reversal_90", "upgrade_reversal_180", "feature_adoption_90"];

/** Cells of the upgrades page by the filters; what does not add up over their cells stands for every choice of filters by itself. */
export async function upgradesPage(w: Warehouse, dimensions: string[], measures: Measure[]) {
  const cube = await pooledCube(w, recipes.upgradeAccounts, dimensions);
  const months = await pooledCube(w, recipes.upgradeMonths, dimensions);
  return {
    changes: await segmentChanges(w, ["upgrade_hazard"], dimensions),
    cube: cube.cube,
    months: months.cube,
    pooled: {accounts: cube.accounts, cells: cube.cells},
    pressure: await limitPressure(w, dimensions),
    flows: await tierFlows(w, dimensions),
    ages: await upgradeAges(w, dimensions),
    paths: await upgradePaths(w, dimensions),
    quality: await upgradeQuality(w, dimensions),
    lines: segmentLines(w, measures, tiles, dimensions),
    perpetual: await perpetualReleases(w, dimensions),
    headlines: quality.map((id) => headline(w, measures, id))
  };
}

/** A measure of the company as a tile, with its last 24 months. */
function headline(w: Warehouse, measures: Measure[], id: string) {
  const measure = latest(measures, w, id);
  const series = measures
    .filter((m) => m.id === id && m.segment === null && m.value !== null && m.period <= measure.period)
    .slice(-24)
    .map(({period, value, lower, upper}) => ({period, value, lower, upper}));
  return {id, measure, target: w.registers.targets[id] ?? null, change: null, series};
}
