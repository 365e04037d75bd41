import {describe, expect, it} from "vitest";
import {nps} from "../../src/stats/nps.js";

describe("nps", () => {
  it("nps(answers) gives the adjusted-Wald intervals of published examples", () => {
    const interval = (promoters: number, passives: number, detractors: number) => {
      const {value, lower, upper} = nps({promoters, passives, detractors})!;
      return [value, lower, upper].map((points) => Math.round(points * 100) / 100);
    };
    expect(interval(50, 30, 20)).toEqual([30, 14.05, 44.2]);
    expect(interval(25, 10, 15)).toEqual([20, -4.41, 42.14]);
    expect(interval(70, 20, 10)).toEqual([60, 45.27, 71.24]);
  });

  it("nps(answers) returns null without answers, and has an interval where all agree", () => {
    expect(nps({promoters: 0, passives: 0, detractors: 0})).toBeNull();
    const {value, lower, upper} = nps({promoters: 5, passives: 0, detractors: 0})!;
    expect(value).toBe(100);
    expect(upper).toBe(100);
    expect(lower).toBeLessThan(60);
  });
});
