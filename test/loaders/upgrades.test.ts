import {describe, expect, it} from "vitest";
import {type Rows, span, warehouse} from "./company.js";

const plans = ["Starter", "Team", "Business"].map((family, i) => ({
  plan_id: family.toLowerCase(),
  family,
  tier_rank: i + 1
}));

async function upgradesIn(month: string, rows: Rows, asOf = "2025-03-31") {
  const {engine} = await warehouse({plans, ...rows}, {asOf});
  return engine.rows<
    Record<string, number | string | null>
  >(`select account_id, can_tier, can_seats, tier_up, seats_up, upgraded, mrr_gain
    from upgrade_months inner join months as m using (month_index) where m.label = '${month}' order by 1`);
}

const change = (
  id: string,
  before: Rows[string][number],
  after: Rows[string][number],
  amounts: [number, number] = [1000, 3000]
) => [
  span(id, "2025-01-05", "2025-02-10", amounts[0], {subscription_id: id, ...before}),
  span(id, "2025-02-10", null, amounts[1], {subscription_id: id, ...after})
];

describe("upgrades", () => {
  it("are a higher tier or more seats, among accounts that can make one", async () => {
    const rows = await upgradesIn("2025-02", {
      subscription_periods: [
        ...change("tier", {plan_id: "starter"}, {plan_id: "team"}),
        ...change("seats", {plan_id: "business", seats: 5}, {plan_id: "business", seats: 9}),
        ...change("price", {plan_id: "team"}, {plan_id: "team"}),
        ...change("top", {plan_id: "business"}, {plan_id: "business"}),
        ...change("down", {plan_id: "team", seats: 9}, {plan_id: "starter", seats: 5}, [3000, 1000]),
        ...change("leaving", {plan_id: "starter", cancel_requested_at: "2025-01-20"}, {plan_id: "team"})
      ]
    });
    expect(rows).toEqual([
      {account_id: "down", can_tier: 1, can_seats: 1, tier_up: 0, seats_up: 0, upgraded: 0, mrr_gain: 0},
      {account_id: "price", can_tier: 1, can_seats: 0, tier_up: 0, seats_up: 0, upgraded: 0, mrr_gain: 0},
      {account_id: "seats", can_tier: 0, can_seats: 1, tier_up: 0, seats_up: 1, upgraded: 1, mrr_gain: 2000},
      {account_id: "tier", can_tier: 1, can_seats: 0, tier_up: 1, seats_up: 0, upgraded: 1, mrr_gain: 2000}
    ]);
  });

  it("an annual plan instead of a monthly one is none, nor is an add-on", async () => {
    const rows = await upgradesIn("2025-02", {
      plans: [...plans, {plan_id: "extra", name: "Extra"}],
      subscription_periods: [
        ...change(
          "yearly",
          {plan_id: "team", seats: 3},
          {plan_id: "team", seats: 3, interval_unit: "year"},
          [1000, 10000]
        ),
        span("add", "2025-01-05", null, 1000, {plan_id: "team", seats: 3}),
        span("add", "2025-02-10", null, 500, {subscription_id: "x", plan_id: "extra", seats: 10})
      ]
    });
    expect(rows.map((r) => [r.account_id, r.upgraded])).toEqual([
      ["add", 0],
      ["yearly", 0]
    ]);
  });

  it("without a list of plans, seats still count and tiers do not", async () => {
    const {engine} = await warehouse(
      {subscription_periods: change("a", {plan_id: "x", seats: 2}, {plan_id: "y", seats: 4})},
      {asOf: "2025-03-31"}
    );
    expect(await engine.rows("select can_tier, can_seats, upgraded from upgrade_months order by month_index")).toEqual([
      {can_tier: 0, can_seats: 1, upgraded: 1},
      {can_tier: 0, can_seats: 1, upgraded: 0}
    ]);
  });

  it("the plan of an account is its highest ranked, by revenue among unranked", async () => {
    const {engine} = await warehouse(
      {
        plans,
        subscription_periods: [
          span("a", "2025-01-05", null, 9000, {plan_id: "starter"}),
          span("a", "2025-01-05", null, 100, {subscription_id: "two", plan_id: "team"}),
          span("b", "2025-01-05", null, 100, {plan_id: "old"}),
          span("b", "2025-01-05", null, 900, {subscription_id: "two", plan_id: "older"})
        ]
      },
      {asOf: "2025-01-31"}
    );
    expect(await engine.rows("select account_id, tier from account_tiers order by 1")).toEqual([
      {account_id: "a", tier: "Team"},
      {account_id: "b", tier: "older"}
    ]);
  });

  it("stand beside the limit used by the end of the month before", async () => {
    const {engine} = await warehouse(
      {
        plans,
        subscription_periods: [
          span("a", "2025-01-05", null, 1000, {plan_id: "starter"}),
          span("b", "2025-01-05", null, 1000, {plan_id: "starter"})
        ],
        entitlements: [
          {plan_id: "starter", feature: "calls", limit_quantity: 100, limit_period: "month"},
          {plan_id: "starter", feature: "projects", limit_quantity: 10, limit_period: "total"},
          {account_id: "b", feature: "calls", limit_quantity: 400, limit_period: "month"}
        ],
        usage: [
          {account_id: "a", day: "2025-01-10", feature: "calls", quantity: 30},
          {account_id: "a", day: "2025-01-20", feature: "calls", quantity: 60},
          {account_id: "a", day: "2025-01-20", feature: "projects", quantity: 4},
          {account_id: "a", day: "2025-02-02", feature: "calls", quantity: 500},
          {account_id: "b", day: "2025-01-10", feature: "calls", quantity: 100}
        ]
      },
      {asOf: "2025-02-28"}
    );
    expect(await engine.rows("select account_id, pressure from upgrade_months order by 1")).toEqual([
      {account_id: "a", pressure: 0.9},
      {account_id: "b", pressure: 0.25}
    ]);
  });
});
