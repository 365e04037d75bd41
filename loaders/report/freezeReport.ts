import {definitions, type Measure} from "../../src/definitions.js";
import type {FrozenMeasure, Report} from "../../src/results/report.js";
import {type Run, readResult} from "../pipeline.js";

interface Facts {
  company: string;
  currency: string;
  locale: string;
  asOf: string;
  closedMonth: string | null;
  minCell: number;
  hash: string;
}

/** What a run knows today, as a report keeps it. Segments of too few accounts are left out and counted. */
export function freezeReport(run: Run, name: string): Omit<Report, "diff"> {
  const {company, currency, locale, asOf, closedMonth, minCell, hash} = readResult<Facts>(run, "site");
  const {measures} = readResult<{measures: Measure[]}>(run, "measures");
  const {settings, checks} = readResult<Pick<Report, "settings" | "checks">>(run, "data");
  const closed = measures.filter((m) => closedMonth !== null && m.period <= closedMonth);
  const wanted = closed.filter((m) => m.segment === null || m.period === closedMonth);
  const kept = wanted.filter((m) => m.segment === null || m.n === null || m.n === 0 || m.n >= minCell);
  return {
    name,
    company,
    currency,
    locale,
    asOf,
    closedMonth,
    inputs: hash,
    settings,
    checks: checks.map(({name, about, severity, broken}) => ({name, about, severity, broken})),
    definitions: Object.values(definitions),
    measures: kept.map(frozen),
    leftOut: wanted.length - kept.length
  };
}

function frozen({id, period, segment, value, lower, upper, n, unit, method, checks}: Measure): FrozenMeasure {
  return {id, period, segment, value, lower, upper, n, unit, method, checks};
}
