import {describe, expect, it} from "vitest";
import {computeMeasures} from "../../loaders/results/measures.js";
import {type Rows, span, warehouse} from "./company.js";

type Spans = Rows[string];

// Every published example is a size band of one company: Jan 2025 is its month before, Feb 2025 its month.
const before = "2024-03-01";
const change = "2025-02-10";

/** Accounts by what they pay in January and in February. */
const pairs = (id: string, list: [number, number][]): Spans =>
  list.flatMap(([start, end], i) => [
    ...(start > 0 ? [span(`${id}-${i}`, before, start === end ? null : change, start)] : []),
    ...(end > 0 && start !== end ? [span(`${id}-${i}`, change, null, end)] : [])
  ]);

const many = (n: number, lost: number): [number, number][] =>
  Array.from({length: n}, (_, i) => [10, i < lost ? 0 : 10]);

/** One account that pays each of the amounts for a month, the last until the end. */
const path = (id: string, amounts: number[]): Spans =>
  amounts.map((amount, i) => {
    const at = (k: number) => `${2024 + Math.floor((k + 2) / 12)}-${String(((k + 2) % 12) + 1).padStart(2, "0")}-01`;
    return span(id, at(i).replace(/01$/, "05"), i + 1 < amounts.length ? at(i + 1).replace(/01$/, "05") : null, amount);
  });

const mrr = [249, 1849, 3547, 8856, 11661, 20653, 22559, 26057, 32070, 48064, 56065, 81487, 83397];
const examples: Record<string, Spans> = {
  O30: pairs("O30", [
    [40, 50],
    [50, 40],
    [10, 0]
  ]),
  O31: pairs("O31", [
    [95, 95],
    [5, 0]
  ]),
  O32: pairs("O32", [
    [50, 60],
    [50, 50],
    [0, 10]
  ]),
  O33: [
    ...pairs("O33", many(99, 10)),
    span("O33-back", before, "2025-02-05", 10),
    span("O33-back", "2025-02-20", null, 10),
    span("O33-within", "2025-02-05", "2025-02-20", 10)
  ],
  O34: pairs("O34", many(500, 15)),
  O35: pairs("O35", many(500, 50)),
  O36: [span("O36-0", before, null, 10), span("O36-1", before, "2025-03-01", 10, {cancel_requested_at: "2025-02-15"})],
  O37: Array.from({length: 5}, (_, i) => span(`O37-${i}`, before, i === 0 ? "2025-02-01" : null, 10)),
  O47: pairs("O47", [
    [60, 0],
    [140, 100],
    [1000, 1200],
    [800, 800]
  ]),
  O48: pairs("O48", [
    [100, 0],
    [500, 800],
    [400, 400]
  ]),
  O49: pairs("O49", [
    [2000, 3000],
    [3000, 3000]
  ]),
  A12: pairs("A12", [
    [8, 0],
    [20, 15],
    [40, 55],
    [32, 32]
  ]),
  O51: pairs("O51", [
    [0, 20],
    [10, 18],
    [5, 0],
    [10, 7]
  ]),
  O52: pairs("O52", [
    [0, 7000],
    [2000, 0],
    [100, 100]
  ]),
  O55a: path(
    "O55a",
    Array.from({length: 13}, (_, i) => Math.round(1e9 * 1.0025 ** i))
  ),
  O55b: path(
    "O55b",
    Array.from({length: 13}, (_, i) => Math.round(1e9 * 0.97 ** i))
  ),
  O56: path("O56", mrr)
};

describe("published examples of retention and churn", {timeout: 60_000}, () => {
  const spans = Object.entries(examples);
  it("hold in one company of them all", async () => {
    const w = await warehouse(
      {
        accounts: spans.flatMap(([size_band, list]) =>
          [...new Set(list.map((s) => s.account_id!))].map((account_id) => ({account_id, size_band}))
        ),
        subscription_periods: spans.flatMap(([, list]) => list)
      },
      {asOf: "2025-03-31"}
    );
    const measures = new Map((await computeMeasures(w)).map((m) => [`${m.id} ${m.period} ${m.segment}`, m.value]));
    const value = (example: string, id: string, period = "2025-02") =>
      measures.get(`${id} ${period} size_band=${example}`)!;

    // ChartMogul, churn: MRR 100, churn 10, contraction 10, expansion 10: gross churn 20%, net 10%.
    expect(1 - value("O30", "grr_monthly")).toBeCloseTo(0.2, 12);
    expect(1 - value("O30", "nrr_monthly")).toBeCloseTo(0.1, 12);
    // ChartMogul's "Shopify" rates sum days; of a single step a month gives the same: 5% gross, −10% net.
    expect(1 - value("O31", "grr_monthly")).toBeCloseTo(0.05, 12);
    expect(1 - value("O32", "nrr_monthly")).toBeCloseTo(-0.1, 12);
    // ChartMogul, customer churn: of 100, 12 churned, of whom 1 came back and 1 had joined in the month: 10%.
    expect(value("O33", "logo_churn")).toBeCloseTo(0.1, 12);
    expect(value("O34", "logo_churn")).toBeCloseTo(0.03, 12);
    expect(value("O35", "logo_churn")).toBeCloseTo(0.1, 12);
    // Polar, test_churn_rate: the subscription ends on the first instant of March.
    expect(["2025-01", "2025-02", "2025-03"].map((month) => value("O36", "logo_churn", month))).toEqual([0, 0, 0.5]);
    // Polar's rolling 30 days are another rule; its 20% of 2 February to 2 March is our February.
    expect(["2025-01", "2025-02", "2025-03"].map((month) => value("O37", "logo_churn", month))).toEqual([0, 0.2, 0]);
    // dnoise: 200,000, churn 6,000, contraction 4,000, expansion 20,000 (in hundreds): 105%; gross 95%.
    expect([value("O47", "nrr_monthly"), value("O47", "grr_monthly")]).toEqual([1.05, 0.95]);
    // early.tools: $1M, −100k, +300k: 120%.
    expect(value("O48", "nrr_monthly")).toBeCloseTo(1.2, 12);
    // Chargebee: 5,000 becomes 6,000 by expansion alone: gross 100% (its page prints 1%), net 120%.
    expect([value("O49", "nrr_monthly"), value("O49", "grr_monthly")]).toEqual([1.2, 1]);
    // 100, +15, −5, −8: 102% net, 87% gross.
    expect(value("A12", "nrr_monthly")).toBeCloseTo(1.02, 12);
    expect(value("A12", "grr_monthly")).toBeCloseTo(0.87, 12);
    // pitchkit: (20 + 8) ÷ (5 + 3); BigDelta: 7,000 ÷ 2,000.
    expect([value("O51", "quick_ratio"), value("O52", "quick_ratio")]).toEqual([3.5, 3.5]);
    // metricuno: 1.0025 a month is "roughly 103%"; 0.97 is 0.6938.
    expect(value("O55a", "nrr_compounded", "2025-03")).toBeCloseTo(1.0304, 4);
    expect(value("O55b", "nrr_compounded", "2025-03")).toBeCloseTo(0.6938, 4);

    // One real company (gist mrsimonbennett 852022c): its "existing" drifts from last month's MRR by cents (18.47 for 18.49).
    // Here a month starts with exactly what the last one ended with.
    const ledger = await w.engine.rows<{
      start: number;
      end: number;
    }>(`select sum(start_amount) as start, sum(end_amount) as "end"
      from segment_movements where account_id = 'O56' group by month_index order by month_index`);
    expect(ledger).toEqual(mrr.map((end, i) => ({start: mrr[i - 1] ?? 0, end})));
  });

  it("churn by cause: 15 that asked to leave and 10 whose payment failed, at 10 each, are 150 and 100 (Chargebee)", async () => {
    const lost = (id: string, n: number, more: Spans[number]) =>
      Array.from({length: n}, (_, i) => span(`${id}-${i}`, before, change, 1000, more));
    const w = await warehouse(
      {
        subscription_periods: [
          ...lost("asked", 15, {cancel_requested_at: "2025-02-01"}),
          ...lost("failed", 10, {end_reason: "payment_failed"}),
          span("stays", before, null, 1000)
        ]
      },
      {asOf: "2025-02-28"}
    );
    const causes = await w.engine.rows(
      "select cause, count(*) as accounts, sum(churn_amount) as amount from lost_accounts group by 1 order by 1"
    );
    expect(causes).toEqual([
      {cause: "involuntary", accounts: 10, amount: 10000},
      {cause: "voluntary", accounts: 15, amount: 15000}
    ]);
  });
});
