import {comment} from "./comments.js";
import type {Customer} from "./customer.js";
import type {Cell, Table} from "./csv.js";
import {table} from "./csv.js";
import {inForce} from "./money.js";
import type {Random} from "./random.js";
import {dataEnd, day, hour, monthStart} from "./time.js";
import {userId} from "./users.js";

/** Planted in the answers: points on the 0 to 10 scale by tier, and for an upgrade in the half year before. */
export const surveyModel = {
  mean: 8.1,
  tier: [-0.55, -0.1, 0.25, 0.5],
  upgradedLately: 0.5,
  lateDays: 182,
  deviation: 1.5,
  answers: [0.27, 0.34, 0.4, 0.46]
};

export const surveyHeader = [
  ..."id,person_email,account,user,survey_type,wave,sent_at,responded_at,score,comment".split(","),
  "device_type"
];

/** The quarterly recommendation survey and the satisfaction survey, with the invitations nobody answered. */
export function surveyTables(random: Random, customers: readonly Customer[]): Table[] {
  const nps: Cell[][] = [];
  const csat: Cell[][] = [];
  for (let wave = 0; wave < 10; wave++) {
    const month = wave * 3;
    const sent = monthStart(month) + 12 * day + 9 * hour;
    for (const customer of customers) {
      if (!asked(customer, sent)) continue;
      const tier = tierAt(customer, sent);
      const people = tier >= 2 ? 2 : 1;
      for (let person = 1; person <= people; person++) {
        const at = sent + random.int(0, 5000) * 1000;
        const invitation = [customer.account.contact.email, customer.account.id, userId(customer, person)];
        const facts = [...invitation, "nps", quarter(month), at / 1000];
        nps.push(reply(random, customer, facts, tier, at, (score) => Math.max(0, Math.min(10, Math.round(score)))));
      }
      if (wave % 2 === 0) continue;
      const later = sent + 27 * day + random.int(0, 5000) * 1000;
      if (later >= dataEnd || !asked(customer, later)) continue;
      const person = [customer.account.contact.email, customer.account.id, userId(customer, 1)];
      const facts = [...person, "csat", quarter(month), later / 1000];
      csat.push(
        reply(random, customer, facts, tier, later, (score) => Math.max(1, Math.min(5, Math.round(score / 2))))
      );
    }
  }
  const numbered = (rows: Cell[][], first: number) => rows.map((row, i) => [`r${first + i}`, ...row]);
  return [
    table("delighted/nps.csv", surveyHeader, numbered(nps, 10_000), {eol: "\r\n"}),
    table("delighted/csat.csv", surveyHeader, numbered(csat, 40_000), {eol: "\r\n"})
  ];
}

function asked({secondary, migrated, startedAt, subscription}: Customer, at: number): boolean {
  const held = subscription.spans.some((span) => inForce(span, at) && span.status !== "trial");
  return !secondary && held && (migrated || startedAt < at - 30 * day);
}

function tierAt({subscription}: Customer, at: number): number {
  return subscription.spans.find((span) => span.tier !== null && inForce(span, at))!.tier!;
}

function reply(
  random: Random,
  customer: Customer,
  facts: Cell[],
  tier: number,
  at: number,
  toScale: (score: number) => number
): Cell[] {
  const {mean, tier: byTier, upgradedLately, lateDays, deviation, answers} = surveyModel;
  const lately = customer.upgrades.some((upgrade) => upgrade.at < at && upgrade.at > at - lateDays * day);
  const latent = mean + byTier[tier]! + customer.account.mood + (lately ? upgradedLately : 0);
  const device = random.weighted([
    ["desktop", 0.7],
    ["mobile", 0.3]
  ]);
  const answeredAt = at + Math.round(Math.exp(random.normal(2.4, 1.4)) * 3600) * 1000;
  if (!random.chance(answers[tier]!) || answeredAt >= dataEnd || answeredAt > at + 30 * day) {
    return [...facts, null, null, null, device];
  }
  const raw = latent + random.normal(0, deviation);
  const score = toScale(raw);
  const text = random.chance(0.4) ? comment(random, Math.max(0, Math.min(10, Math.round(raw)))) : null;
  return [...facts, answeredAt / 1000, score, text, device];
}

/** quarter(0) // "2024-Q2" */
function quarter(month: number): string {
  const date = new Date(monthStart(month));
  return `${date.getUTCFullYear()}-Q${Math.floor(date.getUTCMonth() / 3) + 1}`;
}
