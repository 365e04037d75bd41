import type {Warehouse} from "../warehouse.js";
import {minorDigits} from "./currency.js";

/** What every page and the header need to know: whose data, to when, and the state of the checks. */
export async function siteFacts(w: Warehouse, hash: string) {
  const {engine, config, checks, counts, months} = w;
  const tiers = await engine.rows<{name: string; rank: number}>(
    "select family as name, min(tier_rank) as rank from plans where tier_rank is not null and family is not null group by 1 order by 2"
  );
  const dimensions = ["plan", ...config.settings.segments.slice(0, 2)];
  const values: Record<string, string[]> = {};
  for (const dimension of dimensions) {
    const found = await engine.rows<{value: string}>(
      dimension === "plan"
        ? "select distinct coalesce(plan, 'no plan') as value from movements order by 1"
        : `select distinct ${dimension} as value from account_attributes order by 1`
    );
    const rank = (value: string) => tiers.find((t) => t.name === value)?.rank ?? 99;
    values[dimension] = found.map((f) => f.value).sort((a, b) => rank(a) - rank(b));
  }
  const broken = checks.filter((c) => c.broken > 0);
  return {
    company: config.company,
    currency: config.currency,
    minorPerMajor: 10 ** minorDigits(config.currency),
    locale: config.locale,
    asOf: w.asOf,
    closedMonth: months.findLast((m) => m.is_closed)?.label ?? null,
    openMonth: months.find((m) => !m.is_closed)?.label ?? null,
    dimensions,
    values,
    tiers,
    checks: {
      total: checks.length,
      held: checks.length - broken.length,
      failed: broken.map(({name, severity, broken, about, touches}) => ({
        name,
        severity,
        broken,
        about,
        measures: touches
      }))
    },
    tables: counts,
    missing: Object.keys(counts).filter((name) => counts[name] === 0),
    windowMonths: config.settings.nrr.window_months,
    minCell: config.privacy.min_cell,
    annotations: w.registers.annotations,
    hash
  };
}
