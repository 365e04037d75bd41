import type {Measure} from "../../src/definitions.js";
import {meanInterval, ratioOfSums, wilson} from "../../src/stats/index.js";
import type {Settings} from "../config.js";
import type {Group} from "./cells.js";
import {type recipes} from "./recipes.js";
import {churnKinds, otherRates, retentionRates} from "./retentionAnswers.js";
import {intraMonth, revenueSeries} from "./revenueAnswers.js";
import {type SurveyWindow, surveyMeasures} from "./surveys.js";
import {conversion} from "./trialAnswers.js";
import {type TrialExits, trialTimes} from "./trialTimes.js";
import {upgradeQuality} from "./upgradeAnswers.js";

/** What `measure` needs besides the definition. */
export type Answer = Pick<Measure, "value" | "lower" | "upper" | "n" | "method"> & {reason?: string};

/** Groups of one month and segment, by the recipe they come from. */
export type Parts = {[name in keyof typeof recipes]?: Group};

/** The months of one segment, in order. */
export type History = {label: string; parts: Parts; survey: SurveyWindow | undefined; exits?: TrialExits | undefined}[];

/** What an answer is made from: a month (the i-th of its history), and the settings it depends on. */
export interface Context {
  parts: Parts;
  history: History;
  i: number;
  /** True where the segment is a plan. */
  byPlan: boolean;
  /** Minor units in one of the reporting currency. */
  minor: number;
  settings: Settings;
}

const year = 12;

/** Revenue and the accounts that pay it. */
function money({parts: {accountMonths: accounts}, minor}: Context): Record<string, Answer> {
  const n = accounts?.values.n ?? 0;
  const total = accounts?.values.sum_v ?? 0;
  const exact = (value: number): Answer => ({
    value,
    lower: null,
    upper: null,
    n,
    method: "exact total, nothing is sampled"
  });
  const variance = n > 1 ? accounts!.values.vv! / (n - 1) : null;
  const mean = n > 0 ? meanInterval({n, mean: total / n, variance}) : null;
  return {
    mrr: exact(total / minor),
    arr: exact((total / minor) * 12),
    arpa: {
      value: n > 0 ? total / n / minor : null,
      lower: mean?.lower == null ? null : Math.max(0, mean.lower / minor),
      upper: mean?.upper == null ? null : mean.upper / minor,
      n,
      method: "mean, t interval over accounts",
      reason: "no account pays"
    },
    active_accounts: {...exact(n)}
  };
}

/** Subscriptions in force. */
function counts({parts: {subscriptions}, byPlan}: Context): Record<string, Answer> {
  if (byPlan) return {};
  const exact = (value: number): Answer => ({
    value,
    lower: null,
    upper: null,
    n: value,
    method: "count, nothing is sampled"
  });
  return {
    active_subscriptions: exact(subscriptions?.values.active_subscriptions ?? 0),
    paid_subscriptions: exact(subscriptions?.values.paid_subscriptions ?? 0)
  };
}

/** Logo churn, quick ratio, and the lifetime value that follows from churn. */
function churn({
  parts: {movements, turnover, accountMonths: accounts},
  history,
  i,
  minor,
  settings
}: Context): Record<string, Answer> {
  const v = movements?.values;
  const n = v?.customers_start ?? 0;
  const lost = v ? v.contraction! + v.churn! : 0;
  const interval = n > 0 ? wilson(v!.customers_lost!, n) : null;
  const t = turnover?.values;
  const ratio = t
    ? ratioOfSums({n: t.n!, sumY: t.sum_g!, sumX: t.sum_l!, yy: t.gg!, xx: t.ll!, xy: t.gl!}, {min: 0})
    : null;
  const months = history.slice(Math.max(0, i - 5), i + 1).map((h) => h.parts.movements?.values);
  const sum = (name: string) => months.reduce((total, m) => total + (m?.[name] ?? 0), 0);
  const exposure = sum("customers_start");
  const gone = sum("customers_lost");
  const paying = accounts?.values.n ?? 0;
  const arpa = paying > 0 ? (accounts!.values.sum_v! / paying / minor) * settings.ltv.margin : null;
  const rates = exposure > 0 ? wilson(gone, exposure) : null;
  return {
    logo_churn: {
      value: n > 0 ? v!.customers_lost! / n : null,
      lower: interval?.[0] ?? null,
      upper: interval?.[1] ?? null,
      n,
      method: "Wilson interval",
      reason: "there was no customer at the month's start"
    },
    quick_ratio: {
      value: lost > 0 ? (v!.new! + v!.expansion!) / lost : null,
      lower: ratio?.lower ?? null,
      upper: ratio?.upper ?? null,
      n: t?.n ?? 0,
      method: "sums of the month; linearised interval, t over accounts",
      reason: "no losses"
    },
    ltv: {
      value: arpa !== null && gone > 0 ? (arpa * exposure) / gone : null,
      lower: arpa !== null && gone > 0 && rates ? arpa / rates[1] : null,
      upper: arpa !== null && gone > 0 && rates ? arpa / rates[0] : null,
      n: exposure,
      method: `ARPA × margin of ${settings.ltv.margin} ÷ mean monthly churn of 6 months; interval of the churn rate only (Wilson)`,
      reason: "nobody churned in 6 months"
    }
  };
}

/** Upgrade rates of the month and the hazard of the year. */
function upgrades({parts: {upgradeMonths: month, upgradeAccounts: risk}, i}: Context): Record<string, Answer> {
  const rate = (done: number, eligible: number): Answer => {
    const interval = eligible > 0 ? wilson(done, eligible) : null;
    return {
      value: eligible > 0 ? done / eligible : null,
      lower: interval?.[0] ?? null,
      upper: interval?.[1] ?? null,
      n: eligible,
      method: "Wilson interval",
      reason: "no account could upgrade"
    };
  };
  const u = month?.values;
  const r = risk?.values;
  const hazard =
    r && i >= year
      ? ratioOfSums({n: r.n!, sumY: r.sum_u!, sumX: r.sum_m!, yy: r.uu!, xx: r.mm!, xy: r.um!}, {min: 0})
      : null;
  return {
    upgrade_rate: rate(u?.upgraded ?? 0, u?.eligible ?? 0),
    upgrade_rate_tier: rate(u?.upgraded_tier ?? 0, u?.eligible_tier ?? 0),
    upgrade_hazard: {
      value: hazard?.value ?? null,
      lower: hazard?.lower ?? null,
      upper: hazard?.upper ?? null,
      n: r?.sum_m ?? 0,
      method: `upgrades ÷ account-months of ${r?.n ?? 0} accounts, 12 months; interval clustered by account`,
      reason: i < year ? "fewer than 12 months of history" : "no account could upgrade"
    }
  };
}

/** Every answer there is. An id without a definition, or a definition without an answer, fails a test. */
export const answerers: ((context: Context) => Record<string, Answer>)[] = [
  money,
  revenueSeries,
  intraMonth,
  counts,
  retentionRates,
  otherRates,
  churn,
  churnKinds,
  upgrades,
  conversion,
  trialTimes,
  upgradeQuality,
  ({history, i}) => surveyMeasures(history[i]!.survey)
];
