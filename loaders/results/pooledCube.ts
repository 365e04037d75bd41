import type {Warehouse} from "../warehouse.js";
import {type Cube, type Recipe, groups, pool, toCube} from "./cells.js";

/**
 * The cells of any selection, and those of each dimension by itself, so that a single filter is exact. Where the build ships no account
 * rows, groups of fewer accounts than privacy.min_cell are put together first.
 */
export async function pooledCube(w: Warehouse, recipe: Recipe, dimensions: string[]) {
  const pairs = recipe.pairs ?? [];
  const cubeOf = async (own: string[]) => pool(await groups(w, recipe, own), own, w.config.privacy.min_cell, pairs);
  const pooled = await cubeOf(dimensions);
  const margins: Record<string, Cube> = {};
  for (const dimension of dimensions) margins[dimension] = toCube((await cubeOf([dimension])).groups, [dimension]);
  return {...pooled, cube: {...toCube(pooled.groups, dimensions), margins}};
}
