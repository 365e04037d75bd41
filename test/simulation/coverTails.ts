import {bootstrapRatio, momentsOf, random, randomNormal, retainedRatio} from "../../src/stats/index.js";
import {type Interval} from "./coverMarts.js";
import {type World, beginnings} from "./simulateCompanies.js";
import {advance, money, oneOf, states} from "./truthOf.js";

/** One company's accounts: price at the start, price a year later. */
export type Pairs = {s: number; e: number}[];

export interface Tails {
  intervals: Interval[];
  /** The same companies by the account bootstrap. */
  bootstrapped: Interval[];
  /** Of the companies, those the pages mark as too small or too uneven to read. */
  marked: boolean[];
}

/**
 * NRR of companies of `accounts` accounts that pay at the start, with the price spread `sigma`, by the functions alone: the marts
 * that feed them are proven by `coverMarts`, and thousands of accounts with heavy tails are soon drawn.
 */
export function coverTails(world: World, {draws}: {draws: number}): Tails {
  const next = random(world.seed);
  const yearLater = states.map((_, i) => {
    let shares = oneOf(i);
    for (let month = 0; month < 12; ++month) shares = advance(world, shares);
    return shares;
  });
  const first: number[] = states.map(({tier, cheap}) => (cheap ? 0 : beginnings[tier]!));
  const truth =
    first.reduce((sum, share, i) => sum + share * yearLater[i]!.reduce((all, p, j) => all + p * money[j]!, 0), 0) /
    first.reduce((sum, share, i) => sum + share * money[i]!, 0);
  const result: Tails = {intervals: [], bootstrapped: [], marked: []};
  for (let c = 0; c < world.companies; ++c) {
    const pairs: Pairs = Array.from({length: world.accounts}, () => {
      const base = Math.exp(world.sigma * randomNormal(next));
      const i = pick(first, next());
      const j = pick(yearLater[i]!, next());
      return {s: base * money[i]!, e: j < 0 ? 0 : base * money[j]!};
    });
    const {n, mean, co} = momentsOf(
      pairs.map(({s, e}) => ({s, d: s - e})),
      ["ss", "dd", "sd"]
    );
    const linear = retainedRatio({n, sumX: n * mean.s!, sumY: n * mean.d!, xx: co.ss!, yy: co.dd!, xy: co.sd!})!;
    const boot =
      draws > 0
        ? bootstrapRatio(
            pairs.map(({s, e}) => [s, e] as const),
            {draws, seed: c + 1}
          )!
        : null;
    const largest = Math.max(...pairs.map(({s}) => s)) / (n * mean.s!);
    result.intervals.push({id: "nrr", truth, value: linear.value, lower: linear.lower!, upper: linear.upper!, n});
    if (boot) result.bootstrapped.push({id: "nrr", truth, value: boot.value, lower: boot.lower, upper: boot.upper, n});
    result.marked.push(n < 30 || largest > 0.2);
  }
  return result;
}

/** The state a number in [0, 1) falls in; −1 beyond them all. */
function pick(shares: readonly number[], at: number): number {
  let sum = 0;
  return shares.findIndex((share) => (sum += share) > at);
}
