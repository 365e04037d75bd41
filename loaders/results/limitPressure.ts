import type {Warehouse} from "../warehouse.js";
import {type Cube, type Recipe, groups, pool, pooledKey, toCube} from "./cells.js";
import {choices} from "./countCubes.js";

/** Upgrades (u) and months (m) of accounts in each band of the limit used, for every choice of filters. */
export interface LimitPressure {
  dimensions: string[];
  bands: {name: string; from: number; to: number | null}[];
  cubes: Record<string, Cube>;
}

const bands = [
  {name: "under 50%", from: 0, to: 0.5},
  {name: "50 to 80%", from: 0.5, to: 0.8},
  {name: "80 to 100%", from: 0.8, to: 1},
  {name: "at the limit", from: 1, to: null}
];

/**
 * Upgrades per account-month by how much of its tightest limit the account had used in the month before, as sums and co-moments over
 * accounts; null without limits. An account is one unit within a band, and where plans are told apart one in each plan it held.
 */
export async function limitPressure(w: Warehouse, dimensions: string[]): Promise<LimitPressure | null> {
  const pairs = ["uu", "mm", "um"];
  const cubes: Record<string, Cube> = {};
  for (const chosen of choices(dimensions)) {
    const own = ["band", ...chosen];
    const recipe: Recipe = {
      mart: unitsBy(w.months.at(-1)?.month_index ?? 0, chosen.includes("plan")),
      variables: {u: "r.u", m: "r.m"},
      pairs,
      own: ["band"]
    };
    const pooled = pool(await groups(w, recipe, own), own, w.config.privacy.min_cell, pairs).groups;
    cubes[chosen.join(",")] = toCube(
      pooled.filter(({keys}) => keys.band !== pooledKey),
      own
    );
  }
  return cubes[""]!.rows.length > 0 ? {dimensions, bands, cubes} : null;
}

/** All months of history stand under one. */
function unitsBy(month: number, byPlan: boolean): string {
  const band = bands
    .slice(0, -1)
    .map(({name, to}) => `when pressure < ${to} then '${name}'`)
    .join(" ");
  return `(select ${month} as month_index, account_id, plan, band, sum(upgraded) as u, count(*) as m
    from (
      select account_id, ${byPlan ? "plan" : "cast(null as varchar) as plan"}, upgraded,
        case ${band} else '${bands.at(-1)!.name}' end as band
      from upgrade_months where pressure is not null
    ) as banded
    group by 1, 2, 3, 4)`;
}
