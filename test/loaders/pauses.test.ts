import {describe, expect, it} from "vitest";
import {computeMeasures} from "../../loaders/results/measures.js";
import {span, warehouse} from "./company.js";

const plans = [{plan_id: "team", family: "Team", tier_rank: 2}];

describe("pauses", () => {
  it("tells a pause from churn, and counts one that ends without a payment as a customer lost", async () => {
    const paused = (id: string, from: string, to: string | null) => span(id, from, to, 100, {status: "paused"});
    const rows = {
      plans,
      subscription_periods: [
        span("back", "2025-01-01", "2025-02-10", 100, {plan_id: "team"}),
        {...paused("back", "2025-02-10", "2025-04-10"), plan_id: "team"},
        span("back", "2025-04-10", null, 120, {plan_id: "team"}),
        span("gone", "2025-01-01", "2025-02-10", 100),
        paused("gone", "2025-02-10", "2025-03-10"),
        paused("never", "2025-01-01", "2025-03-10")
      ]
    };
    const moved = async (settings = "") => {
      const {engine} = await warehouse(rows, {asOf: "2025-04-30", settings});
      return engine.rows<Record<string, number | string>>(
        "select m.label as month, r.* from movements as r inner join months as m using (month_index) order by month, account_id"
      );
    };
    const of = async (settings = "") => (await moved(settings)).map((r) => `${r.month} ${r.account_id} ${r.class}`);
    expect(await of()).toEqual([
      "2025-01 back new",
      "2025-01 gone new",
      "2025-02 back pause",
      "2025-02 gone pause",
      "2025-03 back paused",
      "2025-03 gone lapse",
      "2025-04 back resume"
    ]);
    const apart = await moved();
    expect(apart.map((r) => [r.pause_amount, r.resume_amount, r.churn_amount, r.plan])).toEqual([
      [0, 0, 0, "Team"],
      [0, 0, 0, "no plan"],
      [100, 0, 0, "Team"],
      [100, 0, 0, "no plan"],
      [0, 0, 0, "Team"],
      [0, 0, 0, "no plan"],
      [0, 120, 0, "Team"]
    ]);
    expect(await of("settings: {pause: churn}")).toEqual([
      "2025-01 back new",
      "2025-01 gone new",
      "2025-02 back churn",
      "2025-02 gone churn",
      "2025-04 back reactivation"
    ]);
    // Of two customers none is lost in February, and one of two in March.
    const measures = await computeMeasures(await warehouse(rows, {asOf: "2025-04-30"}));
    const churn = measures.filter((m) => m.id === "logo_churn" && m.segment === null).map((m) => [m.value, m.n]);
    expect(churn).toEqual([
      [null, 0],
      [0, 2],
      [0.5, 2],
      [0, 1]
    ]);
  });
});
