import {expect, it} from "vitest";
import {coverInference} from "./coverInference.js";

// A tenth of the runs of the table in docs/statistics.md; the seed is fixed, and chance may take a rate three and a half of its errors beyond.
it(
  "experiments without a difference are seldom called one, and the lift's interval holds its truth",
  {timeout: 120_000},
  () => {
    const found = coverInference({runs: 2000, seed: 7});
    expect(found).toHaveLength(18);
    for (const {scenario, measured, target} of found) {
      const slack = (rate: number) => 3.5 * Math.sqrt((rate * (1 - rate)) / 2000);
      expect(measured, scenario).toBeGreaterThan(target[0] - slack(target[0]));
      expect(measured, scenario).toBeLessThan(target[1] + slack(target[1]));
    }
  }
);
