// @vitest-environment happy-dom
import {describe, expect, it, vi} from "vitest";
import {IncidenceChart} from "../../src/components/incidenceChart.js";
import {PerpetualFigure, ReleasesFigure, perpetualSentence} from "../../src/components/perpetualFigure.js";
import type {Site} from "../../src/components/site.js";
import {TierFlowsFigure} from "../../src/components/tierFlowsFigure.js";
import {FirstUpgradeFigure, TenureFigure} from "../../src/components/upgradeAgesFigures.js";
import {upgradeAgesView} from "../../src/components/upgradeAgesView.js";
import {PathsFigure, WithinFigure, duration} from "../../src/components/upgradePathFigures.js";
import {AdoptionFigure, NeedFigure, ReversalFigure} from "../../src/components/upgradeQualityFigures.js";
import type {UpgradeQuality} from "../../src/components/upgradeQualityView.js";
import {expectGolden} from "./golden.js";

vi.stubGlobal(
  "ResizeObserver",
  class {
    observe() {}
  }
);

const site = {
  currency: "USD",
  minorPerMajor: 100,
  minCell: 5,
  tiers: [
    {name: "Starter", rank: 1},
    {name: "Team", rank: 2}
  ],
  missing: [] as string[]
} as unknown as Site;
const context = {site, queries: {}};
const titleOf = (figure: Element | string) => (figure as Element).querySelector("h2")?.textContent;

/** O46 ten times over, in two plans: upgrades at 1, losses at 2, upgrades at 3, the rest waiting at 4. */
const cube = (plans: {plan: string; share: number}[]) => {
  const measures = ["n", ...[1, 2, 3, 4].flatMap((age) => [`risk_${age}`, `up_${age}`, `lost_${age}`])];
  const counts = [40, 40, 10, 0, 30, 0, 10, 20, 10, 0, 10, 0, 0];
  return {
    dimensions: ["plan"],
    measures,
    rows: plans.map(({plan, share}) => ["", plan, ...counts.map((n) => n * share)])
  };
};

describe("upgradeAgesView", () => {
  const half = cube([
    {plan: "Starter", share: 0.5},
    {plan: "Team", share: 0.5}
  ]);

  it("is O46 over all cells and for each alone: .25, .25, .50, not .625", () => {
    for (const selection of [{plan: null}, {plan: "Team"}]) {
      const {upgraded, lost, median} = upgradeAgesView({cube: half, oldest: 4}, selection, 5);
      expect(upgraded.map(({value}) => value)).toEqual([0.25, 0.25, 0.5, 0.5]);
      expect(lost.map(({value}) => value)).toEqual([0, 0.25, 0.25, 0.25]);
      expect(median).toBe(3);
    }
  });

  it("ends where too few are at risk, and counts pooled accounts as left out", () => {
    const {upgraded} = upgradeAgesView({cube: half, oldest: 4}, {plan: "Team"}, 6);
    expect(upgraded.map(({time}) => time)).toEqual([1, 2, 3]);
    const pooled = cube([
      {plan: "Starter", share: 1},
      {plan: "small groups", share: 0.1}
    ]);
    const view = upgradeAgesView({cube: pooled, oldest: 4}, {plan: "Starter"}, 5);
    expect([view.accounts, view.leftOut]).toEqual([40, 4]);
    expect(FirstUpgradeFigure(view, context).textContent).toContain(
      "4 accounts in groups under 5 cannot be told apart and are left out."
    );
    expect(titleOf(TenureFigure({...view, tenure: view.tenure.slice(0, 1)}, context))).toBe(
      "Too few accounts to compare by tenure"
    );
  });

  it("rates first upgrades by tenure with exact intervals", () => {
    // Ages 1 to 3: 20 upgrades in 90 account-months; Garwood: 12.2165 to 30.8884 for 20.
    const [first, second] = upgradeAgesView({cube: half, oldest: 4}, {}, 5).tenure;
    expect(first).toMatchObject({name: "1 to 3 months", n: 90, value: 20 / 90});
    expect(first!.lower! * 90).toBeCloseTo(12.2165, 3);
    expect(first!.upper! * 90).toBeCloseTo(30.8884, 3);
    expect(second).toMatchObject({name: "4 to 6 months", n: 10, value: 0, lower: 0});
  });

  it("has nothing to say without accounts", () => {
    const view = upgradeAgesView({cube: {dimensions: ["plan"], measures: [], rows: []}, oldest: 0}, {}, 5);
    expect(view).toMatchObject({upgraded: [], lost: [], year: null, median: null, tenure: [], accounts: 0});
    expect(titleOf(FirstUpgradeFigure(view, context))).toBe("The time to the first upgrade is not known yet");
    expect(titleOf(TenureFigure(view, context))).toBe("Nothing to compare yet");
    for (const figure of [FirstUpgradeFigure(view, context), TenureFigure(view, context)])
      expect(figure.querySelector("footer a")?.getAttribute("aria-label")).toBe("definition of Upgrade hazard");
  });
});

describe("IncidenceChart", () => {
  const values = [
    {time: 1, value: 0.1, lower: 0.05, upper: 0.2, atRisk: 100},
    {time: 3, value: 0.3, lower: 0.2, upper: 0.45, atRisk: 60},
    {time: 4, value: 0.3, lower: 0.2, upper: 0.45, atRisk: 20}
  ];

  it("draws steps with their bands and those at risk", async () => {
    const lost = values.map((point) => ({...point, value: point.value / 2, lower: null, upper: null}));
    const series = [
      {name: "Upgraded", values},
      {name: "Left", values: lost, color: "var(--churn)"}
    ];
    await expectGolden(IncidenceChart(series, {time: "months since the first payment"}), "incidence-chart");
    expect(IncidenceChart([{name: "none", values: []}], {time: "days"})).toBeNull();
  });
});

/** Cells of all accounts, under no choice of filters. */
const whole = (kinds: Record<string, Record<string, number>>) => ({
  dimensions: ["plan"],
  cubes: {"": Object.entries(kinds).map(([kind, values]) => ({keys: [kind], values}))}
});
/** Ten requests: eight through after so many minutes, one dropped, one open for ten days. */
const path = (minutes: number) => ({
  n: 10,
  [`provisioned|${minutes}`]: 8,
  "dropped|20": 1,
  "open|14400": 1,
  "within|1|1": 5,
  "within|1|0": 5
});

describe("figures of the upgrades page", () => {
  it("say how long requests take, by the median of the curve", () => {
    expect([1 / 48, 1.5, 4].map(duration)).toEqual(["30 minutes", "36 hours", "4.0 days"]);
    expect(titleOf(PathsFigure(whole({self_serve: path(30), assisted: path(5760)}), {}, context))).toBe(
      "Half of assisted requests are through in 4.0 days and half of self-serve ones in 30 minutes"
    );
    expect(titleOf(PathsFigure(whole({assisted: {n: 10, "open|14400": 10}}), {}, context))).toBe(
      "Half of the requests are not through yet"
    );
    expect(titleOf(PathsFigure(null, {}, context))).toBe("No requests yet");
    expect(WithinFigure(null, {}, context)).toBe("");
    expect(titleOf(WithinFigure(whole({assisted: path(5760)}), {}, context))).toBe(
      "50.0% of assisted requests are done within a day"
    );
  });

  const moves = (kinds: Parameters<typeof whole>[0]) => ({...whole(kinds), dimensions: ["region"]});

  it("count moves up and down, and say how many are left out", () => {
    const flows = {
      up: moves({"Starter\tTeam": {moves: 20, mrr: 210000, n: 20}, "small groups": {n: 3}}),
      down: moves({"Team\tStarter": {moves: 6, mrr: -50000, n: 6}})
    };
    const figure = TierFlowsFigure(flows, {}, context);
    expect(titleOf(figure)).toBe("20 moves up, +$2.1k; 6 down, −$500");
    expect(figure.textContent).toContain("3 accounts in groups under 5 cannot be told apart and are left out.");
    const cells = [...figure.querySelectorAll("table")[0]!.querySelectorAll("tbody tr")].map((row) =>
      [...row.children].map((cell) => cell.textContent)
    );
    expect(cells).toEqual([
      ["Starter", "–", "20 · +$2.1k"],
      ["Team", "6 · −$500", "–"]
    ]);
    expect(titleOf(TierFlowsFigure(flows, {plan: "Team"}, context))).toBe("Too few up to show; 6 down, −$500");
    expect(titleOf(TierFlowsFigure({...flows, up: moves({"small groups": {n: 3}})}, {}, context))).toBe(
      "Too few up to show; 6 down, −$500"
    );
    const none = {up: whole({}), down: whole({})};
    expect(titleOf(TierFlowsFigure(none, {}, context))).toBe("No account has changed plan");
    // Without ranks no move can be told, though accounts went from one plan to another.
    for (const bare of [
      {...site, tiers: []},
      {...site, missing: ["plans"]}
    ])
      expect(titleOf(TierFlowsFigure(none, {}, {...context, site: bare}))).toBe("No plans yet");
  });

  it("say what became of upgrades, and what is not known yet", () => {
    const share = {n: 40, value: 0.1, lower: 0.04, upper: 0.23};
    const headlines = (value: number | null) =>
      [
        "upgrade_without_need",
        ...["upgrade_reversal_90", "upgrade_reversal_180"],
        ...[30, 60, 90].map((days) => `feature_adoption_${days}`)
      ].map((id) => ({
        id,
        measure: {...share, id, value, reason: "none is old enough"}
      })) as UpgradeQuality["headlines"];
    const rest = {leftOut: {need: 0, reversals: 0, adoption: 2}, selection: {plan: "Starter", region: null}};
    const known: UpgradeQuality = {
      ...rest,
      headlines: headlines(0.1),
      need: [{...share, plan: "Starter"}],
      reversals: [{kind: "tier", days: 90, n: 40, back: share, gone: share}],
      adoption: [{...share, feature: "audit_log", days: 90}]
    };
    expect(titleOf(NeedFigure(known, context))).toBe("10.0% of tier upgrades came from accounts far from every limit");
    expect(titleOf(ReversalFigure(known, context))).toBe(
      "10.0% of upgrades were taken back by day 90, 10.0% by day 180"
    );
    const reversal = ReversalFigure(known, context).textContent;
    expect(reversal).not.toContain("or gone with the account");
    expect(reversal).toContain("The title and the tiles count only what customers took back");
    expect(reversal).toContain(
      "The 180-day share is of the 12 months of upgrades that are 180 days old, an earlier year"
    );
    expect(titleOf(AdoptionFigure(known, context))).toMatch(/^10.0% used a new feature by day 90; /);
    expect(AdoptionFigure(known, context).textContent).toContain(
      "Starter only. 2 accounts in groups under 5 cannot be told apart and are left out."
    );
    const none: UpgradeQuality = {...rest, headlines: headlines(null), need: [], reversals: [], adoption: []};
    expect(titleOf(NeedFigure(none, context))).toBe("Whether upgrades were needed is not known yet");
    expect(titleOf(ReversalFigure(none, context))).toBe("No upgrade is old enough to tell whether it lasted");
    expect(titleOf(AdoptionFigure(none, context))).toBe("Whether new features are used is not known yet");
    const bare = {...context, site: {...site, missing: ["entitlements"]}};
    expect(titleOf(NeedFigure(none, bare))).toBe("No limits yet");
    expect(titleOf(AdoptionFigure(none, bare))).toBe("No limits yet");
  });

  it("tell of perpetual versions only where there are any", () => {
    expect([PerpetualFigure(null, {}, context), ReleasesFigure(null, {}, context)]).toEqual(["", ""]);
    expect(perpetualSentence(null, {}, site)).toMatch(/^No perpetual product with two versions/);
    const releases = [{id: "1", family: "Editor", before: 1, version: 2, released: "2025-01-01"}];
    const owned = (values: Record<string, number>) => ({releases, owners: {...whole({"1": values}), dimensions: []}});
    const year = owned({n: 85, "bought|250": 44, "bought|1300": 3, "waits|2200": 38, "year|1": 44, "year|0": 41});
    expect(titleOf(PerpetualFigure(year, {plan: "Team"}, context))).toBe(
      "51.8% of those who owned Editor 1 bought the next version within 12 months (41.3 to 62.1%)"
    );
    expect((PerpetualFigure(year, {plan: "Team"}, context) as Element).textContent).toContain(
      "Perpetual licences have no plan, so that filter does not count here."
    );
    expect(perpetualSentence(year, {}, site)).toContain("85 accounts owned Editor 1");
    const young = owned({n: 85, "bought|250": 44, "waits|300": 41});
    expect(titleOf(PerpetualFigure(young, {}, context))).toBe("No release is a year old yet");
    expect(titleOf(PerpetualFigure(owned({n: 2}), {}, context))).toBe("Too few owners to tell");
  });
});
