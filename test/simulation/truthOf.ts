import {type World, beginnings, discounted, prices, there} from "./simulateCompanies.js";

/** What a company of this world has in the long run: the rates its intervals should hold. */
export interface Truth {
  nrr: number;
  grr: number;
  upgrade_hazard: number;
  trial_conversion_year: number;
  /** Share of the accounts of a tier that have not left by their 12th month, by tier. */
  survival: number[];
}

/** Tier, and whether discounted. */
export const states = prices.flatMap((_, tier) => [0, 1].map((cheap) => ({tier, cheap})));
/** What a state pays, in the price of the lowest tier. */
export const money = states.map(({tier, cheap}) => prices[tier]! * (cheap ? discounted : 1));

/** By the powers of the transition matrix of tier and discount; no chance in it. */
export function truthOf(world: World): Truth {
  const step = (from: readonly number[]) => advance(world, from);
  // Who is there a year before the last month: begun in month u, then lived until that month.
  const then = world.months - 13;
  const late = (1 - there) / (world.months - 7);
  let mix = start(there);
  for (let month = 1; month <= then; ++month) mix = add(step(mix), start(late));
  const paid = mix.map((share, i) => share * money[i]!);
  const total = paid.reduce((sum, value) => sum + value, 0);
  let [net, gross] = [0, 0];
  for (const [i, share] of mix.entries()) {
    let after = oneOf(i);
    for (let month = 0; month < 12; ++month) after = step(after);
    for (const [j, chance] of after.entries()) {
      net += share * chance * money[j]!;
      gross += share * chance * Math.min(money[i]!, money[j]!);
    }
  }
  return {
    nrr: net / total,
    grr: gross / total,
    upgrade_hazard: world.upgrade,
    trial_conversion_year: world.conversion,
    survival: world.churn.map((churn) => (1 - churn) ** 12)
  };
}

/** Everybody in one state. */
export const oneOf = (i: number): number[] => states.map((_, j) => Number(j === i));

const start = (share: number): number[] => states.map(({tier, cheap}) => (cheap ? 0 : share * beginnings[tier]!));

const add = (a: readonly number[], b: readonly number[]): number[] => a.map((value, i) => value + b[i]!);

/** Shares of the states a month later; those who leave are in none. */
export function advance(world: World, from: readonly number[]): number[] {
  const to = states.map(() => 0);
  const at = (tier: number, cheap: number) => tier * 2 + cheap;
  for (const [i, {tier, cheap}] of states.entries()) {
    const up = tier < 2 ? world.upgrade : 0;
    const down = cheap ? 0 : world.discount;
    if (up > 0) to[at(tier + 1, cheap)]! += from[i]! * up;
    if (down > 0) to[at(tier, 1)]! += from[i]! * down;
    to[i]! += from[i]! * (1 - world.churn[tier]! - up - down);
  }
  return to;
}
