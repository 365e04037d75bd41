import {describe, expect, it} from "vitest";
import {compareMeans} from "../../src/stats/compareMeans.js";

const sample = {n: 20, mean: 5, variance: 4};

describe("compareMeans", () => {
  it("compareMeans(control, variant) says why there is no answer", () => {
    expect(compareMeans({n: 1, mean: 4, variance: null}, sample)).toMatchObject({
      difference: 1,
      p: null,
      lower: null,
      lift: null,
      reason: "fewer than two units in the control arm"
    });
    const flat = {n: 20, mean: 5, variance: 0};
    expect(compareMeans(flat, flat)).toMatchObject({p: null, reason: "no spread in either arm"});
    expect(compareMeans({n: 0, mean: 0, variance: null}, sample).difference).toBeNull();
  });

  it("compareMeans(control, variant) has a p-value but no lift if the control's mean cannot be told from 0", () => {
    const result = compareMeans({n: 20, mean: 0.1, variance: 4}, sample);
    expect(result.p).toBeLessThan(0.001);
    expect(result).toMatchObject({lift: null, liftLower: null, liftUpper: null, reason: null});
    expect(result.liftReason).toBe("lift not estimable: the control's mean cannot be told from 0");
  });

  it("compareMeans(control, variant) divides by the size of a negative control", () => {
    const {lift} = compareMeans({n: 100, mean: -10, variance: 1}, {n: 100, mean: -8, variance: 1});
    expect(lift).toBeCloseTo(0.2, 12);
  });
});
