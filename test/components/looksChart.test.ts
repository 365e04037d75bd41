// @vitest-environment happy-dom
import {describe, expect, it} from "vitest";
import {LooksChart} from "../../src/components/looksChart.js";
import type {LookReading} from "../../src/verdict/readLooks.js";

const look = (day: string, difference: number, z: number | null): LookReading => ({
  ...{day, n: 100, fraction: z === null ? null : 0.5, difference, se: 0.01, bound: z, z, df: Infinity},
  lower: z === null ? null : difference - z * 0.01,
  upper: z === null ? null : difference + z * 0.01,
  ...{anyLower: difference - 0.04, anyUpper: difference + 0.04, anyP: 0.2}
});
const options = {unit: "rate", currency: "USD", width: 600} as const;

describe("LooksChart", () => {
  it("LooksChart(looks) draws the difference, both boundaries and the interval of each look", () => {
    const node = LooksChart([look("2026-05-01", 0.01, 3), look("2026-05-15", 0.02, 2)], options)!;
    expect(node.getAttribute("aria-label")).toContain("2 looks, 1 May 2026 +1.0 pp, 15 May 2026 +2.0 pp");
    // Two planned lines, two for any time, and the difference.
    expect(
      node.querySelectorAll("path[stroke-dasharray]").length + node.querySelectorAll("g[stroke-dasharray] path").length
    ).toBe(2);
    expect(node.textContent).toContain("planned");
    expect(node.textContent).toContain("any time");
  });

  it("LooksChart(looks) has no planned line where no looks were planned, and no picture without a look", () => {
    const node = LooksChart([look("2026-05-01", 0.01, null)], options)!;
    expect(node.textContent).not.toContain("planned");
    expect(LooksChart([], options)).toBeNull();
  });
});
