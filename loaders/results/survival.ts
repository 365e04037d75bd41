import type {Cell} from "../engines/duckdb.js";
import type {Warehouse} from "../warehouse.js";
import {type Cube, type Group, pool, toCube} from "./cells.js";

/** Ages beyond this are not followed: few accounts are that old, and the table would grow with the oldest. */
const oldest = 60;

/** How long accounts stay, by plan and by term, for any selection of the other dimensions; age counts add up over cells. */
export async function survival(w: Warehouse, dimensions: readonly string[]) {
  const [known] = await w.engine.rows<{accounts: number; late: number; unknown: number; left: number}>(
    `select coalesce(sum(case when born_index is not null then 1 else 0 end), 0) as accounts,
      coalesce(sum(case when born_index is not null and is_truncated = 1 then 1 else 0 end), 0) as late,
      coalesce(sum(case when born_index is null then 1 else 0 end), 0) as "unknown",
      coalesce(sum(case when born_index is not null then has_left else 0 end), 0) as "left" from tenures`
  );
  return {
    ...known!,
    oldest,
    plan: await curves(w, ["plan", ...dimensions.filter((d) => d !== "plan")]),
    term: await curves(w, ["term", ...dimensions])
  };
}

/** Cells of all dimensions, of the first by itself, and of the first with each other one, so that a single filter is exact. */
async function curves(w: Warehouse, dimensions: string[]): Promise<Cube & {margins: Record<string, Cube>}> {
  const [first, ...others] = dimensions as [string, ...string[]];
  const least = w.config.privacy.min_cell;
  const cubeOf = async (own: string[]) => toCube(pool(await ageCounts(w, own), own, least, []).groups, own);
  const margins: Record<string, Cube> = {[first]: await cubeOf([first])};
  for (const other of others) margins[other] = await cubeOf([first, other]);
  return {...(await cubeOf(dimensions)), margins};
}

/** By group: accounts (n), and at each age how many came under watch, had left the company, and went out of watch. */
async function ageCounts({engine}: Warehouse, dimensions: readonly string[]): Promise<Group[]> {
  const expression = (d: string) => {
    if (d === "plan") return "coalesce(s.plan, 'no plan')";
    return d === "term" ? "cast(s.term_months as varchar)" : `coalesce(a.${d}, 'unknown')`;
  };
  const keys = dimensions.map((d) => `${expression(d)} as ${d}`).join(", ");
  const places = dimensions.map((_, i) => i + 1).join(", ");
  const watched = "s.exit_age > s.entry_age and s.entry_age < " + oldest;
  const accounts = await engine.rows<Record<string, Cell>>(`select ${keys}, count(distinct s.account_id) as n
    from tenure_spells as s left join account_attributes as a on a.account_id = s.account_id
    where ${watched} group by ${places} order by ${places}`);
  const counts = await engine.rows<Record<string, Cell>>(`with ends as (
      select s.account_id, s.plan, s.term_months, s.entry_age as age, 1 as entered, 0 as lost, 0 as gone
      from tenure_spells as s where ${watched}
      union all
      select s.account_id, s.plan, s.term_months, least(s.exit_age, ${oldest}), 0,
        case when s.ended = 'left' and s.exit_age <= ${oldest} then 1 else 0 end, 1
      from tenure_spells as s where ${watched}
    )
    select ${keys}, s.age, sum(s.entered) as entered, sum(s.lost) as lost, sum(s.gone) as gone
    from ends as s left join account_attributes as a on a.account_id = s.account_id
    group by ${places}, ${dimensions.length + 1}`);
  const last = Math.max(0, ...counts.map((row) => Number(row.age)));
  const keyOf = (row: Record<string, Cell>) => JSON.stringify(dimensions.map((d) => row[d]));
  const groups = new Map(
    accounts.map((row) => {
      const values: Record<string, number> = {n: Number(row.n)};
      for (const kind of ["entered", "lost", "gone"])
        for (let age = 0; age <= last; age++) values[`${kind}_${age}`] = 0;
      return [keyOf(row), {month: "", keys: Object.fromEntries(dimensions.map((d) => [d, String(row[d])])), values}];
    })
  );
  for (const row of counts) {
    const {values} = groups.get(keyOf(row))!;
    for (const kind of ["entered", "lost", "gone"]) values[`${kind}_${row.age}`] = Number(row[kind]);
  }
  return [...groups.values()];
}
