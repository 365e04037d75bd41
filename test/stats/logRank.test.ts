import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {logRank, riskTable} from "../../src/stats/index.js";
import {subjects} from "./survivalCases.js";
import {aml, leukaemia, tableOf} from "./survivalData.js";

describe("logRank", () => {
  it("logRank(groups) gives the test of 6-MP against placebo (Gehan 1965; R)", () => {
    const {chi2, df, observed, expected} = logRank([tableOf(leukaemia.sixMp), tableOf(leukaemia.placebo)])!;
    expect(observed).toEqual([9, 21]);
    expect(expected[0]).toBeCloseTo(19.25, 2);
    expect(chi2).toBeCloseTo(16.79294, 5);
    expect((observed[0]! - expected[0]!) ** 2 / chi2).toBeCloseTo(6.257, 3);
    expect(df).toBe(1);
  });

  it("logRank(groups) gives the test of maintenance (survival in R)", () => {
    const {chi2, p} = logRank([tableOf(aml.maintained), tableOf(aml.nonmaintained)])!;
    expect(chi2).toBeCloseTo(3.3964, 4);
    expect(p).toBeCloseTo(0.0653, 4);
  });

  it("logRank(groups) knows who of the other group has entered by an event", () => {
    // At 2 and 3 only the first group is at risk; at 6 it has one of three, and the second group one event of two.
    const first = riskTable([2, 3, 7].map((exit) => ({exit, cause: 1})));
    const second = riskTable([6, 8].map((exit) => ({entry: 5, exit, cause: 1})));
    const {observed, expected} = logRank([first, second])!;
    expect(observed).toEqual([3, 2]);
    expect(expected[0]).toBeCloseTo(1 + 1 + 1 / 3 + 1 / 2, 12);
    expect(expected[1]).toBeCloseTo(2 / 3 + 1 / 2 + 1, 12);
  });

  it("logRank(groups) of three groups has two degrees of freedom, and a group that is never at risk none", () => {
    const groups = ["1 4 6 9+", "2 3 5+ 8", "4 7 7 10+"].map(tableOf);
    expect(logRank(groups)!.df).toBe(2);
    expect(logRank([...groups, []])).toMatchObject({df: 2, chi2: logRank(groups)!.chi2});
  });

  it("logRank(groups) is null without two groups at risk at an event", () => {
    expect(logRank([])).toBeNull();
    expect(logRank([tableOf("1 2 3")])).toBeNull();
    expect(logRank([tableOf("1+ 2+"), tableOf("3+")])).toBeNull();
    expect(logRank([tableOf("1+ 2+"), tableOf("3 4")])).toBeNull();
    expect(logRank([tableOf("2 2"), tableOf("2")])).toBeNull();
  });

  it("logRank(groups) is the same in any order of groups and rows, and observes as many events as it expects", () => {
    fc.assert(
      fc.property(subjects(1), subjects(1), subjects(1), (a, b, c) => {
        const test = logRank([a, b, c].map((rows) => riskTable(rows)));
        const turned = logRank([c, b, a].map((rows) => riskTable([...rows].reverse())));
        if (test === null || turned === null) {
          expect(turned).toBe(test);
          return;
        }
        expect(turned.chi2).toBeCloseTo(test.chi2, 6);
        expect(turned.df).toBe(test.df);
        const total = (counts: number[]) => counts.reduce((sum, n) => sum + n, 0);
        expect(total(test.expected)).toBeCloseTo(total(test.observed), 9);
      }),
      {numRuns: 500}
    );
  });

  it("logRank(groups) of a group with itself finds nothing", () => {
    fc.assert(
      fc.property(subjects(1), (rows) => {
        const steps = riskTable(rows);
        const test = logRank([steps, steps]);
        // There is nothing to test where nobody has an event or everybody at risk has it.
        const informative = steps.some(({atRisk, events}) => events[0]! > 0 && events[0]! < atRisk);
        expect(test !== null).toBe(informative);
        if (test === null) return;
        expect(test.chi2).toBeCloseTo(0, 12);
      }),
      {numRuns: 500}
    );
  });
});
