import {describe, expect, it} from "vitest";
import {type Rows, span, warehouse} from "./company.js";

const plans: Rows[string] = [
  {plan_id: "team", family: "Team", tier_rank: 1},
  {plan_id: "team-annual", family: "Team", tier_rank: 1},
  {plan_id: "business", family: "Business", tier_rank: 2},
  {plan_id: "extra", family: "Extra", tier_rank: null}
];

type Line = Rows[string][number] & {amount: number};

/** One account that holds some lines in January and others from 10 February on. */
async function causesOf(before: Line[], after: Line[], more: Rows = {}) {
  const at = (from: string, to: string | null) => (line: Line, i: number) =>
    span("a", from, to, line.amount, {subscription_id: `s${i}`, item_id: `i${i}`, plan_id: "team", ...line});
  const {engine} = await warehouse(
    {
      plans,
      subscription_periods: [
        ...before.map(at("2025-01-01", "2025-02-10")),
        ...after.map(at("2025-02-10", null)),
        // Somebody who does not change is in no cause.
        span("b", "2025-01-01", null, 5000)
      ],
      ...more
    },
    {asOf: "2025-02-28"}
  );
  const rows = await engine.rows<{class: string; cause: string; amount: number}>(
    "select class, cause, amount from movement_causes order by cause"
  );
  return rows.map((r) => `${r.class} ${r.cause} ${r.amount}`);
}

describe("causes of expansion and contraction", {timeout: 60_000}, () => {
  it("seats at the old price, and the price of a seat for as many as there are now", async () => {
    // 10 seats at 10 become 15 at 12: 5 × 10 for seats, 15 × 2 for the price.
    expect(await causesOf([{amount: 100, seats: 10}], [{amount: 180, seats: 15}])).toEqual([
      "expansion price 30",
      "expansion seats 50"
    ]);
  });

  it("a change of tier takes the change of price, beside seats", async () => {
    // 10 seats at 10 become 8 of Business at 20: −2 × 10, and 8 × 10.
    expect(await causesOf([{amount: 100, seats: 10}], [{amount: 160, seats: 8, plan_id: "business"}])).toEqual([
      "expansion seats -20",
      "expansion tier 80"
    ]);
  });

  it("the interval, where the tier is the same", async () => {
    const annual = {amount: 960, seats: 10, plan_id: "team-annual", interval_unit: "year"};
    expect(await causesOf([{amount: 100, seats: 10}], [annual])).toEqual(["contraction interval -20"]);
  });

  it("a discount that ends; one that stays the same amount or the same share is no cause", async () => {
    const full = {amount: 1000, seats: 10};
    expect(await causesOf([{...full, discount_amount: 200}], [full])).toEqual(["expansion discount 200"]);
    expect(
      await causesOf([{...full, discount_amount: 200}], [{...full, amount: 2000, seats: 20, discount_amount: 200}])
    ).toEqual(["expansion seats 1000"]);
    expect(
      await causesOf([{...full, discount_amount: 200}], [{...full, amount: 2000, seats: 20, discount_amount: 400}])
    ).toEqual(["expansion seats 800"]);
    // Half the price for twice the seats: 10 seats more, and 1,000 off.
    expect(await causesOf([full], [{amount: 2000, seats: 20, discount_amount: 1200}])).toEqual([
      "contraction discount -1200",
      "contraction seats 1000"
    ]);
  });

  it("add-ons that come, go and grow; a second plan beside the first is one too", async () => {
    const base = {amount: 1000, seats: 10};
    const extra = {amount: 300, plan_id: "extra"};
    expect(await causesOf([base], [base, extra])).toEqual(["expansion addon 300"]);
    expect(await causesOf([base, extra], [base])).toEqual(["contraction addon -300"]);
    expect(await causesOf([base, {...extra}], [base, {...extra}, {...extra}])).toEqual(["expansion addon 300"]);
    expect(await causesOf([base, extra], [base, {...extra, amount: 350}])).toEqual(["expansion price 50"]);
    expect(await causesOf([base], [base, {amount: 700, seats: 5, plan_id: "business"}])).toEqual([
      "expansion addon 700"
    ]);
    expect(await causesOf([base, extra], [extra])).toEqual(["contraction tier -1000"]);
  });

  it("seats of a plan without a rank, or that is not listed, are seats; more licences of it are add-ons", async () => {
    const base = {amount: 1000, seats: 10};
    for (const plan_id of ["extra", "unknown"]) {
      const five = {amount: 500, seats: 5, plan_id};
      expect(await causesOf([five], [{...five, amount: 800, seats: 8}])).toEqual(["expansion seats 300"]);
      expect(await causesOf([base, five], [base, {...five, amount: 800, seats: 8}])).toEqual(["expansion seats 300"]);
      expect(await causesOf([base, five], [base, five, {...five, amount: 300, seats: 3}])).toEqual([
        "expansion addon 300"
      ]);
    }
  });

  it("adds up to the unit in another currency and over a take-over", async () => {
    const rows = {
      accounts: [{account_id: "a"}, {account_id: "b", merged_into: "a", merged_at: "2025-02-05"}] as Rows[string],
      fx_rates: ["01", "02"].map((m, i) => ({currency: "EUR", month: `2025-${m}-01`, rate: 1.1 + i / 7}))
    };
    const euro = {currency: "EUR", interval_unit: "year"};
    const found = await causesOf(
      [{amount: 100_001, seats: 7, ...euro}],
      [{amount: 123_457, seats: 8, ...euro, plan_id: "business"}],
      rows
    );
    // 8,333 and 10,288 euro cents at 1.2428…: 10,357 and 12,787. A seat more is 10,357 ÷ 7.
    expect(found).toEqual(["expansion seats 1480", "expansion tier 950"]);
  });
});
