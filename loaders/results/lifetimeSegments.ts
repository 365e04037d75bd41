import type {Measure} from "../../src/definitions.js";
import type {Warehouse} from "../warehouse.js";
import {type Cube, type Group, marginsOf, pool, toCube} from "./cells.js";
import {type RenewalValue, renewalValues} from "./renewalValue.js";
import {type Restricted, restrictedValues} from "./restrictedValue.js";
import {closedIndex, labelOf} from "./yearChange.js";

/** The values that do not add up over groups, for one value of one dimension. */
export interface LifetimeSegment {
  dimension: string;
  value: string;
  restricted: Restricted;
  renewals: RenewalValue[];
  /** ARPA × margin ÷ churn; null where too few pay now for it to be shown. */
  simple: Pick<Measure, "value" | "lower" | "upper" | "n" | "reason"> | null;
}

const pairs = ["vv"];

/** Sums of what accounts had brought in by each age (the "month"), minor units, as cells of any selection. */
export async function realisedCells(
  w: Warehouse,
  dimensions: string[],
  column: "paid" | "billed"
): Promise<Cube & {margins: Record<string, Cube>}> {
  const least = w.config.privacy.min_cell;
  const cubeOf = async (own: string[]) => toCube(pool(await groupsOf(w, own, column), own, least, pairs).groups, own);
  const margins: Record<string, Cube> = {};
  for (const [name, own] of marginsOf(dimensions)) margins[name] = await cubeOf(own);
  return {...(await cubeOf(dimensions)), margins};
}

async function groupsOf({engine}: Warehouse, dimensions: string[], column: string): Promise<Group[]> {
  const keys = dimensions.map((d) =>
    d === "plan" ? "coalesce(b.plan, 'no plan') as plan" : `coalesce(a.${d}, 'unknown') as ${d}`
  );
  const value = `coalesce(cast(r.${column} as double), 0)`;
  const places = dimensions.map((_, i) => `, ${i + 2}`).join("");
  const rows = await engine.rows<
    Record<string, string | number>
  >(`select r.age${keys.map((key) => `, ${key}`).join("")},
      count(*) as n, count(r.${column}) as known, sum(${value}) as sum_v, avg(${value}) as mean_v,
      coalesce(var_samp(${value}) * (count(*) - 1), 0) as vv
    from realised_values as r
    left join account_beginnings as b on b.account_id = r.account_id
    left join account_attributes as a on a.account_id = r.account_id
    where r.age >= 3 group by 1${places} order by 1${places}`);
  return rows.map((row) => ({
    month: String(row.age),
    keys: Object.fromEntries(dimensions.map((d) => [d, String(row[d])])),
    values: Object.fromEntries(["n", "known", "sum_v", "mean_v", "vv"].map((name) => [name, Number(row[name])]))
  }));
}

/** Every value of every dimension with accounts enough to be shown. */
export async function lifetimeSegments(
  w: Warehouse,
  dimensions: string[],
  measures: readonly Measure[]
): Promise<LifetimeSegment[]> {
  const least = w.config.privacy.min_cell;
  const period = labelOf(closedIndex(w));
  const all: LifetimeSegment[] = [];
  for (const dimension of dimensions) {
    const renewals = await renewalValues(w, dimension);
    for (const [value, restricted] of await restrictedValues(w, dimension)) {
      if (restricted.n < least) continue;
      const own = measures.filter((m) => m.period === period && m.segment === `${dimension}=${value}`);
      const paying = own.find(({id}) => id === "active_accounts")?.n ?? 0;
      const simple = own.find(({id}) => id === "ltv");
      all.push({
        ...{dimension, value, restricted, renewals: renewals.get(value) ?? []},
        simple: simple && paying >= least ? short(simple) : null
      });
    }
  }
  return all;
}

/** A measure without its words, which are the same for every segment. */
export function short({value, lower, upper, n, reason}: Measure) {
  return {value, lower, upper, n, ...(reason === undefined ? {} : {reason})};
}
