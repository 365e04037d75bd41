import type {Engine} from "./engines/duckdb.js";
import {readSql} from "./models.js";

/** A promise, and how many rows break it. */
export interface CheckResult {
  name: string;
  /** The promise as a sentence. */
  about: string;
  severity: "error" | "warn";
  broken: number;
  /** The first rows that break it. */
  examples: {what: string | null; detail: string | null}[];
  /** Measures that rest on it; "all" for every one. */
  touches: string[];
}

const examplesKept = 5;

/** Runs the checks of one stage. A check is a query for the rows that break its promise. */
export async function runChecks(engine: Engine, stage: "contract" | "marts"): Promise<CheckResult[]> {
  const results: CheckResult[] = [];
  for (const {name, sql} of readSql(`checks/${stage}`)) {
    const [, severity, about, touches] = /^-- (error|warn): ([\s\S]*?)\n-- touches: (.*)\n/.exec(sql) ?? [];
    if (!severity || !about || !touches) throw new RangeError(`missing severity, promise or touches in check: ${name}`);
    const [count] = await engine.rows<{n: number}>(`select count(*) as n from (${sql}) as broken`);
    const broken = count?.n ?? 0;
    const examples =
      broken === 0
        ? []
        : await engine.rows<CheckResult["examples"][number]>(
            `select * from (${sql}) as broken order by 1, 2 limit ${examplesKept}`
          );
    results.push({
      name,
      about: about.replaceAll("\n-- ", " "),
      severity: severity as CheckResult["severity"],
      broken,
      examples,
      touches: touches === "none" ? [] : touches.split(", ")
    });
  }
  return results;
}

/**
 * The state of the checks behind a measure: "ok", or the names of those that are broken, joined by a comma.
 *
 * stateOf("nrr", []) // "ok"
 */
export function stateOf(measure: string, checks: readonly CheckResult[]): string {
  const broken = checks.filter((c) => c.broken > 0 && (c.touches.includes("all") || c.touches.includes(measure)));
  return broken.length === 0 ? "ok" : broken.map((c) => c.name).join(", ");
}
