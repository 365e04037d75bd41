import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {invert, quadraticForm} from "../../src/stats/invert.js";

describe("invert", () => {
  it("invert(matrix) is null where a row repeats others", () => {
    expect(invert([[0]])).toBeNull();
    expect(
      invert([
        [1, 2],
        [2, 4]
      ])
    ).toBeNull();
    expect(invert([])).toEqual([]);
  });

  it("invert(matrix) times the matrix is the identity", () => {
    const entry = fc.double({min: -3, max: 3, noNaN: true});
    fc.assert(
      fc.property(fc.array(entry, {minLength: 9, maxLength: 9}), (v) => {
        // AAᵀ + I is symmetric and positive definite for any A.
        const a = [v.slice(0, 3), v.slice(3, 6), v.slice(6)];
        const dot = (x: number[], y: number[]) => x.reduce((sum, xi, i) => sum + xi * y[i]!, 0);
        const matrix = a.map((row, i) => a.map((other, j) => dot(row, other) + (i === j ? 1 : 0)));
        const inverse = invert(matrix)!;
        matrix.forEach((row, i) => {
          inverse.forEach((column, j) => expect(dot(row, column)).toBeCloseTo(i === j ? 1 : 0, 9));
        });
        expect(quadraticForm(matrix, inverse[0]!)).toBeCloseTo(inverse[0]![0]!, 9);
      }),
      {numRuns: 500}
    );
  });
});
