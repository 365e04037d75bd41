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

  it("rateInterval(events, exposure) gives the rates of waiting and of living with a new heart their limits", () => {
    // 30 deaths in 5,955.5 days of waiting, 45 in 25,998.5 days after a transplant (Crowley and Hu 1977, by person-time).
    const [waiting, transplanted] = [rateInterval(30, 5955.5)!, rateInterval(45, 25998.5)!];
    expect((1000 * 30) / 5955.5).toBeCloseTo(5.037, 3);
    // Garwood's limits of 30 events are 20.2409 and 42.8269, of 45 events 32.8233 and 60.2135.
    [20.2409, 42.8269].forEach((limit, i) => expect(5955.5 * waiting[i]!).toBeCloseTo(limit, 3));
    [32.8233, 60.2135].forEach((limit, i) => expect(25998.5 * transplanted[i]!).toBeCloseTo(limit, 3));
    expect(transplanted[1]).toBeLessThan(waiting[0]);
  });
});
