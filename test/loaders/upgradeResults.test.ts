import {describe, expect, it} from "vitest";
import {computeMeasures} from "../../loaders/results/measures.js";
import {tierFlows} from "../../loaders/results/tierFlows.js";
import {upgradeAges} from "../../loaders/results/upgradeAges.js";
import {upgradeQuality} from "../../loaders/results/upgradeQuality.js";
import {tierFlowsView} from "../../src/components/tierFlowsView.js";
import {upgradeQualityView} from "../../src/components/upgradeQualityView.js";
import type {Site} from "../../src/components/site.js";
import {type Rows, span, warehouse} from "./company.js";

const plans = ["Launch", "Scale", "Enterprise"].map((family, i) => ({
  plan_id: family.toLowerCase(),
  family,
  tier_rank: i + 1
}));

/** So many accounts on one plan from 5 January, of which so many go to another on 10 February 2025. */
function group(id: string, n: number, from: string, to?: string, moved = n): NonNullable<Rows[string]> {
  return Array.from({length: n}, (_, i) => `${id}-${i}`).flatMap((account, i) =>
    to !== undefined && i < moved
      ? [
          span(account, "2025-01-05", "2025-02-10", 1000, {plan_id: from}),
          span(account, "2025-02-10", null, 2000, {plan_id: to})
        ]
      : [span(account, "2025-01-05", null, 1000, {plan_id: from})]
  );
}

const measureAt = async (w: Awaited<ReturnType<typeof warehouse>>, id: string, period: string) =>
  (await computeMeasures(w)).find((m) => m.id === id && m.period === period && m.segment === null)!;

describe("tierFlows", () => {
  it("are O43's matrix: 45 to Scale, 75 to Enterprise, 10 back, and no trial among them", async () => {
    const w = await warehouse(
      {
        plans,
        subscription_periods: [
          ...group("a", 45, "launch", "scale"),
          ...group("b", 75, "scale", "enterprise"),
          ...group("c", 10, "enterprise", "scale"),
          ...Array.from({length: 100}, (_, i) => [
            span(`t-${i}`, "2025-01-05", "2025-02-10", 0, {plan_id: "launch", kind: "trial"}),
            span(`t-${i}`, "2025-02-10", null, 1000, {plan_id: "scale"})
          ]).flat()
        ]
      },
      {asOf: "2025-02-28"}
    );
    expect(tierFlowsView(await tierFlows(w, []), {})).toEqual({
      flows: [
        {from: "Launch", to: "Scale", isUp: true, count: 45, mrrChange: 45_000},
        {from: "Scale", to: "Enterprise", isUp: true, count: 75, mrrChange: 75_000},
        {from: "Enterprise", to: "Scale", isUp: false, count: 10, mrrChange: 10_000}
      ],
      hidden: {up: 0, down: 0}
    });
  });

  it("of few accounts stand together by direction, or are only counted", async () => {
    const w = await warehouse(
      {
        plans,
        subscription_periods: [
          ...group("a", 3, "launch", "scale"),
          ...group("b", 2, "scale", "enterprise"),
          ...group("c", 4, "enterprise", "scale")
        ]
      },
      {asOf: "2025-02-28"}
    );
    expect(tierFlowsView(await tierFlows(w, []), {})).toEqual({
      flows: [{from: "small groups", to: "small groups", isUp: true, count: 5, mrrChange: 5000}],
      hidden: {up: 0, down: 4}
    });
  });
});

describe("the period rate", () => {
  it.each([
    [120, 3000, 0.04],
    [60, 1500, 0.04],
    [50, 500, 0.1]
  ])("is O42's: %i upgrades of %i", async (upgraded, eligible, rate) => {
    const w = await warehouse(
      {plans, subscription_periods: group("a", eligible, "launch", "scale", upgraded)},
      {asOf: "2025-02-28"}
    );
    expect(await measureAt(w, "upgrade_rate", "2025-02")).toMatchObject({value: rate, n: eligible});
  });
});

describe("what became of upgrades", () => {
  const back = (account: string) => span(account, "2025-04-01", null, 1000, {plan_id: "launch"});
  const ended = (rows: NonNullable<Rows[string]>, accounts: string[]) =>
    rows.map((row) =>
      accounts.includes(String(row.account_id)) && row.ends_at === null ? {...row, ends_at: "2025-04-01"} : row
    );
  const rows = (): Rows => ({
    plans,
    // Ten upgrades on 10 February: two are back in April, one is gone, seven stay.
    subscription_periods: [
      ...ended(group("a", 10, "launch", "scale"), ["a-0", "a-1", "a-2"]),
      back("a-0"),
      back("a-1")
    ],
    entitlements: [
      {plan_id: "launch", feature: "calls", limit_quantity: 100, limit_period: "month"},
      {plan_id: "scale", feature: "calls", limit_quantity: 500, limit_period: "month"},
      {plan_id: "scale", feature: "audit"}
    ],
    usage: [
      // Before the upgrade four had used 10 of 100 calls, four 90; of two nothing is known.
      ...Array.from({length: 8}, (_, i) => ({
        account_id: `a-${i}`,
        day: "2025-01-20",
        feature: "calls",
        quantity: i < 4 ? 10 : 90
      })),
      ...["a-5", "a-6", "a-7"].map((account_id) => ({account_id, day: "2025-02-15", feature: "audit", quantity: 1})),
      {account_id: "a-8", day: "2025-04-05", feature: "audit", quantity: 1}
    ]
  });

  it("is taken back 2 of 10, needed by 4 of 8, used by 3, 4 and 4 of 10", async () => {
    const w = await warehouse(rows(), {asOf: "2025-08-31"});
    const measures = (await computeMeasures(w)).filter((m) => m.segment === null);
    // February's 90 days are over on 29 May, its 180 days on 27 August.
    for (const [id, period, value, n] of [
      ["upgrade_reversal_90", "2025-04", null, 0],
      ["upgrade_reversal_90", "2025-05", 0.2, 10],
      ["upgrade_reversal_180", "2025-07", null, 0],
      ["upgrade_reversal_180", "2025-08", 0.2, 10],
      ["upgrade_without_need", "2025-02", 0.5, 8],
      ["feature_adoption_30", "2025-02", null, 0],
      ["feature_adoption_30", "2025-03", 0.3, 10],
      ["feature_adoption_60", "2025-08", 0.4, 10],
      ["feature_adoption_90", "2025-08", 0.4, 10]
    ] as const)
      expect(
        measures.find((m) => m.id === id && m.period === period),
        `${id} ${period}`
      ).toMatchObject({value, n});
    const site = {values: {plan: ["Launch", "Scale"]}, minCell: 5, checks: {failed: []}} as unknown as Site;
    const result = {headlines: [], quality: await upgradeQuality(w, ["plan"]), lines: {months: [], lines: []}};
    const seen = upgradeQualityView(result, {}, site);
    expect(seen.reversals.map(({kind, days, back, gone}) => [kind, days, back.value, gone.value])).toEqual([
      ["tier", 90, 0.2, 0.1],
      ["tier", 180, 0.2, 0.1]
    ]);
    expect(seen.need).toMatchObject([{plan: "Launch", n: 8, value: 0.5}]);
    expect(seen.adoption.map(({feature, days, value}) => [feature, days, value])).toEqual([
      ["audit", 30, 0.3],
      ["audit", 60, 0.4],
      ["audit", 90, 0.4]
    ]);
  });

  it("is the same for a closed month however the data grow", async () => {
    const early = await measureAt(await warehouse(rows(), {asOf: "2025-06-10"}), "upgrade_reversal_90", "2025-05");
    const late = await measureAt(await warehouse(rows(), {asOf: "2026-01-31"}), "upgrade_reversal_90", "2025-05");
    expect(early).toEqual(late);
  });
});

describe("upgradeAges", () => {
  it("keeps every account in the margins, and pools cells too small to show", async () => {
    const w = await warehouse(
      {
        plans,
        accounts: Array.from({length: 9}, (_, i) => ({account_id: `a-${i}`, region: i < 6 ? "Europe" : "Asia"})),
        subscription_periods: [
          span("first", "2024-12-05", null, 1000, {plan_id: "launch"}),
          ...group("a", 9, "launch", "scale", 2)
        ]
      },
      {asOf: "2025-03-31", settings: "settings: {segments: [region]}"}
    );
    const {cube, oldest} = await upgradeAges(w, ["plan", "region"]);
    const at = (name: string) => cube.dimensions.length + 1 + cube.measures.indexOf(name);
    expect(oldest).toBe(2);
    // Nine at risk after a month, two of them upgrade; Asia's three are too few to stand alone, so one cell holds all nine.
    expect(cube.rows).toHaveLength(1);
    expect(["risk_1", "up_1", "risk_2"].map((name) => cube.rows[0]![at(name)])).toEqual([9, 2, 7]);
    const {plan} = cube.margins!;
    expect(plan!.rows.map((row) => row.slice(0, 3))).toEqual([["", "Launch", 9]]);
  });
});
