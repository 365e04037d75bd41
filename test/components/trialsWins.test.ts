// @vitest-environment happy-dom
import {describe, expect, it} from "vitest";
import type {Context} from "../../src/components/context.js";
import {trialsView} from "../../src/components/trialsView.js";
import {MinutesFigure, winsTitle} from "../../src/components/trialsWinsFigures.js";
import {newcombe, wilson} from "../../src/stats/index.js";
import {all, cube, result} from "./trialResult.js";

describe("early wins", () => {
  it("compares trials by what they had reached, adjusts p over all of them, and leaves out small groups", () => {
    const wins = cube([
      {
        keys: ["ads", "Team"],
        values: {
          ...{n: 100, "project|3|reached": 40, "project|3|reached|paid": 20},
          ...{"project|3|not reached": 55, "project|3|not reached|paid": 8, "project|3|earlier": 5},
          ...{"project|7|reached": 50, "project|7|reached|paid": 15, "project|7|not reached": 45},
          ...{"project|7|not reached|paid": 12, "invite|3|reached": 4, "invite|3|not reached": 91}
        }
      }
    ]);
    const {wins: rows} = trialsView(result({wins}), all, 5);
    expect(rows.map(({name, day, earlier}) => [name, day, earlier])).toEqual([
      ["First project", 3, 5],
      ["First project", 7, 0]
    ]);
    const [clear, unclear] = rows;
    expect(clear!.reached).toMatchObject({value: 0.5, n: 40, lower: wilson(20, 40)![0], upper: wilson(20, 40)![1]});
    expect(clear!.difference.value).toBeCloseTo(20 / 40 - 8 / 55, 12);
    // Mee's interval is near Newcombe's, which is made another way.
    const near = newcombe({x: 8, n: 55}, {x: 20, n: 40})!;
    expect(Math.abs(clear!.difference.lower! - near[0])).toBeLessThan(0.03);
    expect(Math.abs(clear!.difference.upper! - near[1])).toBeLessThan(0.03);
    // Pooled z of 20/40 against 8/55 is 3.74, p = 0.00018, twice that for the smaller of two.
    expect(clear!.p).toBeCloseTo(0.00037, 4);
    expect(unclear!.p).toBeGreaterThan(0.5);
    expect(winsTitle(rows)).toBe("Trials that reach “First project” by day 3 are paid for more often");
    expect(winsTitle(rows.slice(0, 1))).toBe("Trials that reach any of these early are paid for more often");
    expect(winsTitle(rows.slice(1))).toBe("No early win clearly tells which trials are paid for");
    const named = (name: string, day: number, row = clear!) => ({...row, name, day});
    const two = [named("First project", 3), named("First project", 7), named("Teammate invited", 7)];
    expect(winsTitle([...two, unclear!])).toBe(
      "Trials that reach “First project” or “Teammate invited” early are paid for more often"
    );
    expect(winsTitle([...two, named("Import", 3), unclear!])).toBe(
      "Trials with any of 3 early wins are paid for more often"
    );
    const down = {...clear!, difference: {...clear!.difference, value: -0.2}};
    expect(winsTitle([...two, down])).toBe("Some early wins go with being paid for more often, some with less often");
    expect(winsTitle([down, unclear!])).toBe("Trials that reach “First project” by day 3 are paid for less often");
    expect(winsTitle([])).toBe("No early win can be compared yet");
  });

  it("a trial that ended without a first win is never counted as one that may still have it", () => {
    const setup = cube([
      {
        keys: ["ads", "Team"],
        values: {
          n: 40,
          "won|10": 10,
          "ended|10": 10,
          "won|20": 10,
          "ended|30": 5,
          "won|45": 3,
          "ended|60": 2,
          "effort|none": 3
        }
      }
    ]);
    const {minutes, effort} = trialsView(result({setup}), all, 5);
    expect(minutes).toMatchObject({trials: 40, won: 23});
    // All have ended, so the curve is the plain share: 10, 20 and 23 of 40; three quarters never get there.
    expect(minutes.quartiles.map(({value}) => value)).toEqual([10, 20, null]);
    expect(minutes.curve.map(({at}) => at)).toEqual([10, 20, 30, 45, 60]);
    [10 / 40, 20 / 40, 20 / 40, 23 / 40, 23 / 40].forEach((share, i) =>
      expect(minutes.curve[i]!.value).toBeCloseTo(share, 12)
    );
    expect(effort).toEqual([]);
    const site = {missing: [], currency: "USD"} as unknown as Context["site"];
    const text = MinutesFigure(trialsView(result({setup}), all, 5), result({}), {
      site,
      queries: {}
    } as unknown as Context).textContent!;
    expect(text).toContain("Half of all trials reach their first project within 20 minutes of setup");
    expect(text).toContain("n/a: fewer than three quarters get there");
  });

  it("counts a trial that still runs up to the minutes it has spent", () => {
    const setup = cube([
      {keys: ["ads", "Team"], values: {n: 40, "won|10": 10, "open|10": 10, "ended|15": 5, "won|20": 10, "ended|30": 5}}
    ]);
    const {minutes} = trialsView(result({setup}), all, 5);
    // 10/40 by 10 minutes leaves 3/4; of the 20 then left 5 end, leaving 3/4 × 15/20; of 15, 10 win: 1/4 + 9/16 × 10/15 = 5/8.
    expect(minutes.curve.map(({at}) => at)).toEqual([10, 15, 20]);
    [0.25, 0.25, 0.625].forEach((share, i) => expect(minutes.curve[i]!.value).toBeCloseTo(share, 12));
  });
});
