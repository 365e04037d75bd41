import {describe, expect, it} from "vitest";
import {compareStraddling} from "../../src/stats/index.js";
import type {Rows} from "./company.js";
import {buyers, day, event, group, plan, readOut, seen, start, summing} from "./experimentRows.js";

const dealt = {randomised: "account", split: {a: 1, b: 1}};
const texts = (e: Awaited<ReturnType<typeof readOut>>, check: string) =>
  e.findings.filter((finding) => finding.check === check).map(({state, text}) => [state, text]);

/** Accounts of two users an arm, of whom so many buy. */
const pairs = (arm: string, buying: readonly number[]): Rows => ({
  exposures: buying.flatMap((_, i) =>
    [0, 1].map((user) => seen(`${arm}${i}-${user}`, arm, start, {account_id: `${arm}-${i}`}))
  ),
  events: buying.flatMap((x, i) => Array.from({length: x}, (_, user) => event(`${arm}${i}-${user}`, day(0, 1), "buy")))
});
const both = (a: readonly number[], b: readonly number[]): Rows => {
  const [one, other] = [pairs("a", a), pairs("b", b)];
  return {exposures: [...one.exposures!, ...other.exposures!], events: [...one.events!, ...other.events!]};
};

describe("accounts that were dealt, in data that show something else", () => {
  it("with users in two arms are compared on both sides at once, and counted once in the split", async () => {
    const rows = both([0, 1, 2, 1, 0], [2, 1, 2, 2, 1]);
    // A third user of the first account of a sees b, a day later.
    rows.exposures!.push(seen("late", "b", day(1, 0), {account_id: "a-0"}));
    rows.events!.push(event("late", day(1, 1), "buy"));
    const e = await readOut(rows, plan(dealt));
    const versus = e.metrics[0]!.views[0]!.versus[0]!;
    const none = {n: 0, sum: 0};
    const accounts = [
      {control: {n: 2, sum: 0}, variant: {n: 1, sum: 1}},
      ...[1, 2, 1, 0].map((sum) => ({control: {n: 2, sum}, variant: none})),
      ...[2, 1, 2, 2, 1].map((sum) => ({control: none, variant: {n: 2, sum}}))
    ];
    const expected = compareStraddling(accounts).contrast!;
    // 9 of 11 less 4 of 10.
    expect(versus.contrast!.difference).toBeCloseTo(9 / 11 - 0.4, 12);
    expect(versus.contrast!.squared).toBeCloseTo(expected.squared, 12);
    expect(versus.contrast!.df).toBe(9);
    expect(versus.method).toMatch(/^accounts left out in turn, both arms at once/);
    expect(texts(e, "accounts")).toEqual([
      [
        "bad",
        "1 account has users in more than one arm, although accounts were dealt. Both sides of an account are compared at once; find out who dealt users."
      ]
    ]);
    expect(e.arms.map(({units}) => units)).toEqual([10, 11]);
    expect(e.srm.counts).toEqual([5, 5]);
  });

  it("that are not named count as an account a user, which is said with their number", async () => {
    const rows: Rows = {exposures: [...group("a", 10), ...group("b", 10)], events: buyers("b", 3)};
    rows.exposures![0]!.account_id = "known";
    const e = await readOut(rows, plan(dealt));
    expect(texts(e, "accounts")).toEqual([
      [
        "bad",
        "19 of 20 users have no account, although accounts were dealt: each counts as an account, so the error may be too small. Export the account of every user."
      ]
    ]);
    expect([e.srm.counts, e.metrics[0]!.views[0]!.arms.map(({accounts}) => accounts)]).toEqual([
      [10, 10],
      [10, 10]
    ]);
  });

  it("say nothing where they are as planned", async () => {
    expect(texts(await readOut(both([0, 1, 2, 1, 0], [2, 1, 2, 2, 1]), plan(dealt)), "unit")).toEqual([]);
  });

  it("split at the stage of their first exposure", async () => {
    const rows = both([0, 0, 0, 0, 0, 0], [0, 0, 0, 0, 0, 0]);
    rows.exposures!.forEach((row, i) => (row.stage = i % 2 === 0 ? "trial" : "paid"));
    const e = await readOut(rows, plan(dealt));
    // Of two users exposed at once the first by id counts.
    expect(e.splits.map(({at, counts}) => [at, counts])).toEqual([["trial", [6, 6]]]);
  });
});

describe("a ratio of accounts", () => {
  const value = "case event when 'paid' then value else 0 end";
  const per = "case event when 'opened' then value else 0 end";
  const rate = plan({...dealt, metrics: [summing({id: "rate", kind: "ratio", value, per})]});
  /** Accounts of one user that paid y and opened d. */
  const uses = (arm: string, list: readonly (readonly [y: number, d: number])[]): Rows => ({
    exposures: list.map((_, i) => seen(`${arm}${i}`, arm, start, {account_id: `${arm}-${i}`})),
    events: list.flatMap(([y, d], i) => [
      event(`${arm}${i}`, day(0, 1), "paid", {value: y}),
      event(`${arm}${i}`, day(0, 2), "opened", {value: d})
    ])
  });
  const rows = (first: readonly [number, number]): Rows => {
    const a = uses("a", [first, [1, 2], [2, 2], [1, 4], [2, 4]]);
    const b = uses("b", [
      [2, 2],
      [3, 2],
      [1, 2],
      [2, 4],
      [4, 4]
    ]);
    return {exposures: [...a.exposures!, ...b.exposures!], events: [...a.events!, ...b.events!]};
  };

  it("keeps an account with nothing to divide by: its numerator counts in the value and in the contrast", async () => {
    const e = await readOut(rows([3, 0]), rate);
    const [c] = e.comparisons;
    // 9/12 and 12/14.
    expect(c!.valueControl).toBe(0.75);
    expect(c!.valueVariant).toBeCloseTo(12 / 14, 12);
    expect(c!.difference).toBeCloseTo(12 / 14 - 0.75, 12);
    const left = (list: number[], whole: number) => (4 / 5) * list.reduce((sum, r) => sum + (r - whole) ** 2, 0);
    const squared =
      left([6 / 12, 8 / 10, 7 / 10, 8 / 8, 7 / 8], 0.75) + left([10 / 12, 9 / 12, 11 / 12, 10 / 10, 8 / 10], 12 / 14);
    expect(e.metrics[0]!.views[0]!.versus[0]!.contrast!.squared).toBeCloseTo(squared, 12);
  });

  it("that divides by a negative number says where and what to do", async () => {
    await expect(readOut(rows([3, -1]), rate)).rejects.toThrow(
      /^experiments\.yaml:7: metric rate of x divides by a negative number for 1 unit; per must not be negative$/
    );
  });
});

describe("checks of users whose accounts were dealt", () => {
  it("hold the past against the error of accounts, not of users", async () => {
    // Ten accounts an arm of 20 users; before, all users of five accounts of b bought, and of one of a.
    const rows: Rows = {exposures: [], events: []};
    for (const arm of ["a", "b"])
      for (let i = 0; i < 200; ++i) {
        const account = Math.floor(i / 20);
        rows.exposures!.push(seen(`${arm}${i}`, arm, start, {account_id: `${arm}-${account}`}));
        if (account < (arm === "a" ? 1 : 5)) rows.events!.push(event(`${arm}${i}`, "2024-12-31 12:00:00", "buy"));
        if (account === 9) rows.events!.push(event(`${arm}${i}`, day(0, 1), "buy"));
      }
    // As strangers 20 and 100 of 200 would differ by z 8.7; as accounts .1 and .5 have squared errors .01 and .25/9: t 2.06.
    expect(texts(await readOut(rows, plan(dealt)), "before")).toEqual([]);
    for (let i = 0; i < 200; ++i) rows.events!.push(event(`b${i}`, "2024-12-31 13:00:00", "buy"));
    // Now .1 and 1, the latter without spread: t 9 with 9 degrees of freedom.
    expect(texts(await readOut(rows, plan(dealt)), "before")).toEqual([
      ["bad", "buy: b differed from a before anybody was exposed (p 0.0000085). Chance hardly ever gives this."]
    ]);
  });

  it("are left out for fewer than five accounts, which is said", async () => {
    expect(texts(await readOut(both([0, 1, 2], [2, 1, 2]), plan(dealt)), "before")).toEqual([
      [
        "warn",
        "buy: not checked whether b differed from a before anybody was exposed: too few accounts in the control arm: 3, at least 5 are needed."
      ]
    ]);
  });

  it("see a difference that wears off in many accounts, and not in two of them", async () => {
    /** Eight accounts an arm, of each 10 users on day 0 and 10 on day 5; in b all users of day 0 buy in `first` accounts. */
    const fading = (first: number): Rows => {
      const rows: Rows = {exposures: [], events: []};
      for (const arm of ["a", "b"])
        for (let account = 0; account < 8; ++account)
          for (let i = 0; i < 20; ++i) {
            const user = `${arm}${account}-${i}`;
            const on = i < 10 ? 0 : 5;
            rows.exposures!.push(seen(user, arm, day(on, 0), {account_id: `${arm}-${account}`}));
            const isFirst = arm === "b" && on === 0 && account < first;
            if (isFirst || i % 10 < 1 + (account % 3)) rows.events!.push(event(user, day(on, 1), "buy"));
          }
      return rows;
    };
    const [[state, text] = []] = texts(await readOut(fading(7), plan(dealt)), "novelty");
    expect(state).toBe("warn");
    expect(text).toMatch(/^buy, b: the difference gets smaller by 0\.1\d* for each day later/);
    expect(texts(await readOut(fading(2), plan(dealt)), "novelty")).toEqual([]);
  });
});
