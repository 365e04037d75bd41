import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {kaplanMeier, normalQuantile, riskTable} from "../../src/stats/index.js";
import {subjects} from "./survivalCases.js";
import {aml, glioma, leukaemia, tableOf} from "./survivalData.js";

const curveOf = (times: string) => kaplanMeier(tableOf(times)).filter((step) => step.events > 0);
const survivalOf = (times: string) => curveOf(times).map((step) => step.survival);

function expectNear(actual: readonly (number | null)[], published: readonly number[], tolerance: number): void {
  expect(actual).toHaveLength(published.length);
  published.forEach((p, i) => expect(Math.abs(actual[i]! - p), `${actual[i]} for ${p}`).toBeLessThanOrEqual(tolerance));
}

describe("kaplanMeier", () => {
  it("kaplanMeier(steps) gives the table of remission under 6-MP (Freireich 1963; Gehan 1965)", () => {
    const curve = curveOf(leukaemia.sixMp);
    expect(curve.map((step) => step.time)).toEqual([6, 7, 10, 13, 16, 22, 23]);
    expect(curve.map((step) => step.atRisk)).toEqual([21, 17, 15, 12, 11, 7, 6]);
    const survival = [0.8571, 0.8067, 0.7529, 0.6902, 0.6275, 0.5378, 0.4482];
    const se = [0.0764, 0.0869, 0.0963, 0.1068, 0.1141, 0.1282, 0.1346];
    expectNear(
      curve.map((step) => step.survival),
      survival,
      0.00005
    );
    expectNear(
      curve.map((step) => step.se),
      se,
      0.00006
    );
  });

  it("kaplanMeier(steps) gives the log(−log) band at 6 and 23 weeks; its error gives the log and the plain band", () => {
    const curve = curveOf(leukaemia.sixMp);
    expectNear([curve[0]!.lower, curve[0]!.upper], [0.6197, 0.9516], 0.00005);
    const {survival, se, lower, upper} = curve.at(-1)!;
    expectNear([lower, upper], [0.1881, 0.6801], 0.00006);
    const half = normalQuantile(0.975) * se!;
    expectNear(
      [survival * Math.exp(-half / survival), survival * Math.exp(half / survival)],
      [0.2488, 0.8074],
      0.00005
    );
    expectNear([survival - half, survival + half], [0.1844, 0.712], 0.00005);
  });

  it("kaplanMeier(steps) gives the table of remission under placebo, down to 0", () => {
    const survival = [0.9048, 0.8095, 0.7619, 0.6667, 0.5714, 0.381, 0.2857, 0.1905, 0.1429, 0.0952, 0.0476, 0];
    expect(curveOf(leukaemia.placebo).map((s) => s.time)).toEqual([1, 2, 3, 4, 5, 8, 11, 12, 15, 17, 22, 23]);
    expectNear(survivalOf(leukaemia.placebo), survival, 0.00005);
  });

  it("kaplanMeier(steps) gives the curves of glioma as R does (test of lifelines against R)", () => {
    const curve = curveOf(glioma.control);
    expectNear(
      curve.map((s) => s.survival),
      [0.833, 0.667, 0.5, 0.333],
      0.0005
    );
    expectNear(
      curve.map((s) => s.lower),
      [0.2731, 0.1946, 0.1109, 0.0461],
      0.0001
    );
    expectNear(
      curve.map((s) => s.upper),
      [0.975, 0.904, 0.804, 0.676],
      0.001
    );
    expectNear(survivalOf(glioma.treated), [0.909, 0.779], 0.0005);
  });

  it("kaplanMeier(steps) gives the curve of maintained leukaemia (survival in R)", () => {
    const survival = [0.9091, 0.8182, 0.7159, 0.6136, 0.4909, 0.3682, 0.1841];
    expectNear(survivalOf(aml.maintained), survival, 0.00005);
  });

  it("kaplanMeier(steps) gives R's curves with late entry (tests of lifelines against R)", () => {
    const late = (entries: number[]) =>
      kaplanMeier(riskTable([2, 10, 5, 4, 3].map((exit, i) => ({entry: entries[i]!, exit, cause: 1}))))
        .filter((step) => step.events > 0)
        .map((step) => step.survival);
    expectNear(late([1.9, 0, 0, 0, 0]), [0.8, 0.6, 0.4, 0.2, 0], 1e-12);
    expectNear(late([1, 2, 4, 0, 0]), [0.667, 0.444, 0.222, 0.111, 0], 0.0005);
  });

  it("kaplanMeier(steps) takes weights that are not whole (test of lifelines)", () => {
    const [exits, causes, weights] = [
      [0.6, 0.4, 0.8, 0.9],
      [0, 1, 1, 0],
      [1.5, 2, 0.8, 0.9]
    ];
    const curve = kaplanMeier(riskTable(exits!.map((exit, i) => ({exit, cause: causes![i]!, weight: weights![i]!}))));
    expect(curve.map((step) => step.time)).toEqual([0.4, 0.6, 0.8, 0.9]);
    expectNear(
      curve.map((step) => step.survival),
      [0.61538, 0.61538, 0.325792, 0.325792],
      0.000005
    );
  });

  it("kaplanMeier(steps) read backwards is the incidence of events seen only to have been before (lifelines)", () => {
    const times = [3, 5, 5, 5, 6, 6, 10, 12];
    const seen = [1, 0, 0, 1, 1, 1, 0, 1];
    const curve = kaplanMeier(riskTable(times.map((time, i) => ({exit: 20 - time, cause: seen[i]!}))));
    // Just after 20 − t in reverse is just before t: what is left at one time is the incidence at the time before it.
    const incidence = [...curve].reverse().map((step) => step.survival);
    expect(incidence[0]).toBe(0);
    expectNear([...incidence.slice(1), 1], [0.4375, 0.5833, 0.875, 0.875, 1], 0.00005);
  });

  it("kaplanMeier(steps) has the band of R at its ends: [1, 1] before the first event, none at 0", () => {
    const [first, last] = kaplanMeier(tableOf("1+ 2"));
    expect(first).toMatchObject({survival: 1, se: 0, lower: 1, upper: 1});
    expect(last).toMatchObject({survival: 0, se: null, lower: null, upper: null});
    expect(kaplanMeier([])).toEqual([]);
    expect(kaplanMeier([{time: 1, atRisk: 0, events: [0]}])[0]!.survival).toBe(1);
  });

  it("kaplanMeier(steps, {alpha}) throws on more events than subjects and on levels that cannot be", () => {
    const step = {time: 1, atRisk: 2, events: [2, 1]};
    expect(() => kaplanMeier([step])).toThrow(new RangeError("invalid events: 3 of 2 at risk at 1"));
    expect(() => kaplanMeier([], {alpha: 2})).toThrow(new RangeError("invalid alpha: 2"));
  });

  it("kaplanMeier(steps) without censoring is the share that is left", () => {
    fc.assert(
      fc.property(subjects(1, {late: false, weighted: false}), (rows) => {
        const events = rows.map((row) => ({...row, cause: 1}));
        for (const {time, survival} of kaplanMeier(riskTable(events))) {
          expect(survival).toBeCloseTo(rows.filter((row) => row.exit > time).length / rows.length, 12);
        }
      }),
      {numRuns: 500}
    );
  });

  it("kaplanMeier(steps) of subjects of weight w is that of each written w times; entry at 0 changes nothing", () => {
    fc.assert(
      fc.property(subjects(1), (rows) => {
        const curve = kaplanMeier(riskTable(rows));
        const copies = rows.flatMap((row) => Array.from({length: row.weight!}, () => ({...row, weight: 1})));
        expect(kaplanMeier(riskTable(copies))).toEqual(curve);
        expect(kaplanMeier(riskTable(rows.map((row) => ({entry: 0, ...row}))))).toEqual(curve);
        expect(kaplanMeier(riskTable([...rows].reverse()))).toEqual(curve);
      }),
      {numRuns: 500}
    );
  });

  it("kaplanMeier(steps) never rises and lies within its band", () => {
    fc.assert(
      fc.property(subjects(1), (rows) => {
        let before = 1;
        for (const {survival, lower, upper} of kaplanMeier(riskTable(rows))) {
          expect(survival).toBeLessThanOrEqual(before);
          before = survival;
          expect(lower === null).toBe(survival === 0);
          if (lower !== null) expect([lower <= survival, survival <= upper!]).toEqual([true, true]);
        }
      }),
      {numRuns: 500}
    );
  });
});
