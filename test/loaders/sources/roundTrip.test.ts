import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {csv, exported, lines} from "./exported.js";

/** A licence as the contract has it: whole months from a first of a month on, money in minor units. */
interface Licence {
  id: string;
  account: string;
  plan: string;
  seats: number;
  amount: number;
  currency: "USD" | "JPY" | "KWD";
  starts: string;
  ends: string;
}

interface Happening {
  id: string;
  account: string;
  user: string;
  name: string;
  /** Seconds since 1970. */
  at: number;
}

/** An export of a vendor: its lines for contract rows, and the query that reads those rows back. */
interface Writer<T> {
  source: string;
  head: string;
  line: (row: T) => string;
  sql: string;
  row: (row: T) => (string | number)[];
}

const digits = {USD: 2, JPY: 0, KWD: 3};
const major = ({amount, currency}: Licence) => (amount / 10 ** digits[currency]).toFixed(digits[currency]);
const first = (month: number) => new Date(Date.UTC(2024, month, 1)).toISOString().slice(0, 10);
const day = (name: string) => `strftime(${name}, '%Y-%m-%d')`;
const spans = `from subscription_periods order by all`;
const priced = (l: Licence) => [l.account, l.plan, l.seats, l.amount, l.currency, l.starts, l.ends];
const pricedSql = `select account_id, plan_id, seats, amount, currency, ${day("starts_at")}, ${day("ends_at")} ${spans}`;

const licences: Writer<Licence>[] = [
  {
    source: "recurly.subscription_history",
    head: "version_total_recurring_amount,subscription_uuid,version_uuid,account_code,version_started_at,version_ended_at,version_state,plan_code,subscription_currency,version_plan_interval_unit,version_plan_interval_length,version_subscription_quantity",
    line: (l) =>
      `${major(l)},${l.id},v${l.id},${l.account},${l.starts} 00:00:00 UTC,${l.ends} 00:00:00 UTC,active,${l.plan},${l.currency},months,1,${l.seats}`,
    sql: pricedSql,
    row: priced
  },
  {
    source: "zuora.rate_plan_charges",
    head: "account_id,charge_number,charge_type,effective_start_date,effective_end_date,mrr,product_rate_plan_id,quantity,rate_plan_id,segment,subscription_id,transaction_currency,version",
    line: (l) =>
      `${l.account},C-${l.id},Recurring,${l.starts},${l.ends},${major(l)},${l.plan},${l.seats},r,1,${l.id},${l.currency},1`,
    sql: pricedSql,
    row: priced
  },
  {
    source: "stripe.subscriptions",
    head: "id,Customer ID,Plan,Quantity,Currency,Interval,Amount,Status,Start (UTC),Current Period End (UTC),Canceled At (UTC),Ended At (UTC)",
    line: (l) =>
      `${l.id},${l.account},${l.plan},${l.seats},${l.currency.toLowerCase()},month,${major(l)},canceled,${l.starts} 00:00,${l.ends} 00:00,${l.starts} 09:00,${l.ends} 00:00`,
    sql: pricedSql,
    row: priced
  },
  {
    source: "chargebee.subscriptions",
    head: "id,customer_id,currency_code,plan_id,plan_quantity,plan_amount,billing_period,billing_period_unit,status,current_term_end,started_at,cancelled_at",
    line: (l) =>
      `${l.id},${l.account},${l.currency},${l.plan},${l.seats},${l.amount},1,month,cancelled,${Date.parse(l.ends) / 1000},${Date.parse(l.starts) / 1000},${Date.parse(l.ends) / 1000}`,
    sql: pricedSql,
    row: priced
  },
  {
    source: "revenuecat.transactions",
    head: "rc_original_app_user_id,product_identifier,product_duration,start_time,end_time,is_trial_period,store_transaction_id,original_store_transaction_id,purchased_currency,price_in_purchased_currency,renewal_number,updated_at",
    line: (l) =>
      `${l.account},${l.plan},P1M,${l.starts} 00:00:00,${l.ends} 00:00:00,false,${l.id},${l.id},${l.currency},${major(l)},1,${l.starts} 01:00:00`,
    sql: `select account_id, plan_id, amount, currency, ${day("starts_at")}, ${day("ends_at")} ${spans}`,
    row: (l) => [l.account, l.plan, l.amount, l.currency, l.starts, l.ends]
  },
  {
    source: "invoice.lines",
    head: "Company,Subscription,Product,Qty,Period start,Period end,Net amount,Currency",
    line: (l) => `${l.account},${l.id},${l.plan}-${l.id},${l.seats},${l.starts},${l.ends},${major(l)},${l.currency}`,
    sql: pricedSql,
    row: (l) => [l.account, `${l.plan}-${l.id}`, l.seats, l.amount, l.currency, l.starts, l.ends]
  }
];

const iso = (at: number) => new Date(at * 1000).toISOString();
const happened = (h: Happening) => [h.id, h.account, h.user, h.name, iso(h.at).slice(0, 19).replace("T", " ")];
const happenedSql = `select event_id, account_id, user_id, event, strftime("at", '%Y-%m-%d %H:%M:%S') from events order by all`;
const events: Writer<Happening>[] = [
  {
    source: "segment.tracks",
    head: "id,anonymous_id,user_id,event,event_text,received_at,timestamp,context_group_id",
    line: (h) => `${h.id},a,${h.user},${h.name},x,${iso(h.at + 5)},${iso(h.at)},${h.account}`,
    sql: happenedSql,
    row: happened
  },
  {
    source: "amplitude.events",
    head: "uuid,amplitude_id,event_type,event_time,server_upload_time,user_id,groups",
    line: (h) =>
      `${h.id},1,${h.name},${iso(h.at).slice(0, 19)},${iso(h.at + 9)},${h.user},"{""company"":[""${h.account}""]}"`,
    sql: happenedSql,
    row: happened
  },
  {
    source: "mixpanel.events",
    head: "event,properties.time,properties.distinct_id,properties.$insert_id,properties.account_id",
    line: (h) => `${h.name},${h.at},${h.user},${h.id},${h.account}`,
    sql: happenedSql,
    row: happened
  },
  {
    source: "posthog.events",
    head: "uuid,event,timestamp,distinct_id,properties",
    line: (h) => `${h.id},${h.name},${iso(h.at)},${h.user},"{""$group_0"":""${h.account}""}"`,
    sql: happenedSql,
    row: happened
  },
  {
    source: "growthbook.exposures",
    head: "user_id,timestamp,experiment_id,variation_id",
    line: (h) => `${h.user},${iso(h.at)},${h.id},${h.name}`,
    sql: `select distinct experiment_id, unit_id, variant_id, strftime(exposed_at, '%Y-%m-%d %H:%M:%S') from exposures order by all`,
    row: (h) => [h.id, h.user, h.name, iso(h.at).slice(0, 19).replace("T", " ")]
  }
];

const name = fc.constantFrom("solo", "team", "enterprise");
const licence = fc
  .record({
    account: fc.integer({min: 1, max: 4}),
    plan: name,
    seats: fc.integer({min: 1, max: 5000}),
    amount: fc.integer({min: 1, max: 99_999_999}),
    currency: fc.constantFrom("USD", "JPY", "KWD"),
    month: fc.integer({min: 0, max: 40}),
    months: fc.integer({min: 1, max: 36})
  })
  .map(({account, month, months, ...rest}) => ({
    ...rest,
    account: `acc_${account}`,
    starts: first(month),
    ends: first(month + months)
  }));
const happening = fc.record({
  account: name,
  user: fc.integer({min: 1, max: 9}).map((n) => `u${n}`),
  name: fc.constantFrom("opened", "saved", "shared"),
  at: fc.integer({min: 1_600_000_000, max: 1_790_000_000})
});
const numbered = <T>(rows: T[]) => rows.map((row, i) => ({...row, id: `id${i}`}));

/** Says some rows twice, mixes them and cuts them into files, then reads them back. */
async function readsBack<T>(writer: Writer<T>, rows: T[], order: number[]): Promise<void> {
  const written = rows.map(writer.line);
  const said = [...written, ...written.filter((_, i) => i % 3 === 0)];
  const mixed = said
    .map((text, i) => ({text, rank: order[i % order.length]! * 31 + i * 17}))
    .sort((a, b) => (a.rank % 101) - (b.rank % 101))
    .map(({text}) => text);
  const cut = Math.ceil(mixed.length / 2);
  const parts = [mixed.slice(0, cut), mixed.slice(cut)].filter((part) => part.length > 0);
  const {ask, rejects} = await exported(
    writer.source,
    parts.map((part) => csv(writer.head, ...part))
  );
  const own = [...new Set(lines(rows.map(writer.row)))].sort();
  expect(lines(await ask(writer.sql)).sort()).toEqual(own);
  expect(rejects.filter(({reason}) => !reason.startsWith("repeats"))).toEqual([]);
}

const order = fc.array(fc.integer({min: 0, max: 100}), {minLength: 1, maxLength: 8});
const runs = {numRuns: 6};

describe("contract rows written as a vendor's export", () => {
  it.each(licences)("are read back from $source", async (writer) => {
    const rows = fc.array(licence, {minLength: 1, maxLength: 12}).map(numbered);
    await fc.assert(
      fc.asyncProperty(rows, order, (some, by) => readsBack(writer, some as Licence[], by)),
      runs
    );
  });

  it.each(events)("are read back from $source", async (writer) => {
    const rows = fc.array(happening, {minLength: 1, maxLength: 12}).map(numbered);
    await fc.assert(
      fc.asyncProperty(rows, order, (some, by) => readsBack(writer, some as Happening[], by)),
      runs
    );
  });
});
