import type {Customer} from "./customer.js";
import type {Cell, Table} from "./csv.js";
import type {UnitEvent} from "./experiments.js";
import {table} from "./csv.js";
import type {Random} from "./random.js";
import {dataEnd, day, hour, isoStamp} from "./time.js";
import {accountsAt} from "./users.js";

/**
 * Tips by e-mail over a year, in fortnights that end with the data: how many an account is sent changes by the quarter, and the
 * chance to unsubscribe in a fortnight rises with what it was sent, of any kind, in the one before.
 */
export const tipModel = {
  fortnights: 26,
  days: 14,
  meanSends: [0, 0.4, 1.4],
  /** Log-odds of unsubscribing in a fortnight, and what every message of the fortnight before adds. */
  unsubscribe: {intercept: -5.1, perSend: 0.5}
};

interface Tip {
  at: number;
  accountId: string;
  template: string;
  unsubscribedAt: number | null;
}

/** Fortnights of paying accounts that had been sent anything before, and those in which they unsubscribed from tips. */
export interface TipTruth {
  fortnights: number;
  unsubscribed: number;
  bySends: {sends: number; fortnights: number; unsubscribed: number}[];
}

const templates = ["tip-reports", "tip-automation", "peer-story"];

/** `messages` are those sent anyway: they count among the sends, too. Who unsubscribed in a message test is sent no tips. */
export function sendTips(
  random: Random,
  customers: readonly Customer[],
  messages: Table,
  events: readonly UnitEvent[]
): {tips: Tip[]; truth: TipTruth} {
  const gone = new Map<string, number>();
  for (const {accountId, at, event} of events)
    if (event === "unsubscribe" && !gone.has(accountId)) gone.set(accountId, at);
  const sent = new Map<string, number[]>();
  const [account, at] = [messages.header.indexOf("account"), messages.header.indexOf("sent")];
  for (const {cells} of messages.rows) note(sent, String(cells[account]), Date.parse(String(cells[at])));
  const tips: Tip[] = [];
  const last = new Map<string, Tip>();
  const means = new Map<string, number>();
  const bySends = new Map<number, {sends: number; fortnights: number; unsubscribed: number}>();
  const {fortnights, days, meanSends, unsubscribe} = tipModel;
  for (let i = 0; i < fortnights; i++) {
    const from = dataEnd - (fortnights - i) * days * day;
    const reached = new Set(accountsAt(customers, from).map(({id}) => id));
    for (const id of [...reached].sort()) {
      if (last.get(id)?.unsubscribedAt != null || (gone.get(id) ?? dataEnd) < from) continue;
      if (i % 6 === 0 || !means.has(id)) means.set(id, random.pick(meanSends));
      const before = (sent.get(id) ?? []).filter((one) => one < from);
      // Who joins is sent one at once.
      const count = Math.max(last.has(id) ? 0 : 1, random.poisson(means.get(id)!));
      const times = Array.from({length: count}, () => minute(from + random.between(7 * hour, (days - 1) * day)));
      if (!last.has(id)) times[0] = minute(from + random.between(6 * hour, 7 * hour));
      const sends = before.filter((one) => one >= from - days * day).length;
      const odds = Math.exp(unsubscribe.intercept + unsubscribe.perSend * sends);
      const leaves = before.length > 0 && random.chance(odds / (1 + odds));
      const leavesAt = minute(from + random.between(8 * hour, days * day - hour));
      for (const time of times.sort((a, b) => a - b)) {
        if (leaves && time > leavesAt) break;
        const tip = {at: time, accountId: id, template: random.pick(templates), unsubscribedAt: null};
        tips.push(tip);
        last.set(id, tip);
        note(sent, id, time);
      }
      if (before.length === 0) continue;
      const group = bySends.get(sends) ?? {sends, fortnights: 0, unsubscribed: 0};
      bySends.set(sends, group);
      group.fortnights += 1;
      if (!leaves) continue;
      group.unsubscribed += 1;
      last.get(id)!.unsubscribedAt = leavesAt;
    }
  }
  const groups = [...bySends.values()].sort((a, b) => a.sends - b.sends);
  const sum = (part: "fortnights" | "unsubscribed") => groups.reduce((total, group) => total + group[part], 0);
  return {tips, truth: {fortnights: sum("fortnights"), unsubscribed: sum("unsubscribed"), bySends: groups}};
}

export function tipsTable(random: Random, tips: readonly Tip[], header: readonly string[]): Table {
  const sorted = [...tips].sort((a, b) => a.at - b.at || (a.accountId < b.accountId ? -1 : 1));
  const rows = sorted.map(({at, accountId, template, unsubscribedAt}, i): Cell[] => {
    const before = (time: number | null) => (time !== null && time < dataEnd ? time : null);
    const delivered = random.chance(0.985) || unsubscribedAt !== null ? at + random.int(1, 3) * 60_000 : null;
    const opens = delivered !== null && (unsubscribedAt !== null || random.chance(0.31));
    const latest = unsubscribedAt ?? at + 2 * day;
    const opened = opens ? before(minute(random.between(Math.min(delivered + 60_000, latest), latest))) : null;
    const clicked = opened !== null && random.chance(template === "peer-story" ? 0.16 : 0.11) ? opened + 60_000 : null;
    const times = [at, delivered, opened, clicked, unsubscribedAt].map((time) =>
      time === null ? null : isoStamp(time)
    );
    return [`t${10_001 + i}`, template, accountId, `u${accountId.slice(3)}-1`, "email", "active", ...times];
  });
  return table("mailer/tips.csv.gz", [...header], rows);
}

function note(sent: Map<string, number[]>, id: string, at: number): void {
  sent.set(id, [...(sent.get(id) ?? []), at]);
}

function minute(at: number): number {
  return Math.floor(at / 60_000) * 60_000;
}
