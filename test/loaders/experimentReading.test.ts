import {describe, expect, it} from "vitest";
import type {Rows} from "./company.js";
import {buyers, day, event, group, plan, readOut, seen, start, summing, twoArms, values} from "./experimentRows.js";

const conversion = (id: string, more: Record<string, unknown> = {}) => ({
  ...{id, kind: "conversion", table: "events", where: `event = '${id}'`, window_hours: 48},
  ...more
});

/** 20 of 100 in each control; 35, 30 and 24 in the variant. */
const three: Rows = {
  exposures: [...group("a", 100), ...group("b", 100)],
  events: [35, 30, 24].flatMap((x, i) => [
    ...buyers("a", 20, day(0, 1), `m${i}`),
    ...buyers("b", x, day(0, 1), `m${i}`)
  ])
};
// Pooled z: 2.375423, 1.632993, 0.682789.
const p = [0.0175289, 0.1024704, 0.4947403];

describe("several metrics", () => {
  const read = async (role: string) => {
    const e = await readOut(
      three,
      plan({ends: "2025-01-20", metrics: [0, 1, 2].map((i) => conversion(`m${i}`, {role}))})
    );
    return e.comparisons;
  };

  it("primary ones share alpha by Holm, exploratory ones by Benjamini and Hochberg, guardrails do not", async () => {
    const primary = await read("primary");
    primary.forEach((c, i) => expect(c.p).toBeCloseTo(p[i]!, 6));
    [3 * p[0]!, 2 * p[1]!, p[2]!].forEach((value, i) => expect(primary[i]!.pAdjusted).toBeCloseTo(value, 6));
    const exploratory = await read("exploratory");
    [3 * p[0]!, (3 / 2) * p[1]!, p[2]!].forEach((value, i) => expect(exploratory[i]!.pAdjusted).toBeCloseTo(value, 6));
    expect(exploratory[0]).toMatchObject({
      decision: "extend",
      reasons: ["Not planned as a result: a reason for a test of its own, not a verdict."]
    });
    expect((await read("guardrail")).map((c) => c.pAdjusted)).toEqual([null, null, null]);
  });

  it("a guardrail with a margin is read one-sided by Farrington and Manning", async () => {
    const metrics = [conversion("buy", {role: "guardrail", better: "lower", margin: 0.05})];
    const [c] = (await readOut(twoArms({x: 40, n: 400}, {x: 36, n: 400}), plan({ends: "2025-01-20", metrics})))
      .comparisons;
    // 36/400 − 40/400 − 0.05 over its error at the margin: z −2.818320.
    expect(c!.pMargin).toBeCloseTo(0.00241378, 7);
    expect(c).toMatchObject({decision: "ship", reasons: ["Harm beyond the margin is ruled out."]});
  });

  it("an arm the plan does not name is no part of Holm and has no verdict", async () => {
    const rows = {...three, exposures: [...three.exposures!, ...group("c", 50)]};
    const e = await readOut(rows, plan({split: {a: 1, b: 1}, metrics: [conversion("m0")], ends: "2025-01-20"}));
    expect(e.comparisons.map((c) => [c.variant, c.role])).toEqual([
      ["b", "primary"],
      ["c", "exploratory"]
    ]);
    expect(e.comparisons[0]!.pAdjusted).toBeCloseTo(p[0]!, 6);
  });
});

describe("parts of the units", () => {
  it("segments named before are read each for itself, one with an arm under five units is left out", async () => {
    const regions: [string, number, number][] = [
      ["eu", 10, 3],
      ["us", 8, 2],
      ["apac", 4, 1]
    ];
    const rows: Rows = {exposures: [], events: [], accounts: []};
    for (const arm of ["a", "b"])
      for (const [region, n, x] of regions)
        for (let i = 0; i < n; ++i) {
          const id = `${arm}-${region}-${i}`;
          rows.exposures!.push(seen(id, arm, start, {account_id: id}));
          rows.accounts!.push({account_id: id, region});
          if (i < (arm === "a" ? 1 : x)) rows.events!.push(event(id, day(0, 1), "buy"));
        }
    const e = await readOut(rows, plan({segments: ["region"]}));
    const views = e.metrics[0]!.views.filter(({segment}) => segment !== null);
    expect(
      views.map((view) => [view.segment!.value, ...view.arms.flatMap(({n, converted}) => [converted, n])])
    ).toEqual([
      ["eu", 1, 10, 3, 10],
      ["us", 1, 8, 2, 8]
    ]);
  });

  it("units that saw two arms count in the first, and a view without them stands beside", async () => {
    const rows = twoArms({x: 4, n: 10}, {x: 6, n: 10});
    const again = [0, 1, 2].map((i) => seen(`b${i}`, "a", day(1)));
    const e = await readOut({...rows, exposures: [...rows.exposures!, ...again]}, plan());
    const [whole, apart] = e.metrics[0]!.views;
    expect(whole!.arms.map(({n, converted}) => [n, converted])).toEqual([
      [10, 4],
      [10, 6]
    ]);
    expect([apart!.excluded, ...apart!.arms.map(({n, converted}) => [n, converted])]).toEqual([true, [10, 4], [7, 3]]);
    expect([e.multipleExposed, e.arms.map(({mixed}) => mixed)]).toEqual([3, [0, 3]]);
  });
});

describe("users of accounts", () => {
  /** Two users an account; of each account so many buy. */
  const accounts = (arm: string, buying: number[]): Rows => ({
    exposures: buying.flatMap((_, i) =>
      [0, 1].map((user) => seen(`${arm}${i}-${user}`, arm, start, {account_id: `${arm}-${i}`}))
    ),
    events: buying.flatMap((x, i) =>
      Array.from({length: x}, (_, user) => event(`${arm}${i}-${user}`, day(0, 1), "buy"))
    )
  });
  const [a, b] = [accounts("a", [0, 0, 2, 2, 1]), accounts("b", [2, 2, 2, 2, 1])];
  const rows = {exposures: [...a.exposures!, ...b.exposures!], events: [...a.events!, ...b.events!]};

  it("whose accounts were dealt have the error of accounts, and few are dealt anew", async () => {
    const e = await readOut(rows, plan({randomised: "account", split: {a: 1, b: 1}}));
    const versus = e.metrics[0]!.views[0]!.versus[0]!;
    // Rates of accounts 0, 0, 1, 1, ½ and 1, 1, 1, 1, ½: variances .25 and .05 over 5.
    expect(versus.contrast!.difference).toBeCloseTo(0.4, 12);
    expect(versus.contrast!.squared).toBeCloseTo(0.06, 12);
    expect(versus.contrast!.df).toBeCloseTo(0.06 ** 2 / ((0.05 ** 2 + 0.01 ** 2) / 4), 9);
    expect(versus.method).toBe("accounts left out in turn (jackknife), Welch t over accounts; Fieller interval");
    // Of the 252 ways to deal these ten accounts, worked out below, so many are as extreme.
    const exact = dealt([0, 0, 2, 2, 1], [2, 2, 2, 2, 1]);
    const se = Math.sqrt((exact * (1 - exact)) / 9999);
    expect(Math.abs(versus.permutation!.p - exact)).toBeLessThan(4 * se + 1e-4);
    expect(e.srm.counts).toEqual([5, 5]);
    expect(e.metrics[0]!.views[0]!.arms.map(({n, accounts, converted}) => [n, accounts, converted])).toEqual([
      [10, 5, null],
      [10, 5, null]
    ]);
  });

  it("who were dealt one by one inside accounts are compared by the joint influence of each account", async () => {
    // One user of each account in each arm; control buys in accounts 0–4, variant in 0–7: differences 1 in three of ten.
    const both: Rows = {
      exposures: Array.from({length: 10}, (_, i) =>
        ["a", "b"].map((arm) => seen(`${arm}${i}`, arm, start, {account_id: `acc${i}`}))
      ).flat(),
      events: [...buyers("a", 5), ...buyers("b", 8)]
    };
    const versus = (await readOut(both, plan())).metrics[0]!.views[0]!.versus[0]!;
    expect(versus.contrast!.difference).toBeCloseTo(0.3, 12);
    // The variance of ten differences, 10 · .3 · .7 / 9, over 10; as strangers the users would have nearly twice that.
    expect(versus.contrast!.squared).toBeCloseTo(0.21 / 9, 12);
    expect(versus.warnings).toEqual([
      "100% of accounts have users in both arms: what one sees, colleagues may hear of"
    ]);
  });

  it("are Welch's where no two users share an account", async () => {
    const alone = {
      exposures: [...group("a", 2), ...group("b", 2)],
      events: [...values("a", [1, 2]), ...values("b", [3, 5])]
    };
    const e = await readOut(alone, plan({metrics: [summing()]}));
    // (½ + 2) / 2.
    expect(e.metrics[0]!.views[0]!.versus[0]!.contrast!.squared).toBeCloseTo(1.25, 12);
  });
});

/** The share of all ways to choose five of ten accounts of two users whose |t| (linearised, CR1) is that of the first five or more. */
function dealt(first: number[], second: number[]): number {
  const all = [...first, ...second];
  const t = (chosen: readonly number[]) => {
    const arms = [true, false].map((inside) => {
      const own = all.filter((_, i) => chosen.includes(i) === inside);
      const mean = own.reduce((sum, x) => sum + x, 0) / (2 * own.length);
      const squares = own.reduce((sum, x) => sum + (x - 2 * mean) ** 2, 0);
      return {mean, squared: ((squares / (2 * own.length) ** 2) * own.length) / (own.length - 1)};
    });
    return Math.abs(arms[1]!.mean - arms[0]!.mean) / Math.sqrt(arms[0]!.squared + arms[1]!.squared);
  };
  const observed = t(first.map((_, i) => i)) * (1 - 1e-9);
  let [extreme, count] = [0, 0];
  for (let set = 0; set < 2 ** all.length; ++set) {
    const chosen = all.flatMap((_, i) => (set & (2 ** i) ? [i] : []));
    if (chosen.length !== first.length) continue;
    ++count;
    if (t(chosen) >= observed) ++extreme;
  }
  return extreme / count;
}
