import {describe, expect, it} from "vitest";
import {coverVerdict} from "./coverVerdict.js";

describe("the whole verdict, made anew every day on two arms that are the same", {timeout: 120_000}, () => {
  it("ships or stops in 4 to 6 % of tests with planned looks, in at most 5 % of those read at any time", () => {
    // Fewer runs than docs/experiments.md has, so more room: four standard errors.
    for (const {scenario, measured, se, target} of coverVerdict(500, 6)) {
      expect(measured, scenario).toBeLessThan(target![1] + 4 * se);
      if (target![0] > 0) expect(measured, scenario).toBeGreaterThan(target![0] - 4 * se);
    }
  });
});
