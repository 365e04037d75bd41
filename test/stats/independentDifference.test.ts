import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {independentDifference} from "../../src/stats/independentDifference.js";
import {newcombe} from "../../src/stats/newcombe.js";
import {wilson} from "../../src/stats/wilson.js";

const share = (x: number, n: number) => {
  const [lower, upper] = wilson(x, n)!;
  return {value: x / n, lower, upper};
};

describe("independentDifference", () => {
  it("independentDifference(control, variant) of shares is Newcombe’s published interval: 56 of 70 against 48 of 80", () => {
    const found = independentDifference(share(48, 80), share(56, 70))!;
    expect(found.value).toBeCloseTo(0.2, 12);
    // Newcombe (1998), table II, row a, method 10.
    expect([found.lower!.toFixed(4), found.upper!.toFixed(4)]).toEqual(["0.0524", "0.3339"]);
  });

  it("is newcombe(control, variant) for any two shares, and turns its sign with the order", () => {
    const counts = fc.integer({min: 1, max: 500}).chain((n) => fc.tuple(fc.integer({min: 0, max: n}), fc.constant(n)));
    fc.assert(
      fc.property(counts, counts, ([x, n], [y, m]) => {
        const found = independentDifference(share(x, n), share(y, m))!;
        const [lower, upper] = newcombe({x, n}, {x: y, n: m})!;
        expect(found.lower).toBeCloseTo(lower, 12);
        expect(found.upper).toBeCloseTo(upper, 12);
        const turned = independentDifference(share(y, m), share(x, n))!;
        expect(turned.lower).toBeCloseTo(-found.upper!, 12);
      })
    );
  });

  it("of two symmetric intervals is that of the root of the summed variances", () => {
    const of = (value: number, half: number) => ({value, lower: value - half, upper: value + half});
    // 3 and 4 make 5.
    expect(independentDifference(of(100, 3), of(110, 4))).toEqual({value: 10, lower: 5, upper: 15});
  });

  it("is null without a value, and has no bounds where an estimate has none", () => {
    const none = {value: null, lower: null, upper: null};
    expect(independentDifference(none, share(1, 2))).toBeNull();
    expect(independentDifference(share(1, 2), none)).toBeNull();
    expect(independentDifference({value: 1, lower: 0, upper: null}, share(1, 2))).toEqual({
      ...{value: -0.5, lower: null, upper: null}
    });
  });
});
