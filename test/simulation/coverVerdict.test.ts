import {describe, expect, it} from "vitest";
import {coverVerdict} from "./coverVerdict.js";

describe("the whole verdict, made anew every day on two arms that are the same", {timeout: 120_000}, () => {
  it("raises no more false alarms than alpha, whether looks, an end or neither were planned, and so do its guardrails", () => {
    // Fewer runs than docs/experiments.md has, so more room: four standard errors.
    for (const {scenario, measured, se, target} of coverVerdict(500, 6)) {
      expect(measured, scenario).toBeLessThan(target![1] + 4 * se);
      expect(measured, scenario).toBeGreaterThan(target![0] - 4 * se);
    }
  });
});
