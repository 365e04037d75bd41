import {describe, expect, it} from "vitest";
import {computeMeasures} from "../../loaders/results/measures.js";
import {type Rows, span, warehouse} from "./company.js";

// Published examples of normalisation and movements; sources and tolerances stand in docs/statistics.md. Amounts are exact
// unless a source rounds them.

const many = (n: number, make: (i: number) => Rows[string][number]) => Array.from({length: n}, (_, i) => make(i));
const yearly = {interval_unit: "year"};
const cents = (amount: number) => Math.round(amount * 100);

async function company(rows: Rows | Rows[string], asOf: string) {
  const w = await warehouse(Array.isArray(rows) ? {subscription_periods: rows} : rows, {asOf});
  const measures = (await computeMeasures(w)).filter((m) => m.segment === null);
  const series = (id: string) => measures.filter((m) => m.id === id).map((m) => m.value);
  const movements = await w.engine.rows<
    Record<string, number>
  >(`select month_index, sum(start_amount) as start, sum(new_amount) as new,
      sum(expansion_amount) as expansion, sum(contraction_amount) as contraction, sum(churn_amount) as churn,
      sum(reactivation_amount) as reactivation, sum(end_amount) as "end" from movements group by 1 order by 1`);
  return {w, series, movements};
}

/** Monthly value of one licence in major units, before anything is rounded. */
async function monthly(amount: number, more: Rows[string][number] = {}) {
  const {engine} = await warehouse(
    {subscription_periods: [span("a", "2025-01-01", null, cents(amount), more)]},
    {asOf: "2025-01-31"}
  );
  const [row] = await engine.rows<{value: number}>(
    "select coalesce(sum(monthly_amount), 0) / 100 as value from licence_months"
  );
  return row!.value;
}

describe("normalisation", {timeout: 60_000}, () => {
  it("O1 Kill Bill: annual prices by twelve, four decimals", async () => {
    const rows = [18.29, 29.95, 149.95, 399.95, 599.95, 2299, 5499].map((price, i) =>
      span(`a${i}`, "2025-01-01", null, cents(price), yearly)
    );
    const {w} = await company(rows, "2025-01-31");
    const found = await w.engine.rows<{v: number}>(
      "select monthly_amount / 100 as v from licence_months order by account_id"
    );
    expect(found.map(({v}) => v.toFixed(4))).toEqual([
      "1.5242",
      "2.4958",
      "12.4958",
      "33.3292",
      "49.9958",
      "191.5833",
      "458.2500"
    ]);
  });

  it("O2 Kill Bill: a monthly price is itself, one without a period is none", async () => {
    expect(await monthly(369.95)).toBe(369.95);
    expect(await monthly(369.95, {kind: "one_off"})).toBe(0);
  });

  it("O3 Polar: every 3 months, 2 years, 2 weeks", async () => {
    expect(await monthly(300, {interval_count: 3})).toBeCloseTo(100, 10);
    expect(await monthly(2400, {...yearly, interval_count: 2})).toBeCloseTo(100, 10);
    expect((await monthly(50, {interval_unit: "week", interval_count: 2})).toFixed(2)).toBe("108.33");
  });

  it("O4, O13 Polar, Chargebee: revenue per account", async () => {
    const mixed = await company(
      [span("a", "2025-01-01", null, 10000), span("b", "2025-01-01", null, 100000, yearly)],
      "2025-01-31"
    );
    expect(mixed.series("mrr")).toEqual([183.33]);
    expect(Math.abs(mixed.series("arpa")[0]! - 91.67)).toBeLessThan(0.0051);
    const flat = many(500, (i) => span(`a${i}`, "2025-01-01", null, i < 200 ? 1000 : 2000));
    const {series} = await company(flat, "2025-01-31");
    expect([series("mrr"), series("arpa")]).toEqual([[8000], [16]]);
  });

  it("O6 RevenueCat: months and years agree; days and weeks count by the calendar and not as 30 and 4", async () => {
    expect([await monthly(8), await monthly(120, yearly), await monthly(60, {interval_count: 6})]).toEqual([8, 10, 10]);
    expect(await monthly(12, {interval_unit: "day"})).toBeCloseTo((12 * 365) / 12, 10);
    expect(await monthly(12, {interval_unit: "week"})).toBeCloseTo(52, 10);
  });

  it("O5, O7, O8, O12 Polar, Baremetrics, ProfitWell, Chargebee: discounts are off", async () => {
    const half = {discount_amount: 5000};
    expect((await company([span("a", "2025-01-01", null, 10000, half)], "2025-02-28")).series("mrr")).toEqual([50, 50]);
    expect(
      (
        await company(
          many(10, (i) => span(`a${i}`, "2025-01-01", null, 1000)),
          "2025-01-31"
        )
      ).series("mrr")
    ).toEqual([100]);
    expect(await monthly(10, {discount_amount: 500})).toBe(5);
    expect(await monthly(120, {...yearly, discount_amount: 1200})).toBe(9);
    const addOn = {subscription_id: "addon", item_id: "addon", discount_amount: 5000};
    const both = [span("a", "2025-01-01", null, 10000), span("a", "2025-01-01", null, 10000, addOn)];
    expect((await company(both, "2025-01-31")).series("mrr")).toEqual([150]);
  });

  it("O9: eleven months paid for a year are 458.33 billed and 500 contracted", async () => {
    const {series} = await company(
      [span("a", "2025-01-01", null, 600000, {...yearly, discount_amount: 50000})],
      "2025-01-31"
    );
    expect([series("mrr"), series("mrr_contracted")]).toEqual([[458.33], [500]]);
  });

  it("O10, O11 Stripe: 100 monthly and 50 yearly; a year of 1,200", async () => {
    const rows = many(150, (i) =>
      i < 100 ? span(`a${i}`, "2025-01-01", null, 10000) : span(`a${i}`, "2025-01-01", null, 60000, yearly)
    );
    expect((await company(rows, "2025-01-31")).series("mrr")).toEqual([12500]);
    expect((await company([span("a", "2025-01-01", null, 120000, yearly)], "2025-12-31")).series("mrr")).toEqual(
      Array(12).fill(100)
    );
  });

  it("O14 Polar: two currencies at one rate a month; O15: a rate that is missing is refused, never taken as 1", async () => {
    const rate = (currency: string, month: string, value: number) => ({currency, month: `${month}-01`, rate: value});
    const two = {
      subscription_periods: ["EUR", "GBP"].map((currency) => span(currency, "2025-01-01", null, 10000, {currency})),
      fx_rates: [
        rate("EUR", "2025-01", 3),
        rate("GBP", "2025-01", 5),
        rate("EUR", "2025-02", 1),
        rate("GBP", "2025-02", 2)
      ]
    };
    const {series} = await company(two, "2025-02-28");
    expect([series("mrr"), series("arpa")]).toEqual([
      [800, 300],
      [400, 150]
    ]);
    const missing = {subscription_periods: two.subscription_periods.slice(0, 1), fx_rates: [rate("EUR", "2025-01", 2)]};
    await expect(company(missing, "2025-02-28")).rejects.toThrow(/EUR 2025-02/);
    const trial = [span("t", "2025-01-01", null, 10000, {currency: "EUR", status: "trialing"})];
    await expect(company(trial, "2025-01-31")).rejects.toThrow(/EUR 2025-01/);
  });
});

describe("movements", {timeout: 60_000}, () => {
  it("O16 Fivetran: paid to 15 June is revenue of May and churn of June", async () => {
    const {movements} = await company([span("a", "2025-05-15", "2025-06-15", 1000)], "2025-06-30");
    expect(movements.map((m) => [m.new, m.churn, m.end])).toEqual([
      [1000, 0, 1000],
      [0, 1000, 0]
    ]);
  });

  it("O17 ChartMogul: four yearly, two more monthly, gone, all gone, back", async () => {
    const silver = {subscription_id: "silver", plan_id: "silver"};
    const rows = [
      span("a", "2024-01-10", "2025-01-10", 200000, {...yearly, plan_id: "gold", seats: 4}),
      span("a", "2024-03-10", "2024-05-10", 6000, {...silver, seats: 2}),
      span("a", "2025-04-10", null, 15000, {plan_id: "gold", seats: 3, subscription_id: "again"})
    ];
    const {movements, w} = await company(rows, "2025-04-30");
    const of = (name: string) => movements.map((m) => m[name]!).filter((value) => value !== 0);
    expect([of("new"), of("expansion"), of("contraction"), of("churn"), of("reactivation")]).toEqual([
      [16667],
      [6000],
      [6000],
      [16667],
      [15000]
    ]);
    expect(await w.engine.rows("select cause, amount from movement_causes order by month_index")).toEqual([
      {cause: "addon", amount: 6000},
      {cause: "addon", amount: -6000}
    ]);
  });

  it("O18, O19, O21 Recurly, Chargebee: contraction without churn, net growth of 30%", async () => {
    const change = (from: number, to: number) => [
      span("a", "2025-01-01", "2025-02-10", from),
      span("a", "2025-02-10", null, to)
    ];
    const recurly = await company(change(10000, 8000), "2025-02-28");
    expect([recurly.movements[1]!.contraction, recurly.movements[1]!.churn]).toEqual([2000, 0]);
    const chargebee = await company(change(10000, 7000), "2025-02-28");
    expect([chargebee.movements[1]!.contraction, chargebee.series("logo_churn")[1]]).toEqual([3000, 0]);
    const rows = [
      ...change(200000, 500000),
      ...change(300000, 150000).map((s) => ({...s, account_id: "b", subscription_id: "b"}))
    ];
    const {start, expansion, contraction} = (await company(rows, "2025-02-28")).movements[1]!;
    expect((expansion! - contraction!) / start!).toBeCloseTo(0.3, 12);
  });

  it("O22 Polar: committed revenue leaves out what is set to end, as of each month's end", async () => {
    const rows = [
      span("a", "2025-01-01", null, 10000),
      span("b", "2025-02-01", "2025-03-01", 10000, {cancel_requested_at: "2025-02-01"})
    ];
    const {series} = await company(rows, "2025-03-31");
    expect([series("mrr"), series("mrr_committed")]).toEqual([
      [100, 200, 100],
      [100, 100, 100]
    ]);
  });

  it("O23 Polar: trials stand apart, and are paid for from the day they end", async () => {
    const trial = {status: "trialing"};
    const rows = [
      span("a", "2025-01-01", null, 10000),
      span("b", "2025-01-01", "2025-03-01", 10000, trial),
      span("b", "2025-03-01", null, 10000),
      span("c", "2025-01-01", "2025-02-20", 10000, {...trial, cancel_requested_at: "2025-01-10"})
    ];
    const {series, w} = await company(rows, "2025-03-31");
    expect([series("mrr"), series("mrr_trial")]).toEqual([
      [100, 100, 200],
      [200, 100, 0]
    ]);
    const committed = await w.engine.rows<{v: number}>(
      "select sum(trial_committed) / 100 as v from revenue_months group by month_index order by month_index"
    );
    expect(committed.map(({v}) => v)).toEqual([100, 100, 0]);
  });

  it("O24 Tidemill: 9,000 at the month's end and nothing moves after; who came and left within it is counted apart", async () => {
    const rows = [
      span("a", "2025-01-02", "2025-01-20", 500000),
      span("a", "2025-01-20", null, 900000),
      span("b", "2025-01-05", "2025-01-25", 200000)
    ];
    const {movements, series} = await company(rows, "2025-02-28");
    expect(movements.map((m) => [m.start, m.end])).toEqual([
      [0, 900000],
      [900000, 900000]
    ]);
    expect(series("intra_month_accounts")).toEqual([1, 0]);
  });

  it("O28 Gumroad: prorated charges are no revenue, the price they lead to is", async () => {
    const charge = (day: string, amount: number) =>
      span("a", day, day, amount, {kind: "one_off", item_id: `charge-${day}`});
    const rows = [
      span("a", "2025-01-02", "2025-02-04", 49900),
      charge("2025-02-04", 53048),
      span("a", "2025-02-04", "2025-03-06", 99800),
      charge("2025-03-06", 57506),
      span("a", "2025-03-06", null, 149700)
    ];
    expect((await company(rows, "2025-03-31")).series("mrr")).toEqual([499, 998, 1497]);
  });
});
