import {
  confidenceSequence,
  groupBoundaries,
  isBurnedIn,
  mixingVariance,
  normalUpperQuantile,
  pooledZ,
  random,
  randomNormal,
  sequentialEstimate,
  srm
} from "../../src/stats/index.js";

/** A share measured by simulation, its standard error, and the bounds it should lie in; without them it is there to compare. */
export interface Measured {
  scenario: string;
  measured: number;
  se: number;
  target: [number, number] | null;
}

const days = 14;
const level = 0.05;

/** Two arms of so many units a day for 14 days, looked at every day, at one rate or at two. */
interface Design {
  name: string;
  perDay: number;
  control: number;
  variant: number;
}

const designs: Design[] = [
  {name: "2 %, 100 a day", perDay: 100, control: 0.02, variant: 0.02},
  {name: "2 %, 500 a day", perDay: 500, control: 0.02, variant: 0.02},
  {name: "10 %, 500 a day", perDay: 500, control: 0.1, variant: 0.1},
  {name: "10 % to 11.5 %, 500 a day", perDay: 500, control: 0.1, variant: 0.115}
];

/** How often each rule finds a difference: at the end, at any of 14 looks with and without a boundary, by the sequence at any look. */
export function coverSequential(runs: number, seed: number): Measured[] {
  const bounds = groupBoundaries(Array.from({length: days}, (_, i) => (i + 1) / days)).map(({z}) => z);
  const fixed = normalUpperQuantile(level / 2);
  return designs.flatMap((design, index) => {
    const next = random(seed + index);
    const [drawControl, drawVariant] = [design.control, design.variant].map((p) => binomial(design.perDay, p));
    const tau2 = mixingVariance((2 * design.control * (1 - design.control)) / (design.perDay * days));
    const found = {fixed: 0, peeked: 0, bounded: 0, sequence: 0};
    for (let run = 0; run < runs; ++run) {
      let [a, b] = [0, 0];
      const seen = {peeked: false, bounded: false, sequence: false};
      for (let day = 1; day <= days; ++day) {
        a += drawControl!(next);
        b += drawVariant!(next);
        const n = day * design.perDay;
        const z = Math.abs(pooledZ({x: a, n}, {x: b, n})?.z ?? 0);
        seen.peeked ||= z > fixed;
        seen.bounded ||= z >= bounds[day - 1]!;
        seen.sequence ||= isClaimed(a, b, n, tau2);
        if (day === days && z > fixed) ++found.fixed;
      }
      for (const key of ["peeked", "bounded", "sequence"] as const) if (seen[key]) ++found[key];
    }
    const isNull = design.control === design.variant;
    const row = (rule: string, count: number, target: [number, number] | null) =>
      share(`${rule}, ${design.name}`, count, runs, isNull ? target : null);
    return [
      row("fixed end", found.fixed, [0.04, 0.06]),
      row("1.96 at any of 14 looks", found.peeked, null),
      row("O'Brien–Fleming over 14 looks", found.bounded, [0.04, 0.06]),
      row("confidence sequence at any look", found.sequence, [0, 0.05])
    ];
  });
}

function isClaimed(a: number, b: number, n: number, tau2: number): boolean {
  if (!isBurnedIn({n, conversions: Math.min(a, b)})) return false;
  const [p, q] = [a / n, b / n];
  const band = confidenceSequence({difference: q - p, variance: (p * (1 - p) + q * (1 - q)) / n}, {tau2, alpha: level});
  return band !== null && (band.lower > 0 || band.upper < 0);
}

/** How often a right split is called wrong if it is checked 100 times as the units come in, at 5 % and as the page flags it. */
export function coverSplit(runs: number, seed: number): Measured[] {
  const next = random(seed);
  const draw = binomial(50, 0.5);
  const found = {even: 0, flagged: 0, repeated: 0};
  for (let run = 0; run < runs; ++run) {
    let x = 0;
    const seen = {even: false, flagged: false, repeated: false};
    for (let check = 1; check <= 100; ++check) {
      x += draw(next);
      const {eValue, p} = srm([x, 50 * check - x], [1, 1]);
      seen.even ||= eValue >= 1 / level;
      seen.flagged ||= eValue >= 1000;
      seen.repeated ||= p! < level;
    }
    for (const key of ["even", "flagged", "repeated"] as const) if (seen[key]) ++found[key];
  }
  return [
    share("split e-value ≥ 20 at any of 100 checks", found.even, runs, [0, 0.05]),
    share("split e-value ≥ 1000 at any of 100 checks", found.flagged, runs, [0, 0.001]),
    share("split χ² p < .05 at any of 100 checks", found.repeated, runs, null)
  ];
}

/** What the estimates hold after a test of five looks that stops where it may, at a power of some 80 %. */
export function coverEstimates(runs: number, seed: number): Measured[] {
  const next = random(seed);
  const drift = 2.85;
  const bounds = groupBoundaries([0.2, 0.4, 0.6, 0.8, 1]);
  const counts = {below: 0, naive: 0, adjusted: 0, repeated: 0, fixed: 0};
  for (let run = 0; run < runs; ++run) {
    let place = 0;
    for (let look = 1; look <= bounds.length; ++look) {
      place += drift / 5 + randomNormal(next) / Math.sqrt(5);
      const se = Math.sqrt(5 / look);
      const difference = (place * 5) / look;
      const looks = bounds.slice(0, look);
      const now = sequentialEstimate(looks, {difference, se, isFinal: look === bounds.length})!;
      if (!now.adjusted) continue;
      if (now.adjusted.estimate < drift) ++counts.below;
      if (difference < drift) ++counts.naive;
      if (now.adjusted.lower <= drift && drift <= now.adjusted.upper) ++counts.adjusted;
      if (now.repeated[0] <= drift && drift <= now.repeated[1]) ++counts.repeated;
      if (Math.abs(difference - drift) <= 1.959964 * se) ++counts.fixed;
      break;
    }
  }
  return [
    share("adjusted estimate below the truth after stopping", counts.below, runs, [0.48, 0.52]),
    share("plain estimate below the truth after stopping", counts.naive, runs, null),
    share("stage-wise interval holds the truth", counts.adjusted, runs, [0.94, 0.96]),
    share("repeated interval holds the truth", counts.repeated, runs, [0.95, 1]),
    share("plain interval holds the truth after stopping", counts.fixed, runs, null)
  ];
}

/** What an overrun of 20 % does at the last look, if all looks are rescaled only then, and if the looks before keep their bounds. */
export function coverOverrun(runs: number, seed: number): Measured[] {
  const next = random(seed);
  const fractions = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.2];
  const made = groupBoundaries(fractions.slice(0, -1));
  const ends = (["rescale", "keep"] as const).map((overrun) => groupBoundaries(fractions, {overrun}).at(-1)!.z);
  const found = [0, 0];
  for (let run = 0; run < runs; ++run) {
    let place = 0;
    let stopped = false;
    fractions.forEach((fraction, i) => {
      place += Math.sqrt(fraction - (fractions[i - 1] ?? 0)) * randomNormal(next);
      if (made[i]) stopped ||= Math.abs(place) >= made[i].z * Math.sqrt(fraction);
    });
    ends.forEach((z, i) => {
      if (stopped || Math.abs(place) >= z * Math.sqrt(1.2)) ++found[i]!;
    });
  }
  return [
    share("overrun of 20 %, rescaled at the last look", found[0]!, runs, null),
    share("overrun of 20 %, earlier looks kept", found[1]!, runs, [0.04, 0.06])
  ];
}

function share(scenario: string, count: number, runs: number, target: [number, number] | null): Measured {
  const measured = count / runs;
  return {scenario, measured, se: Math.sqrt((measured * (1 - measured)) / runs), target};
}

/** A generator of binomial counts by inversion, its distribution worked out once. */
function binomial(n: number, p: number): (next: () => number) => number {
  const below = new Float64Array(n + 1);
  let probability = (1 - p) ** n;
  for (let x = 0, sum = 0; x <= n; ++x) {
    below[x] = sum += probability;
    probability *= ((n - x) / (x + 1)) * (p / (1 - p));
  }
  const middle = Math.round(n * p);
  return (next) => {
    const u = next();
    let x = middle;
    while (x > 0 && below[x - 1]! > u) --x;
    while (x < n && below[x]! <= u) ++x;
    return x;
  };
}
