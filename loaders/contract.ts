import {readFileSync, readdirSync} from "node:fs";
import {fileURLToPath} from "node:url";
import {createCurrencies} from "./currencies.js";
import type {Engine} from "./engines/duckdb.js";
import {createMoments} from "./staging/moments.js";

/** A column of a contract table, as its SQL declares it. */
export interface ContractColumn {
  name: string;
  type: string;
  comment: string;
  required: boolean;
}

/** A contract table, as its SQL declares it. */
export interface ContractTable {
  name: string;
  comment: string;
  columns: ContractColumn[];
  /** Columns that identify a row; empty where rows have no identity of their own. */
  key: string[];
  /** Conditions every row must meet. */
  conditions: string[];
}

const folder = fileURLToPath(new URL("contract/", import.meta.url));

/**
 * Creates every contract table and returns what their SQL says of them, by name. The declarations are the only place
 * where types, required columns and allowed values stand; staging tests rows against them one by one.
 */
export async function createContract(engine: Engine): Promise<Map<string, ContractTable>> {
  for (const file of readdirSync(folder).sort()) await engine.run(readFileSync(folder + file, "utf8"));
  const tables = await engine.rows<{table_name: string; comment: string}>(
    "select table_name, comment from duckdb_tables() order by 1"
  );
  const columns = await engine.rows<{table_name: string; name: string; type: string; comment: string}>(
    "select table_name, column_name as name, lower(data_type) as type, comment from duckdb_columns() order by table_name, column_index"
  );
  const constraints = await engine.rows<{table_name: string; kind: string; expression: string | null; columns: string}>(
    `select table_name, constraint_type as kind, expression, array_to_string(constraint_column_names, ',') as columns
    from duckdb_constraints() order by constraint_index`
  );
  await createCurrencies(engine);
  await createMoments(engine);
  return new Map(
    tables.map(({table_name, comment}) => {
      const own = constraints.filter((c) => c.table_name === table_name);
      const required = new Set(own.filter((c) => c.kind === "NOT NULL").map((c) => c.columns));
      const key = own.find((c) => c.kind === "PRIMARY KEY")?.columns.split(",") ?? [];
      return [
        table_name,
        {
          name: table_name,
          comment,
          columns: columns
            .filter((c) => c.table_name === table_name)
            .map(({name, type, comment}) => ({
              name,
              type,
              comment,
              required: required.has(name) || key.includes(name)
            })),
          key,
          conditions: own.filter((c) => c.kind === "CHECK").map((c) => c.expression!)
        }
      ];
    })
  );
}
