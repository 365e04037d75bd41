// @vitest-environment happy-dom
import {describe, expect, it} from "vitest";
import {experimentClaim} from "../../src/components/experiment.js";
import type {ExperimentRead} from "../../src/verdict/analyse.js";
import type {Comparison} from "../../src/verdict/comparison.js";
import {Arms, Reasons, SplitCheck} from "../../src/components/experimentParts.js";
import {comparisonTable, differenceRows, exposureSeries} from "../../src/components/experimentTable.js";

const comparison: Comparison = {
  metric: "upgraded",
  metricName: "Upgraded",
  kind: "conversion",
  role: "primary",
  control: "a",
  variant: "b",
  nControl: 3310,
  nVariant: 3323,
  valueControl: 0.0492,
  valueVariant: 0.0671,
  difference: 0.0179,
  lower: 0.0065,
  upper: 0.0294,
  p: 0.002,
  pAdjusted: 0.004,
  lift: 0.364,
  liftLower: 0.12,
  liftUpper: 0.66,
  liftReason: null,
  method: "pooled z",
  margin: null,
  ...{better: "higher", eventsControl: 163, eventsVariant: 223, se: 0.0058, pMargin: null, reason: null, warnings: []},
  ...{pPermuted: null, accounts: null, alternatives: [], sequential: null, anytime: null, bayes: null, shrunken: null},
  decision: "ship",
  reasons: ["It does better."],
  windowHours: 336
};
const experiment: ExperimentRead = {
  id: "mail",
  name: "Mail",
  hypothesis: null,
  owner: null,
  unit: "account",
  status: "finished",
  exploratory: false,
  from: "2026-09-01",
  to: "2026-09-30",
  alpha: 0.05,
  ...{slug: "mail", ends: null, mde: null, plannedUnits: null, looks: null, spending: "obrien-fleming", control: "a"},
  ...{splits: [], findings: [], metrics: []},
  arms: [
    {id: "a", name: "Plain", copy: null, planned: 0.5, units: 3310, tags: [], mixed: 0},
    {id: "b", name: "Outcome", copy: "<b>Now</b>", planned: 0.5, units: 3323, tags: [], mixed: 0}
  ],
  srm: {at: null, counts: [3310, 3323], chi2: 0.03, df: 1, p: 0.87, eValue: 0.02, flag: false},
  multipleExposed: 0,
  comparisons: [comparison],
  funnel: [],
  perDay: [
    {day: "2026-09-01", arm: "a", units: 2},
    {day: "2026-09-01", arm: "b", units: 1},
    {day: "2026-09-03", arm: "a", units: 3}
  ]
};
const broken: ExperimentRead = {
  ...experiment,
  srm: {...experiment.srm, p: 1e-15, flag: true},
  comparisons: [{...comparison, decision: "invalid"}]
};
const withComparison = (change: Partial<Comparison>): ExperimentRead => ({
  ...experiment,
  comparisons: [{...comparison, ...change}]
});
const text = (found: ExperimentRead) => {
  const {before, value, interval, after} = experimentClaim(found);
  return [before, value, interval && ` (${interval})`, after].filter(Boolean).join("");
};

describe("experiment", () => {
  it("experimentClaim(experiment) says raised or lowered only if the interval leaves out zero", () => {
    expect(text(experiment)).toBe("“Outcome” raised “Upgraded” by 1.8 pp (0.7 to 2.9 pp) against “Plain”");
    expect(text(withComparison({difference: -0.0179, lower: -0.0294, upper: -0.0065}))).toBe(
      "“Outcome” lowered “Upgraded” by 1.8 pp (0.7 to 2.9 pp) against “Plain”"
    );
    expect(text(withComparison({lower: -0.001}))).toBe(
      "“Outcome” differs from “Plain” by +1.8 pp (−0.1 to +2.9 pp) in “Upgraded”: no clear effect"
    );
  });

  it("experimentClaim(experiment) tells no effect where the split is broken or nothing was measured", () => {
    expect(text(broken)).toBe("Mail: the split is broken, so this test has no result");
    expect(text({...experiment, comparisons: []})).toBe("Mail: no result yet");
    expect(text(withComparison({difference: null, lower: null, upper: null}))).toBe("Mail: no result yet");
  });

  it("Arms(experiment) sets copy as text", () => {
    expect(Arms(experiment).querySelector("blockquote b")).toBeNull();
    expect(Arms(experiment).textContent).toContain("<b>Now</b>");
  });

  it("experimentClaim(experiment) calls nothing a result that the verdict does not", () => {
    expect(text(withComparison({decision: "extend"}))).toContain("differs from “Plain” by +1.8 pp");
    expect(text(withComparison({decision: "extend"}))).toContain("not decided yet");
    expect(text(withComparison({decision: "keep"}))).toContain("the control is kept");
    expect(text(withComparison({decision: "invalid"}))).toBe(
      "Mail: the arms were not kept apart, so this test has no result"
    );
  });

  it("SplitCheck(experiment) says where no split was planned", () => {
    const arms = experiment.arms.map((arm) => ({...arm, planned: null}));
    expect(SplitCheck({...experiment, arms}).textContent).toMatch(/No split was planned.*cannot be tested/s);
  });

  it("SplitCheck(experiment) says invalid and why", () => {
    expect(SplitCheck(experiment).textContent).toContain("The split is as planned");
    expect(SplitCheck(broken).textContent).toMatch(/Invalid: the split is broken.*3,310 Plain and 3,323 Outcome/s);
  });

  it("differenceRows(experiment) are grey where the split is broken, and hold no means", () => {
    expect(differenceRows(experiment, "rate")[0]).toMatchObject({
      name: "Outcome",
      group: "Upgraded",
      n: 6633,
      color: "var(--accent)"
    });
    expect(differenceRows(broken, "rate")[0]!.color).toBe("var(--control)");
    expect(differenceRows(withComparison({kind: "mean"}), "rate")).toEqual([]);
  });

  it("comparisonTable(experiment) has a cell for each column", () => {
    const {columns, rows} = comparisonTable(experiment, "USD");
    expect(rows.map((row) => row.length)).toEqual([columns.length]);
  });

  it("Reasons(experiment) tells a guardrail from a goal", () => {
    expect(Reasons(withComparison({role: "guardrail"}), "USD").textContent.replace(/\s+/g, " ")).toContain(
      "Upgraded (guardrail), Outcome: holds"
    );
  });

  it("exposureSeries(experiment) adds up days, also those without exposures", () => {
    expect(exposureSeries(experiment).map((one) => one.values.map((point) => point.value))).toEqual([
      [2, 5],
      [1, 1]
    ]);
  });
});
