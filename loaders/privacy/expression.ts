import {type Engine, literal} from "../engines/duckdb.js";

/** Functions whose answer is not of the row alone, or that make a text or list of any length out of a short one. */
const refused =
  /^(range|generate_series|repeat|getvariable|getenv|current_.*|session_user|user|currval|nextval|query|query_table|in_search_path|has_.*_privilege|inet_.*|txid_current|pg_.*|read_.*|glob|parquet_.*|sniff_csv|write_log|error|sleep_ms|random|setseed|uuid.*|gen_random_uuid|now|today|get_current_.*|transaction_timestamp|stats|version|columns|unnest|duckdb_.*|json_execute_serialized_sql|json_serialize_.*|json_deserialize_sql|from_substrait|which_secret)$/i;

/** Words that stand for such a function without parentheses. */
const bareWords = new Set(
  "current_date current_time current_timestamp current_user current_role current_catalog current_schema localtime localtimestamp session_user user".split(
    " "
  )
);

/** Texts, names in quotes and comments. */
const quoted = /'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|\/\*[^]*?\*\//g;
const separated = /;/;

/** The longest text that a row is filled up to. */
const longest = 1000;

type Tree = Record<string, unknown>;

/** What an expression of a reader reads, or why it may not be run. */
export type Vetted = {refers: string[][]; refusal: null} | {refers: null; refusal: string};

/**
 * Looks at an expression before it is ever run: it must be one expression over the columns of its own rows. No query, no second
 * statement, no other table or file, and nothing that depends on the machine, the moment or chance. `refers` holds the parts of each
 * name it reads.
 *
 * await vetExpression(engine, "(select content from read_text('/etc/passwd'))") // {refers: null, refusal: "a query within it is not allowed"}
 */
export async function vetExpression(engine: Engine, expression: string): Promise<Vetted> {
  const [row] = await engine.rows<{tree: string}>(
    `select json_serialize_sql(${literal(`select ${expression}\n as v`)}) as tree`
  );
  const tree = JSON.parse(row!.tree) as {error: boolean; error_message?: string; statements?: {node: Tree}[]};
  if (tree.error)
    return refuse(
      separated.test(expression.replace(quoted, ""))
        ? "it holds a second statement"
        : `it cannot be read (${(tree.error_message ?? "").split("\n")[0]})`
    );
  if (tree.statements?.length !== 1) return refuse("it holds a second statement");
  const {node} = tree.statements[0]!;
  if (node.type !== "SELECT_NODE") return refuse("it is a query and no expression");
  const list = node.select_list as Tree[];
  const isBare =
    (node.from_table as Tree).type === "EMPTY" &&
    [node.where_clause, node.having, node.qualify, node.sample].every((part) => part === null) &&
    [node.modifiers, node.group_expressions, node.group_sets].every((part) => (part as unknown[]).length === 0) &&
    (node.cte_map as {map: unknown[]}).map.length === 0;
  if (!isBare) return refuse("it is a query and no expression");
  if (list.length !== 1) return refuse("it is several expressions");
  const refers: string[][] = [];
  const refusal = look(list[0], refers);
  return refusal === null ? {refers, refusal} : refuse(refusal);
}

function refuse(refusal: string): Vetted {
  return {refers: null, refusal};
}

/** The first thing in a tree that may not be there. Names are added to `refers`. */
function look(tree: unknown, refers: string[][]): string | null {
  if (Array.isArray(tree)) return firstOf(tree, refers);
  if (typeof tree !== "object" || tree === null) return null;
  const part = tree as Tree;
  switch (part.class) {
    case "SUBQUERY":
      return "a query within it is not allowed";
    case "STAR":
      return "* and columns() are not allowed, name the headers";
    case "PARAMETER":
      return "it has a parameter";
    case "COLUMN_REF": {
      const names = part.column_names as string[];
      if (names.length === 1 && bareWords.has(names[0]!.toLowerCase()))
        return `${names[0]} is not allowed, for it is not of the row`;
      refers.push(names);
      break;
    }
    case "FUNCTION":
    case "WINDOW": {
      const name = String(part.function_name).toLowerCase();
      // Of Email.upper() the header stands where a schema would.
      if (part.schema) refers.push([part.catalog, part.schema].filter(Boolean).map(String));
      if (refused.test(name)) return `${name}() is not allowed, for it reaches beyond the row`;
      if (/^[lr]pad$/.test(name) && !isShort((part.children as Tree[])[1]))
        return `${name}() needs a plain number up to ${longest}`;
    }
  }
  return firstOf(Object.values(part), refers);
}

function firstOf(parts: unknown[], refers: string[][]): string | null {
  for (const part of parts) {
    const found = look(part, refers);
    if (found !== null) return found;
  }
  return null;
}

function isShort(size: Tree | undefined): boolean {
  const value = (size?.value as Tree | undefined)?.value;
  return size?.class === "CONSTANT" && typeof value === "number" && value <= longest;
}
