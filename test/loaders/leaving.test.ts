import {describe, expect, it} from "vitest";
import {leavingRates} from "../../loaders/results/effectRates.js";
import {type Rows, span, warehouse} from "./company.js";

const team = {plan_id: "team", seats: 3};
const yearly = {...team, interval_unit: "year"};
const plans = [
  {plan_id: "team", family: "Team", tier_rank: 1},
  {plan_id: "business", family: "Business", tier_rank: 2}
];

/** Months in which each account can leave. */
async function leaveMonths(rows: Rows) {
  const {engine} = await warehouse({plans, ...rows}, {asOf: "2026-03-31"});
  const found = await engine.rows<{account_id: string; label: string}>(
    `select l.account_id, m.label from leave_months as l inner join months as m on m.month_index = l.month_index
    where l.can_leave = 1 order by 1, 2`
  );
  return (id: string) => found.filter(({account_id}) => account_id === id).map(({label}) => label);
}

describe("months in which an account can leave", () => {
  it("are all for a monthly licence, and those in which a term ends for a longer one", async () => {
    const months = await leaveMonths({
      subscription_periods: [
        span("monthly", "2025-12-05", null, 1000, team),
        span("yearly", "2025-02-10", null, 9000, yearly),
        span("quarterly", "2025-11-10", null, 3000, {...team, interval_count: 3}),
        span("both", "2025-12-05", null, 1000, team),
        span("both", "2025-02-10", null, 9000, {...yearly, subscription_id: "other"})
      ]
    });
    expect(months("monthly")).toEqual(["2026-01", "2026-02", "2026-03"]);
    expect(months("yearly")).toEqual(["2026-02"]);
    expect(months("quarterly")).toEqual(["2026-02"]);
    expect(months("both")).toEqual(["2026-02"]);
  });

  it("begin anew with another plan, but not with more seats or a request to leave", async () => {
    const change = (id: string, at: string, more: Rows[string][number]) => [
      span(id, "2025-02-10", at, 9000, {...yearly, subscription_id: id}),
      span(id, at, null, 15_000, {...yearly, subscription_id: id, ...more})
    ];
    const months = await leaveMonths({
      subscription_periods: [
        ...change("restarted", "2025-08-10", {plan_id: "business"}),
        ...change("grown", "2025-08-10", {seats: 5}),
        ...change("asked", "2025-12-10", {status: "canceled", cancel_requested_at: "2025-12-10"}),
        ...change("unpaid", "2026-02-10", {status: "past_due"})
      ]
    });
    expect(months("restarted")).toEqual([]);
    expect(months("grown")).toEqual(["2026-02"]);
    expect(months("asked")).toEqual(["2026-02"]);
    expect(months("unpaid")).toEqual(["2026-02", "2026-03"]);
  });

  it("are those of the list of renewals where there is one", async () => {
    const months = await leaveMonths({
      renewals: [{account_id: "listed", renews_on: "2025-11-10"}],
      subscription_periods: [
        span("listed", "2025-02-10", null, 9000, yearly),
        span("other", "2025-02-10", null, 9000, yearly)
      ]
    });
    expect(months("listed")).toEqual(["2025-11"]);
    expect(months("other")).toEqual(["2026-02"]);
  });
});

describe("risk_months", () => {
  it("tell what an account was at a month's start, and what it did in the month", async () => {
    const {engine} = await warehouse(
      {
        plans,
        subscription_periods: [
          span("a", "2025-01-05", "2025-02-20", 1000, team),
          span("a", "2025-02-20", "2025-04-15", 3000, {plan_id: "business", seats: 3})
        ],
        usage: [
          {account_id: "a", day: "2025-02-03", feature: "x", quantity: 4},
          {account_id: "a", day: "2025-02-09", feature: "y", quantity: 6},
          {account_id: "a", day: "2025-04-01", feature: "x", quantity: 1}
        ]
      },
      {asOf: "2025-05-31"}
    );
    const rows =
      await engine.rows(`select m.label, plan, tenure, upgraded, had_upgraded, has_left, quantity, quantity_before, features_before
      from risk_months as r inner join months as m on m.month_index = r.month_index order by 1`);
    const row = {plan: "Business", upgraded: 0, had_upgraded: 1, has_left: 0};
    expect(rows).toEqual([
      {
        ...{label: "2025-02", plan: "Team", tenure: 1, upgraded: 1, had_upgraded: 0, has_left: 0},
        ...{quantity: 10, quantity_before: null, features_before: null}
      },
      {label: "2025-03", tenure: 2, ...row, quantity: 0, quantity_before: 10, features_before: 2},
      {label: "2025-04", tenure: 3, ...row, has_left: 1, quantity: 1, quantity_before: 0, features_before: 0}
    ]);
  });
});

describe("the rate of leaving, counted three ways", () => {
  const ids = (prefix: string) => Array.from({length: 10}, (_, i) => `${prefix}${i}`);
  const company: Rows = {
    plans,
    subscription_periods: [
      // Ten upgrade in May, five of them leave in September; of ten others five leave in March.
      ...ids("up").flatMap((id, i) => [
        span(id, "2025-01-05", "2025-05-10", 1000, team),
        span(id, "2025-05-10", i < 5 ? "2025-09-15" : null, 2000, {...team, seats: 6})
      ]),
      ...ids("not").map((id, i) => span(id, "2025-01-05", i < 5 ? "2025-03-15" : null, 1000, team))
    ]
  };

  it("hands the months before an upgrade to the right side", async () => {
    const [ever, time, leave] = await leavingRates(await warehouse(company, {asOf: "2025-12-31"}));
    // At risk from February on: 5 × 8 + 5 × 11 months of those that upgraded, 5 × 2 + 5 × 11 of the others.
    expect(ever!.upgraded).toMatchObject({accounts: 10, months: 95, left: 5});
    expect(ever!.others).toMatchObject({accounts: 10, months: 65, left: 5});
    expect(ever!.ratio).toBeCloseTo(65 / 95, 12);
    // From June on 5 × 4 + 5 × 7 months after the upgrade; the 40 before it go to the others.
    expect(time!.upgraded).toMatchObject({accounts: 10, months: 55, left: 5});
    expect(time!.others).toMatchObject({accounts: 20, months: 105, left: 5});
    expect(time!.ratio).toBeCloseTo(105 / 55, 12);
    expect(leave!.ratio).toBe(time!.ratio);
  });

  it("with an interval over accounts", async () => {
    const [ever] = await leavingRates(await warehouse(company, {asOf: "2025-12-31"}));
    // Rests ±0.578947 of ten and ±0.846154 of ten accounts, by 5 left each; 20/19.
    const half = 1.959964 * Math.sqrt((20 / 19) * ((10 * 0.578947 ** 2 + 10 * 0.846154 ** 2) / 25));
    expect(ever!.lower).toBeCloseTo((65 / 95) * Math.exp(-half), 5);
    expect(ever!.upper).toBeCloseTo((65 / 95) * Math.exp(half), 5);
    const se = Math.sqrt((20 / 19) * 10 * 0.578947 ** 2) / 95;
    expect(ever!.upgraded.upper).toBeCloseTo(5 / 95 + 1.959964 * se, 6);
  });

  it("is not shown for groups under the smallest that may be, nor divided where hardly anybody left", async () => {
    const hidden = await leavingRates(
      await warehouse(company, {asOf: "2025-12-31", settings: "privacy: {min_cell: 11}"})
    );
    expect(hidden[0]).toMatchObject({ratio: null, reason: "fewer than 11 accounts on one side", upgraded: {months: 0}});
    const early = await leavingRates(await warehouse(company, {asOf: "2025-08-31"}));
    expect(early[1]).toMatchObject({ratio: null, lower: null, reason: "fewer than five left on one side"});
  });
});
