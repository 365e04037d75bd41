import {mergeMoments, momentsOfRow} from "../../src/stats/index.js";
import type {Cell} from "../engines/duckdb.js";
import type {Warehouse} from "../warehouse.js";

/** One group of accounts of one month: keys by dimension, numbers by name; `n` counts its accounts. */
export interface Group {
  month: string;
  keys: Record<string, string>;
  values: Record<string, number>;
}

/** Groups as a page gets them, one array a group: month, keys, numbers. */
export interface Cube {
  dimensions: string[];
  measures: string[];
  rows: Cell[][];
}

/** What to add up over the rows of a mart, and of which variables to keep means and centred co-moments. */
export interface Recipe {
  mart: string;
  /** Name → SQL expression over the mart's columns, r. */
  sums?: Record<string, string>;
  /** One letter → SQL expression. Gives sum_, mean_ and the co-moments named in `pairs`. */
  variables?: Record<string, string>;
  pairs?: string[];
  /** Dimensions that are columns of the mart, besides `plan`. */
  own?: string[];
}

/** The value of a dimension in which groups too small to publish are put together. */
export const pooledKey = "small groups";

/** The dimension a group is by is `plan` of the mart itself, or an attribute of the account. */
export async function groups({engine}: Warehouse, recipe: Recipe, dimensions: readonly string[]): Promise<Group[]> {
  const {mart, sums = {}, variables = {}, pairs = [], own = []} = recipe;
  const keys = dimensions.map((d) =>
    d === "plan"
      ? "coalesce(r.plan, 'no plan') as plan"
      : `coalesce(${own.includes(d) ? "r" : "a"}.${d}, 'unknown') as ${d}`
  );
  const letter = (name: string) => `cast(${variables[name]} as double)`;
  const parts = [
    "count(*) as n",
    ...Object.entries(sums).map(([name, sql]) => `coalesce(sum(${sql}), 0) as ${name}`),
    ...Object.keys(variables).flatMap((name) => [
      `sum(${variables[name]}) as sum_${name}`,
      `avg(${letter(name)}) as mean_${name}`
    ]),
    ...pairs.map(
      (pair) => `coalesce(covar_samp(${letter(pair[0]!)}, ${letter(pair[1]!)}) * (count(*) - 1), 0) as ${pair}`
    )
  ];
  const places = dimensions.map((_, i) => i + 2);
  const rows = await engine.rows<Record<string, Cell>>(`select m.label as month, ${[...keys, ...parts].join(", ")}
    from ${mart} as r
    inner join months as m on m.month_index = r.month_index
    left join account_attributes as a on a.account_id = r.account_id
    group by ${[1, ...places].join(", ")} order by ${[1, ...places].join(", ")}`);
  return rows.map(({month, ...row}) => ({
    month: String(month),
    keys: Object.fromEntries(dimensions.map((d) => [d, String(row[d])])),
    values: Object.fromEntries(
      Object.entries(row).flatMap(([name, value]) => (dimensions.includes(name) ? [] : [[name, Number(value ?? 0)]]))
    )
  }));
}

/**
 * Puts groups of fewer than `least` accounts together, within the same value of the dimensions before: a plan that has `least`
 * accounts keeps them all, whatever becomes of its sizes and regions. A pooled group within a plan that is still too small takes in
 * the smallest group beside it; the accounts of plans too small themselves stand in one group without a plan. Also returns how many
 * accounts and groups of the last month are in pooled ones.
 */
export function pool(
  all: Group[],
  dimensions: readonly string[],
  least: number,
  pairs: readonly string[]
): {groups: Group[]; accounts: number; cells: number} {
  const months = [...new Set(all.map((g) => g.month))].sort();
  const groups = months.flatMap((month) =>
    poolBelow(
      all.filter((g) => g.month === month),
      dimensions,
      least,
      pairs
    )
  );
  const hidden = groups.filter((g) => g.month === months.at(-1) && Object.values(g.keys).includes(pooledKey));
  return {groups, accounts: hidden.reduce((sum, g) => sum + g.values.n!, 0), cells: hidden.length};
}

/** Within a plan all groups returned have `least` accounts, or there is one group and not enough accounts for more. */
function poolBelow(
  own: Group[],
  dimensions: readonly string[],
  least: number,
  pairs: readonly string[],
  isTop = true
): Group[] {
  const [dimension, ...rest] = dimensions;
  if (dimension === undefined) return own;
  const branches = [...new Set(own.map((g) => g.keys[dimension]!))].map((value) =>
    poolBelow(
      own.filter((g) => g.keys[dimension] === value),
      rest,
      least,
      pairs,
      false
    )
  );
  const size = (branch: Group[]) => branch.reduce((sum, g) => sum + g.values.n!, 0);
  const small = branches.filter((branch) => size(branch) < least).flat();
  if (small.length === 0) return branches.flat();
  const whole = branches
    .filter((branch) => size(branch) >= least)
    .flat()
    .sort((a, b) => a.values.n! - b.values.n!);
  while (!isTop && size(small) < least && whole.length > 0) small.push(whole.shift()!);
  const hidden = Object.fromEntries([dimension, ...rest].map((d) => [d, pooledKey]));
  return [
    ...whole,
    ...merge(
      small.map((g) => ({...g, keys: {...g.keys, ...hidden}})),
      pairs
    )
  ];
}

/** Groups with the same month and keys become one: sums add, moments merge. */
export function merge(all: Group[], pairs: readonly string[]): Group[] {
  const byKey = new Map<string, Group[]>();
  for (const group of all) {
    const key = JSON.stringify([group.month, group.keys]);
    byKey.set(key, [...(byKey.get(key) ?? []), group]);
  }
  return [...byKey.values()].map((same) => (same.length === 1 ? same[0]! : mergeSame(same, pairs)));
}

function mergeSame(same: Group[], pairs: readonly string[]): Group {
  const {month, keys} = same[0]!;
  const moments = mergeMoments(same.map((g) => momentsOfRow(g.values, pairs)));
  const values = Object.fromEntries(
    Object.keys(same[0]!.values).map((name) => {
      if (pairs.includes(name)) return [name, moments.co[name]!];
      if (name.startsWith("mean_")) return [name, moments.mean[name.slice(5)]!];
      return [name, same.reduce((sum, g) => sum + g.values[name]!, 0)];
    })
  );
  return {month, keys, values};
}

/** Groups in the shape a page reads. Numbers keep twelve significant digits, money and counts all of theirs. */
export function toCube(all: Group[], dimensions: readonly string[]): Cube {
  const measures = Object.keys(all[0]?.values ?? {});
  const rows = all.map((g) => [
    g.month,
    ...dimensions.map((d) => g.keys[d]!),
    ...measures.map((m) => shorten(g.values[m]!))
  ]);
  return {dimensions: [...dimensions], measures, rows};
}

function shorten(value: number): number {
  return Number.isInteger(value) ? value : Number(value.toPrecision(12));
}

/** Every dimension and every pair of them, named as a page looks for them: the choices of one and of two filters. */
export function marginsOf(dimensions: readonly string[]): Map<string, string[]> {
  const pairs = dimensions.flatMap((one, i) => dimensions.slice(i + 1).map((other) => [one, other]));
  const own = [...dimensions.map((d) => [d]), ...pairs].filter(
    ({length}) => length < dimensions.length || length === 1
  );
  return new Map(own.map((margin) => [margin.join(","), margin]));
}
