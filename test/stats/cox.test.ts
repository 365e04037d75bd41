import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {cox, type CoxRow} from "../../src/stats/index.js";
import {accumulate, scoreResiduals} from "../../src/stats/coxScore.js";
import {leukaemia, subjectsOf} from "./survivalData.js";

const remission: CoxRow[] = [leukaemia.sixMp, leukaemia.placebo].flatMap((times, placebo) =>
  subjectsOf(times).map(({exit, cause}) => ({start: 0, stop: exit, event: cause === 1, x: [placebo]}))
);

const rowsOf = (cells: readonly (readonly [stop: number, event: number, x: number, y?: number])[]): CoxRow[] =>
  cells.map(([stop, event, ...x]) => ({start: 0, stop, event: event === 1, x: x as number[]}));

/** Subjects with times that differ and one covariate of 0 or 1. */
const untied = fc
  .array(fc.tuple(fc.boolean(), fc.integer({min: 0, max: 1})), {minLength: 4, maxLength: 25})
  .chain((cells) =>
    fc
      .shuffledSubarray(
        cells.map((_, i) => i + 1),
        {minLength: cells.length}
      )
      .map((times) => cells.map(([event, x], i): CoxRow => ({start: 0, stop: times[i]!, event, x: [x]})))
  );

describe("cox", () => {
  it("cox(rows) gives the ratio of placebo to 6-MP by both ties as R does", () => {
    // R's coxph: 1.5721 (.4124) with Efron's and 1.5092 (.4096) with Breslow's ties.
    const [efron] = cox(remission)!.coefficients;
    expect(efron!.value).toBeCloseTo(1.5721, 4);
    expect(efron!.se).toBeCloseTo(0.4124, 4);
    const [breslow] = cox(remission, {ties: "breslow"})!.coefficients;
    expect(breslow!.value).toBeCloseTo(1.5092, 4);
    expect(breslow!.se).toBeCloseTo(0.4096, 4);
    expect(cox(remission)).toMatchObject({events: 30, n: 42});
  });

  it("cox(rows) has the top of a likelihood that can be worked out by hand", () => {
    // Events at 1 (x = 1) and 2 (x = 0), x = 1 still there: L = e/(2e + 1) · 1/(e + 1), highest where e² = 1/2.
    const fit = cox(
      rowsOf([
        [1, 1, 1],
        [2, 1, 0],
        [3, 0, 1]
      ])
    )!;
    const [{value, ratio, se, z, p, lower, upper}] = fit.coefficients as [(typeof fit.coefficients)[0]];
    expect(ratio).toBeCloseTo(Math.SQRT1_2, 8);
    expect(fit.logLikelihood).toBeCloseTo(Math.log(ratio / ((2 * ratio + 1) * (ratio + 1))), 12);
    // Minus the second derivative is 2e/(2e + 1)² + e/(e + 1)².
    const information = (2 * ratio) / (2 * ratio + 1) ** 2 + ratio / (ratio + 1) ** 2;
    expect(se).toBeCloseTo(1 / Math.sqrt(information), 8);
    expect(z).toBeCloseTo(value / se, 12);
    expect(p).toBeGreaterThan(0.7);
    expect(Math.log(upper / lower)).toBeCloseTo(2 * 1.959964 * se, 5);
  });

  it("cox(rows) asks at each event only who is at risk then: rows before a start and after a stop do not count", () => {
    const rows = rowsOf([
      [1, 1, 1],
      [2, 1, 0],
      [3, 0, 1]
    ]);
    const absent: CoxRow[] = [
      {start: 2, stop: 9, event: false, x: [1]},
      {start: 0, stop: 0.5, event: false, x: [0]}
    ];
    expect(cox([...rows, ...absent])!.coefficients[0]!.value).toBeCloseTo(cox(rows)!.coefficients[0]!.value, 9);
  });

  it("cox(rows) of a subject cut in two rows is that of one row, errors by cluster included", () => {
    const whole = remission.map((row, i) => ({...row, cluster: String(i)}));
    const cut = whole.flatMap((row) =>
      row.stop > 5
        ? [
            {...row, stop: 5, event: false},
            {...row, start: 5}
          ]
        : [row]
    );
    for (const ties of ["efron", "breslow"] as const) {
      const [one, two] = [cox(whole, {ties})!.coefficients[0]!, cox(cut, {ties})!.coefficients[0]!];
      expect(two.value).toBeCloseTo(one.value, 9);
      expect(two.se).toBeCloseTo(one.se, 9);
      expect(one.se).not.toBeCloseTo(cox(remission, {ties})!.coefficients[0]!.se, 3);
    }
  });

  it("cox(rows) is null without events, without variation, and where the ratio would be 0 or without end", () => {
    expect(cox([])).toBeNull();
    expect(
      cox(
        rowsOf([
          [1, 0, 1],
          [2, 0, 0]
        ])
      )
    ).toBeNull();
    expect(
      cox(
        rowsOf([
          [1, 1, 1],
          [2, 1, 1]
        ])
      )
    ).toBeNull();
    // Only x = 1 has the event.
    expect(
      cox(
        rowsOf([
          [1, 1, 1],
          [2, 1, 1],
          [3, 0, 0],
          [4, 0, 0]
        ])
      )
    ).toBeNull();
    // The second covariate is twice the first.
    expect(
      cox(
        rowsOf([
          [1, 1, 1, 2],
          [2, 1, 0, 0],
          [3, 0, 1, 2],
          [4, 1, 0, 0]
        ])
      )
    ).toBeNull();
  });

  it("cox(rows) throws on rows that cannot be", () => {
    const row: CoxRow = {start: 0, stop: 1, event: true, x: [1]};
    expect(() => cox([{...row, start: 1}])).toThrow(new RangeError("invalid stop: 1"));
    expect(() => cox([row, {...row, x: [1, 2]}])).toThrow(new RangeError("invalid number of covariates: 2"));
    expect(() => cox([{...row, x: [NaN]}])).toThrow(new RangeError("invalid covariate: NaN"));
    expect(() => cox([row, {...row, cluster: "a"}])).toThrow(new RangeError("invalid cluster: undefined"));
    expect(() => cox([row], {alpha: 0})).toThrow(new RangeError("invalid alpha: 0"));
  });

  it("cox(rows) turns its sign when the covariate is turned, in any order of rows and any unit", () => {
    let fits = 0;
    fc.assert(
      fc.property(untied, (rows) => {
        const fit = cox(rows);
        const turned = cox([...rows].reverse().map((row) => ({...row, x: [1 - row.x[0]!]})));
        const scaled = cox(rows.map((row) => ({...row, x: [1e6 + 1000 * row.x[0]!]})));
        expect([turned === null, scaled === null]).toEqual([fit === null, fit === null]);
        if (fit === null) return;
        ++fits;
        expect(turned!.coefficients[0]!.value).toBeCloseTo(-fit.coefficients[0]!.value, 7);
        expect(turned!.coefficients[0]!.se).toBeCloseTo(fit.coefficients[0]!.se, 7);
        expect(1000 * scaled!.coefficients[0]!.value).toBeCloseTo(fit.coefficients[0]!.value, 6);
        expect(cox(rows, {ties: "breslow"})!.coefficients[0]!.value).toBeCloseTo(fit.coefficients[0]!.value, 8);
      }),
      {numRuns: 500}
    );
    expect(fits).toBeGreaterThan(100);
  });

  it("accumulate(rows, beta) has the slopes of its likelihood, and score residuals that add up to the score", () => {
    const point = fc.double({min: -1, max: 1, noNaN: true});
    fc.assert(
      fc.property(point, fc.constantFrom("efron" as const, "breslow" as const), (b, ties) => {
        const {score, information} = accumulate(remission, [b], ties);
        const at = (beta: number) => accumulate(remission, [beta], ties);
        expect((at(b + 1e-5).logLikelihood - at(b - 1e-5).logLikelihood) / 2e-5).toBeCloseTo(score[0]!, 5);
        expect((at(b - 1e-5).score[0]! - at(b + 1e-5).score[0]!) / 2e-5).toBeCloseTo(information[0]![0]!, 5);
        const residuals = scoreResiduals(remission, [b], ties);
        expect(residuals.reduce((sum, [r]) => sum + r!, 0)).toBeCloseTo(score[0]!, 9);
      }),
      {numRuns: 500}
    );
  });
});
