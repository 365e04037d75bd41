import {describe, expect, it} from "vitest";
import {rateInterval} from "../../src/stats/rateInterval.js";

describe("rateInterval", () => {
  it("rateInterval(events, exposure) gives Garwood's limits and null without exposure", () => {
    expect(rateInterval(0, 1)![0]).toBe(0);
    expect(rateInterval(0, 1)![1]).toBeCloseTo(3.6889, 4);
    expect(rateInterval(10, 1)![0]).toBeCloseTo(4.7954, 4);
    expect(rateInterval(10, 1)![1]).toBeCloseTo(18.3904, 4);
    expect(rateInterval(0, 0)).toBeNull();
  });
});
