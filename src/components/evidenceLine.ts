import {html} from "htl";
import type {Selection} from "./filters.js";
import {formatInterval, plural, rate} from "./format.js";
import {windowAgo, type Site} from "./site.js";

type Bounds = readonly [lower: number | null, upper: number | null] | null;

/** A rate with its intervals, and what it is when any one account is left out. */
interface RateEvidence {
  value: number;
  linearised: Bounds;
  bootstrap: Bounds;
  leaveOneOut: Bounds;
}

/** What speaks for and against NRR and GRR of the company, or of one value of a dimension. */
export interface Evidence {
  dimension: string | null;
  value: string | null;
  n: number;
  largestShare: number | null;
  weak: "few accounts" | "one large account" | null;
  nrr: RateEvidence;
  grr: RateEvidence;
}

/** From here on the largest account is named as a reason to doubt the interval. */
const large = 0.1;

/** The evidence that belongs to a selection; null where several filters are set. */
export function evidenceFor(groups: readonly Evidence[], selection: Selection): Evidence | null {
  const chosen = Object.entries(selection).filter(([, value]) => value !== null);
  if (chosen.length > 1) return null;
  const [dimension, value] = chosen[0] ?? [null, null];
  return groups.find((group) => group.dimension === dimension && group.value === value) ?? null;
}

/** Why a rate is greyed; null where it is not. */
export function weakText(evidence: Evidence | null): string | null {
  if (!evidence?.weak) return null;
  return evidence.weak === "few accounts"
    ? `Only ${plural(evidence.n, "account")}: too few to lean on.`
    : `One account holds ${rate(evidence.largestShare, 0)} of the start: do not lean on it.`;
}

/** What a large account does to an interval, in a sentence; null where none is large. */
export function coverageText({largestShare}: Evidence): string | null {
  if (largestShare === null || largestShare < large) return null;
  return `One account holds ${rate(largestShare, 0)} of the starting revenue. Where revenue is that uneven, an interval of 95% holds the true rate about 91 to 93% of the time.`;
}

const between = (bounds: Bounds) => (bounds && formatInterval(bounds[0], bounds[1], "rate", "")) ?? "none";

/** Both intervals of both rates, the largest account, and the range with any one account left out. */
export function EvidenceLine(evidence: Evidence | null, site: Site, draws = 2000): HTMLElement | null {
  if (!evidence) return null;
  const {n, largestShare, nrr, grr} = evidence;
  const of = (name: string, {linearised, bootstrap, leaveOneOut}: RateEvidence) =>
    `${name} ${between(linearised)}, resampling accounts ${between(bootstrap)}, any one account left out ${between(leaveOneOut)}`;
  const warning = coverageText(evidence);
  return html`<p class="method">
    ${plural(n, "account")} that paid ${windowAgo(site)}; the largest held ${rate(largestShare, 1)} of that revenue.
    ${of("Net", nrr)}. ${of("Gross", grr)}. 95%; ${draws.toLocaleString("en-US")}
    resamples.${warning ? html` <strong>${warning}</strong>` : null}
  </p>`;
}
