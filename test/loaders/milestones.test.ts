import {describe, expect, it} from "vitest";
import {warehouse} from "./company.js";
import {registers} from "./trialRows.js";

describe("the register of milestones", () => {
  it.each([
    ["milestones: []", /milestones\.yaml:1: .*lists no milestone/],
    [
      "milestones:\n  - {id: a, name: A, where: 'true', wher: 1}",
      /milestones\.yaml:2: unknown key: milestones\.0\.wher; did you mean where/
    ],
    [
      "milestones:\n  - {id: a, name: A, where: 'true'}\n  - {id: a, name: B, where: 'true'}",
      /milestones\.yaml:3: milestone is listed twice: a/
    ],
    [
      "milestones:\n  - {id: a, name: A, where: 'true'}\nfirst_win: b",
      /milestones\.yaml:3: first_win is no milestone: b; the milestones are a/
    ],
    [
      "milestones:\n  - {id: a, name: A, table: tickets, where: 'true'}",
      /milestones\.yaml:2: invalid milestones\.0\.table/
    ]
  ])("%j is refused with its line", (text, message) => {
    expect(() => registers(text)).toThrow(message);
  });

  it("with a condition that cannot be run is refused with its line", async () => {
    const broken = registers("milestones:\n  - {id: a, name: A, where: 'no_such = 1'}");
    await expect(warehouse({}, {asOf: "2025-01-31", milestones: broken})).rejects.toThrow(
      /milestones\.yaml:2: milestone a cannot be computed: .*no_such/
    );
  });

  it("landmarks past the window are refused", async () => {
    await expect(
      warehouse({}, {asOf: "2025-01-31", settings: "settings: {trial: {landmark_days: [45]}}"})
    ).rejects.toThrow(/landmark_days: \[45\] must lie before the end of window_days/);
  });
});
