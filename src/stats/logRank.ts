import {chiSquareUpper} from "./gamma.js";
import {invertSymmetric, quadraticForm} from "./symmetric.js";
import {countEvents, type RiskStep} from "./riskTable.js";

/**
 * The log-rank test that groups have the same hazard at all times, with the hypergeometric variance.
 *
 * `observed` and `expected` are events by group, all causes together; a group with nobody at risk at any event adds no degree of
 * freedom. The number at risk between two rows of a group is taken from the later one, as `riskTable` writes them. Null if fewer
 * than two groups are at risk, or if no event had others at risk, or if groups were never at risk together. Mantel (1966), Cancer Chemotherapy Reports 50:163–170.
 *
 * logRank([[{time: 1, atRisk: 3, events: [1]}], [{time: 2, atRisk: 3, events: [1]}]]) // {chi2: 1, df: 1, p: 0.3173, …}
 */
export function logRank(
  groups: readonly (readonly RiskStep[])[]
): {chi2: number; df: number; p: number; observed: number[]; expected: number[]} | null {
  const observed = groups.map((steps) => steps.reduce((sum, step) => sum + countEvents(step), 0));
  const expected = groups.map(() => 0);
  const covariance = groups.map(() => groups.map(() => 0));
  const next = groups.map(() => 0);
  const withEvents = groups.flatMap((steps) => steps.filter((step) => countEvents(step) > 0));
  for (const time of [...new Set(withEvents.map((step) => step.time))].sort((a, b) => a - b)) {
    const rows = groups.map((steps, g) => {
      while (next[g]! < steps.length && steps[next[g]!]!.time < time) ++next[g]!;
      return steps[next[g]!];
    });
    const atRisk = rows.map((row) => row?.atRisk ?? 0);
    const events = rows.reduce((sum, row) => sum + (row?.time === time ? countEvents(row) : 0), 0);
    const all = atRisk.reduce((sum, n) => sum + n, 0);
    const spread = all > 1 ? (events * (all - events)) / (all - 1) : 0;
    atRisk.forEach((n, g) => {
      expected[g]! += (events * n) / all;
      atRisk.forEach((m, h) => {
        covariance[g]![h]! += spread * (n / all) * ((g === h ? 1 : 0) - m / all);
      });
    });
  }
  // The groups' differences add up to 0, so one of them is left out.
  const kept = groups.flatMap((_, g) => (expected[g]! > 0 ? [g] : [])).slice(1);
  const inverse = kept.length === 0 ? null : invertSymmetric(kept.map((g) => kept.map((h) => covariance[g]![h]!)));
  if (inverse === null) return null;
  const differences = kept.map((g) => observed[g]! - expected[g]!);
  const chi2 = quadraticForm(inverse, differences);
  return {chi2, df: kept.length, p: chiSquareUpper(chi2, kept.length), observed, expected};
}
