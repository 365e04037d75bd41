import {describe, expect, it} from "vitest";
import {clopperPearson} from "../../src/stats/clopperPearson.js";
import {wilson} from "../../src/stats/wilson.js";

describe("wilson", () => {
  it("wilson(successes, n) returns null if n is 0", () => {
    expect(wilson(0, 0)).toBeNull();
    expect(clopperPearson(0, 0)).toBeNull();
  });

  it("wilson(successes, n) gives the intervals of Newcombe (1998), table I", () => {
    const published: [number, number, number, number][] = [
      [81, 263, 0.2553, 0.3662],
      [15, 148, 0.0624, 0.1605],
      [0, 20, 0, 0.1611],
      [1, 29, 0.0061, 0.1718]
    ];
    for (const [x, n, lower, upper] of published) {
      expect(wilson(x, n)![0]).toBeCloseTo(lower, 4);
      expect(wilson(x, n)![1]).toBeCloseTo(upper, 4);
    }
  });

  it("wilson(successes, n) ends exactly at 0 and 1, and mirrors", () => {
    expect(wilson(0, 20)![0]).toBe(0);
    expect(wilson(20, 20)![1]).toBe(1);
    expect(clopperPearson(0, 20)![0]).toBe(0);
    expect(clopperPearson(20, 20)![1]).toBe(1);
    expect(wilson(7, 20)![0]).toBeCloseTo(1 - wilson(13, 20)![1], 14);
  });

  it("wilson(successes, n, alpha) widens as alpha falls and narrows as n grows", () => {
    const width = (interval: [number, number] | null) => interval![1] - interval![0];
    expect(width(wilson(3, 10, 0.01))).toBeGreaterThan(width(wilson(3, 10, 0.05)));
    expect(width(wilson(30, 100))).toBeLessThan(width(wilson(3, 10)));
    expect(width(clopperPearson(3, 10))).toBeGreaterThan(width(wilson(3, 10)));
  });

  it("wilson(successes, n, alpha) throws on counts and levels that cannot be", () => {
    expect(() => wilson(11, 10)).toThrow(new RangeError("invalid successes: 11"));
    expect(() => wilson(-1, 10)).toThrow(new RangeError("invalid successes: -1"));
    expect(() => wilson(1, Infinity)).toThrow(new RangeError("invalid n: Infinity"));
    expect(() => wilson(1, 10, 1.5)).toThrow(new RangeError("invalid alpha: 1.5"));
    expect(() => wilson(1, 10, NaN)).toThrow(new RangeError("invalid alpha: NaN"));
  });
});
