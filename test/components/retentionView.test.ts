import {describe, expect, it} from "vitest";
import type {Cube} from "../../src/components/cube.js";
import {retentionView} from "../../src/components/retentionView.js";
import type {Site} from "../../src/components/site.js";
import {upgradesView} from "../../src/components/upgradesView.js";
import {momentsOf, ratioOfSums} from "../../src/stats/index.js";

const dimensions = ["plan", "size_band"];
const site: Site = {
  company: "Test",
  currency: "USD",
  minorPerMajor: 100,
  asOf: "2026-10-31",
  closedMonth: "2026-10",
  openMonth: null,
  dimensions,
  values: {plan: ["Starter", "Team"], size_band: ["small", "large"]},
  tiers: [
    {name: "Starter", rank: 1},
    {name: "Team", rank: 2}
  ],
  checks: {
    total: 1,
    held: 0,
    failed: [{name: "months_close", severity: "warn", broken: 1, about: "", measures: ["grr"]}]
  },
  tables: {},
  missing: [],
  windowMonths: 12,
  minCell: 5
};

const accounts = [
  {plan: "Starter", size_band: "small", s: 100, e: 0},
  {plan: "Starter", size_band: "small", s: 200, e: 260},
  {plan: "Starter", size_band: "large", s: 300, e: 300},
  {plan: "Starter", size_band: "large", s: 150, e: 90},
  {plan: "Team", size_band: "small", s: 900, e: 1200},
  {plan: "Team", size_band: "small", s: 700, e: 650}
].map((account) => ({...account, m: Math.min(account.s, account.e)}));

const names = ["n", "sum_s", "sum_e", "sum_m", "mean_s", "mean_e", "mean_m", "ss", "ee", "mm", "se", "sm"];
const pairs = ["ss", "ee", "mm", "se", "sm"];

function cellOf(own: typeof accounts, key: string[]) {
  const sum = (name: "s" | "e" | "m") => own.reduce((all, account) => all + account[name], 0);
  const {n, mean, co} = momentsOf(
    own.map(({s, e, m}) => ({s, e, m})),
    pairs
  );
  return [
    "2026-10",
    ...key,
    n,
    sum("s"),
    sum("e"),
    sum("m"),
    mean.s!,
    mean.e!,
    mean.m!,
    ...pairs.map((pair) => co[pair]!)
  ];
}

const keys = [
  ["Starter", "small"],
  ["Starter", "large"],
  ["Team", "small"]
];
const cube: Cube = {
  dimensions,
  measures: names,
  rows: [
    ...keys.map((key) =>
      cellOf(
        accounts.filter(({plan, size_band}) => plan === key[0] && size_band === key[1]),
        key
      )
    ),
    cellOf(accounts.slice(0, 1), ["small groups", "small groups"])
  ]
};
const flows = [
  "accounts_start",
  "accounts_churned",
  "start",
  "new",
  "expansion",
  "contraction",
  "churn",
  "reactivation",
  "fx",
  "end"
];
const movements: Cube = {
  dimensions,
  measures: flows,
  rows: [
    ["2026-09", "Starter", "small", 10, 1, 1000, 100, 50, 20, 30, 0, 5, 1105],
    ["2026-09", "Team", "small", 5, 0, 2000, 0, 0, 0, 0, 0, 0, 2000],
    // 105 of Starter's end has moved up to Team by the start of October.
    ["2026-10", "Starter", "small", 9, 0, 1000, 0, 0, 0, 0, 10, 0, 1010],
    ["2026-10", "Team", "small", 6, 0, 2105, 0, 0, 0, 0, 0, 0, 2105]
  ]
};
const result = {windowMonths: 12, cube, movements, pooled: {accounts: 1, cells: 1}};
const all = {plan: null, size_band: null};

describe("retentionView", () => {
  it("retentionView(result, selection) equals the ratio over the accounts themselves", () => {
    const own = accounts.filter(({plan}) => plan === "Starter");
    const {co} = momentsOf(
      own.map(({s, e}) => ({s, e})),
      ["ss", "ee", "se"]
    );
    const direct = ratioOfSums({n: 4, sumY: 650, sumX: 750, yy: co.ee!, xx: co.ss!, xy: co.se!})!;
    const {nrr} = retentionView(result, {...all, plan: "Starter"}, site);
    expect(nrr.value).toBeCloseTo(650 / 750, 12);
    expect(nrr.lower).toBeCloseTo(direct.lower!, 10);
    expect(nrr.upper).toBeCloseTo(direct.upper!, 10);
    expect(nrr.segment).toBe("Starter");
  });

  it("retentionView(result, selection) counts pooled cells in the total, and says how many a filter leaves out", () => {
    expect(retentionView(result, all, site)).toMatchObject({leftOut: 0, ungrouped: 1, nrr: {n: 7, segment: null}});
    expect(retentionView(result, {...all, plan: "Team"}, site)).toMatchObject({leftOut: 1, nrr: {n: 2}});
  });

  it("retentionView(result, selection) has a ledger that adds up, with moves between groups apart", () => {
    const {months, bridge} = retentionView(result, {...all, plan: "Starter"}, site);
    expect(months.map(({month, start, moved, end}) => [month, start, moved, end])).toEqual([
      ["2026-09", 1000, 0, 1105],
      ["2026-10", 1105, -105, 1010]
    ]);
    expect(bridge).toMatchObject({
      from: "2026-08",
      to: "2026-10",
      start: 1000,
      moved: -105,
      reactivation: 10,
      end: 1010
    });
    const open = retentionView(result, all, site).months;
    expect(open.map(({moved}) => moved)).toEqual([0, 0]);
    for (const row of [...months, ...open])
      expect(
        row.start + row.moved + row.new + row.expansion + row.reactivation - row.contraction - row.churn + row.fx
      ).toBe(row.end);
  });

  it("retentionView(result, selection) names failing checks and the reason for what is missing", () => {
    const {tiles, nrr} = retentionView(result, {plan: "Team", size_band: "large"}, site);
    expect(nrr).toMatchObject({value: null, reason: "the groups here are too small to show"});
    expect(tiles.map((tile) => tile.measure.checks)).toEqual(["ok", "months_close", "ok"]);
  });

  it("retentionView(result, selection) holds nothing, and breaks nowhere, without rows", () => {
    const empty = {...result, cube: {...cube, rows: []}, movements: {...movements, rows: []}};
    const view = retentionView(empty, all, {...site, closedMonth: null});
    expect(view).toMatchObject({month: null, bridge: null, months: [], groups: [], nrr: {value: null, n: 0}});
  });
});

describe("upgradesView", () => {
  const months: Cube = {
    dimensions,
    measures: ["eligible", "upgraded", "eligible_tier", "upgraded_tier", "eligible_seats", "upgraded_seats"],
    rows: [["2026-10", "Team", "small", 20, 3, 0, 0, 20, 3]]
  };
  const hazards: Cube = {
    dimensions,
    measures: ["n", "sum_u", "mean_u", "sum_m", "mean_m", "uu", "mm", "um"],
    rows: [["2026-10", "Team", "small", 4, 2, 0.5, 40, 10, 1, 8, 0]]
  };

  it("upgradesView(result, selection) gives hazard and rates, and n/a where nobody could move up a tier", () => {
    const {hazard, tiles, groups} = upgradesView({cube: hazards, months, pressure: null}, all, site);
    expect(hazard).toMatchObject({value: 0.05, n: 40});
    expect(tiles.map((tile) => tile.measure.value)).toEqual([0.05, 0.15, null]);
    expect(tiles[2]!.measure.reason).toBe("no account here is below the top tier");
    expect(groups.map(({group, name}) => [group, name])).toEqual([
      ["Plan", "Team"],
      ["Size", "small"]
    ]);
  });
});
