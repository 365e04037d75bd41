import {describe, expect, it} from "vitest";
import {logLogBand} from "../../src/stats/logLogBand.js";

describe("logLogBand", () => {
  it("logLogBand(p, se, z) is null at 0 and 1 and without a standard error", () => {
    expect(logLogBand(0, 0, 1.96)).toBeNull();
    expect(logLogBand(1, 0, 1.96)).toBeNull();
    expect(logLogBand(0.5, null, 1.96)).toBeNull();
  });

  it("logLogBand(p, se, z) is symmetric for log(−log p) and stays within 0 and 1, however large the error", () => {
    for (const [p, se] of [
      [0.1, 0.05],
      [0.5, 0.3],
      [0.97, 0.4]
    ] as const) {
      const [lower, upper] = logLogBand(p, se, 1.96)!;
      expect(lower).toBeGreaterThanOrEqual(0);
      expect(upper).toBeLessThanOrEqual(1);
      const half = (1.96 * se) / Math.abs(p * Math.log(p));
      if (half > 4) continue;
      const scale = (q: number) => Math.log(-Math.log(q));
      expect(scale(lower) - scale(p)).toBeCloseTo(half, 9);
      expect(scale(p) - scale(upper)).toBeCloseTo(half, 9);
    }
  });
});
