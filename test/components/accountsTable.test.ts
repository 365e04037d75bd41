// @vitest-environment happy-dom
import {expect, it} from "vitest";
import {
  type AccountRow,
  type Accounts,
  churnedAccounts,
  retentionAccounts,
  trialAccounts,
  upgradeAccounts,
  upgradeEvents
} from "../../src/components/accountsTable.js";
import type {Context} from "../../src/components/context.js";
import {Figure} from "../../src/components/figure.js";

const row = (account: string, more: Partial<AccountRow>): AccountRow => ({
  account,
  name: null,
  planThen: null,
  planAtRisk: null,
  planNow: null,
  planLeft: null,
  start: null,
  end: null,
  mrr: null,
  upgrades: null,
  monthsAtRisk: null,
  lastUpgrade: null,
  movement: null,
  ...more
});

const accounts: Accounts = {
  included: true,
  accounts: [
    row("a", {
      planThen: "Team",
      start: 1000,
      end: 1500,
      planAtRisk: "Team",
      upgrades: 1,
      monthsAtRisk: 12,
      region: "Asia"
    }),
    row("b", {planThen: "Starter", start: 700, end: null, movement: "churn", planLeft: "Starter", region: "Europe"}),
    row("c", {
      planThen: "Team",
      start: 900,
      end: 100,
      planAtRisk: "Team",
      upgrades: 0,
      monthsAtRisk: 9,
      region: "Europe"
    }),
    row("d", {planNow: "Team", mrr: 500, region: "Europe"})
  ],
  upgrades: [
    {
      account: "a",
      name: null,
      month: "2026-03",
      plan: "Team",
      planAfter: "Business",
      tierUp: 1,
      seatsUp: 0,
      gain: 500,
      pressure: 0.2,
      after90: "above",
      after180: null,
      region: "Asia"
    },
    {
      account: "c",
      name: null,
      month: "2026-05",
      plan: "Team",
      planAfter: "Team",
      tierUp: 0,
      seatsUp: 1,
      gain: 100,
      pressure: null,
      after90: null,
      after180: null,
      region: "Europe"
    }
  ],
  trials: [
    {
      trial: "t1",
      account: "x",
      name: null,
      source: "ads",
      started: "2026-01-02",
      converted: null,
      outcome: "abandoned"
    },
    {
      trial: "t2",
      account: "y",
      name: null,
      source: "sales",
      started: "2026-02-02",
      converted: "2026-02-09",
      outcome: "converted"
    }
  ]
};
const site = {currency: "USD", minorPerMajor: 100} as Context["site"];
const context = (selection: Context["selection"]): Context => ({
  site,
  queries: {},
  accounts,
  selection: selection ?? {}
});

it("retentionAccounts(context) lists who paid then, largest change first, under the selection", () => {
  expect(retentionAccounts(context({}))!.rows.map(([id, , , , , , change]) => [id, change])).toEqual([
    ["c", -8],
    ["b", -7],
    ["a", 5]
  ]);
  expect(retentionAccounts(context({plan: "Team", region: "Europe"}))!.rows.map(([id]) => id)).toEqual(["c"]);
});

it("churnedAccounts, upgradeAccounts and trialAccounts list what is behind their figures", () => {
  expect(churnedAccounts(context({}))!.rows.map(([id]) => id)).toEqual(["b"]);
  expect(upgradeAccounts(context({plan: "Team"}))!.rows.map(([id]) => id)).toEqual(["a", "c"]);
  expect(trialAccounts(context({source: "ads", plan: null}))!.rows.map(([id]) => id)).toEqual(["x"]);
});

it("upgradeEvents(context) lists upgrades with what was used before and what came after, newest first", () => {
  expect(upgradeEvents(context({}))!.rows.map(([id, , , , , kind]) => [id, kind])).toEqual([
    ["c", "seats"],
    ["a", "tier"]
  ]);
  const [row] = upgradeEvents(context({region: "Asia"}), true)!.rows;
  expect(row).toEqual(["a", null, "2026-03", "Team", "Business", "tier", 5, 0.2, "above", "too early"]);
});

it("a build without accounts lists nobody", () => {
  const none = {...context({}), accounts: {included: false, accounts: [], upgrades: [], trials: []}};
  for (const list of [retentionAccounts, churnedAccounts, upgradeAccounts, trialAccounts])
    expect(list(none)).toBeUndefined();
});

it("Figure(options) shows the rows behind it as text", () => {
  const table = {columns: [{label: "Account"}], rows: [["<b>x</b>"], ["y"]]};
  const figure = Figure({title: "T", accounts: table});
  expect(figure.querySelector("footer summary")!.textContent).toBe("2 rows behind it");
  expect(figure.querySelector("tbody b")).toBeNull();
  expect(figure.querySelector("tbody th")!.textContent).toBe("<b>x</b>");
});
