/** One stretch of one subject's time at risk, after `start` up to and including `stop`, with its covariates meanwhile. */
export interface CoxRow {
  start: number;
  stop: number;
  event: boolean;
  x: readonly number[];
  cluster?: string;
}

type Ties = "efron" | "breslow";

/** The sums over the rows at risk at one time with events, and over those with the event. */
interface Moment {
  time: number;
  dead: number[];
  atRisk: Sums;
  dying: Sums;
}

interface Sums {
  s0: number;
  s1: number[];
  s2: number[][];
}

/**
 * Cox's partial log-likelihood with its score and information at `beta`.
 *
 * accumulate([{start: 0, stop: 1, event: true, x: [1]}, {start: 0, stop: 2, event: true, x: [0]}], [0], "efron") // {logLikelihood: -0.6931, score: [0.5], information: [[0.25]]}
 */
export function accumulate(rows: readonly CoxRow[], beta: readonly number[], ties: Ties) {
  let logLikelihood = 0;
  const score = beta.map(() => 0);
  const information = beta.map(() => beta.map(() => 0));
  for (const {dead, atRisk, dying} of moments(rows, beta)) {
    for (const i of dead) {
      logLikelihood += product(rows[i]!.x, beta);
      rows[i]!.x.forEach((x, k) => (score[k]! += x));
    }
    for (let l = 0; l < dead.length; ++l) {
      const share = ties === "efron" ? l / dead.length : 0;
      const s0 = atRisk.s0 - share * dying.s0;
      const mean = beta.map((_, k) => (atRisk.s1[k]! - share * dying.s1[k]!) / s0);
      logLikelihood -= Math.log(s0);
      mean.forEach((m, k) => {
        score[k]! -= m;
        mean.forEach((other, j) => {
          information[k]![j]! += (atRisk.s2[k]![j]! - share * dying.s2[k]![j]!) / s0 - m * other;
        });
      });
    }
  }
  return {logLikelihood, score, information};
}

/**
 * Each row's part in the score: the covariates at its event less their mean among those at risk, less what was expected of it.
 * They add up to the score. Therneau and Grambsch (2000), Modeling Survival Data §7.1, with Efron's ties as there.
 *
 * scoreResiduals([{start: 0, stop: 1, event: true, x: [1]}, {start: 0, stop: 2, event: true, x: [0]}], [0], "efron") // [[0.25], [0.25]]
 */
export function scoreResiduals(rows: readonly CoxRow[], beta: readonly number[], ties: Ties): number[][] {
  const residuals = rows.map(() => beta.map(() => 0));
  const times = [-Infinity];
  const hazards = [0];
  const means = [beta.map(() => 0)];
  for (const {time, dead, atRisk, dying} of moments(rows, beta).reverse()) {
    let hazard = hazards.at(-1)!;
    const sum = [...means.at(-1)!];
    for (let l = 0; l < dead.length; ++l) {
      const share = ties === "efron" ? l / dead.length : 0;
      const s0 = atRisk.s0 - share * dying.s0;
      const mean = beta.map((_, k) => (atRisk.s1[k]! - share * dying.s1[k]!) / s0);
      hazard += 1 / s0;
      mean.forEach((m, k) => (sum[k]! += m / s0));
      // With Efron's ties a row that has the event is only partly at risk for the later ones of its tie: that part is given back.
      for (const i of dead) {
        const risk = Math.exp(product(rows[i]!.x, beta));
        mean.forEach((m, k) => (residuals[i]![k]! += (rows[i]!.x[k]! - m) * (1 / dead.length + (share * risk) / s0)));
      }
    }
    times.push(time);
    hazards.push(hazard);
    means.push(sum);
  }
  rows.forEach(({start, stop, x}, i) => {
    const [from, to] = [lastAtOrBefore(times, start), lastAtOrBefore(times, stop)];
    const risk = Math.exp(product(x, beta));
    x.forEach((each, k) => {
      const expected = each * (hazards[to]! - hazards[from]!) - (means[to]![k]! - means[from]![k]!);
      residuals[i]![k]! -= risk * expected;
    });
  });
  return residuals;
}

/** The times with events, from the latest back, with the sums over who is at risk. */
function moments(rows: readonly CoxRow[], beta: readonly number[]): Moment[] {
  const byStop = rows.map((_, i) => i).sort((a, b) => rows[b]!.stop - rows[a]!.stop);
  const byStart = rows.map((_, i) => i).sort((a, b) => rows[b]!.start - rows[a]!.start);
  const atRisk = noSums(beta);
  const found: Moment[] = [];
  let [i, j] = [0, 0];
  while (i < byStop.length) {
    const time = rows[byStop[i]!]!.stop;
    const dead: number[] = [];
    const dying = noSums(beta);
    for (; i < byStop.length && rows[byStop[i]!]!.stop === time; ++i) {
      const row = rows[byStop[i]!]!;
      add(atRisk, row.x, Math.exp(product(row.x, beta)));
      if (!row.event) continue;
      add(dying, row.x, Math.exp(product(row.x, beta)));
      dead.push(byStop[i]!);
    }
    if (dead.length === 0) continue;
    for (; j < byStart.length && rows[byStart[j]!]!.start >= time; ++j) {
      const row = rows[byStart[j]!]!;
      add(atRisk, row.x, -Math.exp(product(row.x, beta)));
    }
    found.push({time, dead, atRisk: {s0: atRisk.s0, s1: [...atRisk.s1], s2: atRisk.s2.map((row) => [...row])}, dying});
  }
  return found;
}

function noSums(beta: readonly number[]): Sums {
  return {s0: 0, s1: beta.map(() => 0), s2: beta.map(() => beta.map(() => 0))};
}

function add(sums: Sums, x: readonly number[], weight: number): void {
  sums.s0 += weight;
  x.forEach((each, k) => {
    sums.s1[k]! += weight * each;
    x.forEach((other, j) => (sums.s2[k]![j]! += weight * each * other));
  });
}

function product(x: readonly number[], beta: readonly number[]): number {
  return x.reduce((sum, each, k) => sum + each * beta[k]!, 0);
}

/** The index of the last of the rising `times` that is at or before `time`. */
function lastAtOrBefore(times: readonly number[], time: number): number {
  let [low, high] = [0, times.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (times[middle]! <= time) low = middle;
    else high = middle - 1;
  }
  return low;
}
