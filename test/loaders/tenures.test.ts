import {describe, expect, it} from "vitest";
import {span, warehouse} from "./company.js";

const month = (label: string) => Number(label.slice(0, 4)) * 12 + Number(label.slice(5)) - 1;
const year = {interval_unit: "year", interval_count: 1};
const plans = ["s", "t"].map((plan_id, i) => ({plan_id, family: plan_id === "s" ? "Solo" : "Team", tier_rank: i + 1}));
const asOf = "2024-12-31";

const accounts = [
  {account_id: "late", created_at: "2023-06-15"},
  {account_id: "odd", created_at: "2024-05-01"},
  {account_id: "new", created_at: "2020-01-01"}
];
const subscription_periods = [
  // Paid when the exports begin: one opened seven months before, one with no date, one with a date that cannot be.
  span("late", "2024-01-01", null, 100, {plan_id: "s"}),
  span("unknown", "2024-01-01", null, 100, {plan_id: "s"}),
  span("odd", "2024-01-01", null, 100, {plan_id: "s"}),
  // Solo for March and April, Team by the year from May; leaves in July, comes back in September.
  span("new", "2024-03-05", "2024-05-05", 100, {plan_id: "s"}),
  span("new", "2024-05-05", "2024-07-10", 1200, {plan_id: "t", ...year}),
  span("new", "2024-09-01", null, 100, {plan_id: "s"}),
  // Begins in the last month: never at risk.
  span("last", "2024-12-03", null, 100, {plan_id: "s"})
];
const rows = {plans, accounts, subscription_periods};

describe("tenures", () => {
  it("count age from the first month, or from the month of opening where nobody saw the first", async () => {
    const {engine} = await warehouse(rows, {asOf});
    const found = await engine.rows<Record<string, number | string | null>>(
      "select account_id as id, first_index, last_index, has_left, is_truncated, born_index from tenures order by 1"
    );
    expect(found).toEqual([
      {
        id: "last",
        first_index: month("2024-12"),
        last_index: month("2024-12"),
        has_left: 0,
        is_truncated: 0,
        born_index: month("2024-12")
      },
      {
        id: "late",
        first_index: month("2024-01"),
        last_index: month("2024-12"),
        has_left: 0,
        is_truncated: 1,
        born_index: month("2023-06")
      },
      {
        id: "new",
        first_index: month("2024-03"),
        last_index: month("2024-06"),
        has_left: 1,
        is_truncated: 0,
        born_index: month("2024-03")
      },
      {
        id: "odd",
        first_index: month("2024-01"),
        last_index: month("2024-12"),
        has_left: 0,
        is_truncated: 1,
        born_index: null
      },
      {
        id: "unknown",
        first_index: month("2024-01"),
        last_index: month("2024-12"),
        has_left: 0,
        is_truncated: 1,
        born_index: null
      }
    ]);
  });

  it("become spells: a change is an exit and a late entry, a first month without revenue the end", async () => {
    const {engine} = await warehouse(rows, {asOf});
    const found = await engine.rows(
      "select account_id as id, plan, term_months as term, entry_age, exit_age, ended from tenure_spells order by 1, 4"
    );
    expect(found).toEqual([
      {id: "last", plan: "Solo", term: 1, entry_age: 0, exit_age: 0, ended: "open"},
      {id: "late", plan: "Solo", term: 1, entry_age: 7, exit_age: 18, ended: "open"},
      {id: "new", plan: "Solo", term: 1, entry_age: 0, exit_age: 2, ended: "changed"},
      {id: "new", plan: "Team", term: 12, entry_age: 2, exit_age: 4, ended: "left"}
    ]);
  });

  it("go on through a pause, unless the settings count it as churn, and end if nobody comes back from it", async () => {
    const paused = {status: "paused", plan_id: "s"};
    const company = {
      plans,
      subscription_periods: [
        span("old", "2024-01-01", null, 100),
        span("back", "2024-02-01", "2024-04-01", 100, {plan_id: "s"}),
        span("back", "2024-04-01", "2024-06-10", 100, paused),
        span("back", "2024-06-10", null, 100, {plan_id: "s"}),
        span("gone", "2024-02-01", "2024-04-10", 100, {plan_id: "s"}),
        span("gone", "2024-04-10", "2024-06-10", 100, paused)
      ]
    };
    const spells = async (settings?: string) =>
      (await warehouse(company, {asOf: "2024-08-31", ...(settings ? {settings} : {})})).engine.rows(
        "select account_id as id, entry_age, exit_age, ended from tenure_spells order by 1, 2"
      );
    expect(await spells()).toEqual([
      {id: "back", entry_age: 0, exit_age: 6, ended: "open"},
      {id: "gone", entry_age: 0, exit_age: 4, ended: "left"}
    ]);
    expect(await spells("settings: {pause: churn}")).toEqual([
      {id: "back", entry_age: 0, exit_age: 2, ended: "left"},
      {id: "gone", entry_age: 0, exit_age: 2, ended: "left"}
    ]);
  });

  it("do not read the open month", async () => {
    const spells = async (date: string) =>
      (await warehouse(rows, {asOf: date})).engine.rows("select * from tenure_spells order by account_id, entry_age");
    expect(await spells("2024-08-09")).toEqual(await spells("2024-07-31"));
  });
});

describe("renewal_steps", () => {
  it("count who could renew by then, whether still there or not, until a change of term", async () => {
    const {engine} = await warehouse(
      {
        subscription_periods: [
          span("old", "2022-01-01", null, 100),
          // By the year from March 2022: one stays (renewals in March 2023 and 2024), one ends at the first, one mid-term after it.
          span("stays", "2022-03-10", null, 1200, year),
          span("first", "2022-03-10", "2023-03-10", 1200, year),
          span("second", "2022-03-10", "2023-09-10", 1200, year),
          // Has had nine months: it cannot have renewed, nor could one that left in them.
          span("young", "2024-03-10", null, 1200, year),
          span("left", "2024-03-10", "2024-06-10", 1200, year),
          // By the month from then on: of the yearly renewals the first counts.
          span("turns", "2022-03-10", "2023-03-10", 1200, year),
          span("turns", "2023-03-10", null, 100)
        ]
      },
      {asOf}
    );
    expect(
      await engine.rows(`select term_months as term, renewal, sum(accounts) as accounts, sum(lost) as lost
        from renewal_steps group by 1, 2 order by 1, 2`)
    ).toEqual([
      {term: 12, renewal: 1, accounts: 4, lost: 1},
      {term: 12, renewal: 2, accounts: 2, lost: 1}
    ]);
  });
});

describe("realised_values", () => {
  const paid = (account_id: string, paid_at: string, amount: number, kind = "charge", currency = "USD") => ({
    ...{account_id, paid_at, amount, kind, currency}
  });
  const values = async (
    payments: ReturnType<typeof paid>[],
    fx_rates: {currency: string; month: string; rate: number}[] = []
  ) => {
    const {engine} = await warehouse(
      {
        fx_rates,
        payments,
        subscription_periods: [
          span("old", "2024-01-01", null, 100),
          span("a", "2024-02-02", "2024-03-20", 10),
          span("b", "2024-02-28", null, 10)
        ]
      },
      {asOf: "2024-05-31"}
    );
    return engine.rows<{id: string; age: number; paid: number | null; billed: number}>(
      "select account_id as id, age, paid, billed from realised_values order by 1, 2"
    );
  };
  const total = (found: Awaited<ReturnType<typeof values>>, age: number) =>
    found.filter((row) => row.age === age).reduce((sum, row) => sum + row.paid!, 0);

  it("age each account from its own first day, so that a late joiner's money stays in its first month", async () => {
    // RevenueCat's example, a month later: A joins on the 2nd and pays 10 at that month's end, B joins on the 28th and pays 10 a
    // week later. By own age all 20 come in the first month; by the calendar it would read 10 and 10.
    const found = await values([paid("a", "2024-02-29", 10), paid("b", "2024-03-06", 10)]);
    expect(total(found, 1)).toBe(20);
    expect(total(found, 3)).toBe(20);
  });

  it("take refunds off on their day, add monthly revenue up, and leave out ages not reached", async () => {
    const found = await values([
      paid("a", "2024-02-02", 30),
      paid("a", "2024-04-15", 12, "refund"),
      paid("old", "2024-02-02", 99)
    ]);
    expect(found).toEqual([
      {id: "a", age: 1, paid: 30, billed: 10},
      {id: "a", age: 3, paid: 18, billed: 10},
      {id: "b", age: 1, paid: 0, billed: 10},
      {id: "b", age: 3, paid: 0, billed: 30}
    ]);
  });

  it("add up monthly revenue also after the account was gone and came back, at each month's rate", async () => {
    const {engine} = await warehouse(
      {
        fx_rates: ["02", "03", "04", "05", "06", "07", "08"].map((month, i) => ({
          ...{currency: "EUR", month: `2024-${month}-01`, rate: 1 + i / 10}
        })),
        subscription_periods: [
          span("old", "2024-01-01", null, 100),
          span("a", "2024-02-02", "2024-04-20", 10),
          span("a", "2024-06-05", null, 20),
          span("e", "2024-02-10", "2024-03-10", 100, {currency: "EUR"}),
          span("e", "2024-05-10", null, 100, {currency: "EUR"})
        ]
      },
      {asOf: "2024-08-31"}
    );
    const found = await engine.rows<{id: string; age: number; billed: number}>(
      "select account_id as id, age, billed from realised_values where age in (3, 6) order by 1, 2"
    );
    // a: 10 in February and March, 20 in June and July. e: 100 euros in February at 1.0, May at 1.3, June at 1.4, July at 1.5.
    const right = [20, 60, 100, 520];
    expect(found.map(({id, age}) => [id, age])).toEqual([
      ["a", 3],
      ["a", 6],
      ["e", 3],
      ["e", 6]
    ]);
    found.forEach(({billed}, i) => expect(billed).toBeCloseTo(right[i]!, 9));
  });

  it("have no value where a payment's exchange rate is unknown, rather than one without it", async () => {
    const euro = paid("a", "2024-02-05", 100, "charge", "EUR");
    const february = {currency: "EUR", month: "2024-02-01", rate: 1.1};
    expect((await values([euro]))[0]).toMatchObject({id: "a", paid: null});
    expect((await values([euro], [february]))[0]!.paid).toBeCloseTo(110, 9);
  });
});
