import {describe, expect, it} from "vitest";
import {type Measured, coverEstimates, coverOverrun, coverSequential, coverSplit} from "./coverSequential.js";

/** Seeded, so the bounds are those of the target and four standard errors of the simulation. */
function expectWithin(rows: Measured[]): void {
  for (const {scenario, measured, se, target} of rows) {
    if (!target) continue;
    const slack = 4 * Math.max(se, 1e-3);
    expect(measured, scenario).toBeGreaterThan(target[0] - slack);
    expect(measured, scenario).toBeLessThan(target[1] + slack);
  }
}

const of = (rows: Measured[], scenario: string): number =>
  rows.find((row) => row.scenario.startsWith(scenario))!.measured;

describe("looking early, simulated", {timeout: 60_000}, () => {
  const rates = coverSequential(2000, 1);

  it("coverSequential(runs, seed) finds 5 % for a fixed end and a boundary, fewer for the sequence, far more for naive looks", () => {
    expectWithin(rates);
    for (const design of ["2 %, 100", "2 %, 500", "10 %, 500"]) {
      expect(of(rates, `1.96 at any of 14 looks, ${design}`)).toBeGreaterThan(0.17);
      // never above alpha, by more than the simulation's error
      expect(of(rates, `confidence sequence at any look, ${design}`)).toBeLessThan(0.03);
    }
  });

  it("coverSequential(runs, seed) finds power .80 with a boundary where a fixed end has .82 and the sequence .51", () => {
    const real = (rule: string) => of(rates, `${rule}, 10 % to 11.5 %`);
    expect(Math.abs(real("fixed end") - 0.817)).toBeLessThan(0.035);
    expect(Math.abs(real("O'Brien–Fleming over 14 looks") - 0.803)).toBeLessThan(0.036);
    expect(Math.abs(real("confidence sequence at any look") - 0.511)).toBeLessThan(0.045);
  });

  it("coverSplit(runs, seed) lets an e-value be checked all the time, and not χ²", () => {
    const rows = coverSplit(1000, 2);
    expectWithin(rows);
    expect(of(rows, "split χ² p < .05")).toBeGreaterThan(0.25);
  });

  it("coverOverrun(runs, seed) keeps alpha where the looks before an overrun keep their bounds", () => {
    expectWithin(coverOverrun(4000, 3));
  });

  it("coverEstimates(runs, seed) has the median on the truth and 95 % in the interval after stopping", () => {
    const rows = coverEstimates(800, 4);
    expectWithin(rows);
    expect(of(rows, "plain estimate below the truth")).toBeLessThan(
      of(rows, "adjusted estimate below the truth") - 0.02
    );
  });
});
