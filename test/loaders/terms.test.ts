import {describe, expect, it} from "vitest";
import {type Rows, span, warehouse} from "./company.js";

const plans = [
  {plan_id: "basic", family: "Basic", tier_rank: 1},
  {plan_id: "pro", family: "Pro", tier_rank: 2},
  {plan_id: "extra", family: "Extra", tier_rank: null}
];

/** A span of a yearly subscription, one subscription an account. */
const yearly = (id: string, from: string, to: string | null, more: Rows[string][number] = {}) =>
  span(id, from, to, 120_000, {plan_id: "basic", seats: 1, interval_unit: "year", item_id: `i-${id}`, ...more});

/** "2025-06 kept" or "2025-06 lost" by account, and the checks that warn. */
async function terms(subscription_periods: Rows[string], more: Rows = {}) {
  const {engine, checks} = await warehouse({plans, subscription_periods, ...more}, {asOf: "2026-07-31"});
  const due = await engine.rows<{account_id: string; label: string; is_lost: number}>(
    `select r.account_id, m.label, r.is_lost from renewals_due as r inner join months as m on m.month_index = r.month_index
    where r.term_amount > 0 order by 1, 2`
  );
  const leave = await engine.rows<{account_id: string; label: string}>(
    `select l.account_id, m.label from leave_months as l inner join months as m on m.month_index = l.month_index
    where l.can_leave = 1 order by 1, 2`
  );
  return {
    due: (id: string) => due.filter((r) => r.account_id === id).map((r) => `${r.label} ${r.is_lost ? "lost" : "kept"}`),
    leave: (id: string) => leave.filter((r) => r.account_id === id).map((r) => r.label),
    early: checks.find((c) => c.name === "losses_come_with_a_term")!
  };
}

describe("terms without a list of renewals", () => {
  it("begin anew with another plan, so that the loss of an upgraded licence is due", async () => {
    const {due, leave} = await terms([
      yearly("acme", "2024-06-10", "2025-03-10"),
      yearly("acme", "2025-03-10", "2026-03-10", {plan_id: "pro", cancel_requested_at: "2026-02-01"}),
      yearly("bolt", "2024-06-10", null),
      // Back on the first plan, the term is a new one again.
      yearly("back", "2024-06-10", "2025-03-10"),
      yearly("back", "2025-03-10", "2025-08-10", {plan_id: "pro"}),
      yearly("back", "2025-08-10", null)
    ]);
    expect(due("acme")).toEqual(["2026-03 lost"]);
    expect(due("bolt")).toEqual(["2025-06 kept", "2026-06 kept"]);
    expect(due("back")).toEqual([]);
    expect(leave("acme")).toEqual(["2026-03"]);
    expect(leave("bolt")).toEqual(["2025-06", "2026-06"]);
  });

  it("go on with other seats, prices and discounts, and beside a plan that is kept", async () => {
    const {due} = await terms([
      yearly("grown", "2024-06-10", "2025-03-10"),
      yearly("grown", "2025-03-10", null, {seats: 4, amount: 480_000}),
      yearly("beside", "2024-06-10", null),
      yearly("beside", "2025-03-10", null, {plan_id: "extra", item_id: "i-extra"})
    ]);
    expect(due("grown")).toEqual(["2025-06 kept", "2026-06 kept"]);
    expect(due("beside")).toEqual(["2025-06 kept", "2026-06 kept"]);
  });

  it("are the old ones where the licence ends with the old term and not with its own", async () => {
    const {due} = await terms([
      yearly("coterm", "2024-06-10", "2025-03-10"),
      yearly("coterm", "2025-03-10", "2026-06-10", {plan_id: "pro"})
    ]);
    expect(due("coterm")).toEqual(["2025-06 kept", "2026-06 lost"]);
  });

  it("end on the day a licence ends, written as its last day or the day after, or after a change of seats", async () => {
    const {due, early} = await terms([
      yearly("inclusive", "2025-03-01", "2026-02-28"),
      yearly("seats", "2024-06-10", "2025-03-10"),
      yearly("seats", "2025-03-10", "2026-03-10", {seats: 4, amount: 480_000})
    ]);
    expect(due("inclusive")).toEqual(["2026-02 lost"]);
    expect(due("seats")).toEqual(["2025-06 kept", "2026-03 lost"]);
    expect(early.broken).toBe(0);
  });

  it("hold no loss that came within one, and the report says so", async () => {
    const {due, leave, early} = await terms([
      yearly("early", "2024-06-10", "2025-01-20"),
      // Nobody saw when the term of this one began, since it is there when the exports begin.
      yearly("unseen", "2024-05-01", "2025-01-20")
    ]);
    expect(due("early")).toEqual([]);
    expect(leave("early")).toEqual([]);
    expect(due("unseen")).toEqual(["2025-01 lost"]);
    expect(early).toMatchObject({severity: "warn", broken: 1});
  });
});
