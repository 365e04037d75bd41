import type {Parameters} from "./address.js";

/** How an answer is drawn; null leaves it to the answer. */
export interface Drawing {
  x: string | null;
  y: string | null;
  by: string | null;
  kind: "line" | "bar" | "none" | null;
}

/** What stands in the address: the question, and what was chosen about its picture. */
export interface Question extends Drawing {
  sql: string;
}

export const asIs: Drawing = {x: null, y: null, by: null, kind: null};

const kinds = new Set(["line", "bar", "none"]);

/** The question an address asks, or null. questionOf(new URLSearchParams("sql=select+1"))?.sql // "select 1" */
export function questionOf(query: URLSearchParams): Question | null {
  const sql = query.get("sql");
  if (sql === null || sql.trim() === "") return null;
  const kind = query.get("kind");
  return {
    ...{sql, x: query.get("x"), y: query.get("y"), by: query.get("by")},
    kind: kind !== null && kinds.has(kind) ? (kind as Drawing["kind"]) : null
  };
}

/** What of a question stands in the address. */
export function parametersOf({sql, x, y, by, kind}: Question): Parameters {
  return {sql, x, y, by, kind};
}
