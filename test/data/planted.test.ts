import {readFileSync} from "node:fs";
import {join} from "node:path";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import type {Truth} from "../../data/demo/generator/demo.js";
import {readConfig} from "../../loaders/config.js";
import {createContract} from "../../loaders/contract.js";
import {type Engine, openDuckDB} from "../../loaders/engines/duckdb.js";
import {planExport} from "../../loaders/staging/plan.js";
import {stage} from "../../loaders/staging/stage.js";
import {createReports} from "../../loaders/warehouse.js";

const data = join(import.meta.dirname, "../../data");
const truth = JSON.parse(readFileSync(join(data, "demo/truth.json"), "utf8")) as Truth;
const {planted} = truth;
const end = "timestamp '2026-11-01'";
let engine: Engine;

beforeAll(async () => {
  engine = await openDuckDB(":memory:");
  const config = readConfig(data);
  const contract = await createContract(engine);
  await createReports(engine);
  for (const entry of config.exports) await stage(engine, config, await planExport(engine, config, contract, entry));
}, 120_000);

afterAll(() => engine.close());

const rows = (sql: string) => engine.rows<Record<string, number>>(sql);
const one = async (sql: string) => (await rows(sql))[0]!;

/** Says whether a count of chances is within three standard errors of what was planted. */
function expectShare(hits: number, of: number, planted: number): void {
  expect(of).toBeGreaterThan(20);
  expect(Math.abs(hits / of - planted)).toBeLessThan(3 * Math.sqrt((planted * (1 - planted)) / of));
}

describe("the contract tables, filled from the demo's exports, hold its truths", () => {
  it("metered use, by month and currency", async () => {
    const found = await rows(`select strftime(starts_at, '%Y-%m') as month, count(distinct account_id)::int as accounts,
      sum(case when currency = 'USD' then amount else 0 end)::int as "USD",
      sum(case when currency = 'EUR' then amount else 0 end)::int as "EUR"
      from subscription_periods where kind = 'metered' group by 1 order by 1`);
    expect(found).toEqual(truth.billing.metered);
  });

  it("ends of licences by reason, and those still to come", async () => {
    const found = await rows(`select end_reason as reason, count(distinct subscription_id)::int as n
      from subscription_periods join plans using (plan_id)
      where ends_at < ${end} and tier_rank is not null and kind <> 'trial' group by 1`);
    const byReason = Object.fromEntries(found.map(({reason, n}) => [String(reason), n]));
    const {byReason: known, scheduled} = truth.billing.endings;
    for (const [reason, n] of Object.entries(known)) expect(byReason[reason], reason).toBe(n);
    expect(Math.min(known.canceled!, known.nonpayment!)).toBeGreaterThan(20);
    const {licences, accounts} = await one(`select count(distinct subscription_id)::int as licences,
      count(distinct account_id)::int as accounts from subscription_periods
      where cancel_requested_at < ${end} and starts_at < ${end} and ends_at >= ${end} and kind = 'recurring'`);
    expect({licences, accounts}).toEqual({licences: scheduled.licences, accounts: scheduled.accounts});
    expect(scheduled.licences).toBeGreaterThanOrEqual(5);
  });

  it("licences bought again within days across a month's end, and no others", async () => {
    const found = await rows(`with licences as (
        select account_id, subscription_id, min(starts_at) as began, max(coalesce(ends_at, timestamp '2999-01-01')) as ended
        from subscription_periods where kind = 'recurring' group by 1, 2)
      select a.account_id as account, a.subscription_id as "from", b.subscription_id as "to"
      from licences as a join licences as b on a.account_id = b.account_id and b.began > a.ended
        and b.began <= a.ended + interval 6 day and date_trunc('month', b.began) > date_trunc('month', a.ended)
      order by a.ended`);
    expect(found).toEqual(truth.billing.gaps.map(({account, from, to}) => ({account, from, to})));
    const between = truth.joined.movements.map(
      ({accounts}, i) => truth.movements[i]!.accounts.churned - accounts.churned
    );
    expect(between.reduce((sum, n) => sum + n, 0)).toBe(found.length);
  });

  it("accounts that go on under a new code", async () => {
    const found = await rows(`select o.account_id as "from", o.merged_into as "to" from accounts as o
      join (select account_id, min(starts_at) as began from subscription_periods group by 1) as n
        on n.account_id = o.merged_into and n.began = o.merged_at order by o.merged_at`);
    expect(found).toEqual(truth.billing.newCodes.map(({from, to}) => ({from, to})));
  });

  it("a list price that rises for the customers of one plan", async () => {
    const {plan, from, to, licences, monthlyRise} = truth.billing.priceRise;
    const found = await one(`select count(*)::int as licences,
      sum((b.amount - b.discount_amount) - (a.amount - a.discount_amount))::int as "monthlyRise"
      from subscription_periods as a join subscription_periods as b on a.item_id = b.item_id and a.ends_at = b.starts_at
      where a.plan_id = '${plan}' and a.end_reason = 'price_changed' and a.amount = a.seats * ${from}
        and b.amount = b.seats * ${to} and b.kind = 'recurring'`);
    expect(found).toEqual({licences, monthlyRise});
    expect(licences).toBeGreaterThan(30);
  });

  it("every interval", async () => {
    const found = await rows(`select distinct interval_unit as unit, interval_count as n from subscription_periods
      where kind = 'recurring' order by 1, 2`);
    expect(found.map(({unit, n}) => `${n} ${unit}`)).toEqual([
      "1 day",
      "1 month",
      "3 month",
      "12 month",
      "24 month",
      "36 month",
      "1 week"
    ]);
  });

  it("upgrades taken back within 90 and 180 days", async () => {
    for (const {days, upgrades, reversed} of truth.reversals) {
      const found = await one(`with changes as (
          select a.item_id, b.starts_at as done_at, p.tier_rank as from_tier, q.tier_rank as to_tier,
            a.seats as from_seats, b.seats as to_seats, a.end_reason as reason
          from subscription_periods as a join subscription_periods as b on a.item_id = b.item_id and a.ends_at = b.starts_at
          join plans as p on p.plan_id = a.plan_id join plans as q on q.plan_id = b.plan_id
          where p.tier_rank is not null),
        ups as (select * from changes where reason in ('upgraded', 'seats_added') and done_at + interval ${days} day <= ${end})
        select count(*)::int as upgrades, count(case when exists (select 1 from changes as d
          where d.item_id = u.item_id and d.done_at > u.done_at and d.done_at <= u.done_at + interval ${days} day
            and d.reason in ('downgraded', 'seats_removed') and case when u.to_tier > u.from_tier
              then d.to_tier <= u.from_tier else d.to_seats <= u.from_seats end) then 1 end)::int as reversed from ups as u`);
      expect(found).toEqual({upgrades, reversed});
      expect(reversed).toBeGreaterThanOrEqual(10);
    }
  });

  it("owners of the desktop product who buy the next version, by time since its release", async () => {
    const [sold] = await rows(`select count(*)::int as sales, count(distinct account_id)::int as accounts
      from subscription_periods join plans using (plan_id) where version is not null and kind = 'one_off'`);
    expect(sold).toEqual({sales: truth.desktop.sales, accounts: truth.desktop.accounts});
    for (const {version, owners, upgraded, ages} of truth.desktop.releases) {
      const found = await one(`with released as (select released_at from plans where version = ${version}),
        sold as (select account_id, version, starts_at from subscription_periods join plans using (plan_id) where version > 0)
        select count(*)::int as owners, count(n.account_id)::int as upgraded from sold as o cross join released as r
        left join sold as n on n.account_id = o.account_id and n.version = ${version}
        where o.version = ${version - 1} and o.starts_at < r.released_at`);
      expect(found).toEqual({owners, upgraded});
      const early = ages.filter(({months}) => months < 6);
      const expected = early.reduce((sum, {atRisk, months}) => sum + atRisk * (months < 2 ? 0.1 : 0.05), 0);
      const bought = early.reduce((sum, age) => sum + age.bought, 0);
      expect(Math.abs(bought - expected)).toBeLessThan(3 * Math.sqrt(expected));
    }
  });

  it("features that come with a tier, taken up after the upgrade, and not used below it", async () => {
    const gated = "('forecasts', 'guest_access', 'audit_log', 'custom_roles', 'single_sign_on', 'sandboxes')";
    const {below} = await one(`select count(*)::int as below from usage as u where feature in ${gated} and not exists (
      select 1 from subscription_periods as s join entitlements as e on e.plan_id = s.plan_id and e.feature = u.feature
      where s.account_id = u.account_id and s.starts_at < u.day + 1 and (s.ends_at is null or s.ends_at > u.day))`);
    expect(below).toBe(0);
    for (const {days, features, used} of truth.adoption) {
      const reversed = 0.1;
      const share = planted.adoption.within[days as 30 | 60 | 90];
      expectShare(used, features, share * (1 - reversed));
    }
  });

  it("milestones of trials, and what setting up took", async () => {
    for (const {milestone, byDay, reached, others} of truth.milestones) {
      const found = await one(`with paid as (select account_id, subscription_id, min(paid_at) as at from payments
          where kind = 'charge' and subscription_id is not null group by 1, 2),
        known as (select t.*, date_trunc('day', started_at) + interval ${byDay + 1} day as landmark from trials as t
          left join paid as p on p.account_id = t.account_id and p.subscription_id = t.subscription_id
          where coalesce(p.at, ${end}) >= date_trunc('day', started_at) + interval ${byDay + 1} day
            and (date_trunc('day', started_at) + interval 46 day <= ${end} or p.at < ${end}))
        select count(*)::int as n, count(case when exists (select 1 from events as e where e.account_id = k.account_id
          and e.event = '${milestone}' and e."at" >= k.started_at and e."at" < k.landmark) then 1 end)::int as reached
        from known as k`);
      expect(Math.abs(found.reached! - reached), milestone).toBeLessThanOrEqual(2);
      expect(Math.abs(found.n! - reached - others), milestone).toBeLessThanOrEqual(8);
    }
    const rate = (a: number, b: number) => a / b;
    for (const {reached, reachedConverted, others, othersConverted, milestone} of truth.milestones) {
      expect(rate(reachedConverted, reached), milestone).toBeGreaterThan(rate(othersConverted, others));
    }
    const {steps} = await one(
      `select count(*)::int as steps from events where event = 'setup_step_done' and value > 0`
    );
    expect(steps).toBeGreaterThan(2000);
    const {converted, abandoned} = truth.trialSetup.setup;
    expect(converted.toFirstWin.minutes).toBeLessThan(abandoned.toFirstWin.minutes);
  });

  it("what trials said of the start", async () => {
    const found = await one(`select count(*)::int as invited, count(score)::int as answered, avg(score) as mean
      from responses where survey = 'Trial' and scale = 'ces' and wave = 'trial'`);
    const {invited, answered, mean} = truth.trialFeedback;
    expect(found).toMatchObject({invited, answered});
    expect(found.mean).toBeCloseTo(mean, 6);
  });

  it("requests for an upgrade until it can be used, by channel", async () => {
    const found = await rows(`with asked as (select account_id, channel, "at" as asked,
          lead("at") over (partition by account_id order by "at") as next_ask from offer_events where state = 'requested'),
        done as (select a.channel, a.asked, min(o."at") as done from asked as a left join offer_events as o
          on o.account_id = a.account_id and o.state = 'provisioned' and o."at" >= a.asked
          and (a.next_ask is null or o."at" < a.next_ask) group by 1, a.account_id, 2)
      select channel, count(*)::int as requested, count(done)::int as provisioned,
        median(date_diff('second', asked, done)) / 3600 as hours from done group by 1 order by 1 desc`);
    for (const [i, {requested, provisioned, medianHours, channel}] of truth.requests.byChannel.entries()) {
      expect(found[i]).toMatchObject({channel, requested, provisioned});
      expect(found[i]!.hours).toBeCloseTo(medianHours, 2);
      expect(Math.abs(Math.log(medianHours / planted.requests.medianHours[channel]))).toBeLessThan(0.35);
    }
    const {reverted} = await one(`select count(*)::int as reverted from offer_events where state = 'reverted'`);
    expect(reverted).toBe(truth.requests.reverted);
    expect(truth.requests.open).toBeGreaterThan(10);
  });

  it("a call offered at random: the offer's effect, the uptake, and the effect on those who take it up", async () => {
    const found = await one(`with units as (
        select x.unit_id, x.variant_id, max(case when o.state = 'accepted' then 1 else 0 end) as taken,
          (select count(*) from events as e where e.account_id = x.unit_id and e.event = 'active_day'
            and e."at" >= x.exposed_at and e."at" < x.exposed_at + interval 2160 hour) as days
        from exposures as x left join offer_events as o on o.account_id = x.unit_id and o.offer_id = 'onboarding-call'
        where x.experiment_id = 'onboarding_call' group by 1, 2, 4)
      select avg(case when variant_id = 'offered' then taken end) as uptake,
        max(case when variant_id = 'control' then taken end)::int as always,
        avg(case when variant_id = 'offered' then days end) - avg(case when variant_id = 'control' then days end) as itt,
        avg(case when taken = 1 then days end) - avg(case when taken = 0 then days end) as naive from units`);
    const {itt, uptake, late, naive, complierEffect} = truth.onboarding;
    expect(found.always).toBe(0);
    expect(found.uptake).toBeCloseTo(uptake, 6);
    expect(found.itt).toBeCloseTo(itt, 6);
    expect(found.itt! / found.uptake!).toBeCloseTo(late, 6);
    expect(found.naive).toBeCloseTo(naive, 6);
    expect(Math.abs(late - complierEffect)).toBeLessThan(2.5);
    expect(naive - complierEffect).toBeGreaterThan(2);
  });

  it("renewals by outcome and term, as the subscriptions say", async () => {
    const terms = await rows(`select distinct term_months as months from renewals order by 1`);
    expect(terms.map(({months}) => months)).toEqual([12, 24, 36]);
    const {wrong, lost} = await one(`select count(*)::int as lost, count(case when not exists (
        select 1 from subscription_periods as s where s.subscription_id = r.subscription_id and s.end_reason = 'canceled'
          and cast(s.ends_at as date) = r.renews_on) then 1 end)::int as wrong from renewals as r where outcome = 'lost'`);
    expect(wrong).toBe(0);
    expect(lost).toBeGreaterThan(20);
    const {gone} = await one(`select count(*)::int as gone from renewals as r where outcome in ('renewed', 'upgraded')
      and not exists (select 1 from subscription_periods as s where s.subscription_id = r.subscription_id
        and s.starts_at <= r.renews_on + 1 and (s.ends_at is null or s.ends_at > r.renews_on))`);
    expect(gone).toBe(0);
  });
});
