import type {Customer} from "./customer.js";
import type {Cell, Table} from "./csv.js";
import {table} from "./csv.js";
import type {UnitEvent} from "./experiments.js";
import {logistic} from "./model.js";
import type {Random} from "./random.js";
import {dataEnd, day, hour, isoStamp} from "./time.js";
import {accountsAt} from "./users.js";

/**
 * Messages switched off in the product, in the fortnights of the year of tips: the log-odds in one without messages in the fortnight
 * before, and what every message of it adds. Who switches them off in the product is mailed on.
 */
export const muteModel = {fortnights: 26, days: 14, intercept: -5.6, perSend: 0.4};

/** Fortnights of paying accounts that had been sent anything before and had not unsubscribed, and those with a mute. */
export interface MuteTruth {
  fortnights: number;
  muted: number;
}

/** `sent` are all mails and messages there are, with the account, when each was sent, and when its reader unsubscribed. */
export function runMutes(
  random: Random,
  customers: readonly Customer[],
  sent: readonly Table[],
  events: readonly UnitEvent[]
): {mutes: Table; truth: MuteTruth} {
  const sends = new Map<string, number[]>();
  const stops = new Map<string, number>();
  const stop = (id: string, at: number) => stops.set(id, Math.min(at, stops.get(id) ?? Infinity));
  for (const {accountId, at, event} of events) if (event === "unsubscribe") stop(accountId, at);
  for (const {header, rows} of sent) {
    const [account, at, left] = ["account", "sent", "unsubscribed"].map((name) => header.indexOf(name));
    for (const {cells} of rows) {
      const id = String(cells[account!]);
      const own = sends.get(id) ?? [];
      own.push(Date.parse(String(cells[at!])));
      sends.set(id, own);
      if (cells[left!] != null) stop(id, Date.parse(String(cells[left!])));
    }
  }
  const {fortnights, days, intercept, perSend} = muteModel;
  const mutes: {at: number; accountId: string}[] = [];
  let seen = 0;
  for (let i = 0; i < fortnights; i++) {
    const from = dataEnd - (fortnights - i) * days * day;
    for (const id of [...new Set(accountsAt(customers, from).map((one) => one.id))].sort()) {
      const before = (sends.get(id) ?? []).filter((at) => at < from);
      if (before.length === 0 || (stops.get(id) ?? Infinity) < from) continue;
      seen += 1;
      const recent = before.filter((at) => at >= from - days * day).length;
      const when = Math.round((from + random.between(hour, days * day - hour)) / 1000) * 1000;
      if (random.chance(logistic(intercept + perSend * recent))) mutes.push({at: when, accountId: id});
    }
  }
  mutes.sort((a, b) => a.at - b.at);
  const rows = mutes.map(({at, accountId}, i): Cell[] => {
    return [`mu${500_001 + i}`, `u${accountId.slice(3)}-1`, accountId, isoStamp(at), "mute"];
  });
  const header = "id,user_id,account,timestamp,event".split(",");
  return {mutes: table("growth/mutes.csv", header, rows), truth: {fortnights: seen, muted: mutes.length}};
}
