import {Bool, DateDay, Float64, Int64, Table, Utf8, type DataType, tableToIPC, vectorFromArray} from "apache-arrow";
import type {ExploreColumn, ExploreType} from "../../src/results/explore.js";
import type {Cell} from "../engines/duckdb.js";

const types: Record<ExploreType, () => DataType> = {
  DATE: () => new DateDay(),
  VARCHAR: () => new Utf8(),
  BIGINT: () => new Int64(),
  DOUBLE: () => new Float64(),
  BOOLEAN: () => new Bool()
};

/**
 * Rows as an Arrow IPC stream, the format that DuckDB-Wasm reads; it takes the file format without a word and inserts nothing.
 * Dates are ISO text. Doubles keep twelve significant digits, so that the same data give the same file.
 *
 * arrowStream([{name: "n", type: "BIGINT", about: ""}], [[1], [null]]).length // 320 bytes or so
 */
export function arrowStream(
  columns: readonly Pick<ExploreColumn, "name" | "type">[],
  rows: readonly Cell[][]
): Uint8Array {
  const vectors = columns.map(({name, type}, i) => {
    const values = rows.map((row) => toArrow(row[i] ?? null, type));
    return [name, vectorFromArray(values, types[type]())] as const;
  });
  return tableToIPC(new Table(Object.fromEntries(vectors)), "stream");
}

function toArrow(value: Cell, type: ExploreType): unknown {
  if (value === null) return null;
  if (type === "BIGINT") return BigInt(value);
  if (type === "DATE") return new Date(`${value}T00:00:00Z`);
  if (type === "DOUBLE") return Number(Number(value).toPrecision(12));
  return type === "VARCHAR" ? String(value) : value;
}
