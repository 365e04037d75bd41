import {group} from "d3";
import {bands, tiers} from "./catalogue.js";
import type {Table} from "./csv.js";
import type {experimentTruth} from "./experiments.js";
import type {World} from "./lifecycle.js";
import type {Outcome} from "./milestones.js";
import * as model from "./model.js";
import type {Payment} from "./payments.js";
import * as retention from "./retention.js";
import type {Span} from "./subscription.js";
import {surveyModel} from "./surveys.js";
import type {Trial} from "./trials.js";
import {dataEnd, day, dayStart, monthCount, monthName, monthOf} from "./time.js";

const windowDays = 45;
const lastMonth = monthCount - 1;

/** What is true of the demo company, computed from the simulation's own state and not from the exports. */
export function truthOf(
  world: World,
  spans: readonly Span[],
  outcomes: readonly Outcome[],
  experiments: ReturnType<typeof experimentTruth>,
  nps: Table
) {
  const accounts = new Map(world.accounts.map((account) => [account.id, account]));
  const over = (month: number) => retention.retention(spans, accounts, month).all;
  return {
    planted: {
      upgradeLogOdds: model.upgradeModel,
      tierUpShare: model.tierUpShare,
      churn: model.churnModel,
      paymentFailure: model.failureModel,
      other: model.otherHazards,
      trials: model.trialModel,
      survey: surveyModel
    },
    realised: {upgrades: realised(world), mergers: mergers(world)},
    monthEnds: retention.monthEnds(spans, accounts),
    movements: retention.movements(spans, accounts),
    retention: Object.fromEntries([lastMonth - 12, lastMonth].map((month) => [monthName(month), over(month)])),
    retentionByTier: retention.retention(spans, accounts, lastMonth, (_, {tier}) =>
      tier === null ? null : tiers[tier]!
    ),
    retentionBySize: retention.retention(spans, accounts, lastMonth, ({sizeBand}) => sizeBand),
    retentionByRegion: retention.retention(spans, accounts, lastMonth, ({region}) => region),
    upgrades: retention.upgradesByMonth(spans, accounts),
    trials: trialCohorts(outcomes),
    experiments,
    nps: npsByWave(nps)
  };
}

/** Upgrades as drawn: chances used and upgrades that came, by tier and by pressure in the month before. */
function realised({exposures}: World) {
  const sum = (chosen: World["exposures"]) => {
    const upgraded = chosen.filter((one) => one.upgraded).length;
    const expected = chosen.reduce((total, {upgradeChance}) => total + upgradeChance, 0);
    return {accountMonths: chosen.length, upgraded, expected: Number(expected.toFixed(3))};
  };
  return {
    all: sum(exposures),
    byTier: tiers.map((name, tier) => ({name, ...sum(exposures.filter((one) => one.tier === tier))})),
    byPressure: bands.map((band, i) => ({...band, ...sum(exposures.filter((one) => one.band === i))}))
  };
}

function mergers({accounts}: World) {
  return accounts
    .filter(({mergedInto}) => mergedInto !== null)
    .map(({id, mergedInto, mergedAt}) => ({account: id, into: mergedInto, month: monthName(monthOf(mergedAt!))}));
}

/** How trials ended: paid within day 0 to 45 and not refunded in full, still open, or given up. */
export function trialOutcomes(trials: readonly Trial[], payments: readonly Payment[]): Outcome[] {
  const firstPaid = new Map<string, Payment>();
  for (const payment of payments) {
    if (payment.status !== "Failed" && !firstPaid.has(payment.subscriptionId)) {
      firstPaid.set(payment.subscriptionId, payment);
    }
  }
  return trials.map((trial) => {
    const until = dayStart(trial.startedAt) + (windowDays + 1) * day;
    const paid = firstPaid.get(trial.subscription.id);
    const inTime = paid !== undefined && paid.at < until;
    const base = {trial, voided: inTime && paid.status !== "Paid", ...(paid ? {paid} : {})};
    if (inTime && paid.status === "Paid") return {...base, outcome: "converted"};
    return {...base, outcome: dataEnd < until ? "pending" : "abandoned"};
  });
}

/** Trials by month of start. */
function trialCohorts(outcomes: readonly Outcome[]) {
  return Array.from({length: monthCount}, (_, month) => {
    const counts = {started: 0, converted: 0, pending: 0, abandoned: 0, voided: 0};
    for (const {trial, outcome, voided} of outcomes) {
      if (monthOf(trial.startedAt) !== month) continue;
      counts.started++;
      counts[outcome]++;
      if (voided) counts.voided++;
    }
    return {month: monthName(month), ...counts};
  });
}

function npsByWave({header, rows}: Table) {
  const [wave, score] = [header.indexOf("wave"), header.indexOf("score")];
  const sound = rows.filter(({flaw}) => !flaw).map(({cells}) => cells);
  return [...group(sound, (cells) => String(cells[wave]))].map(([name, cells]) => {
    const scores = cells.map((row) => row[score]).filter((value) => value !== null);
    const promoters = scores.filter((value) => Number(value) >= 9).length;
    const detractors = scores.filter((value) => Number(value) <= 6).length;
    return {wave: name, invited: cells.length, answered: scores.length, promoters, detractors};
  });
}
