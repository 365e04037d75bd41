import {describe, expect, it} from "vitest";
import {heterogeneity} from "../../src/stats/index.js";
import {analyse} from "../../src/verdict/analyse.js";
import {scanSegments} from "../../src/verdict/segments.js";
import {type Arms, pastTest} from "./pastTest.js";

const counts: Arms = {a: [400, 4000], b: [520, 4000]};
const good: Arms = {a: [100, 1000], b: [150, 1000]};
const segment = (value: string, own: Arms) => ({dimension: "region", value, counts: own});

describe("scanSegments", () => {
  it("tests a registered dimension by Cochran's Q and draws its segments together", () => {
    const test = pastTest("x", {
      counts,
      segments: [segment("north", good), segment("south", good), segment("east", {a: [100, 1000], b: [60, 1000]})]
    });
    const [scan] = scanSegments(test, "buy");
    const contrasts = test.metrics[0]!.views.slice(1).map((view) => view.versus[0]!.contrast!);
    const expected = heterogeneity(
      contrasts.map(({difference, squared}) => ({value: difference, se: Math.sqrt(squared)}))
    )!;
    expect(scan).toMatchObject({dimension: "region", variant: "b", df: 2});
    expect(scan!.q).toBeCloseTo(expected.q, 9);
    expect(scan!.p).toBeCloseTo(expected.p, 12);
    expect(scan!.pAdjusted).toBe(scan!.p);
    expect(scan!.segments[2]!.shrunken!.value).toBeCloseTo(expected.shrunk[2]!.value, 12);
    // North and south agree, so east is (−.04 − .05)/√(.0001464 + .0002175/2) = −5.6 errors away. North is no surprise beside south and
    // east, which differ themselves.
    expect(scan!.segments[2]!.pApart).toBeLessThan(1e-6);
    expect(scan!.segments.map(({broken}) => broken)).toEqual([null, null, "effect"]);
  });

  it("finds nothing where segments agree, and has no Q for one segment", () => {
    const alike = pastTest("x", {counts, segments: ["n", "s", "e"].map((value) => segment(value, good))});
    const [scan] = scanSegments(alike, "buy");
    expect(scan!.q).toBeCloseTo(0, 12);
    expect(scan!.segments.every(({broken}) => broken === null)).toBe(true);
    const [one] = scanSegments(pastTest("x", {counts, segments: [segment("n", good)]}), "buy");
    expect(one).toMatchObject({q: null, p: null, pAdjusted: null});
  });

  it("marks a segment whose split is broken, and keeps it from moving the others", () => {
    const test = pastTest("x", {
      counts,
      segments: [segment("n", good), segment("s", good), segment("e", {a: [100, 1000], b: [300, 1000]})],
      splits: [
        {at: "e", dimension: "region", counts: [1000, 1500], chi2: 100, df: 1, p: 1e-20, eValue: 1e9, flag: true},
        {at: "n", dimension: "stage", counts: [1, 99], chi2: 96, df: 1, p: 1e-20, eValue: 1e9, flag: true}
      ]
    });
    const [scan] = scanSegments(test, "buy");
    expect(scan!.segments.map(({broken}) => broken)).toEqual([null, null, "split"]);
    expect(scan!.q).toBeCloseTo(0, 12);
    expect(scan!.segments[2]!.shrunken).toBeNull();
  });

  it("gives a reason for a segment without spread, and answers nothing without segments", () => {
    const none: Arms = {a: [0, 50], b: [0, 50]};
    const test = pastTest("x", {counts, segments: [segment("n", good), segment("s", none)]});
    expect(scanSegments(test, "buy")[0]!.segments[1]).toMatchObject({se: null, reason: "no conversions in either arm"});
    expect(scanSegments(pastTest("x", {counts}), "buy")).toEqual([]);
    expect(scanSegments(test, "other")).toEqual([]);
  });

  it("says of a reading of one segment that the verdict of the test is not its own", () => {
    const test = pastTest("x", {counts, segments: [segment("n", good)]});
    const part = "Read over a part of the units: the verdict of the test is that of all.";
    expect(analyse(test)[0]!.reasons).not.toContain(part);
    expect(analyse(test, {segment: {dimension: "region", value: "n"}})[0]!.reasons).toContain(part);
  });
});
