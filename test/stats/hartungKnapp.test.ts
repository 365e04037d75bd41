import {describe, expect, it} from "vitest";
import {hartungKnapp} from "../../src/stats/index.js";

/** Thirteen trials of BCG vaccine, cases and others in each arm: Colditz and others (1994), JAMA 271:698–702. */
const trials = [
  [4, 119, 11, 128],
  [6, 300, 29, 274],
  [3, 228, 11, 209],
  [62, 13536, 248, 12619],
  [33, 5036, 47, 5761],
  [180, 1361, 372, 1079],
  [8, 2537, 10, 619],
  [505, 87886, 499, 87892],
  [29, 7470, 45, 7232],
  [17, 1699, 65, 1600],
  [186, 50448, 141, 27197],
  [5, 2493, 3, 2338],
  [27, 16886, 29, 17825]
] as const;

const studies = trials.map(([a, b, c, d]) => ({
  value: Math.log(a / (a + b) / (c / (c + d))),
  se: Math.sqrt(1 / a - 1 / (a + b) + 1 / c - 1 / (c + d))
}));

describe("hartungKnapp", () => {
  it("agrees with statsmodels 0.15 (combine_effects, method dl, HKSJ) on the trials of BCG vaccine", () => {
    const found = hartungKnapp(studies)!;
    // metafor's documentation prints τ² 0.3088 and −0.7141 for the same data.
    expect(found.tau2).toBeCloseTo(0.30876026286237634, 10);
    expect(found.value).toBeCloseTo(-0.7141172220732269, 10);
    expect(found.se).toBeCloseTo(0.18069662833554745, 10);
    expect([found.lower, found.upper].map((x) => x.toFixed(8))).toEqual(["-1.10782135", "-0.32041309"]);
    expect([found.df, found.k]).toEqual([12, 13]);
  });

  it("never has a smaller error than the plain one, and for two studies an interval of one degree of freedom", () => {
    // Weights 100 and 100: the plain error is √(1/200), and the estimates agree to the last digit.
    const found = hartungKnapp([
      {value: 0.2, se: 0.1},
      {value: 0.2, se: 0.1}
    ])!;
    expect(found.se).toBeCloseTo(Math.sqrt(1 / 200), 12);
    // t(0.975, 1) = 12.7062.
    expect(found.upper - 0.2).toBeCloseTo(12.7062047 * Math.sqrt(1 / 200), 6);
  });

  it("has no answer for one study, and refuses a bad alpha and a study without error", () => {
    expect(hartungKnapp([{value: 1, se: 1}])).toBeNull();
    expect(() => hartungKnapp(studies, 0)).toThrow("invalid alpha: 0");
    expect(() => hartungKnapp([...studies, {value: 1, se: 0}])).toThrow("invalid se: 0");
  });
});
