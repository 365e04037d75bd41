import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {aalenJohansen, kaplanMeier, riskTable} from "../../src/stats/index.js";
import {subjects} from "./survivalCases.js";

describe("aalenJohansen", () => {
  it("aalenJohansen(steps) counts churn as an end, where Kaplan–Meier takes it for censoring", () => {
    // Upgrade at 1, churn at 2, upgrade at 3, still there at 4. At 3 half of all are at risk, one of two upgrades: .25 + .5 · ½.
    const accounts = [1, 2, 1, 0].map((cause, i) => ({exit: i + 1, cause}));
    const steps = aalenJohansen(riskTable(accounts, 2));
    expect(steps.map((step) => step.causes[0]!.incidence)).toEqual([0.25, 0.25, 0.5, 0.5]);
    const censored = kaplanMeier(riskTable(accounts.map(({exit, cause}) => ({exit, cause: cause === 1 ? 1 : 0}))));
    expect(1 - censored[2]!.survival).toBe(0.625);
  });

  it("aalenJohansen(steps) has the incidence and delta-method errors of lifelines 0.30", () => {
    const steps = aalenJohansen(
      riskTable(
        [1, 2, 0, 1, 2, 0, 1, 1, 2, 0].map((cause, i) => ({exit: i + 1, cause})),
        2
      )
    );
    const published = [
      [1, 0.1, 0.09486833],
      [4, 0.21428571, 0.1350413],
      [7, 0.35714286, 0.16885828],
      [8, 0.5, 0.17871423]
    ];
    for (const [time, incidence, se] of published) {
      const {causes} = steps.find((step) => step.time === time)!;
      expect(causes[0]!.incidence).toBeCloseTo(incidence!, 8);
      expect(causes[0]!.se).toBeCloseTo(se!, 7);
    }
  });

  it("aalenJohansen(steps) without censoring has the error of a share and no interval at its ends", () => {
    const steps = aalenJohansen(
      riskTable(
        [1, 1, 2, 2, 1].map((cause, i) => ({exit: i + 1, cause})),
        2
      )
    );
    const [first, second] = steps[3]!.causes;
    expect(first!.se).toBeCloseTo(Math.sqrt((0.4 * 0.6) / 5), 12);
    expect(second!.se).toBeCloseTo(first!.se, 12);
    expect(steps[0]!.causes[1]).toEqual({incidence: 0, se: 0, lower: null, upper: null});
    // exp(± 1.96 · .2191 / (.4 · ln .4)) is .30988 and 3.22711, the powers of .4.
    expect(first!.lower).toBeCloseTo(0.4 ** 3.22711, 4);
    expect(first!.upper).toBeCloseTo(0.4 ** 0.30988, 4);
  });

  it("aalenJohansen(steps) has as many causes as its first row, and none without rows", () => {
    expect(aalenJohansen([])).toEqual([]);
    expect(aalenJohansen([{time: 1, atRisk: 2, events: [0, 0, 1]}])[0]!.causes).toHaveLength(3);
  });

  it("aalenJohansen(steps) adds up with survival to 1, is Kaplan–Meier of all causes, and at most 1 − KM of one", () => {
    fc.assert(
      fc.property(subjects(2), (rows) => {
        const steps = aalenJohansen(riskTable(rows, 2));
        const all = kaplanMeier(riskTable(rows, 2));
        steps.forEach(({survival, causes}, i) => {
          expect(survival + causes[0]!.incidence + causes[1]!.incidence).toBeCloseTo(1, 12);
          expect(survival).toBeCloseTo(all[i]!.survival, 12);
        });
        [1, 2].forEach((cause, k) => {
          const one = kaplanMeier(riskTable(rows.map((row) => ({...row, cause: row.cause === cause ? 1 : 0}))));
          steps.forEach((step, i) => {
            expect(step.causes[k]!.incidence).toBeLessThanOrEqual(1 - one[i]!.survival + 1e-12);
          });
        });
      }),
      {numRuns: 500}
    );
  });

  it("aalenJohansen(steps) of one cause is 1 − Kaplan–Meier with Greenwood's error; never falls, lies within its band", () => {
    fc.assert(
      fc.property(subjects(1), (rows) => {
        const steps = riskTable(rows);
        const curve = kaplanMeier(steps);
        let before = 0;
        aalenJohansen(steps).forEach(({causes: [cause]}, i) => {
          const {incidence, se, lower, upper} = cause!;
          expect(incidence).toBeCloseTo(1 - curve[i]!.survival, 12);
          if (curve[i]!.se !== null) expect(se).toBeCloseTo(curve[i]!.se!, 12);
          expect(incidence).toBeGreaterThanOrEqual(before);
          before = incidence;
          if (lower !== null) expect([lower <= incidence, incidence <= upper!]).toEqual([true, true]);
        });
      }),
      {numRuns: 500}
    );
  });
});
