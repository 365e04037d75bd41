import {describe, expect, it} from "vitest";
import {betaBinomial, normalCdf} from "../../src/stats/index.js";
import {analyse} from "../../src/verdict/analyse.js";
import type {Rows} from "./company.js";
import {buying, day, event, plan, readOut, seen, start, twoArms} from "./experimentRows.js";

describe("other methods beside the one that decides", () => {
  it("segments are weighted as large as in both arms together, and Newcombe's interval is named", async () => {
    const rows: Rows = {exposures: [], events: [], accounts: []};
    const cells = [
      ...[
        {arm: "a", region: "eu", n: 10, x: 2},
        {arm: "b", region: "eu", n: 20, x: 8}
      ],
      ...[
        {arm: "a", region: "us", n: 20, x: 12},
        {arm: "b", region: "us", n: 10, x: 7}
      ]
    ];
    for (const {arm, region, n, x} of cells)
      for (let i = 0; i < n; ++i) {
        const id = `${arm}-${region}-${i}`;
        rows.exposures!.push(seen(id, arm, start, {account_id: id}));
        rows.accounts!.push({account_id: id, region});
        if (i < x) rows.events!.push(event(id, day(0, 1), "buy"));
      }
    const [c] = (await readOut(rows, plan({segments: ["region"]}))).comparisons;
    // 15/30 − 14/30; half of 8/20 − 2/10 and half of 7/10 − 12/20.
    expect(c!.difference).toBeCloseTo(1 / 30, 12);
    const [newcombe, strata] = c!.alternatives;
    expect(strata).toMatchObject({method: "post-stratified by region"});
    expect(strata!.difference).toBeCloseTo(0.15, 12);
    expect(newcombe!.method).toBe("Newcombe’s hybrid score interval");
  });

  it("Newcombe's interval of 48/80 and 56/70 is the published one (1998, table II, example a)", async () => {
    const [c] = (await readOut(twoArms({x: 48, n: 80}, {x: 56, n: 70}), plan())).comparisons;
    expect(c!.alternatives[0]!.lower).toBeCloseTo(0.0524, 4);
    expect(c!.alternatives[0]!.upper).toBeCloseTo(0.3339, 4);
  });
});

describe("what is believed", () => {
  const rows = twoArms({x: 20, n: 200}, {x: 30, n: 200});

  it("of conversions is the beta-binomial, of less that is better what did not happen", async () => {
    const higher = (await readOut(rows, plan())).comparisons[0]!.bayes!;
    const lower = (await readOut(rows, plan({metrics: [{...buying, better: "lower"}]}))).comparisons[0]!.bayes!;
    const [, direct] = betaBinomial([
      {x: 20, n: 200},
      {x: 30, n: 200}
    ]);
    expect(higher.chance).toBeCloseTo(direct!.chance, 12);
    expect(higher.chance + lower.chance).toBeCloseTo(1, 9);
    // What choosing it would lose, less what it would gain, is the difference of the posterior means, 31/202 − 21/202.
    expect(lower.loss - higher.loss).toBeCloseTo(10 / 202, 9);
  });

  it("before draws a chance towards a half, the closer to no difference the belief", async () => {
    const e = await readOut(rows, plan());
    const chances = [null, 0.2, 0.05, 0.01].map((prior) => analyse(e, {prior})[0]!.bayes!.chance);
    expect([...chances].sort((a, b) => b - a)).toEqual(chances);
    expect(chances.at(-1)).toBeLessThan(0.6);
    // The normal prior of the same spread on the difference, around the rate of both arms, says nearly the same.
    const se = Math.sqrt((0.125 * 0.875 * 2) / 200);
    const sd = 0.2 * 0.125;
    const z = (0.05 * sd) / Math.hypot(sd, se) / se;
    expect(Math.abs(chances[1]! - normalCdf(z))).toBeLessThan(0.01);
  });
});
