import type {Warehouse} from "../warehouse.js";
import {type Group, marginsOf, pool} from "./cells.js";
import {cohortLabel} from "./triangle.js";

/** Accounts, those that pay, those that never stopped; their first revenue, revenue now and the lesser of the two, minor units. */
type Sums = [accounts: number, active: number, neverLeft: number, start: number, end: number, kept: number];

/** A group of a cohort: its keys by dimension, its accounts, and its sums by age; null where too few accounts have reached the age. */
export type CohortRow = [cohort: string, keys: string[], accounts: number, ages: (Sums | null)[]];

/** Cohorts by all dimensions, and by each one and two of them, so that one or two filters are exact; "plan,region" names a pair. */
export interface CohortCells {
  dimensions: string[];
  /** Ages that all accounts of a cohort have reached, age 0 included. */
  mature: Record<string, number>;
  rows: CohortRow[];
  margins: Record<string, CohortRow[]>;
}

const names = ["accounts", "active", "neverLeft", "start", "end", "kept"] as const;

type Found = Record<(typeof names)[number] | "period" | "age", number> & Record<string, string | number>;

/**
 * The triangle by group of accounts, in cohorts and ages of `grain` months; a plan is the one of the first month. Within a cohort,
 * groups of fewer accounts than may be published are put together.
 */
export async function cohortCells(w: Warehouse, dimensions: string[], grain: number): Promise<CohortCells> {
  const [closed] = await w.engine.rows<{index: number | null}>(
    'select max(month_index) as "index" from months where is_closed'
  );
  const least = w.config.privacy.min_cell;
  const rowsBy = async (own: string[]) => {
    const found = await sums(w, own, grain);
    const periods = [...new Set(found.map((row) => row.period))];
    return {periods, rows: rowsOf(pool(groupsOf(found, own, grain), own, least, []).groups, own, least)};
  };
  const {periods, rows} = await rowsBy(dimensions);
  const margins: Record<string, CohortRow[]> = {};
  for (const [name, own] of marginsOf(dimensions)) margins[name] = (await rowsBy(own)).rows;
  const ages = (period: number) =>
    Math.max(0, Math.floor(((closed?.index ?? -1) - (period * grain + grain - 1)) / grain) + 1);
  const mature = Object.fromEntries(periods.map((period) => [cohortLabel(period, grain), ages(period)]));
  return {dimensions, mature, rows, margins};
}

async function sums({engine}: Warehouse, dimensions: string[], grain: number): Promise<Found[]> {
  const keys = dimensions.map((d) =>
    d === "plan" ? "coalesce(c.plan, 'no plan') as plan" : `coalesce(a.${d}, 'unknown') as ${d}`
  );
  const places = dimensions.map((_, i) => `, ${i + 3}`).join("");
  return engine.rows<Found>(`select (c.month_index - mod(c.month_index, ${grain})) / ${grain} as period, c.age / ${grain} as age
      ${keys.map((key) => `, ${key}`).join("")}, count(*) as accounts, sum(c.is_active) as active, sum(c.is_unbroken) as "neverLeft",
      sum(c.start_amount) as start, sum(c.end_amount) as "end", sum(c.kept_amount) as kept
    from cohort_accounts as c left join account_attributes as a on a.account_id = c.account_id
    where mod(c.age, ${grain}) = 0 and c.month_index > (select min(month_index) from cohort_accounts)
    group by 1, 2${places} order by 1, 2${places}`);
}

function groupsOf(found: Found[], dimensions: string[], grain: number): Group[] {
  const last = Math.max(0, ...found.map((row) => row.age));
  const groups = new Map<string, Group>();
  for (const row of found) {
    const key = JSON.stringify([row.period, ...dimensions.map((d) => row[d])]);
    const group = groups.get(key) ?? {
      month: cohortLabel(row.period, grain),
      keys: Object.fromEntries(dimensions.map((d) => [d, String(row[d])])),
      values: emptyValues(last)
    };
    if (row.age === 0) group.values.n = row.accounts;
    for (const name of names) group.values[`${name}_${row.age}`] = row[name];
    groups.set(key, group);
  }
  return [...groups.values()];
}

function emptyValues(last: number): Record<string, number> {
  const ages = Array.from({length: last + 1}, (_, age) => names.map((name) => [`${name}_${age}`, 0] as const));
  return {n: 0, ...Object.fromEntries(ages.flat())};
}

function rowsOf(groups: readonly Group[], dimensions: string[], least: number): CohortRow[] {
  return groups.map(({month, keys, values}) => {
    const ages: (Sums | null)[] = [];
    for (let age = 0; (values[`accounts_${age}`] ?? 0) > 0; age++)
      ages.push(values[`accounts_${age}`]! < least ? null : (names.map((name) => values[`${name}_${age}`]!) as Sums));
    return [month, dimensions.map((d) => keys[d]!), values.n!, ages];
  });
}
