import {describe, expect, it} from "vitest";
import {meanInterval} from "../../src/stats/meanInterval.js";
import {pairedChange} from "../../src/stats/pairedChange.js";

describe("meanInterval and pairedChange", () => {
  it("meanInterval(sample) returns null for one value, and no interval without spread", () => {
    expect(meanInterval({n: 1, mean: 3, variance: null})).toBeNull();
    expect(meanInterval({n: 3, mean: 3, variance: 0})).toEqual({value: 3, lower: null, upper: null, n: 3});
  });

  it("pairedChange(pairs) returns null for one pair, and no interval if all changed alike", () => {
    expect(pairedChange([[3, 4]])).toBeNull();
    const pairs = [[3, 4] as const, [7, 8] as const];
    expect(pairedChange(pairs)).toEqual({n: 2, before: 5, after: 6, change: 1, lower: null, upper: null});
  });
});
