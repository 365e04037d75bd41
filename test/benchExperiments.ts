import type {ArmCell, Experiment, Look, MetricResult, View} from "../src/results/experiment.js";
import {type Contrast, contrastOf, random, randomNormal} from "../src/stats/index.js";
import {analyse} from "../src/verdict/analyse.js";

// Times of what a page does when a reader moves alpha, and of a thousand tests at once. Prints milliseconds.

const variants = ["b", "c"];
const kinds = ["conversion", "conversion", "mean", "mean", "conversion"] as const;
const roles = ["primary", "primary", "primary", "guardrail", "exploratory"] as const;

/** A test of three arms and five metrics from its sufficient statistics, drawn at no difference. */
function simulate(id: number, looks: number | null): Experiment {
  const next = random(id + 1);
  const n = 2000 + Math.floor(next() * 20_000);
  return {
    ...{
      id: `x${id}`,
      slug: `x${id}`,
      name: `Test ${id}`,
      hypothesis: null,
      owner: null,
      unit: "user",
      status: "finished"
    },
    ...{exploratory: false, from: "2026-01-01", to: "2026-01-31", ends: "2026-01-31", alpha: 0.05, mde: 0.01},
    ...{
      plannedUnits: 3 * n,
      looks,
      spending: "obrien-fleming",
      control: "a",
      multipleExposed: 0,
      findings: [],
      perDay: [],
      funnel: []
    },
    arms: ["a", ...variants].map((arm) => ({
      ...{id: arm, name: arm, copy: null, tags: [], planned: 1 / 3},
      units: n,
      mixed: 0
    })),
    srm: {at: null, counts: [n, n, n], chi2: 0, df: 2, p: 1, eValue: 0.1, flag: false},
    splits: [],
    metrics: kinds.map((kind, i) => metricOf({kind, i, n, looks: looks ?? 0, next}))
  };
}

interface Asked {
  kind: (typeof kinds)[number];
  i: number;
  n: number;
  looks: number;
  next: () => number;
}

function metricOf({kind, i, n, looks, next}: Asked): MetricResult {
  const rate = 0.02 + 0.2 * next();
  const [level, spread] = kind === "conversion" ? [rate, Math.sqrt(rate * (1 - rate))] : [10, 20];
  const paths = ["a", ...variants].map(() => {
    let place = 0;
    return Array.from({length: Math.max(1, looks)}, (_, k) => (place += randomNormal(next)) / (k + 1));
  });
  const meanAt = (arm: number, k: number) => level + spread * Math.sqrt(Math.max(1, looks) / n) * paths[arm]![k]!;
  const contrastAt = (arm: number, k: number): Contrast | null => {
    const units = Math.round((n * (k + 1)) / Math.max(1, looks));
    const of = (a: number) => ({n: units, mean: meanAt(a, k), variance: spread ** 2});
    return contrastOf(of(0), of(arm));
  };
  const last = Math.max(1, looks) - 1;
  const arms: ArmCell[] = ["a", ...variants].map((arm, a) => {
    const converted = kind === "conversion" ? Math.max(0, Math.round(n * meanAt(a, last))) : null;
    return {arm, n, value: converted === null ? meanAt(a, last) : converted / n, converted, accounts: null};
  });
  const versus = variants.map((variant, j) => ({
    ...{variant, contrast: contrastAt(j + 1, last), reason: null},
    ...{method: "Welch t; Fieller interval", warnings: [], permutation: null}
  }));
  const views: View[] = [{segment: null, excluded: false, arms, versus}];
  const seen = Array.from({length: roles[i] === "primary" ? looks : 0}, (_, k): Look => {
    const contrasts = variants.map((variant, j) => ({variant, contrast: contrastAt(j + 1, k)}));
    return {
      day: `2026-01-${10 + k}`,
      n: Math.round((3 * n * (k + 1)) / looks),
      fraction: (k + 1) / looks,
      versus: contrasts
    };
  });
  return {
    ...{
      id: `m${i}`,
      name: `Metric ${i}`,
      kind,
      role: roles[i]!,
      better: "higher",
      margin: roles[i] === "guardrail" ? 1 : null
    },
    ...{windowHours: 336, cap: null, views, looks: seen}
  };
}

function median(times: readonly number[]): number {
  return [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)]!;
}

/** Milliseconds of reading a test that was read before at an alpha it was not read at, a new test each time. */
function reread(looks: number | null): {first: number; middle: number; slowest: number} {
  const times = Array.from({length: 51}, (_, i) => {
    const experiment = simulate(i, looks);
    analyse(experiment);
    const start = performance.now();
    analyse(experiment, {alpha: 0.01 + i / 1000});
    return performance.now() - start;
  });
  return {first: times[0]!, middle: median(times.slice(1)), slowest: Math.max(...times.slice(1))};
}

function show(name: string, {first, middle, slowest}: ReturnType<typeof reread>): void {
  const [a, b, c] = [first, middle, slowest].map((time) => time.toFixed(1));
  process.stdout.write(`${name}: median ${b} ms of 50, slowest ${c}, the first of all ${a}\n`);
}

show("one test at a new alpha, no looks", reread(null));
show("one test at a new alpha, 5 looks", reread(5));
show("one test at a new alpha, 14 looks", reread(14));
const tests = Array.from({length: 1000}, (_, i) => simulate(i, 5));
const start = performance.now();
const comparisons = tests.reduce((sum, test) => sum + analyse(test).length, 0);
process.stdout.write(
  `1,000 tests of 5 metrics and 3 arms with 5 looks: ${((performance.now() - start) / 1000).toFixed(2)} s for ${comparisons} comparisons\n`
);
