import {expect, it} from "vitest";
import {matureBy} from "../../loaders/results/trialAnswers.js";

it("matureBy(label, days) gives the twelve cohorts whose window was over by the month's end", () => {
  expect(matureBy("2026-10", 45)).toEqual([
    ...["2025-09", "2025-10", "2025-11", "2025-12", "2026-01", "2026-02"],
    ...["2026-03", "2026-04", "2026-05", "2026-06", "2026-07", "2026-08"]
  ]);
  expect(matureBy("2026-03", 31).at(-1)).toBe("2026-02");
  expect(matureBy("2026-02", 31).at(-1)).toBe("2025-12");
});
