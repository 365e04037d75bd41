import type {Arm, Split} from "../../src/results/experiment.js";
import {srm} from "../../src/stats/index.js";
import {literal} from "../engines/duckdb.js";
import type {Warehouse} from "../warehouse.js";

/** A registered segment, and the SQL for its value in assignments. */
export interface SplitDimension {
  dimension: string;
  sql: string;
}

/**
 * Whether randomised units split as planned: in all, at each stage of the life cycle, and in each value of the other dimensions. A value
 * is left out where an arm has fewer units than are published, but not where an arm has none: that is what is looked for. Where accounts
 * were dealt each counts once, in the arm and at the stage of its first exposure. All the values together are wrongly flagged as seldom
 * as one split of all units (Bonferroni): p is held against .001 and the e-value against 1,000 for each of them.
 */
export async function splitsOf(
  w: Warehouse,
  id: string,
  arms: readonly Arm[],
  byAccount: boolean,
  dimensions: readonly SplitDimension[]
): Promise<Split[]> {
  const dealt = byAccount ? "account_place = 1" : "true";
  const of = (dimension: string, at: string, where = "true") =>
    `select variant_id as variant, ${literal(dimension)} as dimension, ${at} as at_value, count(*) as units from assignments
      where experiment_id = ${literal(id)} and ${dealt} and ${where} group by 1, 2, 3`;
  const rows = await w.engine.rows<{variant: string; dimension: string; at_value: string | null; units: number}>(
    [
      of("", "cast(null as varchar)"),
      of("stage", "stage", "stage is not null"),
      ...dimensions.map(({dimension, sql}) => of(dimension, sql))
    ].join(" union all ") + " order by 3 nulls first, 1"
  );
  const weights = arms.map(({planned}) => planned ?? 0);
  const [whole, ...parts] = ["", "stage", ...dimensions.map(({dimension}) => dimension)].flatMap((dimension) => {
    const own = rows.filter((row) => row.dimension === dimension);
    const values = dimension === "" ? [null] : [...new Set(own.map((row) => row.at_value))];
    return values.flatMap((at): Split[] => {
      const counts = arms.map(({id: arm}) => own.find((row) => row.variant === arm && row.at_value === at)?.units ?? 0);
      const isFew = counts.some((n) => n > 0 && n < w.config.privacy.min_cell);
      if (isFew && dimension !== "" && dimension !== "stage") return [];
      const {chi2, df, p, eValue, flag} = srm(counts, weights);
      return [{at, ...(dimension ? {dimension} : {}), counts, chi2, df, p, eValue, flag}];
    });
  });
  return [whole!, ...parts.map((part) => ({...part, flag: isBroken(part, parts.length)}))];
}

function isBroken({p, eValue}: Split, among: number): boolean {
  return (p !== null && p < 0.001 / among) || (eValue !== null && eValue >= 1000 * among);
}
