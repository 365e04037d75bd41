import type {Customer} from "./customer.js";
import type {Cell, Table} from "./csv.js";
import {table} from "./csv.js";
import type {Random} from "./random.js";
import {day, hour, isoStamp} from "./time.js";
import {accountsAt, usersAt} from "./users.js";

interface PastDesign {
  id: string;
  unit: "user" | "account";
  from: number;
  to: number;
  units: number;
  event: string;
  windowHours: number;
  arms: Record<string, {share: number; rate: number; template?: string}>;
}

const at = (text: string) => Date.parse(`${text}T00:00:00Z`);
const prompts = {unit: "user", event: "upgrade_requested", windowHours: 336} as const;
const arm = (rate: number, share = 1) => ({share, rate});

/**
 * Small tests of 2025 as planted: copy led by an outcome brings more requests, copy full of jargon fewer, urgency and features change
 * nothing. And those who were kept without upgrade prompts for five months. Windows of prompts do not overlap, so that what a user did
 * belongs to one test.
 */
export const pastDesigns: PastDesign[] = [
  {
    ...{id: "report_nudge", ...prompts, from: at("2025-03-03"), to: at("2025-03-31"), units: 2700},
    arms: {control: arm(0.08), outcome: arm(0.106), features: arm(0.08)}
  },
  {
    ...{id: "storage_notice", ...prompts, from: at("2025-04-14"), to: at("2025-05-12"), units: 2700},
    arms: {control: arm(0.08), outcome: arm(0.12), expert: arm(0.057)}
  },
  {
    ...{id: "export_hint", ...prompts, from: at("2025-05-26"), to: at("2025-06-23"), units: 2700},
    arms: {control: arm(0.09), outcome: arm(0.115), expert: arm(0.066)}
  },
  {
    ...{id: "countdown", ...prompts, from: at("2025-07-07"), to: at("2025-08-04"), units: 2700},
    arms: {control: arm(0.08), urgent: arm(0.08), expert: arm(0.06)}
  },
  {
    ...{id: "last_days", ...prompts, from: at("2025-08-18"), to: at("2025-09-08"), units: 1800},
    arms: {control: arm(0.085), urgent: arm(0.085)}
  },
  {
    ...{id: "team_plan_mail", unit: "account", event: "team_plan_requested", windowHours: 336, units: 400},
    ...{from: at("2025-08-18"), to: at("2025-09-15")},
    arms: {
      control: {share: 1, rate: 0.16, template: "team-plan-list"},
      peers: {share: 1, rate: 0.22, template: "team-plan-peers"}
    }
  },
  {
    ...{id: "prompt_holdout", ...prompts, windowHours: 720, from: at("2025-10-01"), to: at("2026-03-01"), units: 6000},
    arms: {without: arm(0.085, 1), with: arm(0.115, 3)}
  }
];

/** Chances that a mail is delivered, opened once delivered, and clicked once opened. */
export const mailModel = {delivered: 0.985, opened: 0.42, clicked: {control: 0.18, peers: 0.3}};

interface Seen {
  design: PastDesign;
  unitId: string;
  accountId: string;
  arm: string;
  at: number;
  /** When the unit did what the test counts. */
  did: number | null;
}

/** Runs every design over users, or over accounts that were sent mail before, so that a test begins nobody's mail. */
export function runPastTests(random: Random, customers: readonly Customer[], messages: Table): Seen[] {
  const firsts = new Map<string, number>();
  const [account, sent] = [messages.header.indexOf("account"), messages.header.indexOf("sent")];
  for (const {cells} of messages.rows) {
    const [id, time] = [String(cells[account]), Date.parse(String(cells[sent]))];
    firsts.set(id, Math.min(firsts.get(id) ?? Infinity, time));
  }
  const seen = pastDesigns.flatMap((design) => {
    const {id, arms, from, to, unit, units, windowHours} = design;
    const own = random.fork(id);
    const pool =
      unit === "user"
        ? usersAt(customers, from).map((user) => ({unitId: user.id, accountId: user.account.id}))
        : accountsAt(customers, from)
            .filter((one) => (firsts.get(one.id) ?? Infinity) < from)
            .map((one) => ({unitId: one.id, accountId: one.id}));
    const shares = Object.entries(arms).map(([name, {share}]) => [name, share] as const);
    return own
      .shuffle(pool)
      .slice(0, units)
      .map((one): Seen => {
        const dealt = own.weighted(shares);
        const when = Math.round(own.between(from, to - day) / 1000) * 1000;
        const later = Math.round(own.between(2 * hour, windowHours * hour - hour) / 1000) * 1000;
        return {design, ...one, arm: dealt, at: when, did: own.chance(arms[dealt]!.rate) ? when + later : null};
      });
  });
  return seen.sort((a, b) => a.at - b.at || (a.unitId < b.unitId ? -1 : 1));
}

/** What the tests left in the exports: exposures, events, and the mails of the one that was sent by mail. */
export function pastTestTables(random: Random, seen: readonly Seen[], messageHeader: readonly string[]): Table[] {
  const of = (unit: PastDesign["unit"]) => seen.filter(({design}) => design.unit === unit);
  const facts = ["timestamp", "experiment_id", "variation_id"];
  const cells = (one: Seen): Cell[] => [one.unitId, isoStamp(one.at), one.design.id, one.arm];
  const done = seen.filter(({did}) => did !== null).sort((a, b) => a.did! - b.did!);
  const events = done.map(({design, unitId, accountId, did}, i): Cell[] => {
    const user = design.unit === "user" ? unitId : null;
    return [`pe${600_001 + i}`, user, accountId, isoStamp(did!), design.event];
  });
  return [
    table(
      "growth/past-exposures-users.csv.gz",
      ["user_id", ...facts, "account"],
      of("user").map((one) => [...cells(one), one.accountId])
    ),
    table("growth/past-exposures-accounts.csv", ["account_id", ...facts], of("account").map(cells)),
    table("growth/past-events.csv.gz", "id,user_id,account,timestamp,event".split(","), events),
    table("mailer/test-mails.csv.gz", [...messageHeader], mailsOf(random, of("account")))
  ];
}

function mailsOf(random: Random, seen: readonly Seen[]): Cell[][] {
  return seen.map((one, i): Cell[] => {
    const {template} = one.design.arms[one.arm]!;
    const sent = one.at + 60_000;
    const delivered = random.chance(mailModel.delivered) ? sent + random.int(2, 240) * 1000 : null;
    const wait = random.int(60, 200_000) * 1000;
    const opened = delivered !== null && random.chance(mailModel.opened) ? delivered + wait : null;
    const clicks = mailModel.clicked[one.arm as keyof typeof mailModel.clicked];
    const clicked = opened !== null && random.chance(clicks) ? opened + random.int(5, 900) * 1000 : null;
    const times = [sent, delivered, opened, clicked].map((time) => (time === null ? null : isoStamp(time)));
    const user = `u${one.accountId.slice(3)}-1`;
    return [`x${20_001 + i}`, template!, one.accountId, user, "email", "active", ...times, null];
  });
}

/** What came out, an arm at a time. */
export function pastTestTruth(seen: readonly Seen[]) {
  return pastDesigns.map(({id, unit, arms}) => ({
    ...{id, unit},
    arms: Object.entries(arms).map(([name, {rate}]) => {
      const own = seen.filter((one) => one.design.id === id && one.arm === name);
      return {id: name, trueRate: rate, units: own.length, converted: own.filter(({did}) => did !== null).length};
    })
  }));
}
