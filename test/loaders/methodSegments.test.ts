import {describe, expect, it} from "vitest";
import {computeMeasures} from "../../loaders/results/measures.js";
import {methodSegments} from "../../loaders/results/methodSegments.js";
import {retentionMethods} from "../../loaders/results/retentionMethods.js";
import {type Rows, span, warehouse} from "./company.js";

const plans = ["basic", "team"];
const regionOf = (i: number) => (i % 3 === 0 ? "Asia" : "Europe");

/** 60 accounts, of which some leave, some come back, some join within the year and some change plan. */
function company(keep: (i: number) => boolean): Rows {
  const own = Array.from({length: 60}, (_, i) => i).filter(keep);
  const at = (i: number) => ({plan_id: plans[i % 2]!});
  return {
    plans: plans.map((plan_id, i) => ({plan_id, family: plan_id, tier_rank: i + 1})),
    accounts: own.map((i) => ({account_id: `a${i}`, region: regionOf(i)})),
    subscription_periods: own.flatMap((i) => {
      const amount = 1000 + 37 * i;
      if (i % 4 === 0) return [span(`a${i}`, "2024-06-05", null, amount, at(i))];
      if (i % 5 === 0) return [span(`a${i}`, "2024-01-01", "2024-08-10", amount, at(i))];
      const ends = i % 7 === 0 ? "2024-09-10" : "2024-05-10";
      const next = i % 7 === 0 ? "2024-11-10" : "2024-05-10";
      return [
        span(`a${i}`, "2024-01-01", ends, amount, at(i)),
        span(`a${i}`, next, null, amount + 90 * (i % 9) - 200, {plan_id: "team"})
      ];
    })
  };
}

const options = {asOf: "2025-01-31", settings: "settings: {segments: [region]}"};
const load = async (keep: (i: number) => boolean) => {
  const w = await warehouse(company(keep), options);
  return {w, measures: await computeMeasures(w)};
};

describe("methodSegments(w, dimensions, measures)", () => {
  it("gives a region the rates and facts of its accounts alone", {timeout: 60_000}, async () => {
    const {w, measures} = await load(() => true);
    const found = (await methodSegments(w, ["plan", "region"], measures)).find(({value}) => value === "Europe")!;
    const alone = await load((i) => regionOf(i) === "Europe");
    const own = await retentionMethods(alone.w, alone.measures);
    expect(found.rows.map((r) => [r.letter, r.net.value, r.gross.value])).toEqual(
      own.rows.map((r) => [r.letter, r.net.value, r.gross.value])
    );
    // Fewer than five came back: those are withheld, all else is as it is without the others.
    expect(own.facts!.returned.accounts).toBeGreaterThan(0);
    expect(own.facts!.returned.accounts).toBeLessThan(5);
    expect(found.facts).toEqual({...own.facts, returned: null});
  });

  it(
    "gives a plan those who were on it a year ago, and no rate over months that change its accounts",
    {timeout: 60_000},
    async () => {
      const {w, measures} = await load(() => true);
      const found = (await methodSegments(w, ["plan"], measures)).find(({value}) => value === "basic")!;
      // On basic in January: the even numbers that are no multiple of 4, which join later. Those of 10 leave.
      const cohort = Array.from({length: 60}, (_, i) => i).filter((i) => i % 4 === 2);
      expect(found.facts.cohort).toMatchObject({
        accounts: cohort.length,
        start: cohort.reduce((sum, i) => sum + 1000 + 37 * i, 0),
        lost: null
      });
      expect(cohort.filter((i) => i % 5 === 0)).toHaveLength(3);
      expect([found.facts.compounded, found.facts.bridge]).toEqual([null, null]);
      expect(found.rows.find(({letter}) => letter === "C")!.net).toMatchObject({value: null});
      expect(found.rows.find(({letter}) => letter === "C")!.net.reason).toContain("change its plan");
    }
  );
});
