import {describe, expect, it} from "vitest";
import {type Rows, span, warehouse} from "./company.js";

const trial = (trial_id: string, account_id: string, started_at: string, more: Rows[string][number] = {}) => ({
  trial_id,
  account_id,
  started_at,
  ...more
});
const charge = (account_id: string, paid_at: string, more: Rows[string][number] = {}) => ({
  account_id,
  paid_at,
  amount: 100,
  currency: "USD",
  kind: "charge",
  ...more
});

async function outcomes(rows: Rows, asOf = "2025-06-30", settings?: string) {
  const {engine} = await warehouse(rows, {asOf, ...(settings ? {settings} : {})});
  const found = await engine.rows<{trial_id: string; outcome: string}>(
    "select trial_id, outcome from trial_outcomes order by 1"
  );
  return Object.fromEntries(found.map((t) => [t.trial_id, t.outcome]));
}

describe("trials", () => {
  it("convert by a first payment on day 0 to the window's last, and not a day later", async () => {
    const days = {
      t0: "2025-01-01 09:30:00",
      t45: "2025-02-15 23:59:00",
      t46: "2025-02-16 00:00:00",
      before: "2024-12-31 23:59:00"
    };
    const rows = {
      trials: Object.keys(days).map((id) => trial(id, id, "2025-01-01 09:00:00")),
      payments: Object.entries(days).map(([id, paid_at]) => charge(id, paid_at))
    };
    expect(await outcomes(rows)).toEqual({t0: "converted", t45: "converted", t46: "abandoned", before: "abandoned"});
  });

  it("convert by a payment of the day they begin, where payments have no time of day", async () => {
    const rows = {trials: [trial("t", "a", "2025-01-01 10:00:00")], payments: [charge("a", "2025-01-01")]};
    expect(await outcomes(rows)).toEqual({t: "converted"});
  });

  it("are pending until the window is over for them, and their cohort has no rate before it is over for all", async () => {
    const rows = {trials: [trial("early", "a", "2025-05-02"), trial("late", "b", "2025-05-31")]};
    expect(await outcomes(rows, "2025-06-15")).toEqual({early: "pending", late: "pending"});
    expect(await outcomes(rows, "2025-06-16")).toEqual({early: "abandoned", late: "pending"});
    const mature = async (asOf: string) =>
      (
        await (await warehouse(rows, {asOf})).engine.rows<{is_mature: boolean}>("select is_mature from trial_cohorts")
      )[0]!.is_mature;
    expect(await mature("2025-07-14")).toBe(false);
    expect(await mature("2025-07-15")).toBe(true);
  });

  it("are converted one a sale, the newest that began before it", async () => {
    const rows = {
      trials: [
        trial("first", "a", "2025-01-01"),
        trial("second", "a", "2025-01-20"),
        trial("later", "a", "2025-02-10")
      ],
      payments: [charge("a", "2025-02-01", {subscription_id: "s"}), charge("a", "2025-03-01", {subscription_id: "s"})]
    };
    expect(await outcomes(rows)).toEqual({first: "abandoned", second: "converted", later: "abandoned"});
  });

  it("are not converted by another subscription where both name one, nor by a full refund of the first payment", async () => {
    const rows = {
      trials: [
        trial("other", "a", "2025-01-01", {subscription_id: "tried"}),
        trial("own", "b", "2025-01-01", {subscription_id: "tried-b"}),
        trial("refunded", "c", "2025-01-01"),
        trial("partly", "d", "2025-01-01"),
        trial("stayed", "e", "2025-01-01")
      ],
      payments: [
        charge("a", "2025-01-10", {subscription_id: "bought"}),
        charge("b", "2025-01-10", {subscription_id: "tried-b"}),
        charge("c", "2025-01-10"),
        charge("c", "2025-01-12", {kind: "refund"}),
        charge("d", "2025-01-10"),
        charge("d", "2025-01-12", {kind: "refund", amount: 40}),
        charge("e", "2025-01-10"),
        charge("e", "2025-02-10"),
        charge("e", "2025-02-12", {kind: "refund"})
      ]
    };
    expect(await outcomes(rows)).toEqual({
      other: "abandoned",
      own: "converted",
      refunded: "abandoned",
      partly: "converted",
      stayed: "converted"
    });
  });

  it("a refund after the as-of date does not yet void the conversion", async () => {
    const rows = {
      trials: [trial("t", "c", "2025-01-01")],
      payments: [charge("c", "2025-01-10"), charge("c", "2025-01-20", {kind: "refund"})]
    };
    expect(await outcomes(rows, "2025-01-19")).toEqual({t: "converted"});
    expect(await outcomes(rows, "2025-01-20")).toEqual({t: "pending"});
  });

  it("are converted by the first paid licence where there are no payments at all", async () => {
    const rows = {
      trials: [trial("t", "a", "2025-01-01"), trial("free", "b", "2025-01-01")],
      subscription_periods: [span("a", "2025-01-31", null, 500), span("b", "2025-01-31", null, 0)]
    };
    expect(await outcomes(rows)).toEqual({t: "converted", free: "abandoned"});
  });

  it("longer than the window allows are reported by a check", async () => {
    const {checks} = await warehouse(
      {
        trials: [
          trial("t", "a", "2025-01-01", {ends_at: "2025-02-09"}),
          trial("ok", "b", "2025-01-01", {ends_at: "2025-02-08"})
        ]
      },
      {asOf: "2025-06-30"}
    );
    expect(checks.find((c) => c.name === "trial_window_covers_trials")).toMatchObject({
      broken: 1,
      examples: [{what: "t"}]
    });
  });

  it("are not converted by a licence whose first payment failed, where payments are known", async () => {
    const rows = {
      trials: [trial("failed", "a", "2025-01-01"), trial("paid", "b", "2025-01-01")],
      subscription_periods: [span("a", "2025-01-15", null, 500), span("b", "2025-01-15", null, 500)],
      payments: [charge("b", "2025-01-15")]
    };
    expect(await outcomes(rows)).toEqual({failed: "abandoned", paid: "converted"});
  });

  it("are converted by the sale of any plan, or of the tier or the very plan tried where that is asked for", async () => {
    const plan = (plan_id: string, family: string, tier_rank: number) => ({plan_id, family, tier_rank});
    const buys = (id: string, plan_id: string | null, tried: string | null = "team-monthly") => ({
      trials: trial(id, id, "2025-01-01", {plan_id: tried}),
      spans: span(id, "2025-01-15", null, 500, {plan_id, subscription_id: null}),
      payments: charge(id, "2025-01-15 08:00:00")
    });
    const cases = [
      buys("same", "team-monthly"),
      buys("interval", "team-annual"),
      buys("higher", "business"),
      buys("unknown", null),
      buys("untold", "business", null)
    ];
    const rows: Rows = {
      plans: [plan("team-monthly", "Team", 1), plan("team-annual", "Team", 1), plan("business", "Business", 2)],
      trials: cases.map((c) => c.trials),
      subscription_periods: cases.map((c) => c.spans),
      payments: cases.map((c) => c.payments)
    };
    const lost = async (match: string) => {
      const found = await outcomes(rows, "2025-06-30", `settings: {trial: {match: ${match}}}`);
      return Object.keys(found).filter((id) => found[id] !== "converted");
    };
    expect(await lost("any")).toEqual([]);
    expect(await lost("tier")).toEqual(["higher"]);
    expect(await lost("plan")).toEqual(["higher", "interval"]);
  });

  it("lose their sale to no newer trial of another tier where the tier must match", async () => {
    const rows: Rows = {
      plans: [
        {plan_id: "t", family: "Team", tier_rank: 1},
        {plan_id: "b", family: "Business", tier_rank: 2}
      ],
      trials: [trial("team", "a", "2025-01-01", {plan_id: "t"}), trial("business", "a", "2025-01-10", {plan_id: "b"})],
      subscription_periods: [span("a", "2025-01-20", null, 500, {plan_id: "t", subscription_id: null})],
      payments: [charge("a", "2025-01-20")]
    };
    expect(await outcomes(rows)).toEqual({team: "abandoned", business: "converted"});
    expect(await outcomes(rows, "2025-06-30", "settings: {trial: {match: tier}}")).toEqual({
      team: "converted",
      business: "abandoned"
    });
  });

  it("are void once refunds in parts have given all of the first payment back, not before", async () => {
    const rows = {
      trials: [trial("t", "c", "2025-01-01")],
      payments: [
        charge("c", "2025-01-10"),
        charge("c", "2025-01-12", {kind: "refund", amount: 40}),
        charge("c", "2025-01-20", {kind: "refund", amount: 60})
      ]
    };
    expect(await outcomes(rows, "2025-01-19")).toEqual({t: "converted"});
    expect(await outcomes(rows, "2025-01-20")).toEqual({t: "pending"});
  });

  it("are counted in the month they start, however much later they are paid for (oracles O39 and O41)", async () => {
    const cohorts = async (rows: Rows) =>
      (await warehouse(rows, {asOf: "2025-06-30"})).engine.rows<{
        month_index: number;
        started: number;
        converted: number;
      }>("select month_index, started, converted from trial_cohorts order by 1");
    const january = 2025 * 12;
    // O41: 3 started, 2 converted, 1 expired; the payment of March raises January, not March.
    const three = {
      trials: ["a", "b", "c"].map((id) => trial(id, id, "2025-01-20")),
      payments: [charge("a", "2025-01-25"), charge("b", "2025-03-01")]
    };
    expect(await cohorts(three)).toEqual([{month_index: january, started: 3, converted: 2}]);
    // O39: 10 trials, 5 paying.
    const ten = [...Array(10).keys()].map((i) => `a${i}`);
    const half = {
      trials: ten.map((id) => trial(id, id, "2025-01-02")),
      payments: ten.slice(5).map((id) => charge(id, "2025-01-20"))
    };
    expect(await cohorts(half)).toEqual([{month_index: january, started: 10, converted: 5}]);
  });
});
