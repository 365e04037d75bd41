import type {Experiment, Look} from "../../src/results/experiment.js";
import {contrastOf, random} from "../../src/stats/index.js";
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

function isTold({looks, ends, role, alarms}: Rule, next: () => number): boolean {
  const converted = [0, 0];
  const past: {x: [number, number]; n: number}[] = [];
  for (let day = 1; day <= days; ++day) {
    for (const arm of [0, 1]) for (let i = 0; i < perDay; ++i) if (next() < rate) ++converted[arm]!;
    past.push({x: [converted[0]!, converted[1]!], n: day * perDay});
    // Between planned looks nothing changes that the verdict goes by.
    if (looks !== null && (day * looks) % days !== 0) continue;
    const [c] = analyse(experimentOf(past, {looks, ends, role}));
    if (alarms.includes(c!.decision)) return true;
  }
  return false;
}

function experimentOf(
  past: readonly {x: [number, number]; n: number}[],
  {looks, ends, role}: Pick<Rule, "looks" | "ends" | "role">
): Experiment {
  const last = past.at(-1)!;
  const contrastAt = ({x, n}: {x: [number, number]; n: number}) => {
    const [a, b] = x.map((count) => ({n, mean: count / n, variance: ((count / n) * (1 - count / n) * n) / (n - 1)}));
    return contrastOf(a!, b!);
  };
  const seen = past.flatMap((at, i): Look[] => {
    const isDue = looks === null || ((i + 1) * looks) % days === 0;
    const fraction = looks === null ? null : (i + 1) / days;
    const versus = [{variant: "b", contrast: contrastAt(at)}];
    return isDue ? [{day: String(i), n: 2 * at.n, fraction, versus}] : [];
  });
  const cell = (arm: string, x: number) => ({arm, n: last.n, value: x / last.n, converted: null, accounts: null});
  const versus = {
    variant: "b",
    contrast: contrastAt(last),
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
    plannedUnits: looks === null ? null : 2 * days * perDay,
    arms: ["a", "b"].map((id) => ({...{id, name: id, copy: null, tags: [], planned: 0.5}, units: last.n, mixed: 0})),
    srm: {at: null, counts: [last.n, last.n], chi2: 0, df: 1, p: 1, eValue: 0.1, flag: false},
    ...{splits: [], multipleExposed: 0, findings: [], perDay: []},
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
        views: [{segment: null, excluded: false, arms: [cell("a", last.x[0]), cell("b", last.x[1])], versus: [versus]}],
        looks: seen
      }
    ]
  };
}
