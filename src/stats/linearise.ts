import type {Moments} from "./moments.js";
import type {Sample} from "./welch.js";

/**
 * The moments of a ratio of sums Σa/Σb as if it were a mean: those of the influences R + (a − R·b)/b̄, which have mean R.
 *
 * `pairs` names what to make of what: {y: "nd"} makes y out of n over d; with {y: "nd", x: "pq"} the ratio before rides along and `cuped` reads
 * the result, with {y: "nd"} alone `compareMeans` does by `sampleOf`. Where rows are accounts this is their cluster-robust (CR1) error.
 * Null if a denominator's mean is 0. Deng, Knoblich and Lu (2018), KDD, pages 233–242; Cochran (1977), chapter 6.
 *
 * linearise({n: 3, mean: {n: 2, d: 4}, co: {nn: 2, dd: 2, nd: 1}}, {y: "nd"}) // {n: 3, mean: {y: 0.5}, co: {yy: 0.09375}}
 */
export function linearise(moments: Moments, pairs: Readonly<Record<string, string>>): Moments | null {
  const mean: Record<string, number> = {};
  const co: Record<string, number> = {};
  const made = Object.entries(pairs).map(([name, [a, b]]) => {
    const below = valueOf(moments.mean, b!);
    const ratio = valueOf(moments.mean, a!) / below;
    mean[name] = ratio;
    // The influence as weights on the variables it is made of.
    return {name, below, weights: [[a!, 1 / below] as const, [b!, -ratio / below] as const]};
  });
  if (made.some(({below}) => below === 0)) return null;
  made.forEach((one, i) => {
    for (const other of made.slice(i)) {
      co[one.name + other.name] = one.weights.reduce(
        (sum, [a, wa]) =>
          sum + other.weights.reduce((part, [b, wb]) => part + wa * wb * valueOf(moments.co, a + b, b + a), 0),
        0
      );
    }
  });
  return {n: moments.n, mean, co};
}

/**
 * The count, mean and sample variance of one variable of some moments, as `compareMeans` and `contrastOf` read them.
 *
 * sampleOf({n: 3, mean: {y: 0.5}, co: {yy: 0.09375}}) // {n: 3, mean: 0.5, variance: 0.046875}
 */
export function sampleOf(moments: Moments, name = "y"): Sample {
  const {n} = moments;
  const variance = n < 2 ? null : Math.max(0, valueOf(moments.co, name + name)) / (n - 1);
  return {n, mean: valueOf(moments.mean, name), variance};
}

function valueOf(record: Readonly<Record<string, number>>, ...names: string[]): number {
  const value = names.map((name) => record[name]).find((each) => each !== undefined);
  if (value === undefined || !Number.isFinite(value)) throw new RangeError(`invalid moments: no ${names[0]}`);
  return value;
}
