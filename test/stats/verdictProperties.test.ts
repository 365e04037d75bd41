import fc from "fast-check";
import {describe, expect, it} from "vitest";
import type {Experiment, Look, MetricResult} from "../../src/results/experiment.js";
import {type Contrast, contrastOf} from "../../src/stats/index.js";
import {analyse} from "../../src/verdict/analyse.js";
import type {Comparison} from "../../src/verdict/comparison.js";

type Mean = {n: number; mean: number; variance: number};
/** What each arm of a metric did: of n so many, or a mean. */
type Drawn = {kind: "conversion"; arms: {x: number; n: number}[]} | {kind: "mean"; arms: Mean[]};

const names = ["a", "b", "c"];
const count = fc.integer({min: 20, max: 3000});
const conversion: fc.Arbitrary<Drawn> = fc
  .array(
    count.chain((n) => fc.record({x: fc.integer({min: 0, max: n}), n: fc.constant(n)})),
    {minLength: 3, maxLength: 3}
  )
  .map((arms) => ({kind: "conversion", arms}));
/** Near enough to each other that some are told apart and some are not. */
const close: fc.Arbitrary<Drawn> = fc
  .tuple(fc.integer({min: 500, max: 3000}), fc.array(fc.integer({min: -60, max: 60}), {minLength: 3, maxLength: 3}))
  .map(([n, gaps]) => ({kind: "conversion", arms: gaps.map((gap) => ({x: Math.round(n / 5) + gap, n}))}));
const mean: fc.Arbitrary<Drawn> = fc
  .array(
    fc.record({
      n: count,
      mean: fc.double({min: 9, max: 11, noNaN: true}),
      variance: fc.double({min: 1, max: 100, noNaN: true})
    }),
    {minLength: 3, maxLength: 3}
  )
  .map((arms) => ({kind: "mean", arms}));
const drawn = fc.oneof(conversion, close, mean);

function sampleOf(metric: Drawn, arm: number): Mean {
  if (metric.kind === "mean") return metric.arms[arm]!;
  const {x, n} = metric.arms[arm]!;
  return {n, mean: x / n, variance: ((x / n) * (1 - x / n) * n) / (n - 1)};
}

/** Looks at shares of the units; the gap of the means drifts by `tilt` of it on the way. */
function looksOf(metric: Drawn, tilts: readonly number[], control: number, isPlanned: boolean): Look[] {
  return tilts.map((tilt, k) => {
    const share = (k + 1) / tilts.length;
    const part = (arm: number) => {
      const own = sampleOf(metric, arm);
      return {...own, n: Math.max(2, Math.round(own.n * share))};
    };
    const versus = names.flatMap((variant, arm) => {
      if (arm === control) return [];
      const found = contrastOf(part(control), part(arm));
      return [{variant, contrast: found && {...found, difference: found.difference * (share === 1 ? 1 : 1 + tilt)}}];
    });
    return {day: `2026-01-${10 + k}`, n: Math.round(3000 * share), fraction: isPlanned ? share : null, versus};
  });
}

interface Made {
  metrics: Drawn[];
  roles: MetricResult["role"][];
  tilts: number[];
  status: Experiment["status"];
  planned: boolean;
  control: number;
}

const made: fc.Arbitrary<Made> = fc.record({
  metrics: fc.array(drawn, {minLength: 4, maxLength: 4}),
  roles: fc.array(fc.constantFrom("primary", "primary", "guardrail", "exploratory"), {minLength: 4, maxLength: 4}),
  tilts: fc.array(fc.double({min: -1, max: 3, noNaN: true}), {minLength: 0, maxLength: 4}),
  status: fc.constantFrom("running", "finished"),
  planned: fc.boolean(),
  control: fc.constant(0)
});

function experimentOf({metrics, roles, tilts, status, planned, control}: Made, scale = 1): Experiment {
  return {
    ...{id: "x", slug: "x", name: "x", hypothesis: null, owner: null, unit: "user", status, exploratory: false},
    ...{from: "2026-01-01", to: "2026-01-31", ends: null, alpha: 0.05, mde: null, spending: "obrien-fleming"},
    ...{plannedUnits: 3000, looks: planned && tilts.length > 0 ? tilts.length : null, control: names[control]!},
    arms: names.map((id) => ({...{id, name: id, copy: null, tags: [], planned: 1 / 3}, units: 100, mixed: 0})),
    srm: {at: null, counts: [100, 100, 100], chi2: 0, df: 2, p: 1, eValue: 0.1, flag: false},
    ...{splits: [], multipleExposed: 0, findings: [], perDay: [], funnel: []},
    metrics: metrics.map((metric, i) => metricOf(metric, {i, role: roles[i]!, tilts, control, planned}, scale))
  };
}

function metricOf(
  metric: Drawn,
  {
    i,
    role,
    tilts,
    control,
    planned
  }: {i: number; role: MetricResult["role"]} & Pick<Made, "tilts" | "control" | "planned">,
  scale: number
): MetricResult {
  const k = metric.kind === "mean" ? scale : 1;
  const scaled: Drawn =
    metric.kind === "mean"
      ? {...metric, arms: metric.arms.map((arm) => ({...arm, mean: arm.mean * k, variance: arm.variance * k * k}))}
      : metric;
  const arms = names.map((arm, j) => {
    const {n, mean: value} = sampleOf(scaled, j);
    return {arm, n, value, converted: scaled.kind === "conversion" ? scaled.arms[j]!.x : null, accounts: null};
  });
  const versus = names.flatMap((variant, j) => {
    const contrast: Contrast | null = contrastOf(sampleOf(scaled, control), sampleOf(scaled, j));
    return j === control
      ? []
      : [{...{variant, contrast, reason: null, method: "Welch"}, warnings: [], permutation: null}];
  });
  return {
    ...{id: `m${i}`, name: `M${i}`, kind: metric.kind, role, better: "higher", windowHours: 24, cap: null},
    margin: role === "guardrail" ? (metric.kind === "mean" ? 0.5 * k : 0.02) : null,
    views: [{segment: null, excluded: false, arms, versus}],
    looks: role === "primary" ? looksOf(scaled, tilts, control, planned) : []
  };
}

const run = (property: fc.IProperty<[Made]>, seed: number) => fc.assert(property, {numRuns: 150, seed});

describe("analyse", {timeout: 120_000}, () => {
  it("flips every sign, and no p, if control and variant change places", () => {
    run(
      fc.property(made, (given) => {
        const forth = analyse(experimentOf(given)).filter(({variant}) => variant === "b");
        const back = analyse(experimentOf({...given, control: 1})).filter(({variant}) => variant === "a");
        forth.forEach((one, i) => {
          const other = back[i]!;
          if (one.difference === null) return expect(other.difference).toBeNull();
          expect(other.difference).toBeCloseTo(-one.difference, 10);
          if (one.lower !== null) expect(other.upper).toBeCloseTo(-one.lower, 9);
          if (one.p !== null) expect(other.p).toBeCloseTo(one.p, 9);
          expect(other.sequential?.crossed).toBe(one.sequential?.crossed);
        });
      }),
      31
    );
  });

  it("reads every comparison the same in any order of the metrics", () => {
    run(
      fc.property(made, (given) => {
        const experiment = experimentOf(given);
        const key = (c: Comparison) => `${c.metric} ${c.variant}`;
        const byKey = (list: Comparison[]) => [...list].sort((one, other) => (key(one) < key(other) ? -1 : 1));
        const reversed = {...experiment, metrics: [...experiment.metrics].reverse()};
        const sorted = (list: Comparison[]) => byKey(list).map((c) => ({...c, reasons: [...c.reasons].sort()}));
        expect(sorted(analyse(reversed))).toEqual(sorted(analyse(experiment)));
      }),
      32
    );
  });

  it("keeps the order of p under Holm and Benjamini–Hochberg, never below p", () => {
    run(
      fc.property(made, (given) => {
        for (const role of ["primary", "exploratory"]) {
          const own = analyse(experimentOf(given)).filter((c) => c.role === role && c.p !== null);
          own.sort((one, other) => one.p! - other.p!);
          own.forEach((c, i) => {
            expect(c.pAdjusted!).toBeGreaterThanOrEqual(c.p!);
            if (i > 0) expect(c.pAdjusted!).toBeGreaterThanOrEqual(own[i - 1]!.pAdjusted!);
          });
        }
      }),
      33
    );
  });

  it("never ships or stops while the interval it goes by holds 0, and ships only what is better", () => {
    const seen = new Map<string, number>();
    run(
      fc.property(made, (given) => {
        const experiment = experimentOf(given);
        for (const c of analyse(experiment).filter(({role}) => role === "primary")) {
          seen.set(c.decision, (seen.get(c.decision) ?? 0) + 1);
          const shown =
            c.sequential ?? (experiment.status === "finished" ? c : experiment.looks === null ? c.anytime : null);
          const holds =
            !shown || shown.lower === null || shown.upper === null || (shown.lower <= 0 && shown.upper >= 0);
          if (c.decision === "ship") expect([holds, shown!.lower! > 0]).toEqual([false, true]);
          if (holds) expect(["keep", "extend"]).toContain(c.decision);
        }
      }),
      34
    );
    expect([...seen.keys()].sort()).toEqual(["extend", "keep", "ship", "stop"]);
  });

  it("keeps p, lift and decision of a mean in another unit", () => {
    run(
      fc.property(made, (given) => {
        const [one, other] = [analyse(experimentOf(given)), analyse(experimentOf(given, 100))];
        one.forEach((c, i) => {
          const d = other[i]!;
          // Rounding decides only where p is alpha to the last digits.
          fc.pre(c.p === null || Math.abs(c.p - 0.05) > 1e-9);
          expect(d.decision).toBe(c.decision);
          if (c.p !== null) expect(d.p).toBeCloseTo(c.p, 9);
          if (c.lift !== null) expect(d.lift).toBeCloseTo(c.lift, 9);
          if (c.kind === "mean") expect(d.difference! / 100).toBeCloseTo(c.difference!, 9);
        });
      }),
      35
    );
  });
});
