import {describe, expect, it} from "vitest";
import {computeMeasures} from "../../loaders/results/measures.js";
import {retentionEvidence} from "../../loaders/results/retentionEvidence.js";
import {retentionMethods} from "../../loaders/results/retentionMethods.js";
import {closedIndex, segmentChanges} from "../../loaders/results/yearChange.js";
import {type RatioPair, ratioChange} from "../../src/stats/index.js";
import {span, warehouse} from "./company.js";

/** Four accounts of January 2024 and one that joins in March, to January 2025. */
const five = {
  subscription_periods: [
    span("a", "2024-01-01", null, 100),
    span("b", "2024-01-01", "2024-07-10", 100),
    span("b", "2024-07-10", null, 150),
    span("c", "2024-01-01", "2024-06-10", 100),
    span("d", "2024-01-01", "2024-04-10", 100),
    span("d", "2024-08-10", null, 80),
    span("e", "2024-03-10", "2024-10-10", 50),
    span("e", "2024-10-10", null, 90)
  ]
};

describe("retentionMethods", () => {
  it("retentionMethods(w, measures) gives six methods, and parts that add up to their differences", async () => {
    const w = await warehouse(five, {asOf: "2025-01-31"});
    const {period, rows, facts} = await retentionMethods(w, await computeMeasures(w));
    const rates = Object.fromEntries(rows.map(({letter, net, gross}) => [letter, [net.value, gross.value]]));
    expect(period).toBe("2025-01");
    // Of 400: a 100, b 150, c nothing, d 80.
    expect(rates.A).toEqual([330 / 400, 280 / 400]);
    expect(rates.B).toEqual([1, 1]);
    // Apr 450 → 350, Jun 350 → 250, Jul 250 → 300, Oct 380 → 420; d's return of 80 is in no month.
    expect(rates.C![0]).toBeCloseTo((350 / 450) * (250 / 350) * (300 / 250) * (420 / 380), 12);
    expect(rates.C![1]).toBeCloseTo((350 / 450) * (250 / 350), 12);
    // 400 and 50 of b, 40 of e, 80 back, less 100 of c and 100 of d.
    expect(rates.D).toEqual([370 / 400, 200 / 400]);
    expect(rates.E).toEqual([330 / 300, 280 / 300]);
    expect(rates.F).toEqual([null, null]);
    expect(facts).toMatchObject({
      cohort: {accounts: 4, start: 400, end: 330, lost: 1, lostStart: 100},
      others: {accounts: 1, gains: 40, losses: 0},
      returned: {accounts: 1, amount: 80},
      notDue: {accounts: 4, start: 400}
    });
    // Of the cohort alone the months are 300/400, 200/300, 250/200.
    expect(facts!.compounded!.returns).toBeCloseTo(250 / 400 - 330 / 400, 12);
    expect(facts!.compounded!.others + facts!.compounded!.returns).toBeCloseTo(rates.C![0]! - rates.A![0]!, 12);
    expect(facts!.bridge!.others).toBeCloseTo(0.1, 12);
    expect(facts!.bridge!.rates).toBeCloseTo(0, 12);
  });

  it("retentionEvidence(w, dimensions) greys few accounts, and leaves one out", async () => {
    const w = await warehouse(five, {asOf: "2025-01-31"});
    const {groups} = await retentionEvidence(w, ["plan", "region"]);
    expect(groups).toHaveLength(1);
    expect(groups[0]).toMatchObject({dimension: null, n: 4, largestShare: 0.25, weak: "few accounts"});
    expect(groups[0]!.nrr.leaveOneOut).toEqual([180 / 300, 330 / 300]);
    expect(groups[0]!.grr.leaveOneOut).toEqual([180 / 300, 280 / 300]);
    expect(groups[0]!.nrr.bootstrap).not.toBeNull();
  });

  it("segmentChanges(w, ids, dimensions, lags) is ratioChange over the accounts of both windows", async () => {
    const w = await warehouse(five, {asOf: "2024-10-31"});
    const changes = await segmentChanges(w, ["quick_ratio", "logo_churn"], [], [1, 12]);
    // Nothing is lost in September or October, so that there is no quick ratio; churn has two months to compare.
    expect(changes.map(({id, lag}) => [id, lag])).toEqual([["logo_churn", 1]]);
    const june = await warehouse(five, {asOf: "2024-06-30"});
    const pairs = await june.engine.rows<RatioPair>(`select coalesce(a.is_lost, 0) as y, coalesce(a.accounts, 0) as x,
        coalesce(b.is_lost, 0) as "yBefore", coalesce(b.accounts, 0) as "xBefore"
      from (select * from account_turnover where month_index = ${closedIndex(june)} and accounts > 0) as a
      full join (select * from account_turnover where month_index = ${closedIndex(june) - 1} and accounts > 0) as b
        on b.account_id = a.account_id`);
    const direct = ratioChange(pairs)!;
    const [change] = await segmentChanges(june, ["logo_churn"], [], [1]);
    expect(change).toMatchObject({value: null, change: {against: "last month", period: "2024-05"}});
    expect(change!.change!.value).toBeCloseTo(1 / 4, 12);
    for (const part of ["value", "lower", "upper", "p"] as const)
      expect(change!.change![part]).toBeCloseTo(direct[part]!, 12);
  });
});

const annual = {interval_unit: "year"};

describe("renewals and reasons", () => {
  const rows = {
    renewals: [{account_id: "dated", subscription_id: "sub-dated", renews_on: "2025-02-15", outcome: "renewed"}],
    subscription_periods: [
      span("monthly", "2024-01-05", null, 100),
      span("left", "2024-03-10", "2025-03-10", 1200, {...annual, status: "canceled", end_reason: "canceled"}),
      span("grew", "2024-03-10", "2025-03-10", 1200, annual),
      span("grew", "2025-03-10", null, 1800, annual),
      // The export of renewals knows the day better than the first day in the exports.
      span("dated", "2024-01-01", null, 1200, annual),
      // Its term ends in January, and 30 days of grace in February.
      span("unpaid", "2024-01-20", "2025-01-20", 1200, annual),
      span("unpaid", "2025-01-20", null, 1200, {...annual, status: "past_due"}),
      span("failed", "2024-01-05", "2025-03-20", 100, {end_reason: "Payment Failed"}),
      span("silent", "2024-01-05", "2025-03-20", 100)
    ]
  };

  it("a term comes up in its last month, by the renewals export where it is there, and past due when it is decided", async () => {
    const {engine} = await warehouse(rows, {asOf: "2025-03-31"});
    const due =
      await engine.rows(`select m.label as month, account_id, term_amount, renewed_amount, kept_amount, is_lost
      from renewals_due inner join months as m using (month_index) where term_amount > 0 order by 1, 2`);
    expect(due.map((r) => Object.values(r))).toEqual([
      ["2025-02", "dated", 100, 100, 100, 0],
      ["2025-02", "unpaid", 100, 0, 0, 1],
      ["2025-03", "grew", 100, 150, 100, 0],
      ["2025-03", "left", 100, 0, 0, 1]
    ]);
    const always = await engine.rows("select count(*) as n from renewals_due where account_id = 'monthly'");
    expect(always).toEqual([{n: 14}]);
  });

  it("renewal rate, churn of those up for renewal, and why they left", async () => {
    const w = await warehouse(rows, {asOf: "2025-03-31"});
    const measures = (await computeMeasures(w)).filter((m) => m.segment === null && m.period === "2025-03");
    const of = (id: string) => measures.find((m) => m.id === id)!;
    // 100 + 0 + 150 + 0 of four times 100; without growth 200.
    expect(of("renewal_rate")).toMatchObject({value: 250 / 400, n: 4});
    expect(of("renewal_rate_gross")).toMatchObject({value: 200 / 400, n: 4});
    // Six paid a month ago: three left. Five had a term that ended: all but dated.
    expect(of("logo_churn")).toMatchObject({value: 3 / 6, n: 6});
    expect(of("logo_churn_renewable")).toMatchObject({value: 3 / 5, n: 5});
    expect(of("logo_churn_voluntary").value).toBeCloseTo(1 / 6, 12);
    expect(of("logo_churn_involuntary").value).toBeCloseTo(1 / 6, 12);
    const causes = await w.engine.rows(`select account_id, cause from lost_accounts order by 1`);
    expect(causes.map((r) => Object.values(r))).toEqual([
      ["failed", "involuntary"],
      ["left", "voluntary"],
      ["silent", "unknown"],
      ["unpaid", "involuntary"]
    ]);
  });

  it("gives no rate by kind where no reason is known for anybody", async () => {
    const w = await warehouse(
      {subscription_periods: [span("a", "2025-01-01", null, 100), span("b", "2025-01-01", "2025-02-10", 100)]},
      {asOf: "2025-02-28"}
    );
    const voluntary = (await computeMeasures(w)).find((m) => m.id === "logo_churn_voluntary" && m.period === "2025-02");
    expect(voluntary).toMatchObject({value: null, reason: "the exports give no reason for those who left"});
  });
});
