// @vitest-environment happy-dom
import {describe, expect, it, vi} from "vitest";
import {CumulativeFigure, HoldoutFigure, TagsFigure, WinnersFigure} from "../../src/components/readoutFigures.js";
import {
  cumulativeTitle,
  effectsTable,
  holdoutRows,
  holdoutTitle,
  liftText,
  shippedRows,
  tagRows,
  tagsNote,
  tagsTitle,
  tallyNote
} from "../../src/components/readoutView.js";
import {SegmentsFigure, segmentRows} from "../../src/components/segmentsFigure.js";
import {readout} from "../../src/verdict/readout.js";
import {scanSegments} from "../../src/verdict/segments.js";
import {type Arms, pastTest} from "../verdict/pastTest.js";

vi.stubGlobal(
  "ResizeObserver",
  class {
    constructor(private readonly call: (entries: unknown[]) => void) {}
    observe(target: Element): void {
      this.call([{target, contentRect: {width: 640}}]);
    }
  }
);

const won: Arms = {a: [100, 1000], b: [160, 1000]};
const flat: Arms = {a: [100, 1000], b: [104, 1000]};
const tags = {b: ["outcome_led"]};
const four = [
  pastTest("one", {counts: won, tags}),
  pastTest("two", {counts: flat, tags}),
  pastTest("three", {counts: flat, tags: {b: ["urgent"]}}),
  pastTest("mean", {counts: won, metric: {kind: "mean"}})
];
const hold = pastTest("Silence", {counts: {none: [100, 1000], all: [150, 1000]}, tags: {none: ["holdout"]}});
const empty = readout([]);

describe("the readout", () => {
  it("shows a winner as measured and drawn, and every variant in the table", () => {
    const result = readout(four);
    expect(shippedRows(result.effects).map(({name, group}) => [group, name])).toEqual([
      ["one: Buy", "As measured"],
      ["one: Buy", "Drawn to the mean"]
    ]);
    expect(effectsTable(result.effects).rows.map(([name, , , , , shipped]) => [name, shipped])).toEqual([
      ["one", "yes"],
      ["two", "no"],
      ["three", "no"]
    ]);
    const text = WinnersFigure(result).textContent!;
    expect(text).toContain("2 of 4 finished tests won");
    expect(text).toContain("“mean” is not here: its primary metric is no rate.");
    expect(tallyNote(result)).toContain("So few tests");
    expect(CumulativeFigure(result).textContent).toContain("none took from another");
  });

  it("says what is missing where there is no test, or one", () => {
    const all = [WinnersFigure, CumulativeFigure, HoldoutFigure, TagsFigure].map((Part) => Part(empty).textContent!);
    expect(all[0]).toContain("No planned test is finished and valid yet");
    expect(all[0]).not.toContain("Winners are picked");
    expect(all[1]).toContain("Nothing that moved a rate has shipped yet");
    expect(all[2]).toContain("tag their arm holdout");
    expect(all[3]).toContain("No variant has a tag that its control has not");
    const one = readout(four.slice(0, 1));
    expect(tallyNote(one)).toContain("One test cannot tell what tests usually do");
    expect(tagsTitle(one.tags)).toBe("No tag has been in two tests yet");
    expect(tagsNote(one.tags)).toBe("In one test only, so without a mean: outcome-led.");
  });

  it("writes changes with their sign, and bounds those that say nothing", () => {
    expect([0.334, -0.0412, 0, 4e9, null].map(liftText)).toEqual(["+33%", "−4.1%", "0.0%", "> +1,000%", "n/a"]);
  });

  it("names the sum with its interval, and claims nothing where that holds no change", () => {
    const sum = {value: 0.33, lower: 0.1, upper: 0.61};
    const metric = {metric: "buy", metricName: "Buy", tests: 2, naive: sum};
    expect(cumulativeTitle([{...metric, shrunken: sum}])).toBe(
      "Multiplied, what shipped makes “Buy” better by 33% (+10 to +61%)"
    );
    expect(cumulativeTitle([{...metric, shrunken: {value: 0.1, lower: -0.1, upper: 0.3}}])).toBe(
      "What shipped changed “Buy” by +10% (−10 to +30%), which may be nothing"
    );
  });

  it("sets the gap to a holdout beside what shipped, or says why there is none", () => {
    const {holdouts} = readout([...four, hold]);
    expect(holdoutTitle(holdouts)).toBe("With messages, “Buy” is 50% better than without");
    expect(holdoutRows(holdouts).map(({name}) => name)).toEqual(["With messages, beside none", "What shipped, drawn"]);
    const broken = readout([{...hold, srm: {...hold.srm, flag: true}}]);
    expect(HoldoutFigure(broken).textContent).toContain("Silence: units did not split as planned");
  });

  it("calls what tags go with observed, and draws no interval that leaves no room for others", () => {
    const result = readout([...four.slice(0, 2), pastTest("five", {counts: flat, tags: {b: ["urgent"]}}), four[2]!]);
    const text = TagsFigure(result).textContent!;
    expect(text).toContain("Observed, not an effect of the tag.");
    expect(text).not.toMatch(/because|lift|drives|raised/);
    expect(tagsTitle(result.tags)).toBe(
      "None of 2 tags goes with better or worse results by more than chance explains"
    );
    // Two tests that differ: t with 1 df reaches past three times the control. Two that agree: 1.04·e^(12.7·.095) is past it, too.
    expect(tagRows(result.tags)).toEqual([]);
    expect(tagsNote(result.tags)).toContain("In too few tests");
  });
});

describe("SegmentsFigure", () => {
  const good: Arms = {a: [100, 1000], b: [150, 1000]};
  const segment = (value: string, counts: Arms) => ({dimension: "region", value, counts});
  const counts: Arms = {a: [400, 4000], b: [520, 4000]};

  it("names the segment that stands apart, and marks it in the chart", () => {
    const test = pastTest("x", {
      counts,
      segments: [segment("North", good), segment("South", good), segment("East", {a: [100, 1000], b: [60, 1000]})]
    });
    const text = SegmentsFigure(test, "buy", 0.05, "USD").textContent!;
    expect(text).toContain("East stands apart from the other segments");
    expect(text).toContain("Region: Q 31.71 on 2 df, p < 0.0001.");
    expect(segmentRows(test, scanSegments(test, "buy")).map(({name}) => name)).toEqual([
      "North",
      "South",
      "East (broken)"
    ]);
  });

  it("says so where segments agree, where none was named, and where the test is broken", () => {
    const alike = pastTest("x", {counts, segments: [segment("North", good), segment("South", good)]});
    expect(SegmentsFigure(alike, "buy", 0.05, "USD").textContent).toContain("is not told apart between segments");
    expect(SegmentsFigure(pastTest("x", {counts}), "buy", 0.05, "USD").textContent).toContain(
      "No segment is named in the plan"
    );
    const broken = pastTest("x", {counts, broken: true, segments: [segment("North", good)]});
    expect(SegmentsFigure(broken, "buy", 0.05, "USD").textContent).toContain("not to be read as effects");
  });
});
