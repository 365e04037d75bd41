import {definitions, type Measure} from "../../src/definitions.js";
import {meanInterval, ratioOfSums, wilson} from "../../src/stats/index.js";
import {stateOf} from "../checks.js";
import type {Warehouse} from "../warehouse.js";
import {type Group, groups, merge} from "./cells.js";
import {type SurveyWindow, surveyMeasures, surveyWindows} from "./feedback.js";
import * as recipes from "./recipes.js";

/** What `measure` needs besides the definition. */
export type Answer = Pick<Measure, "value" | "lower" | "upper" | "n" | "method"> & {reason?: string};

/** Groups of one month and segment, by the mart they come from. */
interface Parts {
  retention?: Group;
  movements?: Group;
  upgrades?: Group;
  risk?: Group;
  accounts?: Group;
  subscriptions?: Group;
  trials?: Group;
}

const year = 12;

/** How a month's movements are read off, and twelve of them multiplied. */
const stays = (g: Group | undefined) =>
  g && g.values.start! + g.values.fx! > 0
    ? (g.values.end! - g.values.new! - g.values.reactivation!) / (g.values.start! + g.values.fx!)
    : null;

/** Puts an answer in the shape every reader gets. */
export function toMeasure(
  w: Pick<Warehouse, "checks">,
  id: string,
  period: string,
  segment: string | null,
  answer: Answer
): Measure {
  const {name, short, formula, unit} = definitions[id]!;
  const {value, lower, upper, n, method, reason} = answer;
  return {
    id,
    period,
    segment,
    value,
    lower,
    upper,
    n,
    unit,
    method,
    definition: `${name}. ${short} ${formula}`,
    checks: stateOf(id, w.checks),
    ...(value === null ? {reason: reason ?? "no data"} : {})
  };
}

/** Every measure of every month, for the company and for each value of each declared segment and of the plan. */
export async function computeMeasures(w: Warehouse): Promise<Measure[]> {
  const all = await measuresBy(w, null);
  for (const dimension of ["plan", ...w.config.settings.segments]) all.push(...(await measuresBy(w, dimension)));
  return all;
}

async function measuresBy(w: Warehouse, dimension: string | null): Promise<Measure[]> {
  const dimensions = dimension === null ? [] : [dimension];
  const fetch = (recipe: Parameters<typeof groups>[1]) => groups(w, recipe, dimensions);
  const sources = {
    retention: await fetch(recipes.retention),
    movements: await fetch(recipes.movements),
    upgrades: await fetch(recipes.upgradeMonths),
    risk: await fetch(recipes.upgradeAccounts),
    accounts: await fetch(recipes.accountMonths),
    subscriptions: dimension === "plan" ? [] : await fetch(recipes.subscriptions),
    trials: dimension === "plan" ? [] : await fetch(recipes.trials)
  };
  const surveys = await surveyWindows(w, dimension);
  const values = [
    ...new Set(
      Object.values(sources).flatMap((list) => list.map((g) => (dimension === null ? null : g.keys[dimension]!)))
    )
  ];
  const find = (list: Group[], label: string, value: string | null) =>
    list.find((g) => g.month === label && (value === null || g.keys[dimension!] === value));
  return values.flatMap((value) => {
    const history = w.months.map(({label}) => ({
      label,
      parts: Object.fromEntries(
        Object.entries(sources).map(([name, list]) => [name, find(list, label, value)])
      ) as Parts,
      survey: surveys.find((s) => s.month === label && s.segment === value)
    }));
    const segment = value === null ? null : `${dimension}=${value}`;
    return history.flatMap((_, i) => measuresOf(w, history, i, segment, dimension === "plan"));
  });
}

type History = {label: string; parts: Parts; survey: SurveyWindow | undefined}[];

function measuresOf(w: Warehouse, history: History, i: number, segment: string | null, byPlan: boolean): Measure[] {
  const {label, parts, survey} = history[i]!;
  const minor = 10 ** minorDigits(w.config.currency);
  const answers: Record<string, Answer> = {
    ...money(parts, minor),
    ...retentionRates(parts, history, i, byPlan),
    ...churn(parts, history, i, minor),
    ...upgrades(parts, i),
    ...(byPlan ? {} : {...counts(parts), ...conversion(w, parts, history, i)}),
    ...surveyMeasures(survey)
  };
  return Object.entries(answers).map(([id, answer]) => toMeasure(w, id, label, segment, answer));
}

function money({accounts}: Parts, minor: number): Record<string, Answer> {
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

function counts({subscriptions}: Parts): Record<string, Answer> {
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

function retentionRates({retention}: Parts, history: History, i: number, byPlan: boolean): Record<string, Answer> {
  const v = retention?.values;
  const ratio = (sumY: number, yy: number, xy: number, max = Infinity) =>
    ratioOfSums({n: v!.n!, sumY, sumX: v!.sum_s!, yy, xx: v!.ss!, xy}, {min: 0, max});
  const answer = (r: ReturnType<typeof ratioOfSums>): Answer => ({
    value: r?.value ?? (v && v.n === 1 && v.sum_s! > 0 ? null : null),
    lower: r?.lower ?? null,
    upper: r?.upper ?? null,
    n: v?.n ?? 0,
    method: "accounts that paid 12 months ago, point to point; linearised interval, t over accounts",
    reason: v ? "fewer than two accounts paid 12 months earlier" : "no account paid 12 months earlier"
  });
  const cohort = {
    nrr: answer(v ? ratio(v.sum_e!, v.ee!, v.se!) : null),
    grr: answer(v ? ratio(v.sum_m!, v.mm!, v.sm!, 1) : null)
  };
  if (byPlan) return cohort;
  const months = history.slice(i - year + 1, i + 1).map((h) => h.parts.movements);
  const rates = i + 1 < year + 1 ? [null] : months.map(stays);
  const compounded = rates.every((r) => r !== null) ? rates.reduce((product, r) => product * r, 1) : null;
  const start = months[0]?.values.start ?? 0;
  const moved = (name: string) => months.reduce((sum, g) => sum + (g?.values[name] ?? 0), 0);
  const bridge =
    i >= year && start > 0
      ? (start + moved("expansion") + moved("reactivation") - moved("contraction") - moved("churn")) / start
      : null;
  const plain = (value: number | null, method: string): Answer => ({
    value,
    lower: null,
    upper: null,
    n: months[0]?.values.accounts_start ?? 0,
    method,
    reason: "fewer than 13 months of revenue"
  });
  return {
    ...cohort,
    nrr_compounded: plain(compounded, "product of twelve monthly rates; no interval, the populations overlap"),
    nrr_bridge: plain(bridge, "start and movements of twelve months; no interval")
  };
}

function churn({movements, accounts}: Parts, history: History, i: number, minor: number): Record<string, Answer> {
  const v = movements?.values;
  const n = v?.accounts_start ?? 0;
  const lost = v ? v.contraction! + v.churn! : 0;
  const interval = n > 0 ? wilson(v!.accounts_churned!, n) : null;
  const months = history.slice(Math.max(0, i - 5), i + 1).map((h) => h.parts.movements?.values);
  const sum = (name: string) => months.reduce((total, m) => total + (m?.[name] ?? 0), 0);
  const exposure = sum("accounts_start");
  const gone = sum("accounts_churned");
  const paying = accounts?.values.n ?? 0;
  const arpa = paying > 0 ? accounts!.values.sum_v! / paying / minor : null;
  const rates = exposure > 0 ? wilson(gone, exposure) : null;
  return {
    logo_churn: {
      value: n > 0 ? v!.accounts_churned! / n : null,
      lower: interval?.[0] ?? null,
      upper: interval?.[1] ?? null,
      n,
      method: "Wilson interval",
      reason: "no account was active at the month's start"
    },
    quick_ratio: {
      value: lost > 0 ? (v!.new! + v!.expansion!) / lost : null,
      lower: null,
      upper: null,
      n,
      method: "sums of the month; no interval",
      reason: "no losses"
    },
    ltv: {
      value: arpa !== null && gone > 0 ? (arpa * exposure) / gone : null,
      lower: arpa !== null && gone > 0 && rates ? arpa / rates[1] : null,
      upper: arpa !== null && gone > 0 && rates ? arpa / rates[0] : null,
      n: exposure,
      method: "ARPA ÷ mean monthly churn of 6 months; interval of the churn rate only (Wilson)",
      reason: "nobody churned in 6 months"
    }
  };
}

function upgrades({upgrades: month, risk}: Parts, i: number): Record<string, Answer> {
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

function conversion(w: Warehouse, {trials}: Parts, history: History, i: number): Record<string, Answer> {
  const days = w.config.settings.trial.window_days;
  const answer = (cohorts: Group[], what: string): Answer => {
    const g = merge(
      cohorts.map((c) => ({...c, month: "", keys: {}})),
      []
    )[0]?.values;
    const interval = g ? wilson(g.converted!, g.n!) : null;
    return {
      value: g ? g.converted! / g.n! : null,
      lower: interval?.[0] ?? null,
      upper: interval?.[1] ?? null,
      n: g?.n ?? 0,
      method: `${what}, first payment within day 0 to ${days}; Wilson interval`,
      reason: trials ? "the window is not over for this cohort" : "no trial began"
    };
  };
  const mature = (g: Group | undefined): g is Group => g !== undefined && g.values.mature === g.values.n;
  return {
    trial_conversion: answer([trials].filter(mature), "cohort by start month"),
    trial_conversion_year: answer(
      history
        .slice(Math.max(0, i - year + 1), i + 1)
        .map((h) => h.parts.trials)
        .filter(mature),
      "mature cohorts of 12 months"
    )
  };
}

/**
 * Digits after the point of a currency: 2 for most, 0 for yen.
 *
 * minorDigits("JPY") // 0
 */
export function minorDigits(currency: string): number {
  return new Intl.NumberFormat("en", {style: "currency", currency}).resolvedOptions().maximumFractionDigits ?? 2;
}

/** The company's measure at the last closed month; for trial conversion, at the last mature cohort. */
export function latest(measures: readonly Measure[], w: Pick<Warehouse, "months" | "checks">, id: string): Measure {
  const closed = w.months.filter((m) => m.is_closed).map((m) => m.label);
  const own = measures.filter((m) => m.id === id && m.segment === null && closed.includes(m.period));
  const found = id === "trial_conversion" ? own.findLast((m) => m.value !== null) : own.at(-1);
  return (
    found ??
    toMeasure(w, id, w.months.at(-1)?.label ?? "", null, {
      value: null,
      lower: null,
      upper: null,
      n: 0,
      method: "",
      reason: "no month is closed yet"
    })
  );
}
