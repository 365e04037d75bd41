import * as act from "./actions.js";
import {bandOf} from "./catalogue.js";
import type {Customer} from "./customer.js";
import {billings, tierOf} from "./customer.js";
import {churnModel, failureModel, logistic, logit, otherHazards, upgradeModel} from "./model.js";
import type {Random} from "./random.js";
import {day, hour, monthName, monthStart} from "./time.js";

/** What an account brought into a month, and the chance of an upgrade drawn from it. */
export interface Exposure {
  month: number;
  accountId: string;
  tier: number;
  pressure: number;
  band: number;
  breadth: number;
  seatsGrew: boolean;
  upgradeChance: number;
  upgraded: boolean;
}

/** An instant in working hours of a month, on one of its first 28 days. */
export function workingTime(random: Random, month: number): number {
  return monthStart(month) + random.int(0, 27) * day + Math.round(random.between(7, 19) * 3600) * 1000;
}

/** Draws what happens to an active customer in a month; one change of mind a month at most. */
export function decide(random: Random, customer: Customer, month: number): Exposure | null {
  const [from, to] = [monthStart(month), monthStart(month + 1)];
  const {subscription} = customer;
  const tier = tierOf(customer);
  const annual = subscription.interval === "annual";
  const billed = billings(customer, from, to)[0];
  if (customer.endsAt !== null) {
    const until = Math.min(customer.endsAt, to);
    if (until - from > 2 * day && random.chance(otherHazards.cancellationRevoked)) {
      act.revokeCancel(customer, from + Math.round(random.between(0, until - from - day) / 1000) * 1000);
    }
    return null;
  }
  if (subscription.status !== "active") return null;
  const seen = customer.lastMonth ?? {pressure: 0, breadth: 0};
  const chance = upgradeChance(customer, month);
  const upgraded = !customer.secondary && random.chance(chance);
  const exposure: Exposure = {
    month,
    accountId: customer.account.id,
    tier,
    pressure: seen.pressure,
    band: bandOf(seen.pressure),
    breadth: seen.breadth,
    seatsGrew: grewLately(customer, month),
    upgradeChance: chance,
    upgraded
  };
  if (annual && billed && tier > 0 && random.chance(otherHazards.renewalUplift)) {
    act.raisePrice(customer, billed, random.pick([0.03, 0.04, 0.05, 0.06]));
  }
  if (upgraded) act.upgrade(random, customer, workingTime(random, month));
  else changeCourse(random, customer, month, billed);
  return customer.secondary ? null : exposure;
}

function changeCourse(random: Random, customer: Customer, month: number, billed: number | undefined): void {
  const tier = tierOf(customer);
  const annual = customer.subscription.interval === "annual";
  if (leaves(random, customer, month)) return;
  if (billed && random.chance(failureModel.perBilling[tier]!)) return act.failPayment(random, customer, billed);
  const {downgradeAtRenewal, downgradeMonthly} = otherHazards;
  if (billed && random.chance(annual ? downgradeAtRenewal : downgradeMonthly[tier]!)) {
    return act.downgrade(random, customer, billed);
  }
  if (billed && !annual && random.chance(otherHazards.pause)) return act.pause(random, customer, billed);
  if (billed && !annual && random.chance(otherHazards.switchToAnnual)) return act.switchToAnnual(customer, billed);
  if (tier > 0 && random.chance(otherHazards.addOnTaken)) {
    return act.takeAddOn(random, customer, workingTime(random, month));
  }
  const extras = customer.subscription.items.length - 1;
  if (extras && billed && random.chance(otherHazards.addOnDropped * (annual ? 12 : 1))) act.dropAddOn(customer, billed);
}

/** Monthly plans may cancel any day; annual ones decide one or two months before the renewal. */
function leaves(random: Random, customer: Customer, month: number): boolean {
  const tier = tierOf(customer);
  const narrow = (customer.lastMonth?.breadth ?? 0) <= churnModel.narrowUseAtMost ? churnModel.narrowUseLogOdds : 0;
  const asked = workingTime(random, month);
  if (customer.subscription.interval === "annual") {
    const lead = tier > 1 ? 2 : 1;
    const renewal = billings(customer, monthStart(month + lead), monthStart(month + lead + 1))[0];
    if (!renewal || !random.chance(logistic(logit(churnModel.annualRenewal[tier]!) + narrow))) return false;
    act.requestCancel(customer, asked, renewal);
    return true;
  }
  if (!random.chance(logistic(logit(churnModel.monthly[tier]!) + narrow))) return false;
  act.requestCancel(customer, asked, billings(customer, asked + hour, asked + 40 * day)[0]!);
  return true;
}

function grewLately({seatsGrewAt}: Customer, month: number): boolean {
  return seatsGrewAt !== null && seatsGrewAt >= monthStart(month) - 90 * day;
}

function upgradeChance(customer: Customer, month: number): number {
  const {pressure, breadth} = customer.lastMonth ?? {pressure: 0, breadth: 0};
  const {intercept, tier, pressureBand, seatsGrewLast90Days, breadth: slope, breadthCentre, limitsShown} = upgradeModel;
  const grew = grewLately(customer, month) ? seatsGrewLast90Days : 0;
  const band = bandOf(pressure);
  const shown = band > 0 && monthName(month) >= limitsShown.from ? limitsShown.logOdds : 0;
  return logistic(
    intercept + tier[tierOf(customer)]! + pressureBand[band]! + shown + grew + slope * (breadth - breadthCentre)
  );
}
