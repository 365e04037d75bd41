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

/** The address of a question. */
export function addressOf(question: Question, href: string): string {
  const url = new URL(href);
  for (const name of ["sql", "x", "y", "by", "kind"] as const) {
    const value = question[name];
    if (value === null) url.searchParams.delete(name);
    else url.searchParams.set(name, value);
  }
  return url.href;
}
