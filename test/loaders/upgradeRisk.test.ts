import {describe, expect, it} from "vitest";
import {type Rows, span, warehouse} from "./company.js";

const plans = ["Starter", "Team", "Business"].map((family, i) => ({
  plan_id: family.toLowerCase(),
  family,
  tier_rank: i + 1
}));

/** An account of the first month, which sets where the exports begin. */
const first = span("first", "2025-01-05", null, 1000, {plan_id: "starter"});

const risk = async (subscription_periods: Rows[string], asOf = "2025-06-30") =>
  (await warehouse({plans, subscription_periods: [first, ...subscription_periods]}, {asOf})).engine.rows(
    "select account_id, age, plan, cause from upgrade_risk order by 1, 2"
  );

describe("upgrade_risk", () => {
  it("is O46 by age: upgrade at 1, loss at 2, upgrade at 3, still waiting at 4", async () => {
    const rows = await risk([
      span("a", "2025-02-05", "2025-03-10", 1000, {plan_id: "starter"}),
      span("a", "2025-03-10", null, 2000, {plan_id: "team"}),
      span("b", "2025-02-05", "2025-04-10", 1000, {plan_id: "starter"}),
      span("c", "2025-02-05", "2025-05-10", 1000, {plan_id: "starter"}),
      span("c", "2025-05-10", null, 2000, {plan_id: "team"}),
      span("d", "2025-02-05", null, 1000, {plan_id: "starter"})
    ]);
    const counts = [1, 2, 3, 4].map((age) => {
      const own = rows.filter((row) => row.age === age);
      return [own.length, own.filter((row) => row.cause === 1).length, own.filter((row) => row.cause === 2).length];
    });
    expect(counts).toEqual([
      [4, 1, 0],
      [3, 0, 1],
      [2, 1, 0],
      [1, 0, 0]
    ]);
  });

  it("ends at the first upgrade or loss, and an account that asked to leave is at risk until it does", async () => {
    const rows = await risk([
      span("leaves", "2025-02-05", "2025-05-10", 1000, {plan_id: "starter", cancel_requested_at: "2025-02-20"}),
      span("twice", "2025-02-05", "2025-03-10", 1000, {plan_id: "starter"}),
      span("twice", "2025-03-10", "2025-04-10", 2000, {plan_id: "team"}),
      span("twice", "2025-04-10", null, 4000, {plan_id: "business"}),
      span("returns", "2025-02-05", "2025-03-10", 1000, {plan_id: "starter"}),
      span("returns", "2025-04-10", "2025-05-10", 1000, {plan_id: "starter"}),
      span("returns", "2025-05-10", null, 2000, {plan_id: "team"})
    ]);
    expect(rows.map((row) => [row.account_id, row.age, row.cause])).toEqual([
      ["leaves", 1, 0],
      ["leaves", 2, 0],
      ["leaves", 3, 2],
      ["returns", 1, 2],
      ["twice", 1, 1]
    ]);
  });

  it("an account that cannot upgrade enters when it can, at its age, under the plan it then holds", async () => {
    const rows = await risk([
      span("top", "2025-02-05", "2025-04-10", 4000, {plan_id: "business"}),
      span("top", "2025-04-10", null, 2000, {plan_id: "team"})
    ]);
    expect(rows).toEqual([
      {account_id: "top", age: 3, plan: "Team", cause: 0},
      {account_id: "top", age: 4, plan: "Team", cause: 0}
    ]);
  });

  it("stops at the last closed month", async () => {
    const rows = await risk([span("a", "2025-02-05", null, 1000, {plan_id: "starter"})], "2025-04-15");
    expect(rows.map((row) => row.age)).toEqual([1]);
  });
});

describe("upgrade_paths", () => {
  const step = (offer_id: string, state: string, at: string, channel: string | null = "assisted") => ({
    offer_id,
    account_id: "first",
    state,
    at,
    channel
  });

  it("run from the request to provisioning, and an open one to the as-of date", async () => {
    const {engine} = await warehouse(
      {
        plans,
        subscription_periods: [first],
        offer_events: [
          step("done", "offered", "2025-01-20"),
          step("done", "requested", "2025-02-01T00:00:00", "self_serve"),
          step("done", "accepted", "2025-02-01T12:00:00"),
          step("done", "provisioned", "2025-02-02T12:00:00"),
          step("done", "reverted", "2025-03-20"),
          // The same offer once more: a request of its own.
          step("done", "requested", "2025-04-01"),
          // A call that was offered and accepted is no request for an upgrade.
          step("call", "accepted", "2025-02-10"),
          step("open", "requested", "2025-04-29"),
          step("dropped", "requested", "2025-02-10"),
          step("dropped", "declined", "2025-02-14"),
          step("only seen", "offered", "2025-02-10"),
          step("only seen", "viewed", "2025-02-11"),
          step("only seen", "declined", "2025-02-12"),
          step("future", "requested", "2025-06-01")
        ]
      },
      {asOf: "2025-04-30"}
    );
    expect(
      await engine.rows("select offer_id, channel, outcome, days from upgrade_paths order by offer_id, requested_at")
    ).toEqual([
      {offer_id: "done", channel: "self_serve", outcome: "provisioned", days: 1.5},
      {offer_id: "done", channel: "assisted", outcome: "open", days: 30},
      {offer_id: "dropped", channel: "assisted", outcome: "dropped", days: 4},
      {offer_id: "open", channel: "assisted", outcome: "open", days: 2}
    ]);
  });
});

describe("upgrade_paths without a noted request", () => {
  it("run from the acceptance of an offer that can be provisioned", async () => {
    const step = (offer_id: string, account_id: string, state: string, at: string) => ({
      offer_id,
      account_id,
      state,
      at
    });
    const {engine} = await warehouse(
      {
        plans,
        subscription_periods: [first],
        offer_events: [
          step("bigger", "a", "accepted", "2025-02-10"),
          step("bigger", "a", "provisioned", "2025-02-13"),
          step("bigger", "b", "accepted", "2025-02-20"),
          step("call", "a", "accepted", "2025-02-10")
        ]
      },
      {asOf: "2025-02-28"}
    );
    expect(
      await engine.rows("select offer_id, account_id, channel, outcome, days from upgrade_paths order by account_id")
    ).toEqual([
      {offer_id: "bigger", account_id: "a", channel: "unknown", outcome: "provisioned", days: 3},
      {offer_id: "bigger", account_id: "b", channel: "unknown", outcome: "open", days: 9}
    ]);
  });
});

describe("feature_adoption", () => {
  it("counts rights that came with the tier, by day 30, 60 and 90, where those days are over", async () => {
    const {engine} = await warehouse(
      {
        plans,
        subscription_periods: ["a", "b"]
          .flatMap((id, i) => [
            span(id, "2025-01-05", `2025-0${i * 2 + 2}-10`, 1000, {plan_id: "starter"}),
            span(id, `2025-0${i * 2 + 2}-10`, null, 2000, {plan_id: "team"})
          ])
          .concat(
            // Held Team before, so nothing is new to it.
            span("again", "2025-01-05", "2025-02-10", 2000, {plan_id: "team"}),
            span("again", "2025-02-10", "2025-03-10", 1000, {plan_id: "starter"}),
            span("again", "2025-03-10", null, 2000, {plan_id: "team"})
          ),
        entitlements: [
          {plan_id: "starter", feature: "api", limit_quantity: 10, limit_period: "month"},
          {plan_id: "starter", feature: "sso", limit_quantity: 0, limit_period: "total"},
          ...["api", "sso", "audit", "own"].map((feature) => ({plan_id: "team", feature})),
          {plan_id: "business", feature: "ai"},
          {account_id: "a", feature: "own"}
        ],
        usage: [
          {account_id: "a", day: "2025-02-09", feature: "audit", quantity: 5},
          {account_id: "a", day: "2025-02-10", feature: "sso", quantity: 0},
          {account_id: "a", day: "2025-03-12", feature: "sso", quantity: 1},
          {account_id: "a", day: "2025-03-13", feature: "audit", quantity: 1},
          {account_id: "a", day: "2025-02-11", feature: "api", quantity: 9},
          {account_id: "b", day: "2025-04-11", feature: "audit", quantity: 1}
        ]
      },
      {asOf: "2025-05-15"}
    );
    // a: 10 Feb + 30 days = 12 Mar, which counts; all three days are over on 15 May. b: 10 Apr + 30 = 10 May only.
    expect(
      await engine.rows(`select account_id, feature, used_30, used_60, used_90, any_30, any_90, place
        from feature_adoption order by account_id, feature`)
    ).toEqual([
      {account_id: "a", feature: "audit", used_30: 0, used_60: 1, used_90: 1, any_30: 1, any_90: 1, place: 1},
      {account_id: "a", feature: "sso", used_30: 1, used_60: 1, used_90: 1, any_30: 1, any_90: 1, place: 2},
      {account_id: "b", feature: "audit", used_30: 1, used_60: null, used_90: null, any_30: 1, any_90: null, place: 1},
      {account_id: "b", feature: "own", used_30: 0, used_60: null, used_90: null, any_30: 1, any_90: null, place: 2},
      {account_id: "b", feature: "sso", used_30: 0, used_60: null, used_90: null, any_30: 1, any_90: null, place: 3}
    ]);
  });
});
