import {pooledKey} from "./cube.js";
import type {Selection} from "./filters.js";
import {plural} from "./format.js";
import type {Site} from "./site.js";

/** For every choice of dimensions, named by them, sums by name of each kind of fact; `n` counts accounts. */
export interface CountCubes {
  dimensions: string[];
  cubes: Record<string, {keys: string[]; values: Record<string, number>}[]>;
}

/** Sums of each kind for one selection, and how many accounts stand in groups too small to tell whether it holds them. */
export interface KindCounts {
  kinds: Map<string, Record<string, number>>;
  leftOut: Map<string, number>;
}

/** The part of a selection that is by some dimensions, by which its own cells are found: each selection has some of its own. */
export function choiceOf(selection: Selection, dimensions: readonly string[]): {key: string; values: string[]} {
  const chosen = dimensions.filter((dimension) => selection[dimension] != null);
  return {key: chosen.join(","), values: chosen.map((dimension) => selection[dimension]!)};
}

export function kindCounts({dimensions, cubes}: CountCubes, selection: Selection): KindCounts {
  const {key, values: wanted} = choiceOf(selection, dimensions);
  const found: KindCounts = {kinds: new Map(), leftOut: new Map()};
  for (const {
    keys: [kind, ...rest],
    values
  } of cubes[key] ?? []) {
    if (!wanted.every((value, i) => rest[i] === value || rest[i] === pooledKey)) continue;
    // Of what may not be shown only the number of accounts is known.
    const isKnown = !rest.includes(pooledKey) && Object.keys(values).some((name) => name !== "n");
    if (isKnown) found.kinds.set(kind!, values);
    else found.leftOut.set(kind!, (found.leftOut.get(kind!) ?? 0) + (values.n ?? 0));
  }
  return found;
}

/** Whom a figure is of, and how many accounts it leaves out: "Team, Europe only." */
export function scopeNote(selection: Selection, leftOut: number, {minCell}: Pick<Site, "minCell">): string {
  const chosen = Object.values(selection).filter((value) => value !== null);
  const whom = chosen.length > 0 ? `${chosen.join(", ")} only.` : "All accounts.";
  const are = leftOut === 1 ? "is" : "are";
  return leftOut > 0
    ? `${whom} ${plural(leftOut, "account")} in groups under ${minCell} cannot be told apart and ${are} left out.`
    : whom;
}
