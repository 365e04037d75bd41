import {riskTable, type RenewalOpportunity, type RiskStep, type Subject} from "../../src/stats/index.js";

/** Subjects in the notation of the papers: a time, with + for a subject censored at it. */
export function subjectsOf(times: string): Subject[] {
  return times.split(" ").map((time) => ({exit: parseFloat(time), cause: time.endsWith("+") ? 0 : 1}));
}

/** The risk table of the papers' notation. */
export function tableOf(times: string): RiskStep[] {
  return riskTable(subjectsOf(times));
}

/** Those at risk and lost at each renewal, from the numbers left after none, one, two … renewals. */
export function opportunitiesOf(left: readonly number[]): RenewalOpportunity[] {
  return left.slice(1).map((n, i) => ({renewal: i + 1, atRisk: left[i]!, lost: left[i]! - n}));
}

/** Weeks of remission in acute leukaemia. Freireich et al. (1963), Blood 21:699–716; Gehan (1965), Biometrika 52:203–223. */
export const leukaemia = {
  sixMp: "6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+",
  placebo: "1 1 2 2 3 4 4 5 5 8 8 8 8 11 11 12 12 15 17 22 23"
};

/** Weeks to relapse with and without maintenance. Miller (1981), Survival Analysis, table 3.1; `aml` in R's survival. */
export const aml = {
  maintained: "9 13 13+ 18 23 28+ 31 34 45+ 48 161+",
  nonmaintained: "5 5 8 8 12 16+ 23 27 30 33 43 45"
};

/** Months survived after surgery for glioma of grade 3. Grana et al. (2002), Br. J. Cancer 86:207–212; `glioma` in R's coin. */
export const glioma = {
  control: "9 19 32 34 48+ 50+",
  treated: "25 28+ 50+ 51+ 53 54+ 57+ 57+ 58+ 61+ 69+"
};

/** Of 1,000 customers, those left after 0 … 7 yearly renewals. Fader and Hardie (2007), J. Interactive Marketing 21(1):76–90. */
export const renewals = {
  highEnd: [1000, 869, 743, 653, 593, 551, 517, 491],
  regular: [1000, 631, 468, 382, 326, 289, 262, 241]
};
