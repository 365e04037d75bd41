import type {Experiment, Look} from "../../src/results/experiment.js";
import {contrastOf, random, randomNormal, type Sample} from "../../src/stats/index.js";
import {analyse} from "../../src/verdict/analyse.js";
import type {Decision} from "../../src/verdict/comparison.js";
import type {Measured} from "./coverSequential.js";

const days = 15;
const perDay = 100;
const rate = 0.1;

/** How a test is read while its units come in. */
interface Rule {
  name: string;
  role: "primary" | "guardrail";
  /** Looks planned; null for a test without. */
  looks: number | null;
  /** Whether it has an end, on the last day. */
  ends: boolean;
  /** Accounts an arm that come in a day, whose means are compared; without, units that convert. */
  accounts?: number;
  /** The verdicts that are false alarms. */
  alarms: readonly Decision[];
  target: [number, number] | null;
}

const rules: Rule[] = [
  {
    ...{name: "ship or stop, five planned looks", role: "primary", looks: 5, ends: true},
    alarms: ["ship", "stop"],
    target: [0.04, 0.06]
  },
  {
    ...{name: "ship, an end and no looks", role: "primary", looks: null, ends: true},
    alarms: ["ship"],
    target: [0.02, 0.03]
  },
  {
    ...{name: "ship or stop, an end and no looks", role: "primary", looks: null, ends: true},
    alarms: ["ship", "stop"],
    target: [0.04, 0.06]
  },
  {
    ...{name: "ship or stop, no end", role: "primary", looks: null, ends: false},
    alarms: ["ship", "stop"],
    target: [0, 0.05]
  },
  {
    ...{name: "guardrail harmed, five planned looks", role: "guardrail", looks: 5, ends: true},
    alarms: ["stop"],
    target: [0.02, 0.03]
  },
  {
    ...{name: "guardrail harmed, an end and no looks", role: "guardrail", looks: null, ends: true},
    alarms: ["stop"],
    target: [0.02, 0.03]
  },
  {
    ...{name: "ship or stop, five planned looks at 3 to 15 accounts an arm", role: "primary", looks: 5, ends: true},
    accounts: 1,
    alarms: ["ship", "stop"],
    target: [0.03, 0.06]
  }
];

/**
 * How often two arms that are the same are told apart by the whole verdict, which a build makes anew on each of 15 days. A guardrail
 * counts harm only, which is half of alpha. Units are read as 0 and 1, which takes a tenth of the time counts do.
 */
export function coverVerdict(runs: number, seed: number): Measured[] {
  return rules.map((rule, i) => {
    const next = random(seed + i);
    let told = 0;
    for (let run = 0; run < runs; ++run) if (isTold(rule, next)) ++told;
    const measured = told / runs;
    return {scenario: rule.name, measured, se: Math.sqrt((measured * (1 - measured)) / runs), target: rule.target};
  });
}

type Arms = [control: Sample, variant: Sample];

function isTold({looks, ends, role, alarms, accounts}: Rule, next: () => number): boolean {
  const seen: [number[], number[]] = [[], []];
  const converted = [0, 0];
  const past: Arms[] = [];
  for (let day = 1; day <= days; ++day) {
    for (const arm of [0, 1] as const)
      if (accounts) for (let i = 0; i < accounts; ++i) seen[arm].push(randomNormal(next));
      else for (let i = 0; i < perDay; ++i) if (next() < rate) ++converted[arm]!;
    past.push((accounts ? seen.map(sampleOfMeans) : converted.map((x) => sampleOfCount(x, day * perDay))) as Arms);
    // Between planned looks nothing changes that the verdict goes by.
    if (looks !== null && (day * looks) % days !== 0) continue;
    const [c] = analyse(experimentOf(past, {looks, ends, role}));
    if (alarms.includes(c!.decision)) return true;
  }
  return false;
}

function sampleOfCount(x: number, n: number): Sample {
  return {n, mean: x / n, variance: ((x / n) * (1 - x / n) * n) / (n - 1)};
}

function sampleOfMeans(values: readonly number[]): Sample {
  const n = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  return {n, mean, variance: n < 2 ? null : values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1)};
}

function experimentOf(past: readonly Arms[], {looks, ends, role}: Pick<Rule, "looks" | "ends" | "role">): Experiment {
  const last = past.at(-1)!;
  const n = last[0].n;
  const seen = past.flatMap((arms, i): Look[] => {
    const isDue = looks === null || ((i + 1) * looks) % days === 0;
    const fraction = looks === null ? null : (i + 1) / days;
    const versus = [{variant: "b", contrast: contrastOf(...arms)}];
    return isDue ? [{day: String(i), n: 2 * arms[0].n, fraction, versus}] : [];
  });
  const cell = (arm: string, {mean}: Sample) => ({arm, n, value: mean, converted: null, accounts: null});
  const versus = {
    variant: "b",
    contrast: contrastOf(...last),
    reason: null,
    method: null,
    warnings: [],
    permutation: null
  };
  return {
    ...{id: "x", slug: "x", name: "x", hypothesis: null, owner: null, unit: "user", exploratory: false},
    ...{
      from: "",
      to: "",
      ends: ends ? "the last day" : null,
      alpha: 0.05,
      mde: null,
      spending: "obrien-fleming",
      control: "a",
      looks
    },
    status: ends && past.length === days ? "finished" : "running",
    plannedUnits: looks === null ? null : 2 * n * (days / past.length),
    arms: ["a", "b"].map((id) => ({...{id, name: id, copy: null, tags: [], planned: 0.5}, units: n, mixed: 0})),
    srm: {at: null, counts: [n, n], chi2: 0, df: 1, p: 1, eValue: 0.1, flag: false},
    ...{splits: [], multipleExposed: 0, findings: [], perDay: [], funnel: []},
    metrics: [
      {
        ...{
          id: "m",
          name: "M",
          kind: "mean",
          role,
          better: "higher",
          margin: null,
          windowHours: 24,
          cap: null
        },
        views: [{segment: null, excluded: false, arms: [cell("a", last[0]), cell("b", last[1])], versus: [versus]}],
        looks: seen
      }
    ]
  };
}
