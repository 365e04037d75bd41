import {describe, expect, it} from "vitest";
import {span, warehouse} from "./company.js";

const plans = [
  {plan_id: "starter", family: "Starter", tier_rank: 1},
  {plan_id: "team", family: "Team", tier_rank: 2}
];

async function moved(rows: Parameters<typeof warehouse>[0], asOf: string, settings?: string) {
  const {engine} = await warehouse(rows, {asOf, ...(settings ? {settings} : {})});
  return engine.rows<
    Record<string, number | string>
  >(`select m.label as month, r.* exclude (month_index, gap_months, merged_accounts)
    from movements as r inner join months as m using (month_index) order by month, account_id`);
}

describe("movements", () => {
  it("tells new, expansion, churn and reactivation apart (Tidemill: 50, 90, churn, back at 50)", async () => {
    const rows = await moved(
      {
        subscription_periods: [
          span("a", "2025-01-10", "2025-02-10", 5000),
          span("a", "2025-02-10", "2025-03-10", 9000),
          span("a", "2025-04-05", null, 5000)
        ]
      },
      "2025-04-30"
    );
    expect(rows.map((r) => [r.month, r.class, r.end_amount])).toEqual([
      ["2025-01", "new", 5000],
      ["2025-02", "expansion", 9000],
      ["2025-03", "churn", 0],
      ["2025-04", "reactivation", 5000]
    ]);
    expect(rows[1]!.expansion_amount).toBe(4000);
    expect(rows[2]!.churn_amount).toBe(9000);
  });

  it("counts a period that ends exactly at the month's end for that month, and churn in the next (Polar: Mar 50%)", async () => {
    const rows = await moved(
      {
        subscription_periods: [
          span("a", "2025-01-01", null, 100),
          span("b", "2025-01-01", "2025-03-01", 100, {cancel_requested_at: "2025-02-15"})
        ]
      },
      "2025-03-31"
    );
    expect(rows.filter((r) => r.account_id === "b").map((r) => r.class)).toEqual(["new", "none", "churn"]);
  });

  it("makes a second subscription expansion and the end of one of several contraction", async () => {
    const rows = await moved(
      {
        subscription_periods: [
          span("a", "2025-01-01", null, 10000),
          span("a", "2025-02-03", "2025-03-20", 6000, {subscription_id: "second"})
        ]
      },
      "2025-03-31"
    );
    expect(rows.map((r) => [r.class, r.expansion_amount, r.contraction_amount])).toEqual([
      ["new", 0, 0],
      ["expansion", 6000, 0],
      ["contraction", 0, 6000]
    ]);
  });

  it("normalises intervals (Polar: $300 a quarter, $2400 every two years, $50 every two weeks)", async () => {
    const {engine} = await warehouse(
      {
        subscription_periods: [
          span("quarter", "2025-01-01", null, 30000, {interval_count: 3}),
          span("years", "2025-01-01", null, 240000, {interval_unit: "year", interval_count: 2}),
          span("weeks", "2025-01-01", null, 5000, {interval_unit: "week", interval_count: 2}),
          span("days", "2025-01-01", null, 100, {interval_unit: "day"})
        ]
      },
      {asOf: "2025-01-31"}
    );
    expect(await engine.rows("select account_id, mrr_local from account_currency_months order by 1")).toEqual([
      {account_id: "days", mrr_local: 3042},
      {account_id: "quarter", mrr_local: 10000},
      {account_id: "weeks", mrr_local: 10833},
      {account_id: "years", mrr_local: 10000}
    ]);
  });

  it("takes discounts off and never below 0; trials, pauses and metered items carry nothing", async () => {
    const {engine} = await warehouse(
      {
        subscription_periods: [
          span("coupon", "2025-01-01", null, 4900, {discount_amount: 5000}),
          span("half", "2025-01-01", null, 10000, {discount_amount: 5000}),
          span("trial", "2025-01-01", null, 10000, {status: "trialing"}),
          span("pause", "2025-01-01", null, 10000, {status: "paused"}),
          span("metered", "2025-01-01", null, 10000, {kind: "metered"})
        ]
      },
      {asOf: "2025-01-31"}
    );
    expect(await engine.rows("select account_id, mrr_local from account_currency_months")).toEqual([
      {account_id: "half", mrr_local: 5000}
    ]);
  });

  it("keeps a past-due licence for the days of grace", async () => {
    const rows = await moved(
      {
        subscription_periods: [
          span("a", "2025-01-01", "2025-02-20", 100),
          span("a", "2025-02-20", null, 100, {status: "past_due"})
        ]
      },
      "2025-03-31"
    );
    expect(rows.map((r) => r.class)).toEqual(["new", "none", "churn"]);
  });

  it("puts the effect of exchange rates in a movement of its own, to the unit", async () => {
    const rows = await moved(
      {
        subscription_periods: [span("a", "2025-01-01", "2025-03-15", 10001, {currency: "EUR"})],
        fx_rates: [
          {currency: "EUR", month: "2025-01-01", rate: 1.1},
          {currency: "EUR", month: "2025-02-01", rate: 1.2},
          {currency: "EUR", month: "2025-03-01", rate: 1.3}
        ]
      },
      "2025-03-31"
    );
    expect(rows.map((r) => [r.start_amount, r.fx_amount, r.churn_amount, r.end_amount])).toEqual([
      [0, 0, 0, 11001],
      [11001, 1000, 0, 12001],
      [12001, 1000, 13001, 0]
    ]);
  });

  it("refuses a missing exchange rate and says which", async () => {
    await expect(
      moved({subscription_periods: [span("a", "2025-01-01", null, 100, {currency: "EUR"})]}, "2025-01-31")
    ).rejects.toThrow(/fx_rate_is_known: 1 row breaks it.*EUR 2025-01/);
  });

  it("needs a rate for the month in which the last licence of a currency ends, and for a first one in the open month", async () => {
    const rate = (month: string) => ({currency: "EUR", month, rate: 1.1});
    const ends = {
      subscription_periods: [
        span("a", "2025-01-01", null, 100),
        span("b", "2025-01-01", "2025-02-20", 100, {currency: "EUR"})
      ]
    };
    await expect(moved({...ends, fx_rates: [rate("2025-01-01")]}, "2025-03-31")).rejects.toThrow(/EUR 2025-02/);
    const whole = await moved({...ends, fx_rates: [rate("2025-01-01"), rate("2025-02-01")]}, "2025-03-31");
    expect(whole.filter((r) => r.account_id === "b").map((r) => r.class)).toEqual(["new", "churn"]);
    const open = {
      subscription_periods: [span("a", "2025-01-01", null, 100), span("b", "2025-02-05", null, 100, {currency: "EUR"})]
    };
    await expect(moved(open, "2025-02-10")).rejects.toThrow(/EUR 2025-02/);
    expect(await moved({...open, fx_rates: [rate("2025-01-01")]}, "2025-02-10")).toHaveLength(3);
  });

  it("moves nothing when one account takes over another", async () => {
    const rows = await moved(
      {
        accounts: [{account_id: "a"}, {account_id: "b", merged_into: "a", merged_at: "2025-02-10"}],
        plans,
        subscription_periods: [
          span("a", "2025-01-01", null, 100, {plan_id: "starter"}),
          span("b", "2025-01-01", null, 50, {plan_id: "team"})
        ]
      },
      "2025-02-28"
    );
    expect(
      rows
        .filter((r) => r.month === "2025-02")
        .map((r) => [r.account_id, r.class, r.start_amount, r.end_amount, r.plan])
    ).toEqual([["a", "none", 150, 150, "Team"]]);
  });

  it("calls a return after a gap longer than the setting new", async () => {
    const spans = {
      subscription_periods: [span("a", "2025-01-01", "2025-02-10", 100), span("a", "2025-06-10", null, 100)]
    };
    const classes = async (settings?: string) => (await moved(spans, "2025-06-30", settings)).map((r) => r.class);
    expect(await classes()).toEqual(["new", "churn", "reactivation"]);
    expect(await classes("settings: {reactivation_gap_days: 60}")).toEqual(["new", "churn", "new"]);
    expect(await classes("settings: {reactivation_gap_days: 180}")).toEqual(["new", "churn", "reactivation"]);
  });

  it("uses the time zone of the company for a month's end", async () => {
    const one = {subscription_periods: [span("a", "2025-01-31 23:30:00", null, 100)]};
    const utc = await moved(one, "2025-02-28");
    const paris = await moved(one, "2025-02-28", "time_zone: Europe/Paris");
    expect(utc[0]!.month).toBe("2025-01");
    expect(paris[0]!.month).toBe("2025-02");
  });
});
