import {keptRatio, retainedRatio, wilson} from "../../src/stats/index.js";
import type {Answer, Context} from "./answers.js";
import type {Group} from "./cells.js";

/** The share of a group's money that was kept, with its linearised interval. */
function retained(group: Group | undefined, kind: "net" | "gross", n: number, words: Words): Answer {
  const v = group?.values;
  const r = !v
    ? null
    : kind === "net"
      ? retainedRatio({n: v.n!, sumY: v.sum_d!, sumX: v.sum_s!, yy: v.dd!, xx: v.ss!, xy: v.sd!})
      : keptRatio({n: v.n!, kept: v.sum_m!, lost: v.sum_l!, kk: v.mm!, ll: v.ll!, kl: v.ml!});
  return {
    value: r?.value ?? null,
    lower: r?.lower ?? null,
    upper: r?.upper ?? null,
    n,
    method: words.method,
    reason: words.none
  };
}

interface Words {
  method: string;
  none: string;
}

/** Retention by cohort: the accounts that paid a window ago. */
export function retentionRates({parts: {retention}, settings}: Context): Record<string, Answer> {
  const months = settings.nrr.window_months;
  const words = {
    method: `accounts that paid ${months} months ago, point to point; linearised interval, t over accounts`,
    none: `no account paid ${months} months earlier`
  };
  const n = retention?.values.n ?? 0;
  return {
    nrr: retained(retention, "net", n, words),
    grr: retained(retention, "gross", n, words)
  };
}

/** The other ways in which retention is counted, for comparison. */
export function otherRates(context: Context): Record<string, Answer> {
  const {parts, settings, byPlan} = context;
  const window = `${settings.nrr.window_months} months`;
  const month = {
    method: "accounts that paid a month ago; linearised interval, t over accounts",
    none: "no account paid a month earlier"
  };
  const stayed = {
    method: "accounts that still pay, so nobody is lost: biased upwards; linearised interval, t over accounts",
    none: `no account paid ${window} earlier`
  };
  const renewed = {
    method: `terms longer than a month that ended in ${window}; linearised interval clustered by account`,
    none: `no term longer than a month ended in ${window}`
  };
  const ns = [parts.retentionMonths?.values.n, parts.survivors?.values.stayed, parts.renewalAccounts?.values.n];
  return {
    nrr_monthly: retained(parts.retentionMonths, "net", ns[0] ?? 0, month),
    grr_monthly: retained(parts.retentionMonths, "gross", ns[0] ?? 0, month),
    nrr_survivor: retained(parts.survivors, "net", ns[1] ?? 0, stayed),
    grr_survivor: retained(parts.survivors, "gross", ns[1] ?? 0, stayed),
    renewal_rate: retained(parts.renewalAccounts, "net", ns[2] ?? 0, renewed),
    renewal_rate_gross: retained(parts.renewalAccounts, "gross", ns[2] ?? 0, renewed),
    ...(byPlan ? {} : overMonths(context))
  };
}

/** Twelve months multiplied, and twelve months added up; an account of a plan may leave it within them. */
function overMonths({history, i, settings}: Context): Record<string, Answer> {
  const window = settings.nrr.window_months;
  const parts = i < window ? [] : history.slice(i - window + 1, i + 1).map((h) => h.parts);
  const product = (lost: "d" | "l") =>
    parts.reduce<number | null>(
      (all, {retentionMonths: g}) => {
        const [start, gone] = [g?.values.sum_s ?? 0, g?.values[`sum_${lost}`] ?? 0];
        return all === null || start === 0 ? null : (all * (start - gone)) / start;
      },
      parts.length > 0 ? 1 : null
    );
  const start = parts[0]?.movements?.values.start ?? 0;
  const moved = (name: string) => parts.reduce((sum, {movements}) => sum + (movements?.values[name] ?? 0), 0);
  const losses = moved("contraction") + moved("churn") + moved("pause");
  const gains = moved("expansion") + moved("reactivation") + moved("resume");
  const plain = (value: number | null, method: string): Answer => ({
    value,
    lower: null,
    upper: null,
    n: parts[0]?.movements?.values.accounts_start ?? 0,
    method,
    reason: `fewer than ${window + 1} months of revenue`
  });
  const multiplied = `product of ${window} monthly rates; no interval, the populations overlap`;
  const added = `start and movements of ${window} months; no interval`;
  return {
    nrr_compounded: plain(product("d"), multiplied),
    grr_compounded: plain(product("l"), multiplied),
    nrr_bridge: plain(start > 0 ? (start + gains - losses) / start : null, added),
    grr_bridge: plain(start > 0 ? (start - losses) / start : null, added)
  };
}

/** Logo churn among those who could leave, and by whether they left or their payment failed. */
export function churnKinds({parts: {turnover}}: Context): Record<string, Answer> {
  const v = turnover?.values;
  const share = (x: number, n: number, reason: string): Answer => {
    const interval = n > 0 ? wilson(x, n) : null;
    return {
      value: n > 0 ? x / n : null,
      lower: interval?.[0] ?? null,
      upper: interval?.[1] ?? null,
      n,
      method: "Wilson interval",
      reason
    };
  };
  const accounts = v?.accounts ?? 0;
  const known = (v?.voluntary ?? 0) + (v?.involuntary ?? 0);
  const kind = (name: "voluntary" | "involuntary"): Answer =>
    v && v.lost! > 0 && known === 0
      ? {...share(0, 0, "the exports give no reason for those who left"), n: accounts}
      : share(v?.[name] ?? 0, accounts, "no account was active at the month's start");
  return {
    logo_churn_renewable: share(v?.due_lost ?? 0, v?.due ?? 0, "no licence came up for renewal"),
    logo_churn_voluntary: kind("voluntary"),
    logo_churn_involuntary: kind("involuntary")
  };
}
