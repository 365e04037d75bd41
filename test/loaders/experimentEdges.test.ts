import {describe, expect, it} from "vitest";
import {leading} from "../../src/verdict/leading.js";
import type {Rows} from "./company.js";
import {buying, day, event, group, plan, readOut, seen, start, summing, twoArms, values} from "./experimentRows.js";

const over = {ends: "2025-01-20"};
const half = {split: {a: 1, b: 1}};

/** Accounts of `users` users each; of each account so many buy. */
function accounts(arm: string, users: number, buyers: readonly number[]): Rows {
  return {
    exposures: buyers.flatMap((_, i) =>
      Array.from({length: users}, (_unused, user) =>
        seen(`${arm}${i}-${user}`, arm, start, {account_id: `${arm}-${i}`})
      )
    ),
    events: buyers.flatMap((x, i) =>
      Array.from({length: x}, (_, user) => event(`${arm}${i}-${user}`, day(0, 1), "buy"))
    )
  };
}

function together(...all: readonly Rows[]): Rows {
  const of = (table: string) => all.flatMap((rows) => rows[table] ?? []);
  return {exposures: of("exposures"), events: of("events")};
}

describe("few accounts", () => {
  const few = together(accounts("a", 20, [3, 5, 2, 6, 4]), accounts("b", 20, [7, 4, 9, 5, 6]));
  const dealt = {...half, ...over, randomised: "account"};

  it("a look is read by Student's t over accounts, as the headline is", async () => {
    const [c] = (await readOut(few, plan({...dealt, units: 200, looks: 2}))).comparisons;
    // 31/100 − 20/100 over √((1.9² · …)/5): t 1.97 with 8 df, two-sided p .085 against what the looks left of .05.
    expect(c!.p).toBeCloseTo(0.085, 3);
    expect(c!.sequential).toMatchObject({crossed: false});
    expect([c!.sequential!.lower < 0, c!.sequential!.upper > 0]).toEqual([true, true]);
    expect(c!.decision).toBe("keep");
  });
});

describe("what cannot be a result", () => {
  it("nearly every unit in both arms", async () => {
    const rows = twoArms({x: 4, n: 60}, {x: 30, n: 60});
    rows.exposures!.push(...Array.from({length: 60}, (_, i) => seen(`a${i}`, "b", day(1))));
    rows.exposures!.push(...Array.from({length: 59}, (_, i) => seen(`b${i}`, "a", day(1))));
    const [c] = (await readOut(rows, plan({...half, ...over}))).comparisons;
    expect(c).toMatchObject({
      decision: "invalid",
      reasons: ["119 of 120 users saw more than one arm, so the arms were not kept apart."]
    });
  });

  it("exposures of another unit than the plan counts", async () => {
    const [c] = (await readOut(twoArms({x: 4, n: 30}, {x: 9, n: 30}), plan({...half, ...over, unit: "account"})))
      .comparisons;
    expect(c!.decision).toBe("invalid");
    expect(c!.reasons[0]).toContain("so what they did is not found");
  });

  it("an end before anybody was exposed", async () => {
    const [c] = (await readOut(twoArms({x: 4, n: 30}, {x: 9, n: 30}), plan({...half, ends: "2024-12-01"}))).comparisons;
    expect(c).toMatchObject({
      decision: "invalid",
      reasons: ["No unit was counted by the planned end, so there is no result."]
    });
  });
});

describe("what happened first", () => {
  it("arms seen at the same moment take turns, so that none gains by its name", async () => {
    const both = Array.from({length: 60}, (_, i) => ["a", "b"].map((arm) => seen(`u${100 + i}`, arm)));
    const e = await readOut({exposures: both.flat()}, plan(half));
    expect(e.arms.map(({units}) => units)).toEqual([30, 30]);
  });

  it("outcomes long before the exposure, beyond the window, are found", async () => {
    const rows = {
      exposures: [...group("a", 30, day(9)), ...group("b", 30, day(9))],
      events: Array.from({length: 10}, (_, i) => event(`a${i}`, day(0), "buy"))
    };
    expect((await readOut(rows, plan(half))).findings).toContainEqual({
      check: "order",
      state: "bad",
      text: "buy: all it counts came before the first exposure, none after it. Are the times of exposure right?"
    });
  });

  it("a condition that finds nothing at all is asked for", async () => {
    const rows = twoArms({x: 10, n: 30}, {x: 10, n: 30});
    const e = await readOut(rows, plan({...half, metrics: [{...buying, where: "event = 'bvy'"}]}));
    expect(e.findings.find(({check}) => check === "order")?.text).toBe(
      "buy: no unit did anything it counts, before or after its exposure. Is its condition written as the export writes it?"
    );
  });
});

describe("several primary metrics", () => {
  it("the smallest difference that matters is that of the first only, and it leads whatever the others' units", async () => {
    const list = (from: number) => Array.from({length: 100}, (_, i) => 1000 * (i % 7) + from);
    const arms = twoArms({x: 20, n: 100}, {x: 24, n: 100});
    const rows = {...arms, events: [...arms.events!, ...values("a", list(0)), ...values("b", list(400))]};
    const e = await readOut(
      rows,
      plan({...half, ...over, mde: 0.02, metrics: [buying, summing({where: "event = 'value'"})]})
    );
    const [first, second] = e.comparisons;
    expect(first!.reasons.at(-1)).toMatch(/plan a new test of about [\d,]+ users/);
    expect(second!.reasons).toEqual(["The difference is within what chance explains.", "The planned end is past."]);
    expect(leading(e)!.metric).toBe("buy");
  });
});
