import type {Cell} from "../engines/duckdb.js";
import type {Warehouse} from "../warehouse.js";
import {type Group, pool, pooledKey} from "./cells.js";

/** Sums by name of one kind of fact in one group; a sum that is 0 is left out. The first key is the kind, `n` counts accounts. */
export interface CountCell {
  keys: string[];
  values: Record<string, number>;
}

/** For every choice of dimensions, named by them ("plan,region"; "" is no filter), the cells by kind and those dimensions. */
export interface CountCubes {
  dimensions: string[];
  cubes: Record<string, CountCell[]>;
}

/**
 * Every set of dimensions that can be filtered at once.
 *
 * choices(["plan", "region"]) // [[], ["region"], ["plan"], ["plan", "region"]]
 */
export function choices(dimensions: readonly string[]): string[][] {
  const [first, ...rest] = dimensions;
  if (first === undefined) return [[]];
  const without = choices(rest);
  return [...without, ...without.map((some) => [first, ...some])];
}

/**
 * Facts (account_id, plan, kind, name, amount) added up for every choice of filters by itself, so that each is exact. Groups of fewer
 * accounts than privacy.min_cell are put together within their kind; kinds too small themselves stand together, and of those still
 * too small only the number of accounts is told.
 */
export async function countCubes(w: Warehouse, facts: string, dimensions: string[]): Promise<CountCubes> {
  const cubes: CountCubes["cubes"] = {};
  for (const chosen of choices(dimensions)) cubes[chosen.join(",")] = await cellsBy(w, facts, chosen);
  return {dimensions, cubes};
}

async function cellsBy(w: Warehouse, facts: string, dimensions: string[]): Promise<CountCell[]> {
  const least = w.config.privacy.min_cell;
  const own = ["kind", ...dimensions];
  const keys = dimensions.map((d) =>
    d === "plan" ? ", coalesce(f.plan, 'no plan') as plan" : `, coalesce(a.${d}, 'unknown') as ${d}`
  );
  const places = own.map((_, i) => i + 1).join(", ");
  const rows = await w.engine.rows<Record<string, Cell>>(`with facts as (${facts}),
    keyed as (
      select f.kind${keys.join("")}, f.name, f.amount, f.account_id
      from facts as f left join account_attributes as a on a.account_id = f.account_id
    )
    select ${own.join(", ")}, name, sum(amount) as amount from keyed group by ${places}, name
    union all
    select ${own.join(", ")}, 'n' as name, count(distinct account_id) as amount from keyed group by ${places}
    order by ${places}, name`);
  // Every group has every name while groups are put together.
  const names = [...new Set(rows.map((row) => String(row.name)))].sort();
  const groups = new Map<string, Group>();
  for (const {name, amount, ...key} of rows) {
    const id = JSON.stringify(key);
    if (!groups.has(id)) {
      const values = Object.fromEntries(names.map((each) => [each, 0]));
      groups.set(id, {month: "", keys: key as Record<string, string>, values});
    }
    groups.get(id)!.values[String(name)] = Number(amount);
  }
  return pool([...groups.values()], own, least, []).groups.map(({keys: key, values}) => {
    const hidden = key.kind === pooledKey && values.n! < least;
    const told = Object.entries(values).filter(([name, sum]) => (hidden ? name === "n" : sum !== 0));
    return {keys: own.map((d) => key[d]!), values: Object.fromEntries(told)};
  });
}
