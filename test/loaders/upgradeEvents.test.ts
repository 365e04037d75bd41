import {describe, expect, it} from "vitest";
import {type Rows, span, warehouse} from "./company.js";

const plans = ["Starter", "Team", "Business"].map((family, i) => ({
  plan_id: family.toLowerCase(),
  family,
  tier_rank: i + 1
}));

/** Spans of one subscription, each to the start of the next. */
function life(id: string, ...steps: [from: string, plan: string, amount: number, more?: Rows[string][number]][]) {
  return steps.map(([from, plan_id, amount, more], i) =>
    span(id, from, steps[i + 1]?.[0] ?? null, amount, {subscription_id: id, plan_id, ...more})
  );
}

describe("upgrade_events", () => {
  const events = async (rows: Rows, asOf = "2025-12-31") =>
    (await warehouse({plans, ...rows}, {asOf})).engine.rows(
      `select e.account_id, m.label as month, cast(e.upgraded_at as varchar) as at, e.tier_after, e.next_90, e.next_180
      from upgrade_events as e inner join months as m using (month_index) order by 1, 2`
    );

  it("date an upgrade by the first span of what is held at the month's end", async () => {
    const rows = await events({
      subscription_periods: [
        // Two steps in one month: the net move is Starter to Business, since the 20th.
        ...life(
          "two",
          ["2025-01-05", "starter", 1000],
          ["2025-02-10", "team", 2000],
          ["2025-02-20T09:30:00", "business", 4000]
        ),
        // A new price later in the month does not move the day.
        ...life("price", ["2025-01-05", "starter", 1000], ["2025-02-03", "team", 2000], ["2025-02-25", "team", 2100]),
        ...life(
          "seats",
          ["2025-01-05", "team", 3000, {seats: 3}],
          ["2025-02-07", "team", 4000, {seats: 4}],
          ["2025-02-17", "team", 6000, {seats: 6}]
        ),
        // Begins at the first instant of the month: in force only after the end of January.
        ...life("edge", ["2025-01-05", "starter", 1000], ["2025-02-01", "team", 2000])
      ]
    });
    expect(rows).toEqual(
      [
        {account_id: "edge", at: "2025-02-01 00:00:00", tier_after: "Team"},
        {account_id: "price", at: "2025-02-03 00:00:00", tier_after: "Team"},
        {account_id: "seats", at: "2025-02-17 00:00:00", tier_after: "Team"},
        {account_id: "two", at: "2025-02-20 09:30:00", tier_after: "Business"}
      ].map((row) => ({...row, month: "2025-02", next_90: "above", next_180: "above"}))
    );
  });

  it("look 90 and 180 days ahead: above, back, gone, or not known yet", async () => {
    // 10 Feb + 90 days = 11 May, + 180 days = 9 Aug.
    const to = (id: string, ...after: Parameters<typeof life>[1][]) =>
      life(id, ["2025-01-05", "starter", 1000], ["2025-02-10", "team", 2000], ...after);
    const gone = to("gone");
    gone[1]!.ends_at = "2025-05-11";
    const rows = await events({
      subscription_periods: [
        ...to("back", ["2025-05-11", "starter", 1000]),
        ...to("later", ["2025-05-12", "starter", 1000]),
        ...gone,
        ...to("higher", ["2025-03-01", "business", 4000]),
        ...life("late", ["2025-01-05", "starter", 1000], ["2025-08-20", "team", 2000]),
        ...life(
          "seats",
          ["2025-01-05", "team", 3000, {seats: 3}],
          ["2025-02-10", "team", 5000, {seats: 5}],
          ["2025-06-01", "team", 3000, {seats: 3}]
        )
      ]
    });
    expect(rows.map((r) => [r.account_id, r.month, r.next_90, r.next_180])).toEqual([
      ["back", "2025-02", "back", "back"],
      ["gone", "2025-02", "gone", "gone"],
      ["higher", "2025-02", "above", "above"],
      ["higher", "2025-03", "above", "above"],
      ["late", "2025-08", "above", null],
      ["later", "2025-02", "above", "back"],
      ["seats", "2025-02", "above", "back"]
    ]);
  });

  it("count an upgrade as taken back that went up again before the day, or left after it", async () => {
    const to = (id: string, ...after: Parameters<typeof life>[1][]) =>
      life(id, ["2025-01-05", "starter", 1000], ["2025-02-10", "team", 2000], ...after);
    const ended = (spans: ReturnType<typeof life>, on: string) => [
      ...spans.slice(0, -1),
      {...spans.at(-1)!, ends_at: on}
    ];
    const rows = await events({
      subscription_periods: [
        // Back on day 30, up again on day 80.
        ...to("again", ["2025-03-12", "starter", 1000], ["2025-05-01", "team", 2000]),
        // The same between day 90 and 180.
        ...to("between", ["2025-06-01", "starter", 1000], ["2025-06-20", "team", 2000]),
        // Back, then gone before day 90.
        ...ended(to("leaves", ["2025-03-12", "starter", 1000]), "2025-04-12"),
        // Gone, then a customer again on the old plan, whatever came next.
        ...ended(to("pause"), "2025-03-01"),
        ...ended(life("pause", ["2025-04-10", "starter", 1000]), "2025-04-20"),
        ...life("pause", ["2025-04-25", "team", 2000]),
        // Gone for a while, back on what it upgraded to.
        ...ended(to("returns"), "2025-03-01"),
        ...life("returns", ["2025-04-10", "team", 2000]),
        // Fewer seats than before for a day.
        ...life(
          "seats",
          ["2025-01-05", "team", 3000, {seats: 3}],
          ["2025-02-10", "team", 5000, {seats: 5}],
          ["2025-04-01", "team", 2000, {seats: 2}],
          ["2025-04-02", "team", 5000, {seats: 5}]
        )
      ]
    });
    const first = rows.filter((r) => r.month === "2025-02");
    expect(first.map((r) => [r.account_id, r.next_90, r.next_180])).toEqual([
      ["again", "back", "back"],
      ["between", "above", "back"],
      ["leaves", "back", "back"],
      ["pause", "back", "back"],
      ["returns", "above", "above"],
      ["seats", "back", "back"]
    ]);
  });

  it("follow an account that another takes over", async () => {
    const rows = await events({
      accounts: [{account_id: "big"}, {account_id: "small", merged_into: "big", merged_at: "2025-03-10"}],
      subscription_periods: [
        ...life("small", ["2025-01-05", "starter", 1000], ["2025-02-10", "team", 2000]),
        ...life("big", ["2025-01-05", "starter", 1000])
      ]
    });
    expect(rows.map((r) => [r.account_id, r.next_90])).toEqual([["small", "above"]]);
  });
});

describe("tier_moves", () => {
  it("count each move, up and down, also two in a month, and none of price, interval or return", async () => {
    const {engine} = await warehouse(
      {
        plans,
        subscription_periods: [
          ...life(
            "a",
            ["2025-01-05", "starter", 1000],
            ["2025-02-10", "team", 2500],
            ["2025-02-20", "business", 4000],
            ["2025-04-01", "starter", 900]
          ),
          // Annual for monthly: another interval, the same tier.
          ...life("b", ["2025-01-05", "team", 1700], ["2025-03-05", "team", 13400, {interval_unit: "year"}]),
          // Gone for a month, back on a higher tier: a return, not a move.
          span("c", "2025-01-05", "2025-02-10", 1000, {plan_id: "starter"}),
          span("c", "2025-03-10", null, 2000, {plan_id: "team"}),
          // A second, lower licence beside the first.
          span("d", "2025-01-05", null, 2000, {plan_id: "team"}),
          span("d", "2025-02-05", "2025-03-05", 500, {subscription_id: "two", plan_id: "starter"})
        ]
      },
      {asOf: "2025-05-31"}
    );
    expect(
      await engine.rows("select account_id, plan, tier_after, mrr_change from tier_moves order by moved_at")
    ).toEqual([
      {account_id: "a", plan: "Starter", tier_after: "Team", mrr_change: 1500},
      {account_id: "a", plan: "Team", tier_after: "Business", mrr_change: 1500},
      {account_id: "a", plan: "Business", tier_after: "Starter", mrr_change: -3100}
    ]);
  });

  it("annual instead of monthly leaves the tier and moves revenue by 5.83 (O44)", async () => {
    const {engine} = await warehouse(
      {
        plans,
        subscription_periods: life(
          "x",
          ["2025-01-05", "team", 1700],
          ["2025-02-05", "team", 13400, {interval_unit: "year"}]
        )
      },
      {asOf: "2025-02-28"}
    );
    expect(await engine.rows("select upgraded from upgrade_months")).toEqual([{upgraded: 0}]);
    expect(await engine.rows("select count(*) as n from tier_moves")).toEqual([{n: 0}]);
    const [{before, after} = {before: 0, after: 0}] = await engine.rows<{before: number; after: number}>(
      "select start_amount as before, end_amount as after from movements order by month_index desc limit 1"
    );
    expect([before, after]).toEqual([1700, 1117]);
  });
});
