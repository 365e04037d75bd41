import {definitions, type Measure} from "../../src/definitions.js";
import {InputError} from "../inputError.js";
import {type Run, readResult} from "../pipeline.js";
import {printTable} from "./table.js";

interface Measures {
  asOf: string;
  currency: string;
  closedMonth: string | null;
  measures: Measure[];
}

/**
 * The measures asked for: of one month, or stocks at as-of and flows of the last closed month (trial conversion: of the last
 * mature cohort); of the company, or of each value of a segment ("segment" for all declared ones).
 */
export function selectMeasures(
  {measures, closedMonth}: Measures,
  {month, by}: {month?: string; by?: string}
): Measure[] {
  const known = new Set(measures.flatMap((m) => (m.segment ? [m.segment.split("=")[0]!] : [])));
  if (by !== undefined && by !== "segment" && !known.has(by)) {
    throw new InputError(`unknown segment: ${by}`, {file: "--by"}, `use one of segment, ${[...known].join(", ")}`);
  }
  const periods = [...new Set(measures.map((m) => m.period))].sort();
  if (month !== undefined && !periods.includes(month)) {
    throw new InputError(
      `no data for month: ${month}`,
      {file: "--month"},
      `the data run from ${periods[0]} to ${periods.at(-1)}`
    );
  }
  const wanted = measures.filter((m) =>
    by === undefined ? m.segment === null : m.segment !== null && (by === "segment" || m.segment.startsWith(`${by}=`))
  );
  if (month !== undefined) return wanted.filter((m) => m.period === month);
  const series = new Map<string, Measure[]>();
  for (const m of wanted) series.set(`${m.id}|${m.segment}`, [...(series.get(`${m.id}|${m.segment}`) ?? []), m]);
  return [...series.values()].flatMap((own) => {
    const id = own[0]!.id;
    const last = definitions[id]!.kind === "stock" ? periods.at(-1) : closedMonth;
    const mature = id === "trial_conversion" ? own.findLast((m) => m.value !== null) : undefined;
    // While no month is closed a flow has no answer, and says so.
    const open = own
      .slice(-1)
      .map((m): Measure => ({...m, value: null, lower: null, upper: null, reason: "no month is closed yet"}));
    return mature ?? own.find((m) => m.period === last) ?? open;
  });
}

/** Prints measures as a table, or as the one JSON document other tools read. */
export function printMetrics(run: Run, options: {json: boolean; month?: string; by?: string}): number {
  const result = readResult<Measures>(run, "measures");
  const measures = selectMeasures(result, options);
  if (options.json) {
    const rows = measures.map(({id, period, segment, value, lower, upper, n, unit, method, definition, checks}) => ({
      id,
      period,
      segment,
      value,
      lower,
      upper,
      n,
      unit,
      method,
      definition,
      checks
    }));
    process.stdout.write(
      `${JSON.stringify({as_of: result.asOf, currency: result.currency, measures: rows}, null, 2)}\n`
    );
    return 0;
  }
  process.stdout.write(`Data to ${result.asOf}. Money in ${result.currency}.\n\n`);
  printTable(
    ["measure", "period", ...(options.by ? ["segment"] : []), "value", "95% interval", "n", "checks"],
    measures.map((m) => [
      definitions[m.id]!.name,
      m.period,
      ...(options.by ? [m.segment ?? ""] : []),
      m.value === null ? `n/a (${m.reason})` : show(m.value, m.unit),
      m.lower === null || m.upper === null ? "" : `${show(m.lower, m.unit)} to ${show(m.upper, m.unit)}`,
      m.n === null ? "" : m.n.toLocaleString("en-US"),
      m.checks
    ])
  );
  return 0;
}

function show(value: number, unit: Measure["unit"]): string {
  switch (unit) {
    case "rate":
      return `${(100 * value).toFixed(2)}%`;
    case "score":
      return `${value > 0 ? "+" : ""}${value.toFixed(1)}`;
    case "ratio":
      return value.toFixed(2);
    default:
      return value.toLocaleString("en-US", {maximumFractionDigits: unit === "money" ? 2 : 0});
  }
}
