import type {Answer, Context} from "./answers.js";

const exact = (value: number, n: number): Answer => ({
  value,
  lower: null,
  upper: null,
  n,
  method: "exact total, nothing is sampled"
});

/** What stands beside monthly recurring revenue: before discounts, without those who leave, on trial, and metered. */
export function revenueSeries({parts: {revenueMonths}, minor, byPlan}: Context): Record<string, Answer> {
  const sum = (name: string) => revenueMonths?.values[name] ?? 0;
  const money = (name: string) => exact(sum(name) / minor, sum(`accounts_${name}`));
  const held = {mrr_contracted: money("contracted"), mrr_committed: money("committed")};
  return byPlan ? held : {...held, mrr_trial: money("trial"), mrr_metered: money("metered")};
}

/** Accounts that no month's end has seen. */
export function intraMonth({parts: {intraMonthAccounts}, byPlan}: Context): Record<string, Answer> {
  const n = intraMonthAccounts?.values.n ?? 0;
  return byPlan ? {} : {intra_month_accounts: {...exact(n, n), method: "count, nothing is sampled"}};
}
