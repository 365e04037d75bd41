import type {PeerClaim} from "../../src/results/messages.js";
import type {Measure} from "../../src/definitions.js";
import {definitions} from "../../src/definitions.js";
import type {ClaimPlan, MessageRegister, TemplatePlan} from "../messageRegister.js";

/** Customers below which a claim about customers in general rests on too few. */
const fewCustomers = 10;

interface Today {
  asOf: string;
  windowMonths: number;
  latest: (id: string) => Pick<Measure, "period">;
}

/** What templates say of other customers: those with a claim, and those tagged as one without it. */
export function peerClaims(register: MessageRegister | null, today: Today): PeerClaim[] {
  return Object.entries(register?.templates ?? {}).flatMap(([id, template]) => {
    const {claim} = template;
    if (!claim && !template.tags.includes("peer_claim")) return [];
    return [
      {
        template: template.name ?? id,
        text: claim?.text ?? null,
        source: claim?.source ?? null,
        asOf: claim?.as_of ?? null,
        expires: claim?.expires ?? null,
        n: claim?.n ?? null,
        measure: claim?.measure ?? null,
        warnings: claim
          ? claimWarnings(claim, template, today)
          : [
              {
                problem: "is tagged as a claim but names none",
                remedy: "write down the claim and its source, or drop the tag"
              }
            ]
      }
    ];
  });
}

function claimWarnings(claim: ClaimPlan, {copy}: TemplatePlan, {asOf, windowMonths, latest}: Today) {
  const {source, as_of, n, expires, measure, text} = claim;
  const found: PeerClaim["warnings"] = [];
  const warn = (problem: string, remedy: string) => found.push({problem, remedy});
  const plain = (words: string) =>
    words
      .toLowerCase()
      .replace(/\s+/g, " ")
      .replace(/[.!?]$/, "");
  if (source === undefined) warn("has no source", "name where the figure comes from, or take the claim out");
  if (as_of === undefined) warn("has no date", "say of which day the figure is");
  if (n === undefined) warn("does not say of how many customers", "give n, the customers behind it");
  else if (n < fewCustomers) warn(`rests on ${n} customers`, `ask at least ${fewCustomers}, or tell it as one story`);
  if (expires !== undefined && expires < asOf)
    warn(`expired on ${expires}`, "take it out of the copy, or measure again and set a new date");
  if (!plain(copy).includes(plain(text))) warn("is not what the copy says", "make the copy and the claim say the same");
  if (measure !== undefined && as_of !== undefined) {
    const {period} = latest(measure);
    const from = period && monthsBefore(period, windowMonths);
    if (from && as_of.slice(0, 7) < from)
      warn(
        `is older than its measure: ${definitions[measure]!.name} is now of ${from} to ${period}`,
        "put in today's figure and its date"
      );
  }
  return found;
}

function monthsBefore(period: string, months: number): string {
  const [year, month] = period.split("-").map(Number) as [number, number];
  return new Date(Date.UTC(year, month - 1 - months, 1)).toISOString().slice(0, 7);
}
