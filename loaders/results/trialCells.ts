import type {Cell} from "../engines/duckdb.js";
import {literal} from "../engines/duckdb.js";
import type {Warehouse} from "../warehouse.js";
import {type Group, pool} from "./cells.js";
import {matureBy} from "./trialAnswers.js";
import {closedIndex, labelOf} from "./yearChange.js";

/** Counts by name of each group of trials; a count that is 0 is left out. */
export interface TrialCube {
  dimensions: string[];
  cells: {keys: string[]; values: Record<string, number>}[];
  /** The groups of each dimension by itself, so that a single filter leaves none out. */
  margins: Record<string, TrialCube["cells"]>;
}

/** The names under which trials are counted, one row a trial and name, from one mart (t) each. `n` counts accounts. */
function facts({config, months}: Warehouse, mature: string) {
  const {effort_minutes} = config.settings.trial;
  const bands = [...effort_minutes]
    .sort((a, b) => b - a)
    .map((minutes) => `when t.landmark_minutes >= ${minutes} then 'from ${minutes}'`);
  const year = (months.at(-1)?.month_index ?? 0) - 12;
  const named = (from: string, name: string, where: string) =>
    `select t.trial_id, t.account_id, ${name} as name from ${from} as t where ${where}`;
  const both = (from: string, name: string, where: string) =>
    `${named(from, name, where)} union all ${named(from, `${name} || '|paid'`, `${where} and t.is_converted = 1`)}`;
  const over = `t.is_over and t.month_index in (${mature})`;
  return {
    year: [
      named("trial_outcomes", "'begun'", `t.month_index in (${mature})`),
      named("trial_outcomes", "'paid'", `t.month_index in (${mature}) and t.outcome = 'converted'`),
      named("trial_outcomes", "'pending'", "t.outcome = 'pending'")
    ].join(" union all "),
    times: named(
      "trial_times",
      "case t.cause when 1 then 'paid' when 2 then 'unpaid' else 'open' end || '|' || cast(t.exit_day as varchar)",
      `t.month_index > ${year} and t.exit_day >= 0`
    ),
    wins: both(
      "trial_milestones",
      "t.milestone_id || '|' || cast(t.landmark_day as varchar) || '|' || case t.status when 'paid' then 'earlier' else t.status end",
      over
    ),
    setup: [
      named(
        "trial_setup",
        "case when t.is_won = 1 then 'won' else 'ended' end || '|' || cast(cast(ceil(t.minutes) as integer) as varchar)",
        over
      ),
      both(
        "trial_setup",
        `'effort|' || case when t.landmark_steps = 0 then 'none' ${bands.join(" ")} else 'less' end`,
        `${over} and t.status = 'open'`
      ),
      named("trial_setup", "'earlier'", `${over} and t.status = 'paid'`)
    ].join(" union all "),
    after: named("trial_after", "cast(t.day as varchar) || '|' || t.holds", "true"),
    feedback: ["asked", "answered", "favourable"]
      .map((what) =>
        named(
          "trial_feedback",
          `t.outcome || '|${what}'`,
          `t.outcome <> 'pending' ${what === "asked" ? "" : `and t.is_${what} = 1`}`
        )
      )
      .join(" union all ")
  };
}

/**
 * Every count of the trials page by where a trial came from, what was tried and who tried it. Groups of fewer accounts than
 * privacy.min_cell are put together within each kind of count, since each is of other trials.
 */
export async function trialCells(w: Warehouse, dimensions: string[]): Promise<Record<string, TrialCube>> {
  const labels = matureBy(labelOf(closedIndex(w)), w.config.settings.trial.window_days);
  const mature = `select month_index from months where label in (${labels.map(literal).join(", ")})`;
  const cubes: Record<string, TrialCube> = {};
  for (const [kind, sql] of Object.entries(facts(w, mature))) {
    const margins: TrialCube["margins"] = {};
    for (const dimension of dimensions) margins[dimension] = await cellsBy(w, sql, [dimension]);
    cubes[kind] = {dimensions, cells: await cellsBy(w, sql, dimensions), margins};
  }
  return cubes;
}

async function cellsBy(w: Warehouse, sql: string, dimensions: string[]): Promise<TrialCube["cells"]> {
  const own = ["source", "plan"];
  const keys = dimensions.map((d) => `coalesce(${own.includes(d) ? "o" : "a"}.${d}, 'unknown') as ${d}`).join(", ");
  const places = dimensions.map((_, i) => i + 1).join(", ");
  const rows = await w.engine.rows<Record<string, Cell>>(`with facts as (${sql}),
    keyed as (
      select ${keys}, f.name, f.account_id
      from facts as f
      inner join trial_outcomes as o on o.trial_id = f.trial_id
      left join account_attributes as a on a.account_id = f.account_id
    )
    select ${dimensions.join(", ")}, name, count(*) as count from keyed group by ${places}, name
    union all
    select ${dimensions.join(", ")}, 'n' as name, count(distinct account_id) as count from keyed group by ${places}
    order by ${places}, name`);
  // Every group has every name while groups are put together.
  const names = [...new Set(rows.map((row) => String(row.name)))].sort();
  const groups = new Map<string, Group>();
  for (const {name, count, ...key} of rows) {
    const id = JSON.stringify(key);
    if (!groups.has(id)) {
      const values = Object.fromEntries(names.map((each) => [each, 0]));
      groups.set(id, {month: "", keys: key as Record<string, string>, values});
    }
    groups.get(id)!.values[String(name)] = Number(count);
  }
  // Within one branch that holds them all, a group too small takes in the next: alone it would be the total less the others.
  const all = [...groups.values()].map((group) => ({...group, keys: {all: "", ...group.keys}}));
  return pool(all, ["all", ...dimensions], w.config.privacy.min_cell, []).groups.map(({keys, values}) => ({
    keys: dimensions.map((d) => keys[d]!),
    values: Object.fromEntries(Object.entries(values).filter(([, count]) => count > 0))
  }));
}
