import type {Account} from "./accounts.js";
import type {Cell, Table} from "./csv.js";
import {table} from "./csv.js";
import {logistic} from "./model.js";
import type {Random} from "./random.js";
import {day, dayStart, hour, isoStamp} from "./time.js";

/**
 * A call offered at random to half of the accounts. Those who are keen take it up more often and are more active anyway,
 * so that takers against the others shows more than the call gives.
 */
export const onboardingModel = {
  id: "onboarding_call",
  units: 500,
  from: Date.UTC(2026, 1, 2),
  to: Date.UTC(2026, 5, 28),
  windowDays: 90,
  uptake: {intercept: 0.2, keenness: 1.2},
  activeDays: {logMean: 2.5, keenness: 0.45, byCall: 5}
};

interface Called {
  account: Account;
  offered: boolean;
  at: number;
  acceptedAt: number | null;
  days: number[];
}

export function runOnboarding(random: Random, accounts: readonly Account[]): Called[] {
  const {units, from, to, windowDays, uptake, activeDays} = onboardingModel;
  const chosen = random.shuffle(accounts).slice(0, units);
  const called = chosen.map((account): Called => {
    const at = Math.round(random.between(from, to) / 1000) * 1000;
    const offered = random.chance(0.5);
    const keenness = random.normal();
    const takes = random.chance(logistic(uptake.intercept + uptake.keenness * keenness));
    const acceptedAt = offered && takes ? at + random.int(3, 160) * hour : null;
    const usual = random.poisson(Math.exp(activeDays.logMean + activeDays.keenness * keenness));
    const more = random.poisson(activeDays.byCall);
    const count = Math.min(windowDays - 2, usual + (acceptedAt === null ? 0 : more));
    const ages = random.shuffle(Array.from({length: windowDays - 1}, (_, i) => i + 1)).slice(0, count);
    const later = random.shuffle([91, 92, 94, 95, 97, 99]).slice(0, random.int(0, 4));
    const days = [...ages, ...later].map((age) => dayStart(at) + age * day + random.int(25_000, 65_000) * 1000);
    return {account, offered, at, acceptedAt, days: days.sort((a, b) => a - b)};
  });
  return called.sort((a, b) => a.at - b.at);
}

export function onboardingExposures(called: readonly Called[]): Cell[][] {
  return called.map(({account, offered, at}) => {
    return [account.id, isoStamp(at), onboardingModel.id, offered ? "offered" : "control"];
  });
}

/** Steps of the offer of a call, for the list of all offers. */
export function callSteps(called: readonly Called[]): {at: number; cells: Cell[]}[] {
  return called.flatMap(({account, offered, at, acceptedAt}) => {
    const step = (state: string, when: number) => {
      return {at: when, cells: ["onboarding-call", account.id, state, isoStamp(when), "assisted", null, "0%"]};
    };
    if (!offered) return [];
    return [step("offered", at), ...(acceptedAt === null ? [] : [step("accepted", acceptedAt)])];
  });
}

export function activeDaysTable(called: readonly Called[]): Table {
  const days = called
    .flatMap(({account, days}) => days.map((at) => ({id: account.id, at})))
    .sort((a, b) => a.at - b.at);
  const rows = days.map(({id, at}, i): Cell[] => [`ad${800_001 + i}`, id, isoStamp(at), "active_day"]);
  return table("growth/active-days.csv.gz", "id,account,timestamp,event".split(","), rows);
}

/** Effects as they came out: of the offer, of the call for those who take it up, and what takers show beside all others. */
export function onboardingTruth(called: readonly Called[]) {
  const {windowDays, activeDays} = onboardingModel;
  const count = ({days, at}: Called) => days.filter((one) => one >= at && one < at + windowDays * day).length;
  const mean = (of: readonly Called[]) => of.reduce((sum, one) => sum + count(one), 0) / of.length;
  const [offered, control] = [called.filter((one) => one.offered), called.filter((one) => !one.offered)];
  const takers = called.filter(({acceptedAt}) => acceptedAt !== null);
  const itt = mean(offered) - mean(control);
  const uptake = takers.length / offered.length;
  const rounded = {
    itt,
    uptake,
    late: itt / uptake,
    naive: mean(takers) - mean(called.filter((one) => !takers.includes(one)))
  };
  return {
    ...{offered: offered.length, control: control.length, accepted: takers.length, complierEffect: activeDays.byCall},
    ...Object.fromEntries(Object.entries(rounded).map(([name, value]) => [name, Number(value.toFixed(8))]))
  } as {offered: number; control: number; accepted: number; complierEffect: number} & typeof rounded;
}
