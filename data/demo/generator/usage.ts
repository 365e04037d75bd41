import type {Feature, TierFeature} from "./catalogue.js";
import {features, limits} from "./catalogue.js";
import type {Customer} from "./customer.js";
import {seatsOf, tierOf} from "./customer.js";
import type {Random} from "./random.js";
import {dataEnd, dateOf, day, dayStart, isWeekend, monthStart} from "./time.js";

export interface UsageRow {
  day: string;
  workspaceId: string;
  feature: Feature | TierFeature | "sign_ins";
  quantity: number;
}

const dayShare = [0.36, 0.5, 0.58, 0.66];
const dailyChance: Record<Feature, number> = {
  projects: 0.2,
  dashboards: 0.3,
  api_calls: 0.45,
  automation_runs: 0.4,
  reports: 0.22,
  integrations: 0.14,
  exports: 0.16,
  approvals: 0.2
};

/**
 * A customer's use in a month, written to `out`. Demand for the two limited features grows with the account;
 * what it leaves behind, pressure and breadth, moves next month's decisions.
 */
export function useMonth(random: Random, customer: Customer, month: number, out: UsageRow[]): void {
  const {account, demand, subscription} = customer;
  const from = Math.max(monthStart(month), dayStart(customer.startedAt) + day);
  const to = Math.min(monthStart(month + 1), customer.endedAt ?? dataEnd);
  const tier = tierOf(customer);
  demand.level += demand.growth;
  demand.swing = 0.7 * demand.swing + random.normal(0, 0.13);
  if (customer.features.length < features.length && random.chance(0.045)) {
    customer.features.push(random.pick(features.filter((feature) => !customer.features.includes(feature))));
  }
  const share = (to - from) / (monthStart(month + 1) - monthStart(month));
  if (share <= 0 || subscription.status === "paused") return void (customer.lastMonth = {pressure: 0, breadth: 0});
  const pace = customer.endsAt === null ? 1 : 0.6;
  const calls = Math.min(Math.exp(demand.level + demand.swing), limits.api_calls[tier]! * 1.5) * share * pace;
  const perCall = limits.automation_runs[tier]! / limits.api_calls[tier]!;
  const wanted = {api_calls: calls, automation_runs: calls * perCall * Math.exp(demand.automations)};

  const days: number[] = [];
  for (let at = from; at < to; at += day) {
    if (random.chance(dayShare[tier]! * pace * (isWeekend(at) ? 0.12 : 1))) days.push(at);
  }
  const rows: UsageRow[] = [];
  const add = (at: number, feature: UsageRow["feature"], quantity: number) => {
    if (quantity > 0) rows.push({day: dateOf(at), workspaceId: account.workspaceId, feature, quantity});
  };
  const people = seatsOf(customer) * random.between(0.35, 0.8);
  for (const at of days) {
    add(at, "sign_ins", Math.max(1, Math.min(seatsOf(customer), Math.round(people * random.between(0.6, 1.2)))));
  }
  for (const feature of customer.features) {
    const used = days.filter(() => random.chance(dailyChance[feature]));
    if (feature === "api_calls" || feature === "automation_runs") {
      if (!used.length && days.length) used.push(random.pick(days));
      const weights = used.map(() => random.between(0.5, 1.5));
      const total = weights.reduce((sum, weight) => sum + weight, 0);
      used.forEach((at, i) => add(at, feature, Math.round((wanted[feature] * weights[i]!) / total)));
    } else {
      for (const at of used) add(at, feature, 1 + random.poisson(0.8 + tier * 0.7));
    }
  }
  customer.lastMonth = {pressure: pressure(rows, tier), breadth: new Set(rows.map(({feature}) => feature)).size};
  for (const row of rows) out.push(row);
}

/** Use in a month as a share of what the plan includes, of the feature that comes closest. */
export function pressure(rows: readonly UsageRow[], tier: number): number {
  const used = (name: string) => rows.reduce((sum, {feature, quantity}) => sum + (feature === name ? quantity : 0), 0);
  return Math.max(used("api_calls") / limits.api_calls[tier]!, used("automation_runs") / limits.automation_runs[tier]!);
}

/** Use during a trial; an early win is an integration connected within the first week. Returns the day it comes. */
export function useTrial(
  random: Random,
  workspaceId: string,
  startedAt: number,
  endsAt: number,
  earlyWin: boolean,
  out: UsageRow[]
): number {
  const add = (at: number, feature: UsageRow["feature"], quantity: number) =>
    out.push({day: dateOf(at), workspaceId, feature, quantity});
  const winDay = earlyWin ? random.int(1, 6) : random.int(8, 40);
  for (let age = 0, at = dayStart(startedAt); at < Math.min(endsAt, dataEnd); at += day, age++) {
    if (age === winDay) add(at, "integrations", 1);
    if (age > 0 && !random.chance((earlyWin ? 0.5 : 0.28) * 0.95 ** age * (isWeekend(at) ? 0.3 : 1))) continue;
    add(at, "sign_ins", random.int(1, earlyWin ? 4 : 2));
    if (random.chance(0.4)) add(at, "projects", random.int(1, 3));
    if (random.chance(0.25)) add(at, "api_calls", random.int(3, 120));
  }
  return winDay;
}
