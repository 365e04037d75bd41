import type {Explore, ExploreColumn, ExploreTable, ExploreType} from "../../src/results/explore.js";
import type {Cell, Row} from "../engines/duckdb.js";
import type {Warehouse} from "../warehouse.js";
import {arrowStream} from "./arrowStream.js";
import {dimensionsOf, groupSql} from "./groupSql.js";
import {accountShelf, shelf} from "./shelf.js";
import type {Shelved} from "./shelved.js";

type Named = Pick<ExploreTable, "name" | "about" | "mart">;

interface Rows {
  columns: ExploreColumn[];
  rows: Cell[][];
}

/**
 * The tables one may ask questions of, and one file with their Arrow streams one after another. Without a word to the contrary they
 * are groups of accounts; a build that includes accounts has the marts of accounts too.
 */
export async function exploreTables(w: Warehouse): Promise<{explore: Explore; marts: Uint8Array}> {
  const found: (Named & Rows)[] = [];
  for (const one of shelf) found.push({...one, ...(await groupRows(w, one))});
  if (w.includeAccounts) for (const name of ["months", ...accountShelf]) found.push(await martRows(w, name));
  const streams = found.map(({columns, rows}) => arrowStream(columns, rows));
  let at = 0;
  const tables = found.map(({name, about, mart, columns, rows}, i): ExploreTable => {
    const from = at;
    at += streams[i]!.length;
    return {name, about, mart, columns, rows: rows.length, from, to: at};
  });
  return {explore: {tables, bytes: at, accounts: w.includeAccounts}, marts: Buffer.concat(streams)};
}

async function groupRows({engine, config}: Warehouse, shelved: Shelved): Promise<Rows> {
  const columns = groupColumns(shelved);
  const rows: Cell[][] = [];
  for (const [dimension, value] of dimensionsOf(shelved, config.settings.segments)) {
    const own = await engine.rows(groupSql(shelved, dimension, value, config.privacy.min_cell));
    rows.push(...own.map((row) => toCells(row, columns)));
  }
  return {columns, rows};
}

function groupColumns({period, keys = {}, sums}: Shelved): ExploreColumn[] {
  const column = (name: string, type: ExploreType, about: string) => ({name, type, about});
  return [
    ...(period ? [column(period[0], "DATE", period[2])] : []),
    ...Object.entries(keys).map(([name, [, about, type]]) => column(name, type, about)),
    column("dimension", "VARCHAR", "What accounts are grouped by: choose one, since each holds the same accounts"),
    column("value", "VARCHAR", "The group; small ones are put together, or left out where still too small"),
    column("accounts", "BIGINT", "Accounts in the group"),
    ...Object.entries(sums).map(([name, [, about, type]]) => column(name, type ?? "BIGINT", about))
  ];
}

/** A mart as it is, but for instants, which become days. */
async function martRows({engine, models}: Warehouse, name: string): Promise<Named & Rows> {
  const about =
    models.find((model) => model.name === name)?.comment ?? "One row per month: its index, and its first day.";
  const known = await engine.rows<{name: string; type: string}>(
    `select column_name as name, data_type as type from duckdb_columns() where table_name = '${name}' order by column_index`
  );
  const columns = known.map(({name, type}) => ({name, type: shippedType(type), about: ""}));
  const list = columns.map(({name, type}) => (type === "DATE" ? `cast("${name}" as date) as "${name}"` : `"${name}"`));
  const rows = await engine.rows(`select ${list.join(", ")} from ${name} order by 1, 2`);
  return {name, about, mart: name, columns, rows: rows.map((row) => toCells(row, columns))};
}

function shippedType(type: string): ExploreType {
  if (/^(DATE|TIMESTAMP)/.test(type)) return "DATE";
  if (/INT$/.test(type) || type === "INTEGER") return "BIGINT";
  if (type === "VARCHAR" || type === "BOOLEAN") return type;
  return "DOUBLE";
}

function toCells(row: Row, columns: readonly ExploreColumn[]): Cell[] {
  return columns.map(({name}) => row[name] ?? null);
}
