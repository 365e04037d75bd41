import {literal} from "../engines/duckdb.js";
import {pooledKey} from "../results/cells.js";
import type {Shelved} from "./shelved.js";

/**
 * The rows of one dimension of a shelved mart: `dimension` and `value` say which accounts a row is of, `accounts` how many.
 *
 * Groups of fewer than `least` accounts are put together under "small groups". Where they are too few even so the next larger group
 * joins them, since what is left out could be worked out from the total. A month with fewer accounts in all is left out.
 */
export function groupSql(shelved: Shelved, dimension: string, value: string, least: number): string {
  const {mart, period, keys = {}, where, sums} = shelved;
  const byMonth = period?.[1].includes("m.") ?? false;
  const places = ["period", ...Object.keys(keys)];
  const conditions = [byMonth ? "m.is_closed" : null, where ?? null].filter((one) => one !== null);
  return `with members as (
    select
      ${period?.[1] ?? "0"} as period,
      ${Object.entries(keys)
        .map(([name, [sql]]) => `${sql} as ${name},`)
        .join("\n      ")}
      ${value} as value,
      r.account_id as counted,
      ${Object.entries(sums)
        .map(([name, [sql]]) => `${sql} as ${name}`)
        .join(",\n      ")}
    from ${mart} as r
    ${byMonth ? "inner join months as m on m.month_index = r.month_index" : ""}
    left join account_attributes as a on a.account_id = r.account_id
    ${conditions.length ? `where ${conditions.join(" and ")}` : ""}
  ),
  sizes as (
    select ${places.join(", ")}, value, count(distinct counted) as n from members group by ${places.join(", ")}, value
  ),
  ranked as (
    select *, coalesce(sum(n) over (
      partition by ${places.join(", ")} order by n, value rows between unbounded preceding and 1 preceding
    ), 0) as smaller
    from sizes
  ),
  named as (
    select *, case when n < ${least} or smaller between 1 and ${least - 1} then ${literal(pooledKey)} else value end as called
    from ranked
  )
  select
    ${period ? `g.period as ${period[0]},` : ""}
    ${Object.keys(keys)
      .map((name) => `g.${name},`)
      .join(" ")}
    ${literal(dimension)} as dimension,
    n.called as value,
    count(distinct g.counted) as accounts,
    ${Object.keys(sums)
      .map((name) => `sum(g.${name}) as ${name}`)
      .join(", ")}
  from members as g
  inner join named as n on n.value = g.value and ${places.map((name) => `n.${name} is not distinct from g.${name}`).join(" and ")}
  group by ${places.map((name) => `g.${name}`).join(", ")}, n.called
  having count(distinct g.counted) >= ${least}
  order by ${places.map((name) => `g.${name}`).join(", ")}, n.called`;
}

/** The ways a shelved mart is grouped, by name: as a whole, by plan, by what is its own, and by segments. */
export function dimensionsOf({plan, by = {}, segments}: Shelved, named: readonly string[]): [string, string][] {
  return [
    ["all", "'all'"],
    ...(plan ? [["plan", "coalesce(r.plan, 'no plan')"] satisfies [string, string]] : []),
    ...Object.entries(by).map(([name, sql]): [string, string] => [name, `coalesce(${sql}, 'unknown')`]),
    ...(segments ? named.map((name): [string, string] => [name, `coalesce(a.${name}, 'unknown')`]) : [])
  ];
}
