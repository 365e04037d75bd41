import {describe, expect, it} from "vitest";
import {choices} from "../../loaders/results/countCubes.js";
import {limitPressure} from "../../loaders/results/limitPressure.js";
import {tierFlows} from "../../loaders/results/tierFlows.js";
import {upgradePaths} from "../../loaders/results/upgradePaths.js";
import {upgradeQuality} from "../../loaders/results/upgradeQuality.js";
import {kindCounts} from "../../src/components/countCubes.js";
import {limitPressureView, type LimitPressure} from "../../src/components/limitPressureView.js";
import type {Selection} from "../../src/components/filters.js";
import type {Site} from "../../src/components/site.js";
import {tierFlowsView} from "../../src/components/tierFlowsView.js";
import {upgradePathsView} from "../../src/components/upgradePathsView.js";
import {upgradeQualityView} from "../../src/components/upgradeQualityView.js";
import {type Rows, span, warehouse} from "./company.js";

const dimensions = ["plan", "region"];
const site = {
  values: {plan: ["Launch", "Scale"]},
  minCell: 5,
  checks: {failed: []}
} as unknown as Site;
const plans = ["Launch", "Scale", "Enterprise"].map((family, i) => ({
  plan_id: family.toLowerCase(),
  family,
  tier_rank: i + 1
}));

/** Of every forty accounts 24 in Europe, 13 in Asia, 3 in Africa; every other starts on Scale; two of three go up a tier, months apart. */
function company(region: string | null, size: number): Rows {
  const all = Array.from({length: size}, (_, i) => ({
    id: `a-${i}`,
    i,
    region: i % 40 < 24 ? "Europe" : i % 40 < 37 ? "Asia" : "Africa",
    tier: i % 2
  })).filter((one) => region === null || one.region === region);
  const month = (i: number, later = 0) => `2025-0${2 + (i % 4) + later}`;
  return {
    plans,
    accounts: all.map(({id, region: where}) => ({account_id: id, region: where})),
    subscription_periods: [
      // The company's history begins a month before anyone can be judged.
      ...all.flatMap(({id, i, tier}) => {
        const [from, to] = [plans[tier]!.plan_id, plans[tier + 1]!.plan_id];
        if (i % 3 === 2) return [span(id, "2024-12-05", null, 1000, {plan_id: from})];
        return [
          span(id, "2024-12-05", `${month(i)}-10`, 1000, {plan_id: from}),
          span(id, `${month(i)}-10`, i % 5 === 0 ? `${month(i, 2)}-28` : null, 2000 + i, {plan_id: to}),
          ...(i % 5 === 0 ? [span(id, `${month(i, 2)}-28`, null, 1000, {plan_id: from})] : [])
        ];
      })
    ],
    entitlements: ["launch", "scale", "enterprise"].map((plan_id, i) => ({
      plan_id,
      feature: "calls",
      limit_quantity: 100 * (i + 1),
      limit_period: "month"
    })),
    usage: all.flatMap(({id, i}) =>
      [1, 2, 3, 4].map((m) => ({
        account_id: id,
        day: `2025-0${m}-20`,
        feature: "calls",
        quantity: i % 4 === 0 ? 10 : 120
      }))
    ),
    offer_events: all.flatMap(({id, i}) => [
      {offer_id: `o-${id}`, account_id: id, state: "requested", at: "2025-03-01T00:00:00", channel: "assisted"},
      ...(i % 4 === 3
        ? []
        : [
            {
              offer_id: `o-${id}`,
              account_id: id,
              state: i % 4 === 2 ? "declined" : "provisioned",
              at: `2025-03-${String(2 + (i % 7)).padStart(2, "0")}T12:30:00`,
              channel: "assisted"
            }
          ])
    ])
  };
}

const results = async (region: string | null, size = 40) => {
  const w = await warehouse(company(region, size), {asOf: "2026-01-31", settings: "settings: {segments: [region]}"});
  return {
    pressure: JSON.parse(JSON.stringify(await limitPressure(w, dimensions))) as LimitPressure,
    flows: await tierFlows(w, dimensions),
    paths: (await upgradePaths(w, dimensions))!,
    quality: {headlines: [], quality: await upgradeQuality(w, dimensions), lines: {months: [], lines: []}}
  };
};

/** What the page shows of one selection, without what it says of the rest. */
const seen = ({pressure, flows, paths, quality}: Awaited<ReturnType<typeof results>>, selection: Selection) => {
  const {need, reversals, adoption} = upgradeQualityView(quality, selection, site);
  return {
    pressure: limitPressureView(pressure, selection).rows,
    flows: tierFlowsView(flows, selection).flows,
    paths: upgradePathsView(paths, selection, 5).paths,
    quality: {need, reversals, adoption}
  };
};

describe("the upgrades page under filters", {timeout: 60_000}, () => {
  it("shows of a region what its accounts alone give", async () => {
    const whole = await results(null, 480);
    const europe = seen(await results("Europe", 480), {});
    expect(seen(whole, {plan: null, region: "Europe"})).toEqual(europe);
    // Of 288 accounts a third stay; of 24 in a row 8 of even number leave Launch and 8 of odd number leave Scale.
    expect(europe.flows.filter(({isUp}) => isUp).map(({from, to, count}) => [from, to, count])).toEqual([
      ["Launch", "Scale", 96],
      ["Scale", "Enterprise", 96]
    ]);
    expect(europe.paths[0]).toMatchObject({requests: 288, provisioned: 144, dropped: 72, open: 72});
    expect(europe.pressure.length).toBeGreaterThan(1);
    expect(europe.quality.reversals.find(({kind, days}) => kind === "tier" && days === 90)!.n).toBe(192);
  });

  it("has cells of every choice that add up to the company", async () => {
    const whole = await results(null);
    expect(choices(dimensions)).toEqual([[], ["region"], ["plan"], ["plan", "region"]]);
    const {quality, dimensions: own} = {...whole.quality, dimensions: whole.quality.quality.dimensions};
    for (const cubes of [quality, whole.paths, whole.flows.up, whole.flows.down]) {
      const sums = Object.values(cubes.cubes).map((cells) => {
        const sum: Record<string, number> = {};
        for (const {keys, values} of cells)
          for (const [name, value] of Object.entries(values))
            if (name !== "n") sum[`${keys[0]} ${name}`] = (sum[`${keys[0]} ${name}`] ?? 0) + value;
        return sum;
      });
      for (const sum of sums) expect(sum).toEqual(sums[0]);
    }
    expect(own).toEqual(dimensions);
    const {cubes} = whole.pressure;
    const months = Object.values(cubes).map(({rows, dimensions: keys, measures}) =>
      rows.reduce((sum, row) => sum + Number(row[1 + keys.length + measures.indexOf("sum_m")]), 0)
    );
    expect(new Set(months)).toEqual(new Set([months[0]]));
    expect(months[0]).toBeGreaterThan(0);
  });

  it("shows no cell of fewer than five accounts, nor what is left when one is taken away", async () => {
    const whole = await results(null);
    for (const cubes of [whole.quality.quality, whole.paths, whole.flows.up, whole.flows.down])
      for (const {keys, values} of Object.values(cubes.cubes).flat())
        if (values.n! < 5) expect([keys[0], Object.keys(values)]).toEqual(["small groups", ["n"]]);
    // Africa's three take Asia's thirteen with them: the company less Europe and Asia would tell of them.
    const {kinds, leftOut} = kindCounts(whole.paths, {plan: null, region: "Africa"});
    expect([kinds.size, leftOut.get("assisted")]).toEqual([0, 16]);
  });

  it("takes an account in two plans for one where plans are not told apart", async () => {
    const whole = await results(null);
    const units = (key: string) => {
      const {rows, dimensions: keys, measures} = whole.pressure.cubes[key]!;
      return rows.reduce((sum, row) => sum + Number(row[1 + keys.length + measures.indexOf("n")]), 0);
    };
    expect(units("region")).toBe(units(""));
    expect(units("plan")).toBeGreaterThan(units(""));
  });
});
