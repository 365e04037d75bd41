import {describe, expect, it} from "vitest";
import {type Rows, span, warehouse} from "./company.js";

async function classes(rows: Rows, asOf: string, settings = "") {
  const {engine} = await warehouse(rows, {asOf, settings});
  const moved = await engine.rows<{month: string; account_id: string; class: string; end: number}>(
    `select m.label as month, account_id, class, end_amount as "end" from movements inner join months as m using (month_index) order by 1, 2`
  );
  const gaps = await engine.rows<Record<string, string | number>>(
    "select account_id, subscription_id, resumed_subscription_id, whole_days, monthly_amount, resumed_monthly_amount from joined_gaps order by 1"
  );
  return {moved: moved.map((m) => `${m.month} ${m.account_id} ${m.class} ${m.end}`), gaps};
}

// Ends on 28 January, comes back under another subscription on 2 February: five days over a month's end.
const rebuy = [
  span("a", "2025-01-01", "2025-01-28", 100),
  span("a", "2025-02-02", null, 150, {subscription_id: "new"})
];

describe("joined gaps", () => {
  it("a licence bought again within seven days was never gone, and is worth what it was until then", async () => {
    expect(await classes({subscription_periods: rebuy}, "2025-02-28")).toEqual({
      moved: ["2025-01 a new 100", "2025-02 a expansion 150"],
      gaps: [
        {
          account_id: "a",
          subscription_id: "sub-a",
          resumed_subscription_id: "new",
          whole_days: 5,
          monthly_amount: 100,
          resumed_monthly_amount: 150
        }
      ]
    });
  });

  it("a longer gap is churn and reactivation; so is any gap with join_gap_days 0 or fewer days than it has", async () => {
    const apart = ["2025-01 a new 100", "2025-02 a churn 0", "2025-03 a reactivation 150"];
    const over = (ended: string, resumed: string) => ({
      subscription_periods: [span("a", "2025-01-01", ended, 100), span("a", resumed, null, 150)]
    });
    expect((await classes(over("2025-02-25", "2025-03-05"), "2025-03-31")).moved).toEqual(apart);
    const week = over("2025-02-25", "2025-03-04");
    expect((await classes(week, "2025-03-31")).moved).not.toEqual(apart);
    expect((await classes(week, "2025-03-31", "settings: {join_gap_days: 6}")).moved).toEqual(apart);
    expect((await classes(week, "2025-03-31", "settings: {join_gap_days: 0}")).moved).toEqual(apart);
  });

  it("a gap that is open at the as-of date is churn until the account is back", async () => {
    const before = await classes({subscription_periods: rebuy}, "2025-02-01");
    expect([before.gaps, before.moved]).toEqual([[], []]);
    const known = {subscription_periods: [span("a", "2024-12-01", "2025-01-28", 100), rebuy[1]!]};
    expect((await classes(known, "2025-02-01")).moved).toContain("2025-01 a churn 0");
    expect((await classes(known, "2025-02-02")).moved).toContain("2025-01 a none 100");
  });

  it("a change on the spot is no gap, and what begins on the spot resumes nothing else", async () => {
    const rows = {
      subscription_periods: [
        span("a", "2025-01-01", "2025-02-02", 100),
        span("a", "2025-02-02", null, 120),
        span("a", "2025-01-01", "2025-01-28", 30, {subscription_id: "addon", item_id: "addon"})
      ]
    };
    expect(await classes(rows, "2025-02-28")).toEqual({
      moved: ["2025-01 a new 100", "2025-02 a expansion 120"],
      gaps: []
    });
  });

  it("a gap that a pause or unpaid dunning accounts for is not joined", async () => {
    const between = (status: string) => ({
      subscription_periods: [
        span("a", "2025-01-01", "2025-02-26", 100),
        span("a", "2025-02-26", "2025-03-03", 100, {status}),
        span("a", "2025-03-03", null, 100)
      ]
    });
    expect((await classes(between("paused"), "2025-03-31")).gaps).toEqual([]);
    expect((await classes(between("unpaid"), "2025-03-31")).gaps).toEqual([]);
    const late = {
      subscription_periods: [
        span("a", "2025-01-01", "2025-01-27", 100),
        span("a", "2025-01-27", "2025-03-02", 100, {status: "past_due"}),
        span("a", "2025-03-02", null, 100)
      ]
    };
    expect(await classes(late, "2025-03-31")).toEqual({
      moved: ["2025-01 a new 100", "2025-02 a churn 0", "2025-03 a reactivation 100"],
      gaps: []
    });
  });

  it("follows an account into the one that took it over by then, and not before", async () => {
    const moving = (merged_at: string): Rows => ({
      accounts: [{account_id: "a"}, {account_id: "b", merged_into: "a", merged_at}],
      subscription_periods: [span("b", "2025-01-01", "2025-02-26", 100), span("a", "2025-03-03", null, 100)]
    });
    expect((await classes(moving("2025-03-01"), "2025-03-31")).moved).toEqual([
      "2025-01 b new 100",
      "2025-02 b none 100",
      "2025-03 a none 100"
    ]);
    expect((await classes(moving("2025-03-20"), "2025-03-31")).gaps).toEqual([]);
  });

  it("moving every licence to another billing system at once joins each of them", async () => {
    const rows = {
      subscription_periods: [
        span("a", "2025-01-01", "2025-02-25", 100),
        span("a", "2025-01-01", "2025-02-26", 40, {subscription_id: "second"}),
        span("a", "2025-03-01 10:00:00", null, 140, {subscription_id: "moved"})
      ]
    };
    const {moved, gaps} = await classes(rows, "2025-03-31");
    expect(moved).toEqual(["2025-01 a new 140", "2025-02 a none 140", "2025-03 a none 140"]);
    expect(gaps.map((g) => g.monthly_amount).sort()).toEqual([100, 40]);
  });
});
