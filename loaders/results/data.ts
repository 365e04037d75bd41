import type {CheckLimits} from "../checks.js";
import type {Warehouse} from "../warehouse.js";
import {minorDigits} from "./currency.js";

/** The page of the data: what was read, what was refused, which promises hold, and how each table is made. */
export async function dataPage(w: Warehouse) {
  const {engine, contract, models, config} = w;
  const sizes = await engine.rows<{name: string; rows: number}>(
    models.map(({name}) => `select '${name}' as name, count(*) as rows from ${name}`).join(" union all ")
  );
  const columns = await engine.rows<{model: string; name: string; type: string}>(
    "select table_name as model, column_name as name, lower(data_type) as type from duckdb_columns() order by table_name, column_index"
  );
  const rows = (name: string) => sizes.find((s) => s.name === name)?.rows ?? 0;
  const {nrr, trial, ltv, past_due_grace_days, reactivation_gap_days, join_gap_days, pause, segments} = config.settings;
  return {
    files: w.imports,
    rejects: w.intake.reasons,
    tables: w.intake.tables.map((table) => {
      const behind =
        table.newest === null ? null : Math.max(0, (Date.parse(w.asOf) - Date.parse(table.newest)) / 86_400_000);
      return {...table, behind};
    }),
    // What a few accounts pay is nobody else's business.
    totals: w.intake.totals.flatMap(({table, kind, currency, rows: held, accounts, amount}) => {
      if (currency === null || accounts < config.privacy.min_cell) return [];
      const digits = minorDigits(currency);
      return [{table, kind, currency, rows: held, amount: amount / 10 ** digits, digits}];
    }),
    checks: w.checks.map(({name, about, severity, broken, tolerated, touches}) => ({
      name,
      about,
      severity,
      broken,
      tolerated,
      limits: limitsText(config.checks[name], severity, broken),
      measures: touches
    })),
    models: [
      ...[...contract.values()].map((t) => ({
        name: t.name,
        kind: "contract" as const,
        comment: t.comment,
        rows: w.counts[t.name] ?? 0,
        columns: t.columns.map(({name, type, comment}) => ({name, type, comment})),
        reads: [...new Set(w.imports.filter((i) => i.table === t.name).map((i) => i.path))],
        sql: null
      })),
      ...models.map((m) => ({
        name: m.name,
        kind: "mart" as const,
        comment: m.comment,
        rows: rows(m.name),
        columns: columns.filter((c) => c.model === m.name).map(({name, type}) => ({name, type, comment: ""})),
        reads: m.reads,
        sql: m.sql
      }))
    ],
    settings: [
      {key: "as of", value: w.asOf},
      {key: "time zone", value: config.time_zone},
      {key: "reporting currency", value: config.currency},
      {key: "retention window, months", value: nrr.window_months},
      {key: "trial window, days (day 0 counts)", value: trial.window_days},
      {
        key: "sale that converts a trial",
        value: `of ${{any: "any plan", tier: "the tier tried", plan: "the plan tried"}[trial.match]}`
      },
      {key: "margin in lifetime values", value: ltv.margin === 1 ? "none set: revenue" : ltv.margin},
      {key: "horizon of lifetime values, months", value: ltv.horizon_months},
      {key: "discount of lifetime values, a year", value: ltv.discount_annual},
      {key: "past-due grace, days", value: past_due_grace_days},
      {key: "longest gap of a reactivation, days", value: reactivation_gap_days ?? "any"},
      {key: "longest gap that is joined, days", value: join_gap_days === 0 ? "off" : join_gap_days},
      {key: "a pause counts as", value: pause === "pause" ? "a movement of its own" : "churn"},
      {key: "filters on pages", value: ["plan", ...segments.slice(0, 2)].join(", ")},
      {key: "segments on the terminal", value: ["plan", ...segments].join(", ")},
      {key: "smallest group published, accounts", value: config.privacy.min_cell}
    ]
  };
}

/** From how many rows on a check warns and fails, in words: as the settings say, or else from the first. */
function limitsText(limits: CheckLimits | undefined, severity: string, broken: number): string {
  const from = (word: string, limit: number | string | undefined) =>
    limit === undefined ? [] : [`${word} from ${limit}`];
  const set = [...from("warns", limits?.warn), ...from("fails", limits?.fail)];
  if (set.length > 0) return set.join(", ");
  return severity === "error" && broken === 0 ? "fails from 1" : "warns from 1";
}

/** The SQL of each mart, for the query behind a figure. */
export function queries({models}: Warehouse): Record<string, string> {
  return Object.fromEntries(models.map(({name, sql}) => [name, sql]));
}
