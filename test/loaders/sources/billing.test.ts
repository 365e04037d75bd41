import {describe, expect, it} from "vitest";
import * as rows from "./billingExports.js";
import {csv, exported, lines, spans} from "./exported.js";

const payments = `select account_id, subscription_id, strftime(paid_at, '%Y-%m-%d %H:%M'), amount, currency, kind from payments order by all`;
const accounts = "select account_id, name, region, strftime(created_at, '%Y-%m-%d') from accounts order by all";
const trials = `select trial_id, account_id, plan_id, strftime(started_at, '%Y-%m-%d'), strftime(ends_at, '%Y-%m-%d'), source from trials`;
const renewals = `select account_id, subscription_id, cast(renews_on as varchar), term_months, outcome, cast(decided_on as varchar)
  from renewals order by all`;

interface Case {
  source: string;
  text: string;
  sql: string;
  /** Cells of the rows, null as "-". */
  expected: string[];
  /** Rows that are rejected and filtered. */
  out: [number, number];
}

const cases: Case[] = [
  {
    // A comma of thousands, yen without decimals, a request to leave that takes effect at the end of the period.
    source: "stripe.subscriptions",
    text: rows.stripeSubscriptions,
    sql: spans,
    expected: [
      "cus_1 sub_1 team active 5 125050 USD month - recurring 2026-01-03 - snapshot",
      "cus_2 sub_2 solo active 1 1200 JPY month - recurring 2026-01-05 2026-06-05 snapshot",
      "cus_3 sub_3 solo canceled 1 12000 USD year - recurring 2025-02-01 2026-02-01 snapshot",
      "cus_5 sub_5 solo trialing 1 1000 USD month - trial 2026-05-25 - snapshot"
    ],
    out: [0, 1]
  },
  {
    source: "stripe.invoices",
    text: rows.stripeInvoices,
    sql: payments,
    expected: ["cus_1 sub_1 2026-01-04 09:30 125050 USD charge", "cus_2 sub_2 2026-01-05 11:00 1200 JPY charge"],
    out: [0, 1]
  },
  {
    source: "stripe.customers",
    text: rows.stripeCustomers,
    sql: accounts,
    expected: ["cus_1 Acme DE 2025-12-01", "cus_2 - - 2026-01-05"],
    out: [0, 0]
  },
  {
    // Three seats at 15.00; a dinar has 1000 fils, which the API counts already.
    source: "stripe.api_subscriptions",
    text: rows.stripeApiSubscriptions,
    sql: spans,
    expected: [
      "cus_1 sub_1 price_1 active 3 4500 USD month 1 recurring 2026-01-01 - snapshot",
      "cus_2 sub_2 price_2 active 1 1500 KWD month 3 recurring 2026-01-01 2026-02-01 snapshot"
    ],
    out: [0, 0]
  },
  {
    source: "recurly.subscription_history",
    text: rows.recurlyHistory,
    sql: spans,
    expected: [
      "acme u1 solo active 1 1000 USD month 1 - 2026-01-01 2026-03-01 exact",
      "acme u1 team active 5 5000 USD month 1 - 2026-03-01 - exact"
    ],
    out: [0, 0]
  },
  {
    // Canceled runs to its end; of two rows of u2 the later counts; the interval is that of the current period.
    source: "recurly.subscriptions",
    text: rows.recurlySubscriptions,
    sql: spans,
    expected: [
      "acme u1 team active 5 5000 EUR month 1 - 2026-01-01 - snapshot",
      "bolt u2 solo non_renewing 1 12000 EUR month 12 - 2026-01-15 2027-01-15 snapshot",
      "dune u4 solo trialing 1 1000 EUR - - - 2026-05-20 - snapshot"
    ],
    out: [0, 2]
  },
  {
    source: "recurly.invoices",
    text: rows.recurlyInvoices,
    sql: payments,
    expected: ["acme - 2026-01-02 00:00 5950 EUR charge", "acme - 2026-02-01 00:00 1000 EUR refund"],
    out: [0, 1]
  },
  {
    source: "recurly.accounts",
    text: rows.recurlyAccounts,
    sql: accounts,
    expected: ["acme Acme DE 2025-12-24"],
    out: [0, 0]
  },
  {
    // 1767225600 is 1 January 2026; the items of bolt cost 24000 + 1000 yen.
    source: "chargebee.subscriptions",
    text: rows.chargebeeSubscriptions,
    sql: spans,
    expected: [
      "acme c1 team active 5 5000 USD month 1 recurring 2026-01-01 - snapshot",
      "bolt c2 solo-year non_renewing 2 25000 JPY year 1 recurring 2026-01-01 2027-01-01 snapshot",
      "cola c3 solo canceled 1 1000 USD month 1 recurring 2026-01-01 2026-02-01 snapshot",
      "dune c4 solo trialing 1 1000 USD month 1 trial 2026-05-25 - snapshot"
    ],
    out: [0, 2]
  },
  {
    // The later row of t2 ends it with its refund; sandbox is out; the Google row ends before it starts.
    source: "revenuecat.transactions",
    text: rows.revenuecat,
    sql: spans,
    expected: [
      "u1 t1 pro.month active - 999 EUR month 1 recurring 2026-01-08 2026-01-19 exact",
      "u1 t1 pro.month trialing - 0 EUR month 1 trial 2026-01-01 2026-01-08 exact",
      "u2 t3 pro.year active - 12000 JPY year 1 recurring 2026-01-05 2027-01-05 exact"
    ],
    out: [1, 2]
  },
  {
    source: "revenuecat.payments",
    text: rows.revenuecat,
    sql: payments,
    expected: [
      "u1 t1 2026-01-08 00:00 999 EUR charge",
      "u2 t3 2026-01-05 00:00 12000 JPY charge",
      "u4 t5 2026-01-05 00:00 999 USD charge"
    ],
    out: [0, 3]
  },
  {
    source: "revenuecat.refunds",
    text: rows.revenuecat,
    sql: payments,
    expected: ["u1 t1 2026-01-19 00:00 999 EUR refund"],
    out: [0, 5]
  },
  {
    source: "revenuecat.trials",
    text: rows.revenuecat,
    sql: trials,
    expected: ["t1 u1 pro.month 2026-01-01 2026-01-08 default"],
    out: [0, 5]
  },
  {
    // Version 2 of the subscription ends segment 1 in April and adds segment 2.
    source: "zuora.rate_plan_charges",
    text: rows.zuoraCharges,
    sql: spans,
    expected: [
      "acme s1 calls - - 0 USD month 1 metered 2026-01-01 2026-07-01 day",
      "acme s1 team - 5 10000 USD month 1 recurring 2026-01-01 2026-04-01 day",
      "acme s1 team - 8 16000 USD month 1 recurring 2026-04-01 2026-07-01 day"
    ],
    out: [0, 2]
  },
  {
    source: "zuora.subscriptions",
    text: rows.zuoraSubscriptions,
    sql: renewals,
    expected: ["acme s0 2027-01-01 12 open -", "bolt s2 2026-06-01 12 lost 2026-05-02"],
    out: [0, 2]
  },
  {
    // The credit of July ends the line of solo; 31 January to 28 February is a month; eleven days are ten to the eleventh.
    source: "invoice.lines",
    text: rows.invoiceLines,
    sql: spans,
    expected: [
      "Acme - solo - - 120000 USD month 12 - 2026-01-01 2026-07-01 period",
      "Acme - team - - 90000 USD month 6 - 2026-07-01 2027-01-01 period",
      "Bolt - solo - - 5000 JPY month 1 - 2026-01-31 2026-02-28 period",
      "Cola - solo - - 1000 USD day 10 - 2026-01-01 2026-01-11 period"
    ],
    out: [1, 1]
  }
];

describe("exports of billing systems", () => {
  it.each(cases)("$source", async ({source, text, sql, expected, out}) => {
    const {ask, counts} = await exported(source, text);
    expect(lines(await ask(sql))).toEqual(expected);
    expect([counts.rejected, counts.filtered]).toEqual(out);
  });

  it("reads the same from rows in another order, said twice, and cut into files", async () => {
    for (const {source, text, sql, expected} of cases) {
      const [head, ...body] = text.trimEnd().split("\n");
      const {ask} = await exported(source, [csv(head!, ...body.slice(1).reverse()), csv(head!, ...body)]);
      expect(lines(await ask(sql)), source).toEqual(expected);
    }
  });

  it("says which line has dates that it cannot tell", async () => {
    const {rejects} = await exported("invoice.lines", rows.invoiceLines);
    expect(rejects).toMatchObject([{line: 7, column: "interval_unit", value: "dates not written as 2026-01-31"}]);
  });
});
