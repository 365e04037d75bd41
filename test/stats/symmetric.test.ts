import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {invertSymmetric, quadraticForm} from "../../src/stats/symmetric.js";

describe("invertSymmetric", () => {
  it("invertSymmetric(matrix) is null where a row repeats others", () => {
    expect(invertSymmetric([[0]])).toBeNull();
    expect(
      invertSymmetric([
        [1, 2],
        [2, 4]
      ])
    ).toBeNull();
    expect(invertSymmetric([])).toEqual([]);
  });

  it("invertSymmetric(matrix) times the matrix is the identity", () => {
    const entry = fc.double({min: -3, max: 3, noNaN: true});
    fc.assert(
      fc.property(fc.array(entry, {minLength: 9, maxLength: 9}), (v) => {
        // AAᵀ + I is symmetric and positive definite for any A.
        const a = [v.slice(0, 3), v.slice(3, 6), v.slice(6)];
        const dot = (x: number[], y: number[]) => x.reduce((sum, xi, i) => sum + xi * y[i]!, 0);
        const matrix = a.map((row, i) => a.map((other, j) => dot(row, other) + (i === j ? 1 : 0)));
        const inverse = invertSymmetric(matrix)!;
        matrix.forEach((row, i) => {
          inverse.forEach((column, j) => expect(dot(row, column)).toBeCloseTo(i === j ? 1 : 0, 9));
        });
        expect(quadraticForm(matrix, inverse[0]!)).toBeCloseTo(inverse[0]![0]!, 9);
      }),
      {numRuns: 500}
    );
  });
});
