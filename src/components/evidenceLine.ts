import {html} from "htl";
import type {Evidence, RateEvidence} from "../results/evidence.js";
import type {Selection} from "./filters.js";
import {count, formatInterval, plural, rate} from "./format.js";
import {windowAgo, type Site} from "./site.js";

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
  return `One account holds ${rate(largestShare, 0)} of the starting revenue. Where revenue is that uneven, intervals of 95% held the true rate in 86 to 92% of simulations.`;
}

const between = (bounds: RateEvidence["bootstrap"]) =>
  (bounds && formatInterval(bounds[0], bounds[1], "rate", "")) ?? "none";

/** The largest account, the range with any one account left out, and the interval from resampling, for both rates. */
export function EvidenceLine(evidence: Evidence | null, site: Site, draws = 2000): HTMLElement | null {
  if (!evidence) return null;
  const {n, largestShare, nrr, grr} = evidence;
  const warning = coverageText(evidence);
  const both = (part: "leaveOneOut" | "bootstrap") => `net ${between(nrr[part])}, gross ${between(grr[part])}`;
  return html`<p class="method">
    The largest of ${plural(n, "account")} held ${rate(largestShare, 1)} of the revenue of ${windowAgo(site)}. Without
    any one account: ${both("leaveOneOut")}. Accounts resampled ${count(draws)} times, 95%:
    ${both("bootstrap")}.${warning ? html` <strong>${warning}</strong>` : null}
  </p>`;
}
