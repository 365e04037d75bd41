import {group} from "d3";
import type {Account} from "./accounts.js";
import type {Cell, Table} from "./csv.js";
import {table} from "./csv.js";
import type {Random} from "./random.js";
import {dataEnd, day, hour, isoStamp, monthStart, stamp} from "./time.js";
import type {World} from "./lifecycle.js";
import type {Trial} from "./trials.js";
import type {UsageRow} from "./usage.js";
import {billings} from "./customer.js";

export function workspacesTable(accounts: readonly Account[]): Table {
  const rows = accounts.map(({workspaceId, id, createdAt}): Cell[] => [workspaceId, id, stamp(createdAt)]);
  return table("product/workspaces.csv", ["workspace_id", "billing_account", "created_at"], rows);
}

/** Daily use by workspace and feature, one file a year, grouped so that it packs well. */
export function usageTables(usage: readonly UsageRow[]): Table[] {
  const key = (row: UsageRow) => `${row.workspaceId} ${row.feature} ${row.day}`;
  const keyed = usage.map((row) => ({row, key: key(row)})).sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  const years = group(keyed, ({row}) => row.day.slice(0, 4));
  return [...years.keys()].sort().map((year) => {
    const rows = years.get(year)!.map(({row}): Cell[] => [row.day, row.workspaceId, row.feature, row.quantity]);
    return table(`product/usage-${year}.csv.gz`, ["day", "workspace", "feature", "quantity"], rows);
  });
}

/** Trials as the product knows them; a subscription stands there once somebody paid. */
export function trialsTable(trials: readonly Trial[]): Table {
  const rows = trials.map(({id, account, customer, subscription, startedAt, endsAt, source}): Cell[] => {
    const plan = subscription.spans[0]!.plan;
    return [id, account.id, customer ? subscription.id : null, plan, stamp(startedAt), stamp(endsAt), source];
  });
  return table("product/trials.csv", "trial,account,subscription,plan,started,ends,source".split(","), rows);
}

interface Message {
  at: number;
  accountId: string;
  template: string;
  channel: "email" | "in_app";
  stage: "trial" | "active" | "near_limit" | "renewal";
}

/** Messages sent over a year and a half: to trials, to accounts near a limit, before renewals. */
export function messagesTable(random: Random, {trials, exposures, customers}: World): Table {
  const from = monthStart(12);
  const messages: Message[] = [];
  const add = (message: Message) => {
    if (message.at >= from && message.at < dataEnd) messages.push(message);
  };
  for (const {account, startedAt, endsAt, convertsAt} of trials) {
    const stage = "trial" as const;
    add({at: startedAt + 300_000, accountId: account.id, template: "trial-welcome", channel: "email", stage});
    for (const [days, template] of [
      [3, "trial-first-project"],
      [10, "trial-ending"]
    ] as const) {
      const at = startedAt + days * day + 9 * hour;
      if (at < Math.min(endsAt, convertsAt ?? endsAt)) {
        add({at, accountId: account.id, template, channel: "email", stage});
      }
    }
  }
  for (const {month, accountId, band} of exposures) {
    const at = monthStart(month) + random.int(1, 26) * day + random.int(8, 18) * hour + random.int(0, 3000) * 1000;
    const near = band >= 2;
    if (!random.chance(near ? 0.6 : 0.09)) continue;
    const template = near ? ["limit-80", "limit-100"][band - 2]! : random.pick(["feature-tour", "plan-overview"]);
    add({
      at,
      accountId,
      template,
      channel: random.chance(0.5) ? "email" : "in_app",
      stage: near ? "near_limit" : "active"
    });
  }
  for (const customer of customers) {
    if (customer.subscription.interval !== "annual") continue;
    for (const renewal of billings(customer, from, Math.min(customer.endedAt ?? dataEnd, dataEnd) + 30 * day)) {
      const at = renewal - 30 * day;
      add({at, accountId: customer.account.id, template: "renewal-notice", channel: "email", stage: "renewal"});
    }
  }
  messages.sort((a, b) => a.at - b.at || (a.accountId < b.accountId ? -1 : 1));
  const rows = messages.map((message, i): Cell[] => {
    const {at, accountId, template, channel, stage} = message;
    const delivered = random.chance(0.985) ? at + random.int(2, 240) * 1000 : null;
    const appeal = stage === "near_limit" ? 1.3 : 1;
    const openChance = (channel === "in_app" ? 0.62 : 0.36) * appeal;
    const wait = (low: number, high: number) => Math.round(low * (high / low) ** random.next()) * 1000;
    const before = (time: number | null) => (time !== null && time < dataEnd ? time : null);
    const opened = delivered !== null && random.chance(openChance) ? before(delivered + wait(30, 200_000)) : null;
    const clicked = opened !== null && random.chance(0.17 * appeal) ? before(opened + wait(5, 3000)) : null;
    const left = opened !== null && channel === "email" && random.chance(0.008) ? before(opened + wait(5, 900)) : null;
    const times = [at, delivered, opened, clicked, left].map((time) => (time === null ? null : isoStamp(time)));
    return [`m${30_001 + i}`, template, accountId, `u${accountId.slice(3)}-1`, channel, stage, ...times];
  });
  const header = [
    ..."message_id,template,account,recipient_user,channel,lifecycle_stage,sent,delivered,opened,clicked".split(","),
    "unsubscribed"
  ];
  return table("mailer/messages.csv.gz", header, rows);
}
