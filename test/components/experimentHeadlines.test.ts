// @vitest-environment happy-dom
import {describe, expect, it} from "vitest";
import {experimentSummary} from "../../loaders/results/overview.js";
import {experimentClaim} from "../../src/components/experiment.js";
import {DifferenceFigures, differencePanels} from "../../src/components/experimentDifferences.js";
import {Reasons} from "../../src/components/experimentParts.js";
import type {MetricResult} from "../../src/results/experiment.js";
import {contrastOf} from "../../src/stats/index.js";
import type {ExperimentRead} from "../../src/verdict/analyse.js";
import {analyse} from "../../src/verdict/analyse.js";
import {causeOf, leading} from "../../src/verdict/leading.js";
import {ruleOf} from "../../src/verdict/ruleOf.js";
import {type PastTest, pastTest} from "../verdict/pastTest.js";

const counts = {a: [100, 2000], b: [160, 2000]} as const;
const conversion = (id: string, more: Partial<MetricResult>, own: PastTest["counts"] = counts) => ({
  ...pastTest("t", {counts: own}).metrics[0]!,
  ...{id, name: id},
  ...more
});
const withMetrics = (metrics: MetricResult[], more: Partial<ExperimentRead> = {}): ExperimentRead => {
  const test = {...pastTest("t", {counts}), metrics, ...more};
  return {...test, comparisons: analyse(test)};
};
const sample = (mean: number) => ({n: 500, mean, variance: 1});
const mean = (id: string, more: Partial<MetricResult>): MetricResult => {
  const base = conversion(id, {kind: "mean", ...more});
  const [view] = base.views;
  const arms = view!.arms.map((arm) => ({...arm, converted: null}));
  const versus = [{...view!.versus[0]!, contrast: contrastOf(sample(2), sample(2.4))}];
  return {...base, views: [{...view!, arms, versus}]};
};
const text = (found: ExperimentRead) => {
  const {before, value, interval, after} = experimentClaim(found);
  return [before, value, interval && ` (${interval})`, after].filter(Boolean).join("");
};

describe("the headline of a test", () => {
  it("names the guardrail that failed where the primary metric won", () => {
    const guard = conversion("Left", {role: "guardrail", better: "lower", margin: 0.01});
    const read = withMetrics([conversion("Bought", {}), guard]);
    expect(read.comparisons.map(({decision}) => decision)).toEqual(["stop", "stop"]);
    expect(text(read)).toMatch(/^“b” raised “Bought” by 3\.0 pp .* against “a”, but a guardrail failed: “Left”$/);
    expect(causeOf(read, leading(read))).toBe("guardrail");
    expect(experimentSummary(read)).toMatchObject({cause: "guardrail", verdict: "Stop: guardrail failed"});
  });

  it("names none where the primary metric itself did the harm", () => {
    const worse = {a: [160, 2000], b: [100, 2000]} as const;
    const guard = conversion("Left", {role: "guardrail", better: "lower", margin: 0.01});
    const read = withMetrics([conversion("Bought", {}, worse), guard]);
    expect(leading(read)!.decision).toBe("stop");
    expect(causeOf(read, leading(read))).toBeNull();
    expect(text(read)).not.toContain("guardrail");
  });

  it("says which of the two made a test invalid", () => {
    const mixed = {check: "exposure", state: "bad" as const, text: "Every user saw more than one arm."};
    const apart = withMetrics([conversion("Bought", {})], {findings: [mixed]});
    expect(causeOf(apart, leading(apart))).toBe("exposure");
    expect(text(apart)).toContain("the arms were not kept apart");
    expect(experimentSummary(apart).verdict).toBe("Invalid: arms not kept apart");
    const broken = pastTest("t", {counts, broken: true});
    expect(experimentSummary(broken).verdict).toBe("Invalid: split broken");
    expect(causeOf(broken, leading(broken))).toBe("split");
    expect(text(broken)).toContain("the split is broken");
    expect(experimentSummary(broken).holdout).toBe(false);
    expect(experimentSummary(pastTest("h", {counts, tags: {a: ["holdout"]}})).holdout).toBe(true);
  });

  it("gives after an early stop the estimate that allows for it, and the plain one beside", () => {
    const [only] = pastTest("t", {counts}).metrics;
    /** Looks at shares of 4,000 units, with the rate of the variant at each against 5 %. */
    const looksAt = (rates: readonly [share: number, rate: number][]) =>
      rates.map(([share, rate], i) => ({
        ...{day: `2026-01-1${i}`, n: 4000 * share, fraction: share},
        versus: only!.views[0]!.versus.map(({variant}) => {
          const half = (p: number) => ({n: 2000 * share, mean: p, variance: p * (1 - p)});
          return {variant, contrast: contrastOf(half(0.05), half(rate))};
        })
      }));
    const readAt = (...rates: [number, number][]) =>
      withMetrics([{...only!, looks: looksAt(rates)}], {looks: 4, plannedUnits: 4000});
    // Stopped by the second of four looks at 9 against 5 %: what the first let pass takes a little off.
    const read = readAt([0.25, 0.08], [0.5, 0.09]);
    const {sequential} = read.comparisons[0]!;
    expect(sequential).toMatchObject({crossed: true, look: 2, looks: 4});
    const {estimate, lower, upper} = sequential!.adjusted!;
    expect(estimate).toBeLessThan(0.04);
    expect(lower).toBeGreaterThan(0);
    expect(upper).toBeGreaterThan(0.05);
    expect(text(read)).toMatch(/^“b” raised “Buy” by \d.\d+ pp \(\d.* pp\) against “a”/);
    expect(experimentSummary(read).adjusted).toBe(estimate);
    // What came in after the stop counts: at 8 against 5 % it is nearer to 3 pp than to 4.
    const on = readAt([0.25, 0.08], [0.5, 0.09], [0.75, 0.08], [1, 0.08]).comparisons[0]!.sequential!;
    expect(on).toMatchObject({crossed: true, look: 2});
    expect(Math.abs(on.adjusted!.estimate - 0.03)).toBeLessThan(0.002);
    expect(text(readAt([1, 0.08]))).not.toContain("allowing");
  });
});

describe("the rule of a verdict", () => {
  it("is the one reading at the end for a finished test without looks", () => {
    const read = withMetrics([conversion("Bought", {})]);
    expect(ruleOf(read, read.comparisons[0]!)).toBe("fixed horizon");
    expect(Reasons(read, "USD").textContent).toContain("Rule: fixed horizon, read once at its end.");
    expect(Reasons(read, "USD").textContent).not.toContain("confidence sequence");
  });

  it("is a confidence sequence only where a test has neither looks nor an end", () => {
    const anytime = {lower: 0, upper: 1, p: 1, crossed: false, burnedIn: true};
    const primary = {role: "primary", sequential: null, anytime} as const;
    const endless = {status: "running", looks: null, ends: null, plannedUnits: null} as const;
    expect(ruleOf(endless, primary)).toBe("confidence sequence");
    expect(ruleOf({...endless, ends: "2026-01-31"}, primary)).toBe("fixed horizon");
    expect(ruleOf({...endless, status: "finished", plannedUnits: 100}, primary)).toBe("fixed horizon");
    expect(ruleOf({...endless, looks: 4}, primary)).toBeNull();
    expect(ruleOf(endless, {...primary, role: "guardrail"})).toBeNull();
  });
});

describe("the figures of differences", () => {
  const read = withMetrics([
    conversion("Seen", {role: "exploratory"}),
    conversion("Left", {role: "guardrail", better: "lower"}),
    mean("Seats", {}),
    mean("Tickets", {role: "guardrail"}),
    conversion("Bought", {})
  ]);

  it("begin with the first primary metric, whatever its kind", () => {
    const names = differencePanels(read).map((panel) => panel.map(({metricName}) => metricName));
    expect(names).toEqual([["Seats"], ["Bought", "Left", "Seen"], ["Tickets"]]);
  });

  it("have a table each, of their own comparisons only", () => {
    const figures = DifferenceFigures(read, {}, {site: {currency: "USD"}, queries: {}} as never);
    expect(figures.map((figure) => figure.querySelector("h2,h3")?.textContent.trim())).toEqual([
      "Seats",
      "What each message changed",
      "Tickets (guardrail)"
    ]);
  });

  it("say that nothing was measured where there is no metric", () => {
    const figures = DifferenceFigures({...read, comparisons: []}, {}, {site: {currency: "USD"}, queries: {}} as never);
    expect(figures).toHaveLength(1);
  });
});
