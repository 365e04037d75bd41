import {expect, it} from "vitest";
import {accountRows} from "../../loaders/results/accounts.js";
import {span, warehouse} from "./company.js";

const rows = {
  accounts: [
    {account_id: "a", name: "Acme", region: "Europe"},
    {account_id: "b", name: "Bolt", region: "Asia"}
  ],
  plans: [1, 2].map((rank) => ({plan_id: `p${rank}`, family: `Tier ${rank}`, tier_rank: rank})),
  subscription_periods: [
    span("a", "2024-01-01", "2025-01-15", 1000, {plan_id: "p1"}),
    span("a", "2025-01-15", null, 2500, {plan_id: "p2"}),
    span("b", "2024-01-01", "2025-02-10", 700, {plan_id: "p1"})
  ]
};

it("accountRows(warehouse) holds no account unless the build asks for it", async () => {
  const w = await warehouse(rows, {asOf: "2025-02-28"});
  expect(await accountRows(w)).toEqual({included: false, accounts: [], upgrades: [], trials: []});
});

it("accountRows(warehouse) gives what the figures of the last closed month are made of", async () => {
  const w = await warehouse(rows, {asOf: "2025-02-28"});
  const {included, accounts, upgrades} = await accountRows({...w, includeAccounts: true});
  expect(included).toBe(true);
  expect(accounts).toMatchObject([
    {
      account: "a",
      name: "Acme",
      planThen: "Tier 1",
      planNow: "Tier 2",
      start: 1000,
      end: 2500,
      upgrades: 1,
      lastUpgrade: "2025-01"
    },
    {
      account: "b",
      name: "Bolt",
      planThen: "Tier 1",
      planNow: null,
      start: 700,
      end: 0,
      movement: "churn",
      planLeft: "Tier 1"
    }
  ]);
  expect(upgrades).toMatchObject([
    {account: "a", month: "2025-01", plan: "Tier 1", planAfter: "Tier 2", tierUp: 1, gain: 1500, after90: null}
  ]);
});
