/**
 * SQL of a common table "grouped": tenures, each with the value of a dimension as segment, "" without one. A plan is the one of the
 * account's first month with revenue.
 */
export function tenuresBy(dimension: string | null): string {
  const segment =
    dimension === null
      ? "''"
      : dimension === "plan"
        ? "coalesce(b.plan, 'no plan')"
        : `coalesce(a.${dimension}, 'unknown')`;
  return `grouped as (
    select t.*, ${segment} as segment from tenures as t
    left join account_beginnings as b on b.account_id = t.account_id
    left join account_attributes as a on a.account_id = t.account_id
  )`;
}
