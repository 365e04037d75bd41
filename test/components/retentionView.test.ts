import {describe, expect, it} from "vitest";
import type {Cube} from "../../src/components/cube.js";
import {retentionView} from "../../src/components/retentionView.js";
import type {RollForward} from "../../src/components/rollForward.js";
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
].map((account) => ({
  ...account,
  d: account.s - account.e,
  m: Math.min(account.s, account.e),
  l: Math.max(0, account.s - account.e)
}));

const letters = ["s", "d", "m", "l"] as const;
const pairs = ["ss", "dd", "sd", "mm", "ll", "ml"];
const names = ["n", ...letters.map((x) => `sum_${x}`), ...letters.map((x) => `mean_${x}`), ...pairs];

function cellOf(own: typeof accounts, key: string[]) {
  const {n, mean, co} = momentsOf(
    own.map(({s, d, m, l}) => ({s, d, m, l})),
    pairs
  );
  const sums = letters.map((x) => own.reduce((all, account) => all + account[x], 0));
  return ["2026-10", ...key, n, ...sums, ...letters.map((x) => mean[x]!), ...pairs.map((pair) => co[pair]!)];
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
const turnover: Cube = {
  dimensions,
  measures: ["n", "accounts", "lost", "due", "due_lost", "voluntary", "involuntary", "sum_g", "sum_l"].concat(
    ["mean_g", "mean_l"],
    ["gg", "ll", "gl"]
  ),
  rows: [
    ["2026-09", "Starter", "small", 11, 10, 1, 4, 1, 1, 0, 150, 50, 0, 0, 9, 9, 0],
    ["2026-10", "Starter", "small", 9, 9, 2, 5, 1, 1, 0, 30, 60, 0, 0, 9, 9, 0],
    ["2026-10", "Team", "small", 6, 6, 0, 6, 0, 0, 0, 90, 0, 0, 0, 9, 9, 0]
  ]
};
const ledger: Cube = {
  dimensions,
  measures: [
    "start",
    "entered",
    "new",
    "expansion",
    "contraction",
    "churn",
    "reactivation",
    "left",
    "fx",
    "end"
  ].concat("crossing_expansion", "crossing_contraction"),
  rows: [
    ["2026-09", "Starter", "small", 1000, 0, 100, 50, 20, 30, 0, 0, 5, 1105, 0, 0],
    ["2026-09", "Team", "small", 2000, 0, 0, 0, 0, 0, 0, 0, 0, 2000, 0, 0],
    // An account of 105 moves up to Team, where it pays 140.
    ["2026-10", "Starter", "small", 1105, 0, 0, 0, 0, 0, 10, 105, 0, 1010, 0, 0],
    ["2026-10", "Team", "small", 2000, 140, 0, 0, 0, 0, 0, 0, 0, 2140, 35, 0]
  ]
};
const result = {windowMonths: 12, cube, turnover, ledger, movements: turnover, pooled: {accounts: 1, cells: 1}};
const all = {plan: null, size_band: null};

const hide = (row: (string | number | null)[]) => [row[0]!, "small groups", "small groups", ...row.slice(3)];
const gains = ["start", "moved", "entered", "new", "expansion", "reactivation", "resume", "fx"] as const;
const losses = ["contraction", "pause", "churn", "left"] as const;
const sumOf = (row: RollForward) =>
  gains.reduce((sum, name) => sum + row[name], 0) - losses.reduce((sum, name) => sum + row[name], 0);

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

  it("retentionView(result, {plan}) has a ledger in which whoever changes plan enters and leaves with all it pays", () => {
    const {months, bridge} = retentionView(result, {...all, plan: "Starter"}, site);
    expect(months.map(({month, start, moved, left, end}) => [month, start, moved, left, end])).toEqual([
      ["2026-09", 1000, 0, 0, 1105],
      ["2026-10", 1105, 0, 105, 1010]
    ]);
    expect(bridge).toMatchObject({
      from: "2026-08",
      to: "2026-10",
      start: 1000,
      moved: -105,
      reactivation: 10,
      end: 1010
    });
    const team = retentionView(result, {...all, plan: "Team"}, site).months;
    expect(team.at(-1)).toMatchObject({start: 2000, entered: 140, expansion: 0, end: 2140});
    for (const row of [...months, ...team]) expect(sumOf(row)).toBe(row.end);
  });

  it("retentionView(result, all) calls the same change expansion, and the plans add up to it", () => {
    const open = retentionView(result, all, site).months;
    expect(open.at(-1)).toMatchObject({start: 3105, entered: 0, left: 0, moved: 0, expansion: 35, end: 3150});
    for (const row of open) expect(sumOf(row)).toBe(row.end);
  });

  it("retentionView(result, selection) says what a group too small to show takes from the ledger", () => {
    const hidden = {...ledger, rows: ledger.rows.map((row) => (row[0] === "2026-10" ? hide(row) : row))};
    const {months} = retentionView({...result, ledger: hidden}, {...all, plan: "Starter"}, site);
    expect(months.map(({month}) => month)).toEqual(["2026-09"]);
  });

  it("retentionView(result, {plan}) shows evidence and changes of a plan that is whole, whoever else is too few to show", () => {
    const rate = {value: 1, linearised: [0.9, 1.1], bootstrap: [0.9, 1.1], leaveOneOut: [0.5, 1.3]} as const;
    const group = (n: number, value: string) => ({
      ...{dimension: "plan", value, n, largestShare: 0.4, weak: "few accounts" as const},
      ...{nrr: rate, grr: rate}
    });
    const change = {value: 0.1, lower: 0, upper: 0.2, p: 0.05, against: "last month", period: "2026-09", noise: true};
    const changes = ["Team", "Starter"].map((value) => ({id: "nrr", lag: 1, dimension: "plan", value, change}));
    const evidence = {period: "2026-10", draws: 2000, groups: [group(2, "Team"), group(9, "Starter")]};
    const team = retentionView({...result, changes, evidence}, {...all, plan: "Team"}, site);
    expect(team).toMatchObject({leftOut: 1, evidence: {n: 2}});
    expect(team.tiles[0]).toMatchObject({
      lastMonth: change,
      change: null,
      weak: "Only 2 accounts: too few to lean on."
    });
    // Of these nine accounts the page can only show four.
    const starter = retentionView({...result, changes, evidence}, {...all, plan: "Starter"}, site);
    expect(starter.tiles[0]).toMatchObject({lastMonth: null, weak: null});
  });

  it("retentionView(result, selection) counts churn by both denominators, and the causes it knows", () => {
    const {churn, unexplained} = retentionView(result, all, site);
    expect(churn.map(({name, lost, n}) => [name, lost, n])).toEqual([
      ["Of all customers", 2, 15],
      ["Of those up for renewal", 1, 11],
      ["Cancelled", 1, 15],
      ["Payment failed", 0, 15]
    ]);
    expect(unexplained).toBe(1);
  });

  it("retentionView(result, selection) names failing checks and the reason for what is missing", () => {
    const {tiles, nrr} = retentionView(result, {plan: "Team", size_band: "large"}, site);
    expect(nrr).toMatchObject({value: null, reason: "the groups here are too small to show"});
    expect(tiles.map((tile) => tile.measure.checks)).toEqual(["ok", "months_close", "ok", "ok"]);
  });

  it("retentionView(result, selection) holds nothing, and breaks nowhere, without rows", () => {
    const empty = {
      ...result,
      cube: {...cube, rows: []},
      turnover: {...turnover, rows: []},
      ledger: {...ledger, rows: []}
    };
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
    const {hazard, tiles, groups} = upgradesView({cube: hazards, months}, all, site);
    expect(hazard).toMatchObject({value: 0.05, n: 40});
    expect(tiles.map((tile) => tile.measure.value)).toEqual([0.05, 0.15, null]);
    expect(tiles[2]!.measure.reason).toBe("no account here is below the top tier");
    expect(groups.map(({group, name, n, accounts}) => [group, name, n, accounts])).toEqual([
      ["Plan", "Team", 40, 4],
      ["Size", "small", 40, 4]
    ]);
  });
});
