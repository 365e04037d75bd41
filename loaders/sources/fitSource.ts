import {identifier} from "../engines/duckdb.js";
import type {Fill, Source} from "./index.js";

/** A filled column as the loader reads it. */
export type Filled = {header: string} | {expression: string};

/** A source's mapping in the spelling of one export. */
export interface Fit {
  columns: Map<string, Filled>;
  where: string | null;
  key: string | null;
}

/** Double-quoted names; text in single quotes is passed over. */
const tokens = /'(?:[^']|'')*'|"(\??)((?:[^"]|"")+)"/g;

/**
 * The header that a name means: spelt so, else the same but for case, spaces and punctuation, else one of its other
 * spellings; "~likely recommend" is the first header with these words in this order. Null if there is none.
 *
 * fitHeader("Customer ID", ["id", "customer_id"]) // "customer_id"
 */
export function fitHeader(name: string, headers: readonly string[], aliases: Source["aliases"] = {}): string | null {
  if (name.startsWith("~")) {
    const words = new RegExp(name.slice(1).split(" ").join(".*"), "i");
    return headers.find((h) => words.test(h.replace(/<[^>]*>/g, ""))) ?? null;
  }
  for (const spelling of [name, ...(aliases[name] ?? [])]) {
    const found = headers.find((h) => h === spelling) ?? headers.find((h) => plain(h) === plain(spelling));
    if (found !== undefined) return found;
  }
  return null;
}

/** Writes a source's mapping with the headers of a file. A column that the file cannot fill is left out. */
export function fitSource(source: Source, headers: readonly string[]): Fit {
  const find = (name: string) => fitHeader(name, headers, source.aliases);
  const columns = new Map<string, Filled>();
  for (const [column, fill] of Object.entries(source.columns)) {
    const chosen = alternatives(fill).flatMap((one) => fitOne(one, find) ?? [])[0];
    if (chosen) columns.set(column, chosen);
  }
  return {
    columns,
    where: source.where === undefined ? null : (fitSql(source.where, find) ?? source.where),
    key: source.key === undefined ? null : find(source.key)
  };
}

function alternatives(fill: Fill): readonly (string | {sql: string})[] {
  return typeof fill === "string" || "sql" in fill ? [fill] : fill;
}

function fitOne(fill: string | {sql: string}, find: (name: string) => string | null): Filled | null {
  if (typeof fill !== "string") {
    const expression = fitSql(fill.sql, find);
    return expression === null ? null : {expression};
  }
  const header = find(fill);
  return header === null ? null : {header};
}

/** An expression in the spelling of a file, or null where the file lacks a header that it must have. */
function fitSql(sql: string, find: (name: string) => string | null): string | null {
  let complete = true;
  const fitted = sql.replace(tokens, (token: string, optional: string | undefined, name: string | undefined) => {
    if (name === undefined) return token;
    const header = find(name.replaceAll('""', '"'));
    if (header !== null) return identifier(header);
    if (optional !== "?") complete = false;
    return "cast(null as varchar)";
  });
  return complete ? fitted : null;
}

function plain(header: string): string {
  const text = header
    .normalize("NFKC")
    .toLowerCase()
    .replace(/^\uFEFF/, "")
    .trim();
  return text.replace(/[^\p{L}\p{N}]/gu, "") || text;
}
