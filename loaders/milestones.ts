import {z} from "zod";
import {type Engine, literal} from "./engines/duckdb.js";
import {InputError} from "./inputError.js";

/** When a row of a table that a milestone may read happened. */
const dated = {events: '"at"', usage: "cast(day as timestamp)"};

const rule = z.strictObject({
  table: z.enum(["events", "usage"]).default("events"),
  /** A condition on the columns of the table. */
  where: z.string(),
  /** What each row counts for. */
  value: z.string().default("1")
});

const milestone = rule.extend({
  id: z.string().regex(/^[a-z]\w*$/, "is not a plain name"),
  name: z.string(),
  /** How much has to add up before it is reached. */
  at_least: z.number().positive().default(1)
});

export const milestonesFile = z.strictObject({
  milestones: z.array(milestone).min(1, "lists no milestone"),
  /** The milestone that setup leads to; the first listed where it is not given. */
  first_win: z.string().optional(),
  /** One row a setup step; `minutes` is the time it took. */
  setup: z.strictObject({table: rule.shape.table, where: z.string(), minutes: z.string()}).optional()
});

export type MilestonesFile = z.infer<typeof milestonesFile>;

/** The register of early wins, with the lines its entries stand on. */
export type Milestones = MilestonesFile & {file: string; lineOf: (path: readonly (string | number)[]) => number};

/** Throws an InputError for a milestone that is listed twice, or a first win that is not listed. */
export function checkMilestones({milestones, first_win, file, lineOf}: Milestones): void {
  const ids = milestones.map(({id}) => id);
  const twice = ids.findIndex((id, i) => ids.indexOf(id) < i);
  if (twice >= 0)
    throw new InputError(
      `milestone is listed twice: ${ids[twice]}`,
      {file, line: lineOf(["milestones", twice, "id"])},
      "give each its own id"
    );
  if (first_win !== undefined && !ids.includes(first_win))
    throw new InputError(
      `first_win is no milestone: ${first_win}`,
      {file, line: lineOf(["first_win"])},
      `the milestones are ${ids.join(", ")}`
    );
}

/**
 * Fills the tables that the marts of early wins read beside the contract: `milestones`, `milestone_records` and
 * `setup_records`. All are empty where nobody keeps a register. Throws an InputError for a condition that cannot be run.
 */
export async function createMilestones(engine: Engine, register: Milestones | null): Promise<void> {
  await engine.run(
    "create or replace table milestones (milestone_id varchar, name varchar, position integer, at_least double, is_first_win boolean)"
  );
  await engine.run(
    "create or replace table milestone_records (milestone_id varchar, account_id varchar, happened_at timestamp, amount double)"
  );
  await engine.run("create or replace table setup_records (account_id varchar, happened_at timestamp, minutes double)");
  if (!register) return;
  const {milestones, first_win = milestones[0]!.id, setup, file, lineOf} = register;
  const fill = async (sql: string, what: string, path: readonly (string | number)[]) => {
    try {
      await engine.run(sql);
    } catch (error) {
      throw new InputError(
        `${what} cannot be computed: ${String((error as Error).message).split("\n")[0]}`,
        {file, line: lineOf(path)},
        "where and value are written over the columns of the table"
      );
    }
  };
  for (const [i, {id, name, table, where, value, at_least}] of milestones.entries()) {
    await engine.run(
      `insert into milestones values (${literal(id)}, ${literal(name)}, ${i}, ${at_least}, ${id === first_win})`
    );
    await fill(
      `insert into milestone_records select ${literal(id)}, account_id, ${dated[table]}, cast(${value} as double)
      from ${table} where account_id is not null and (${where})`,
      `milestone ${id}`,
      ["milestones", i, "where"]
    );
  }
  if (setup)
    await fill(
      `insert into setup_records select account_id, ${dated[setup.table]}, cast(${setup.minutes} as double)
      from ${setup.table} where account_id is not null and (${setup.where})`,
      "setup",
      ["setup", "where"]
    );
}
