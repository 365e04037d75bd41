import {existsSync, readFileSync} from "node:fs";
import {describe, expect, it} from "vitest";
import {lateEstimate} from "../../src/stats/index.js";

// Lies beside the project on some machines; test/stats/lateEstimate.test.ts holds its sums and always runs.
const push = new URL("../../../shared/data/causal_handbook/app_engagement_push.csv", import.meta.url);

describe.runIf(existsSync(push))("the push message of 10,000 users, from its file", () => {
  it("has the published effects", () => {
    const rows = readFileSync(push, "utf8").trim().split("\n").slice(1);
    const arm = (assigned: number) => {
      const units = rows.map((line) => line.split(",").map(Number)).filter((row) => row[1] === assigned);
      const n = units.length;
      const mean = (k: number) => units.reduce((sum, row) => sum + row[k]!, 0) / n;
      const about = (a: number, b: number) =>
        units.reduce((sum, row) => sum + (row[a]! - mean(a)) * (row[b]! - mean(b)), 0);
      return {units: n, clusters: n, sumY: mean(0) * n, sumD: mean(2) * n, yy: n, dd: n, yd: about(0, 2)};
    };
    const found = lateEstimate(arm(0), arm(1))!;
    expect(found.late!.value).toBeCloseTo(3.29384, 5);
    expect(found.naive).toBeCloseTo(13.93144, 5);
  });
});
