import {definitions} from "../src/definitions.js";
import type {Engine} from "./engines/duckdb.js";
import {InputError, nearest} from "./inputError.js";
import {readSql} from "./models.js";

/** From how many broken rows on a check warns, and from how many it fails: a number, or a share of all rows read such as "0.5%". */
export interface CheckLimits {
  warn?: number | string | undefined;
  fail?: number | string | undefined;
}

/** A promise, and how many rows break it. */
export interface CheckResult {
  name: string;
  /** The promise as a sentence. */
  about: string;
  /** error where it fails, and nothing is built. */
  severity: "error" | "warn";
  /** Rows that break it, 0 where they are fewer than its limit. */
  broken: number;
  /** Rows that break it and are fewer than its limit. */
  tolerated: number;
  /** The first rows that break it. */
  examples: {what: string | null; detail: string | null}[];
  /** Measures that rest on it; "all" for every one. */
  touches: string[];
}

const examplesKept = 5;

/** The check that compares two runs, which is no query. */
export const driftName = "totals_do_not_drift";

/** A check as its SQL file says it. */
export interface Check {
  name: string;
  sql: string;
  severity: "error" | "warn";
  about: string;
  touches: string[];
}

/** The checks of one stage, by name. A measure that no check names is guarded by those of the other measures of its mart. */
export function readChecks(stage: "contract" | "marts"): Check[] {
  const named = new Set([...parse("contract"), ...parse("marts")].flatMap(({touches}) => touches));
  const unnamed = Object.values(definitions).filter(({id}) => !named.has(id));
  return parse(stage).map((check) => {
    const marts = new Set(check.touches.map((id) => definitions[id]?.mart));
    return {...check, touches: [...check.touches, ...unnamed.filter(({mart}) => marts.has(mart)).map(({id}) => id)]};
  });
}

function parse(stage: "contract" | "marts"): Check[] {
  return readSql(`checks/${stage}`).map(({name, sql}) => {
    const [, severity, about, touches] = /^-- (error|warn): ([\s\S]*?)\n-- touches: (.*)\n/.exec(sql) ?? [];
    if (!severity || !about || !touches) throw new RangeError(`missing severity, promise or touches in check: ${name}`);
    return {
      name,
      sql,
      severity: severity as Check["severity"],
      about: about.replaceAll("\n-- ", " "),
      touches: touches === "none" ? [] : touches.split(", ")
    };
  });
}

/**
 * Runs the checks of one stage. A check is a query for the rows that break its promise; from how many on it warns or fails, its SQL
 * says (one row), or the settings.
 */
export async function runChecks(
  engine: Engine,
  stage: "contract" | "marts",
  limits: Readonly<Record<string, CheckLimits>> = {}
): Promise<CheckResult[]> {
  const [read] = await engine.rows<{rows: number | null}>("select sum(rows_in) as rows from imports");
  const rowsOf = (limit: number | string | undefined, otherwise: number) =>
    typeof limit === "string" ? (parseFloat(limit) / 100) * (read?.rows ?? 0) : (limit ?? otherwise);
  const results: CheckResult[] = [];
  for (const {name, sql, severity, about, touches} of readChecks(stage)) {
    const [count] = await engine.rows<{n: number}>(`select count(*) as n from (${sql}) as broken`);
    const found = count?.n ?? 0;
    const fail = rowsOf(limits[name]?.fail, severity === "error" ? 1 : Infinity);
    const warn = Math.min(rowsOf(limits[name]?.warn, 1), fail);
    const isBroken = found > 0 && found >= warn;
    const examples = isBroken
      ? await engine.rows<CheckResult["examples"][number]>(
          `select * from (${sql}) as broken order by 1, 2 limit ${examplesKept}`
        )
      : [];
    results.push({
      name,
      about,
      // One that holds is called what it would be if it did not.
      severity: isBroken ? (found >= fail ? "error" : "warn") : severity,
      broken: isBroken ? found : 0,
      tolerated: isBroken ? 0 : found,
      examples,
      touches
    });
  }
  return results;
}

/**
 * Throws an InputError where the settings name a check that does not exist, or loosen one of severity error: what follows would rest on
 * wrong rows.
 */
export function nameChecks(names: readonly string[], place: (name: string) => {file: string; line: number}): void {
  const checks = [...readChecks("contract"), ...readChecks("marts")];
  const known = [...checks.map(({name}) => name), driftName];
  for (const name of names) {
    if (checks.find((check) => check.name === name)?.severity === "error")
      throw new InputError(
        `${name} has no limits: what follows would rest on wrong rows`,
        place(name),
        "remove it, and mend what breaks it"
      );
    if (known.includes(name)) continue;
    const near = nearest(name, known);
    throw new InputError(
      `unknown check: ${name}`,
      place(name),
      near ? `write ${near}` : "npm run check lists the checks by name"
    );
  }
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
