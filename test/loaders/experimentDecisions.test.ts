import {describe, expect, it} from "vitest";
import {buyers, day, plan, readOut, twoArms} from "./experimentRows.js";

const over = {ends: "2025-01-20"};
const decided = async (...asked: Parameters<typeof readOut>) => {
  const {decision, reasons} = (await readOut(...asked)).comparisons[0]!;
  return [decision, ...reasons];
};

describe("what to do, from rows to the decision", () => {
  it("ship: better by more than chance explains, after the end", async () => {
    // z 2.375, p .0175.
    expect(await decided(twoArms({x: 20, n: 100}, {x: 35, n: 100}), plan(over))).toEqual([
      "ship",
      "It does better than the control, by more than chance explains."
    ]);
  });

  it("stop: worse by more than chance explains", async () => {
    expect(await decided(twoArms({x: 35, n: 100}, {x: 20, n: 100}), plan(over))).toEqual([
      "stop",
      "It does worse than the control, by more than chance explains."
    ]);
  });

  it("keep: within what chance explains, after the end", async () => {
    expect(await decided(twoArms({x: 20, n: 100}, {x: 24, n: 100}), plan(over))).toEqual([
      "keep",
      "The difference is within what chance explains.",
      "The planned end is past."
    ]);
  });

  it("keep: after the end, with what is ruled out of the planned difference or how many units would settle it", async () => {
    // The upper bound is .04 + 1.96 · .0583 = .155: below .2, above .1, for which 543 units are needed as below.
    const last = async (mde: number) =>
      (await decided(twoArms({x: 20, n: 100}, {x: 24, n: 100}), plan({...over, mde}))).at(-1);
    expect(await last(0.2)).toBe("A difference as large as planned is ruled out.");
    expect(await last(0.1)).toBe(
      "A difference as large as planned is not ruled out: to settle it, plan a new test of about 543 users in these two arms."
    );
  });

  it("extend: before the end, by as many as would show the planned difference", async () => {
    // se² = (.2·.8 + .24·.76)/99, so 200 · se² · (1.959964 + .841621)² / .1² = 542.9 units in all.
    expect(await decided(twoArms({x: 20, n: 100}, {x: 24, n: 100}), plan({ends: "2025-06-30", mde: 0.1}))).toEqual([
      "extend",
      "It is planned to be read once, at its end.",
      "The test is not over yet.",
      "About 343 more users in these two arms would show the planned difference four times in five."
    ]);
    expect((await decided(twoArms({x: 20, n: 100}, {x: 24, n: 100}), plan({mde: 0.2}))).at(-1)).toBe(
      "Enough units are in to show the planned difference four times in five."
    );
  });

  it("invalid: 100 and 200 units where halves were planned, whatever they did", async () => {
    // χ² = 2 · 50²/150 = 33.3.
    expect(await decided(twoArms({x: 20, n: 100}, {x: 100, n: 200}), plan({...over, split: {a: 1, b: 1}}))).toEqual([
      "invalid",
      "Units did not split as planned (p < .0001), so the arms cannot be compared."
    ]);
    const [first] = await decided(twoArms({x: 20, n: 100}, {x: 100, n: 200}), plan({...over, split: {a: 1, b: 2}}));
    expect(first).toBe("ship");
  });

  it("not ship past a guardrail: stop if it is harmed, keep the control if its margin is not ruled out", async () => {
    const leaving = (margin: number) => ({
      ...{
        id: "leave",
        name: "Leaving",
        kind: "conversion",
        role: "guardrail",
        table: "events",
        where: "event = 'leave'"
      },
      ...{window_hours: 48, better: "lower", margin}
    });
    const rows = twoArms({x: 20, n: 100}, {x: 35, n: 100});
    const with_ = (a: number, b: number) => ({
      ...rows,
      events: [...rows.events!, ...buyers("a", a, day(0, 2), "leave"), ...buyers("b", b, day(0, 2), "leave")]
    });
    const metrics = (margin: number) => plan({...over, metrics: [...plan().metrics, leaving(margin)]});
    const won = "It does better than the control, by more than chance explains.";
    expect(await decided(with_(10, 10), metrics(0.2))).toEqual(["ship", won, "Every guardrail is within its margin."]);
    expect(await decided(with_(10, 15), metrics(0.1))).toEqual([
      "keep",
      won,
      "Leaving: Harm beyond the margin is not ruled out."
    ]);
    expect(await decided(with_(5, 25), metrics(0.1))).toEqual([
      "stop",
      won,
      "Leaving: It does harm, by more than chance explains."
    ]);
  });
});
