import {
  compareClusters,
  compareContrast,
  compareMeans,
  compareProportions,
  compareStraddling,
  momentsOf,
  permuteClusters,
  random,
  randomNormal,
  sampleOf,
  type Cluster,
  type Sample,
  type Straddler
} from "../../src/stats/index.js";

/** A rate found in simulated experiments, its Monte Carlo standard error, and the bounds it is to lie in. */
export interface Simulated {
  scenario: string;
  measured: number;
  se: number;
  target: readonly [number, number];
}

const alpha = 0.05;
const coverage = [0.94, 0.96] as const;
const tail = [0.018, 0.032] as const;
const falsePositive = [0.04, 0.06] as const;
// Few accounts: their sizes alone make the error itself uncertain.
const fewAccounts = [0, 0.065] as const;

// Users of an account share a fifth of the variance; accounts have 9 users on average and a few of them ten times that.
const shared = 0.2;
const sizeOf = (next: () => number) => Math.ceil(Math.exp(1.6 + randomNormal(next)));

/** Every scenario, `runs` experiments each, the same for the same seed. */
export function coverInference({runs, seed}: {runs: number; seed: number}): Simulated[] {
  return [
    ...[8, 15, 30].map((accounts) => clusters(accounts, runs, seed)),
    permuted(8, runs, seed + 1),
    straddling(30, runs, seed + 2),
    fixed(1000, runs, seed + 3),
    ...proportions({n: 2000, rates: [0.02, 0.02]}, runs, seed + 4),
    ...proportions({n: 2000, rates: [0.02, 0.03]}, runs, seed + 5),
    ...means("mean of 0 and 1, 2 % and 2 %, 2,000 an arm", yesNo(0.02, 2000), runs, seed + 6),
    ...means("revenue, 2 % pay, 5,000 an arm", payers(0.02, 5000), runs, seed + 7)
  ];
}

function rate(scenario: string, hits: number, runs: number, target: readonly [number, number]): Simulated {
  const measured = hits / runs;
  return {scenario, measured, se: Math.sqrt((measured * (1 - measured)) / runs), target};
}

function count(runs: number, isHit: () => boolean): number {
  let hits = 0;
  for (let run = 0; run < runs; ++run) if (isHit()) ++hits;
  return hits;
}

/** An account's sum over users who are standard normal in all: their shared part n times, their own as one draw. */
function sumOf(n: number, common: number, next: () => number): number {
  return n * common + Math.sqrt(n * (1 - shared)) * randomNormal(next);
}

function drawAccounts(accounts: number, next: () => number): Cluster[] {
  return Array.from({length: accounts}, () => {
    const n = sizeOf(next);
    return {n, sum: sumOf(n, Math.sqrt(shared) * randomNormal(next), next)};
  });
}

function clusters(accounts: number, runs: number, seed: number): Simulated {
  const next = random(seed + accounts);
  const hits = count(runs, () => {
    const {contrast} = compareClusters(drawAccounts(accounts, next), drawAccounts(accounts, next));
    return compareContrast(contrast!).p! < alpha;
  });
  const target = accounts < 15 ? fewAccounts : falsePositive;
  return rate(`false positives, ${accounts} accounts an arm, jackknife and Welch`, hits, runs, target);
}

function permuted(accounts: number, runs: number, seed: number): Simulated {
  const next = random(seed);
  const hits = count(runs, () => {
    const seeded = {seed: Math.floor(next() * 2 ** 32), draws: 199};
    return permuteClusters(drawAccounts(accounts, next), drawAccounts(accounts, next), seeded)!.p <= alpha;
  });
  return rate(`false positives, ${accounts} accounts an arm, permutation`, hits, runs, falsePositive);
}

function straddling(accounts: number, runs: number, seed: number): Simulated {
  const next = random(seed);
  const hits = count(runs, () => {
    const rows: Straddler[] = Array.from({length: accounts}, () => {
      const n = sizeOf(next);
      let treated = 0;
      for (let user = 0; user < n; ++user) if (next() < 0.5) ++treated;
      const common = Math.sqrt(shared) * randomNormal(next);
      const side = (users: number) => ({n: users, sum: users === 0 ? 0 : sumOf(users, common, next)});
      return {control: side(n - treated), variant: side(treated)};
    });
    return compareContrast(compareStraddling(rows).contrast!).p! < alpha;
  });
  return rate(`false positives, users randomised inside ${accounts} accounts`, hits, runs, falsePositive);
}

/** Counts of conversions from one number each, by the distribution function. */
function binomial(n: number, p: number): (u: number) => number {
  const cumulative = new Float64Array(n + 1);
  let [log, sum] = [n * Math.log1p(-p), 0];
  for (let k = 0; k <= n; ++k) {
    cumulative[k] = sum += Math.exp(log);
    log += Math.log((n - k) / (k + 1)) + Math.log(p) - Math.log1p(-p);
  }
  return (u) => {
    let [low, high] = [0, n];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (cumulative[middle]! > u) high = middle;
      else low = middle + 1;
    }
    return low;
  };
}

/** The comparison of two counts, worked out once for each pair. */
function comparisons(n: number) {
  const known = new Map<number, ReturnType<typeof compareProportions>>();
  return (x: number, y: number) => {
    const key = x * (n + 1) + y;
    let found = known.get(key);
    if (!found) known.set(key, (found = compareProportions({x, n}, {x: y, n}, {alpha})));
    return found;
  };
}

function fixed(n: number, runs: number, seed: number): Simulated {
  const next = random(seed);
  const [draw, compare] = [binomial(n, 0.02), comparisons(n)];
  const hits = count(runs, () => (compare(draw(next()), draw(next())).p ?? 1) < alpha);
  return rate(`false positives, one look, 2 % conversion, ${n.toLocaleString("en")} an arm`, hits, runs, falsePositive);
}

/** Coverage of the lift's interval, and how often it lies above and below the truth. */
function lifts(
  name: string,
  truth: number,
  runs: number,
  draw: () => {liftLower: number | null; liftUpper: number | null}
): Simulated[] {
  let [above, below] = [0, 0];
  for (let run = 0; run < runs; ++run) {
    const {liftLower, liftUpper} = draw();
    // A lift that is not estimable claims nothing.
    if (liftLower !== null && liftLower > truth) ++above;
    if (liftUpper !== null && liftUpper < truth) ++below;
  }
  return [
    rate(`lift's interval holds the truth: ${name}`, runs - above - below, runs, coverage),
    rate(`lies above it: ${name}`, above, runs, tail),
    rate(`lies below it: ${name}`, below, runs, tail)
  ];
}

function proportions(
  {n, rates: [p, q]}: {n: number; rates: readonly [number, number]},
  runs: number,
  seed: number
): Simulated[] {
  const next = random(seed);
  const [control, variant, compare] = [binomial(n, p), binomial(n, q), comparisons(n)];
  const name = `${100 * p} % and ${100 * q} %, ${n.toLocaleString("en")} an arm`;
  return lifts(name, q / p - 1, runs, () => compare(control(next()), variant(next())));
}

function means(name: string, arm: (next: () => number) => Sample, runs: number, seed: number): Simulated[] {
  const next = random(seed);
  return lifts(name, 0, runs, () => compareMeans(arm(next), arm(next), {alpha}));
}

function yesNo(p: number, n: number): (next: () => number) => Sample {
  const draw = binomial(n, p);
  return (next) => {
    const mean = draw(next()) / n;
    return {n, mean, variance: (mean * (1 - mean) * n) / (n - 1)};
  };
}

/** Few pay, and what they pay is lognormal with σ = 0.5. */
function payers(p: number, n: number): (next: () => number) => Sample {
  const draw = binomial(n, p);
  return (next) => {
    const paid = Array.from({length: draw(next())}, () => ({y: Math.exp(0.5 * randomNormal(next))}));
    const {mean, co} = momentsOf(paid, ["yy"]);
    const k = paid.length;
    const all = {n, mean: {y: (k * mean.y!) / n}, co: {yy: co.yy! + mean.y! ** 2 * k * (1 - k / n)}};
    return sampleOf(all);
  };
}
