import {describe, expect, it} from "vitest";
import * as rows from "./billingExports.js";
import {csv, exported, spans} from "./exported.js";

const payments = `select account_id, subscription_id, strftime(paid_at, '%Y-%m-%d %H:%M'), amount, currency, kind from payments order by all`;
const accounts = "select account_id, name, region, strftime(created_at, '%Y-%m-%d') from accounts order by all";
const trials = `select trial_id, account_id, plan_id, strftime(started_at, '%Y-%m-%d'), strftime(ends_at, '%Y-%m-%d'), source from trials`;
const renewals = `select account_id, subscription_id, cast(renews_on as varchar), term_months, outcome, cast(decided_on as varchar)
  from renewals order by all`;

interface Case {
  source: string;
  text: string;
  sql: string;
  expected: unknown[][];
  /** Rows that are rejected and filtered. */
  out: [number, number];
}

const monthly = ["month", null, "recurring"];
const cases: Case[] = [
  {
    // A comma of thousands, yen without decimals, a request to leave that takes effect at the end of the period.
    source: "stripe.subscriptions",
    text: rows.stripeSubscriptions,
    sql: spans,
    expected: [
      ["cus_1", "sub_1", "team", "active", 5, 125050, "USD", ...monthly, "2026-01-03", null, "snapshot"],
      ["cus_2", "sub_2", "solo", "active", 1, 1200, "JPY", ...monthly, "2026-01-05", "2026-06-05", "snapshot"],
      [
        "cus_3",
        "sub_3",
        "solo",
        "canceled",
        1,
        12000,
        "USD",
        "year",
        null,
        "recurring",
        "2025-02-01",
        "2026-02-01",
        "snapshot"
      ],
      ["cus_5", "sub_5", "solo", "trialing", 1, 1000, "USD", "month", null, "trial", "2026-05-25", null, "snapshot"]
    ],
    out: [0, 1]
  },
  {
    source: "stripe.invoices",
    text: rows.stripeInvoices,
    sql: payments,
    expected: [
      ["cus_1", "sub_1", "2026-01-04 09:30", 125050, "USD", "charge"],
      ["cus_2", "sub_2", "2026-01-05 11:00", 1200, "JPY", "charge"]
    ],
    out: [0, 1]
  },
  {
    source: "stripe.customers",
    text: rows.stripeCustomers,
    sql: accounts,
    expected: [
      ["cus_1", "Acme", "DE", "2025-12-01"],
      ["cus_2", null, null, "2026-01-05"]
    ],
    out: [0, 0]
  },
  {
    // Three seats at 15.00; a dinar has 1000 fils, which the API counts already.
    source: "stripe.api_subscriptions",
    text: rows.stripeApiSubscriptions,
    sql: spans,
    expected: [
      ["cus_1", "sub_1", "price_1", "active", 3, 4500, "USD", "month", 1, "recurring", "2026-01-01", null, "snapshot"],
      [
        "cus_2",
        "sub_2",
        "price_2",
        "active",
        1,
        1500,
        "KWD",
        "month",
        3,
        "recurring",
        "2026-01-01",
        "2026-02-01",
        "snapshot"
      ]
    ],
    out: [0, 0]
  },
  {
    source: "recurly.subscription_history",
    text: rows.recurlyHistory,
    sql: spans,
    expected: [
      ["acme", "u1", "solo", "active", 1, 1000, "USD", "month", 1, null, "2026-01-01", "2026-03-01", "exact"],
      ["acme", "u1", "team", "active", 5, 5000, "USD", "month", 1, null, "2026-03-01", null, "exact"]
    ],
    out: [0, 0]
  },
  {
    // Canceled runs to its end; of two rows of u2 the later counts; the interval is that of the current period.
    source: "recurly.subscriptions",
    text: rows.recurlySubscriptions,
    sql: spans,
    expected: [
      ["acme", "u1", "team", "active", 5, 5000, "EUR", "month", 1, null, "2026-01-01", null, "snapshot"],
      [
        "bolt",
        "u2",
        "solo",
        "non_renewing",
        1,
        12000,
        "EUR",
        "month",
        12,
        null,
        "2026-01-15",
        "2027-01-15",
        "snapshot"
      ],
      ["dune", "u4", "solo", "trialing", 1, 1000, "EUR", null, null, null, "2026-05-20", null, "snapshot"]
    ],
    out: [0, 2]
  },
  {
    source: "recurly.invoices",
    text: rows.recurlyInvoices,
    sql: payments,
    expected: [
      ["acme", null, "2026-01-02 00:00", 5950, "EUR", "charge"],
      ["acme", null, "2026-02-01 00:00", 1000, "EUR", "refund"]
    ],
    out: [0, 1]
  },
  {
    source: "recurly.accounts",
    text: rows.recurlyAccounts,
    sql: accounts,
    expected: [["acme", "Acme", "DE", "2025-12-24"]],
    out: [0, 0]
  },
  {
    // 1767225600 is 1 January 2026; the items of bolt cost 24000 + 1000 yen.
    source: "chargebee.subscriptions",
    text: rows.chargebeeSubscriptions,
    sql: spans,
    expected: [
      ["acme", "c1", "team", "active", 5, 5000, "USD", "month", 1, "recurring", "2026-01-01", null, "snapshot"],
      [
        "bolt",
        "c2",
        "solo-year",
        "non_renewing",
        2,
        25000,
        "JPY",
        "year",
        1,
        "recurring",
        "2026-01-01",
        "2027-01-01",
        "snapshot"
      ],
      [
        "cola",
        "c3",
        "solo",
        "canceled",
        1,
        1000,
        "USD",
        "month",
        1,
        "recurring",
        "2026-01-01",
        "2026-02-01",
        "snapshot"
      ],
      ["dune", "c4", "solo", "trialing", 1, 1000, "USD", "month", 1, "trial", "2026-05-25", null, "snapshot"]
    ],
    out: [0, 2]
  },
  {
    // The later row of t2 ends it with its refund; sandbox is out; the Google row ends before it starts.
    source: "revenuecat.transactions",
    text: rows.revenuecat,
    sql: spans,
    expected: [
      [
        "u1",
        "t1",
        "pro.month",
        "active",
        null,
        999,
        "EUR",
        "month",
        1,
        "recurring",
        "2026-01-08",
        "2026-01-19",
        "exact"
      ],
      ["u1", "t1", "pro.month", "trialing", null, 0, "EUR", "month", 1, "trial", "2026-01-01", "2026-01-08", "exact"],
      [
        "u2",
        "t3",
        "pro.year",
        "active",
        null,
        12000,
        "JPY",
        "year",
        1,
        "recurring",
        "2026-01-05",
        "2027-01-05",
        "exact"
      ]
    ],
    out: [1, 2]
  },
  {
    source: "revenuecat.payments",
    text: rows.revenuecat,
    sql: payments,
    expected: [
      ["u1", "t1", "2026-01-08 00:00", 999, "EUR", "charge"],
      ["u2", "t3", "2026-01-05 00:00", 12000, "JPY", "charge"],
      ["u4", "t5", "2026-01-05 00:00", 999, "USD", "charge"]
    ],
    out: [0, 3]
  },
  {
    source: "revenuecat.refunds",
    text: rows.revenuecat,
    sql: payments,
    expected: [["u1", "t1", "2026-01-19 00:00", 999, "EUR", "refund"]],
    out: [0, 5]
  },
  {
    source: "revenuecat.trials",
    text: rows.revenuecat,
    sql: trials,
    expected: [["t1", "u1", "pro.month", "2026-01-01", "2026-01-08", "default"]],
    out: [0, 5]
  },
  {
    // Version 2 of the subscription ends segment 1 in April and adds segment 2.
    source: "zuora.rate_plan_charges",
    text: rows.zuoraCharges,
    sql: spans,
    expected: [
      ["acme", "s1", "calls", null, null, 0, "USD", "month", 1, "metered", "2026-01-01", "2026-07-01", "day"],
      ["acme", "s1", "team", null, 5, 10000, "USD", "month", 1, "recurring", "2026-01-01", "2026-04-01", "day"],
      ["acme", "s1", "team", null, 8, 16000, "USD", "month", 1, "recurring", "2026-04-01", "2026-07-01", "day"]
    ],
    out: [0, 2]
  },
  {
    source: "zuora.subscriptions",
    text: rows.zuoraSubscriptions,
    sql: renewals,
    expected: [
      ["acme", "s0", "2027-01-01", 12, "open", null],
      ["bolt", "s2", "2026-06-01", 12, "lost", "2026-05-02"]
    ],
    out: [0, 2]
  },
  {
    // The credit of July ends the line of solo; 31 January to 28 February is a month; eleven days are ten to the eleventh.
    source: "invoice.lines",
    text: rows.invoiceLines,
    sql: spans,
    expected: [
      ["Acme", null, "solo", null, null, 120000, "USD", "month", 12, null, "2026-01-01", "2026-07-01", "period"],
      ["Acme", null, "team", null, null, 90000, "USD", "month", 6, null, "2026-07-01", "2027-01-01", "period"],
      ["Bolt", null, "solo", null, null, 5000, "JPY", "month", 1, null, "2026-01-31", "2026-02-28", "period"],
      ["Cola", null, "solo", null, null, 1000, "USD", "day", 10, null, "2026-01-01", "2026-01-11", "period"]
    ],
    out: [1, 1]
  }
];

describe("exports of billing systems", () => {
  it.each(cases)("$source", async ({source, text, sql, expected, out}) => {
    const {ask, counts} = await exported(source, text);
    expect(await ask(sql)).toEqual(expected);
    expect([counts.rejected, counts.filtered]).toEqual(out);
  });

  it("reads the same from rows in another order, said twice, and cut into files", async () => {
    for (const {source, text, sql, expected} of cases) {
      const [head, ...lines] = text.trimEnd().split("\n");
      const {ask} = await exported(source, [csv(head!, ...lines.slice(1).reverse()), csv(head!, ...lines)]);
      expect(await ask(sql), source).toEqual(expected);
    }
  });

  it("says which line has dates that it cannot tell", async () => {
    const {rejects} = await exported("invoice.lines", rows.invoiceLines);
    expect(rejects).toMatchObject([{line: 7, column: "interval_unit", value: "dates not written as 2026-01-31"}]);
  });

  it("takes items of a warehouse with what its other tables say of them", async () => {
    const {ask} = await exported(
      "stripe.subscription_items",
      csv(
        "id,subscription_id,plan_id,quantity,created",
        "si_1,sub_1,p1,2,2026-01-01 00:00:00",
        "si_2,sub_1,p2,1,2026-02-01 00:00:00"
      ),
      {
        entry: {
          lookup: {
            subscription: {files: "subscriptions.csv", on: {subscription_id: "id"}},
            plan: {files: "plans.csv", on: {plan_id: "id"}}
          }
        },
        files: {
          "subscriptions.csv": csv(
            "id,customer_id,status,ended_at,start_date",
            "sub_1,cus_1,active,,2026-01-01 00:00:00"
          ),
          "plans.csv": csv(
            "id,amount,currency,interval,interval_count,usage_type",
            "p1,1000,usd,month,1,licensed",
            "p2,5,usd,month,1,metered"
          )
        }
      }
    );
    expect(await ask(spans)).toEqual([
      ["cus_1", "sub_1", "p1", "active", 2, 2000, "USD", "month", 1, "recurring", "2026-01-01", null, "snapshot"],
      ["cus_1", "sub_1", "p2", "active", 1, 5, "USD", "month", 1, "metered", "2026-02-01", null, "snapshot"]
    ]);
  });

  it("dates an upgrade to the next period where only invoice lines are left", async () => {
    const {ask, counts} = await exported(
      "stripe.invoice_line_items",
      csv(
        "id,invoice_id,amount,currency,period_start,period_end,plan_id,proration,quantity,subscription_id,subscription_item_id",
        "l1,i1,1000,usd,2026-01-01 00:00:00,2026-02-01 00:00:00,solo,FALSE,1,sub_1,si_1",
        "l2,i2,-500,usd,2026-01-16 00:00:00,2026-02-01 00:00:00,solo,TRUE,1,sub_1,si_1",
        "l3,i2,1500,usd,2026-01-16 00:00:00,2026-02-01 00:00:00,team,TRUE,1,sub_1,si_1",
        "l4,i2,3000,usd,2026-02-01 00:00:00,2026-03-01 00:00:00,team,FALSE,1,sub_1,si_1"
      ),
      {
        entry: {lookup: {invoice: {files: "invoices.csv", on: {invoice_id: "id"}}}},
        files: {"invoices.csv": csv("id,customer_id", "i1,cus_1", "i2,cus_1")}
      }
    );
    expect(await ask(spans)).toEqual([
      ["cus_1", "sub_1", "solo", null, 1, 1000, "USD", "month", 1, null, "2026-01-01", "2026-02-01", "period"],
      ["cus_1", "sub_1", "team", null, 1, 3000, "USD", "month", 1, null, "2026-02-01", "2026-03-01", "period"]
    ]);
    expect(counts.filtered).toBe(2);
  });
});
