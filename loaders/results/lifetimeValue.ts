import {deleteGroupJackknife} from "../../src/stats/index.js";
import type {Warehouse} from "../warehouse.js";
import {minorDigits} from "./currency.js";

/** A value of a customer with its interval, major units; null with the reason where there is none. */
export interface LifetimeValue {
  value: number | null;
  lower: number | null;
  upper: number | null;
  n: number;
  reason?: string;
}

/** Fewer at risk than this, and a curve is not followed on. */
export const leastAtRisk = 10;

/** The jackknife's interval on a logarithmic scale: a value is never below 0, and errs farther upwards. */
export function intervalOf(value: number, without: readonly (number | null)[]) {
  const log = (each: number | null) => (each !== null && each > 0 ? Math.log(each) : null);
  const interval = value > 0 ? deleteGroupJackknife(Math.log(value), without.map(log)) : null;
  return {lower: interval && Math.exp(interval[0]), upper: interval && Math.exp(interval[1])};
}

/** Settings as factors: margin, minor units in one of the currency, discount a month. */
export function scales({config}: Warehouse) {
  const {margin, discount_annual} = config.settings.ltv;
  return {margin, minor: 10 ** minorDigits(config.currency), monthly: (1 + discount_annual) ** (1 / 12) - 1};
}
