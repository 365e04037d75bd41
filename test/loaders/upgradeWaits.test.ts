import {describe, expect, it} from "vitest";
import {computeMeasures} from "../../loaders/results/measures.js";
import {perpetualReleases} from "../../loaders/results/perpetual.js";
import {upgradePaths} from "../../loaders/results/upgradePaths.js";
import {perpetualView} from "../../src/components/perpetualView.js";
import {upgradePathsView} from "../../src/components/upgradePathsView.js";
import {span, warehouse} from "./company.js";

const plans = [{plan_id: "launch", family: "Launch", tier_rank: 1}];
const accounts = (n: number) =>
  Array.from({length: n}, (_, i) => span(`a-${i}`, "2025-01-05", null, 1000, {plan_id: "launch"}));

const measureAt = async (w: Awaited<ReturnType<typeof warehouse>>, id: string, period: string) =>
  (await computeMeasures(w)).find((m) => m.id === id && m.period === period && m.segment === null)!;

describe("upgradePaths and perpetualReleases", () => {
  const dated = (day: number, hour = 0) => new Date(Date.UTC(2025, 1, day, hour)).toISOString().slice(0, 19);

  it("take the median over open requests too: 3 done in 1, 2 and 3 days, 3 open, 2 dropped", async () => {
    const step = (i: number, state: string, at: string) => ({
      offer_id: "more",
      account_id: `a-${i}`,
      state,
      at,
      channel: "assisted"
    });
    const w = await warehouse(
      {
        plans,
        subscription_periods: accounts(8),
        offer_events: [
          ...Array.from({length: 8}, (_, i) => step(i, "requested", dated(1))),
          ...[0, 1, 2].map((i) => step(i, "provisioned", dated(2 + i))),
          ...[3, 4].map((i) => step(i, "declined", dated(2, 12)))
        ]
      },
      {asOf: "2025-02-28"}
    );
    const [path] = upgradePathsView((await upgradePaths(w, []))!, {}, 5).paths;
    // One of 8 is done on day 1, two of 7 drop out at 1.5, one of 5 is done on day 2: 7/8 × 5/7 × 1/5 = 1/8 more.
    // With one of four at risk on day 3 the curve stops: a point needs five.
    expect(path!.points.map(({time, value, atRisk}) => [time, value, atRisk])).toEqual([
      [1, 0.125, 8],
      [1.5, 0.125, 7],
      [2, 0.25, 5]
    ]);
    expect(path).toMatchObject({requests: 8, provisioned: 3, dropped: 2, open: 3});
    expect(path!.median.value).toBeNull();
    expect(path!.within.map(({value, n}) => [value, n])).toEqual([
      [1 / 8, 8],
      [3 / 8, 8]
    ]);
  });

  it("are null without requests and without versions", async () => {
    const w = await warehouse({plans, subscription_periods: accounts(6)}, {asOf: "2025-02-28"});
    expect([await upgradePaths(w, []), await perpetualReleases(w, [])]).toEqual([null, null]);
  });

  it("give the share within a year once the year is over", async () => {
    const editor = (version: number, released_at: string) => ({
      plan_id: `e${version}`,
      family: "Editor",
      version,
      released_at
    });
    const owner = (i: number, version: number, at: string) =>
      span(`o-${i}`, at, null, 9900, {subscription_id: `o-${i}-${version}`, plan_id: `e${version}`, kind: "one_off"});
    const rows = {
      plans: [editor(1, "2023-01-01"), editor(2, "2024-01-15")],
      subscription_periods: [
        ...Array.from({length: 6}, (_, i) => owner(i, 1, "2023-06-01")),
        owner(0, 2, "2024-02-15"),
        owner(1, 2, "2025-01-14"),
        owner(2, 2, "2025-01-20")
      ]
    };
    const w = await warehouse(rows, {asOf: "2025-03-31"});
    const [release] = perpetualView((await perpetualReleases(w, []))!, {}, 5).releases;
    expect(release).toMatchObject({owners: 6, bought: 3, year: {value: 2 / 6}});
    expect(await measureAt(w, "perpetual_upgrade_rate", "2025-01")).toMatchObject({value: 2 / 6, n: 6});
    expect(await measureAt(w, "perpetual_upgrade_rate", "2024-12")).toMatchObject({value: null, n: 0});
    const early = await warehouse(rows, {asOf: "2024-12-31"});
    const [young] = perpetualView((await perpetualReleases(early, []))!, {}, 5).releases;
    expect(young!.year.value).toBeNull();
  });
});
