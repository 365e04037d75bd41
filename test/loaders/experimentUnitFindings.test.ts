import {describe, expect, it} from "vitest";
import type {Rows} from "./company.js";
import {buyers, day, event, plan, readOut, seen, summing, twoArms} from "./experimentRows.js";

const two = {split: {a: 1, b: 1}};
const found = async (...asked: Parameters<typeof readOut>) =>
  (await readOut(...asked)).findings.filter(({state}) => state === "bad").map(({text}) => text);

describe("what units tell besides the result", () => {
  it("everything counted came before the exposure", async () => {
    const rows = twoArms({x: 0, n: 10}, {x: 0, n: 10});
    const before = [...buyers("a", 5, "2024-12-31 12:00:00"), ...buyers("b", 5, "2024-12-31 13:00:00")];
    expect(await found({...rows, events: before}, plan(two))).toEqual([
      "buy: all it counts came before the first exposure, none after it. Are the times of exposure right?"
    ]);
  });

  it("what is counted often came before the exposure", async () => {
    const rows = twoArms({x: 1, n: 40}, {x: 2, n: 40});
    const order = async (a: number, b: number, register = plan(two)) => {
      const before = [...buyers("a", a, "2024-12-31 12:00:00"), ...buyers("b", b, "2024-12-31 13:00:00")];
      const e = await readOut({...rows, events: [...rows.events!, ...before]}, register);
      return e.findings.filter(({check}) => check === "order").map(({text}) => text);
    };
    // Ten times the three of after are 30.
    expect(await order(15, 14)).toEqual([]);
    expect(await order(15, 15)).toEqual([
      "buy: it often came before the exposure: for 30 units in as long a time before, for 3 after. Are the times of exposure right, or does it set off the message?"
    ]);
    // Without a window the time after is not as long as that before.
    const endless = {...plan().metrics[0]!, window_hours: undefined};
    expect(await order(20, 20, plan({...two, metrics: [endless]}))).toEqual([]);
  });

  it("arms that differed before anybody was exposed", async () => {
    const rows = twoArms({x: 50, n: 200}, {x: 55, n: 200});
    const before = [...buyers("a", 20, "2024-12-31 12:00:00"), ...buyers("b", 60, "2024-12-31 12:00:00")];
    const [text] = await found({...rows, events: [...rows.events!, ...before]}, plan(two));
    expect(text).toMatch(
      /^buy: b differed from a before anybody was exposed \(p \d.*\)\. Chance hardly ever gives this\.$/
    );
  });

  it("a difference that wears off", async () => {
    const rows: Rows = {exposures: [], events: []};
    for (const [half, [a, b]] of [
      [10, 60],
      [10, 10]
    ].entries())
      for (const [arm, x] of [
        ["a", a],
        ["b", b]
      ] as const)
        for (let i = 0; i < 100; ++i) {
          const user = `${arm}${half}-${i}`;
          rows.exposures!.push(seen(user, arm, day(10 * half, 0)));
          if (i < x!) rows.events!.push(event(user, day(10 * half, 1), "buy"));
        }
    const e = await readOut(rows, plan(two));
    // From .5 to 0 in ten days. Five days from the middle: 25 · (9 + 9 + 24 + 9) / (200 · 25)² · 200/198 is the squared error.
    expect(e.findings.find(({check}) => check === "novelty")!.text).toBe(
      "buy, b: the difference gets smaller by 0.05 for each day later that units were exposed (standard error 0.0072, z −7.0), more than chance explains. The whole may not last."
    );
  });

  it("a ratio that wears off, by its linearised slope, and neither a quantile nor a metric without a window", async () => {
    // One user an arm and hour of 30 days, each with 2 to divide by; b pays about 4 on day 0 and 1 on day 30, a 1 or 2 by turns.
    const rows: Rows = {exposures: [], events: []};
    for (const arm of ["a", "b"])
      for (let k = 0; k <= 30; ++k)
        for (let i = 0; i < 2; ++i) {
          const user = `${arm}${k}-${i}`;
          rows.exposures!.push(seen(user, arm, day(k, i)));
          const paid = arm === "a" ? 1 + i : 4 - k / 10 + (i - 0.5) / 5;
          rows.events!.push(
            event(user, day(k, 3), "paid", {value: paid}),
            event(user, day(k, 4), "opened", {value: 2})
          );
        }
    const value = "case event when 'paid' then value else 0 end";
    const per = "case event when 'opened' then value else 0 end";
    const novelty = async (more: Record<string, unknown>) =>
      (
        await readOut(rows, plan({...two, metrics: [summing({id: "rate", value, ...more})]}), {asOf: "2025-03-01"})
      ).findings
        .filter(({check}) => check === "novelty")
        .map(({text}) => text);
    // Ratios of 1.25 and .75; that of b falls by a tenth over two a day.
    const [text] = await novelty({kind: "ratio", per});
    expect(text).toMatch(/^rate, b: the difference gets smaller by 0\.05 for each day later/);
    expect(await novelty({kind: "mean"})).toEqual([expect.stringMatching(/by 0\.1 for each day later/)]);
    expect(await novelty({kind: "quantile"})).toEqual([]);
    expect(await novelty({kind: "mean", window_hours: undefined})).toEqual([]);
  });
});
