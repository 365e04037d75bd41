import type {Cell} from "../engines/duckdb.js";
import type {Warehouse} from "../warehouse.js";

/** Marts that hold no account, and the column that counts accounts or trials where a row may be of few. */
const marts: Record<string, string | null> = {
  month_totals: null,
  cohort_ages: "accounts",
  trial_cohorts: "started",
  fx: null
};

export interface FrozenMart {
  name: string;
  columns: string[];
  rows: Cell[][];
  /** Rows of fewer than `privacy.min_cell`, not kept. */
  leftOut: number;
}

/** The marts that a report keeps: those of groups. A row of too few is left out. */
export async function frozenMarts({engine, config}: Pick<Warehouse, "engine" | "config">): Promise<FrozenMart[]> {
  const frozen: FrozenMart[] = [];
  for (const [name, counted] of Object.entries(marts)) {
    const known = await engine.rows<{name: string}>(
      `select column_name as name from duckdb_columns() where table_name = '${name}' order by column_index`
    );
    const columns = known.map((column) => column.name);
    const all = await engine.rows(`select * from ${name} order by ${columns.map((_, i) => i + 1).join(", ")}`);
    const kept = all.filter((row) => counted === null || Number(row[counted]) >= config.privacy.min_cell);
    const rows = kept.map((row) => columns.map((column) => row[column] ?? null));
    frozen.push({name, columns, rows, leftOut: all.length - kept.length});
  }
  return frozen;
}
