import {mkdtempSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {expect, it} from "vitest";
import {judgeDrift, noteTotals} from "../../loaders/drift.js";
import {checkReport} from "../../loaders/commands/check.js";
import {writeFolder} from "../writeFolder.js";
import {writeFileSync} from "node:fs";

it("noteTotals(data, home, hash, totals) compares with the last run on other inputs, however often one is run", () => {
  const home = mkdtempSync(join(tmpdir(), "upswing-drift-"));
  expect(noteTotals("data", home, "h1", {mrr: 100, "usage rows": 5})).toBe(null);
  expect(noteTotals("data", home, "h1", {mrr: 100, "usage rows": 5})).toBe(null);
  const changed = [{total: "mrr", before: 100, now: 90}];
  expect(noteTotals("data", home, "h2", {mrr: 90, "usage rows": 5})).toEqual(changed);
  expect(noteTotals("data", home, "h2", {mrr: 90, "usage rows": 5})).toEqual(changed);
  expect(noteTotals("other", home, "h3", {mrr: 1})).toBe(null);
  expect(noteTotals("data", home, "h4", {mrr: 90})).toEqual([{total: "usage rows", before: 5, now: null}]);
});

it("check tells what moved since the last run", async () => {
  const data = writeFolder({
    "sources.yaml":
      "exports: [{files: s.csv, table: subscription_periods, columns: {account_id: who, amount: cents, starts_at: since}}]\nas_of: 2025-03-31\n",
    "s.csv": "who,cents,since\na,1000,2025-01-01\nb,2000,2025-02-01\n"
  });
  const inputs = {data, root: data};
  expect((await checkReport(inputs)).drift).toBe(null);
  writeFileSync(join(data, "s.csv"), "who,cents,since\na,1000,2025-01-01\n");
  expect((await checkReport(inputs)).drift).toEqual([
    {total: "subscription_periods rows", before: 2, now: 1},
    {total: "mrr", before: 30, now: 10},
    {total: "active_accounts", before: 2, now: 1}
  ]);
});

it("judgeDrift(found, limits) warns and fails above a share of what a total was, not at it", () => {
  const to = (now: number | null) => [{total: "mrr", before: 100, now}];
  const judged = (now: number | null, limits = {}) => {
    const {severity, broken} = judgeDrift(to(now), limits);
    return [severity, broken];
  };
  expect(judgeDrift(null)).toMatchObject({broken: 0, tolerated: 0, name: "totals_do_not_drift"});
  // Without limits a quarter more or less warns, and nothing fails.
  expect([judged(125), judged(126), judged(74), judged(null)]).toEqual([
    ["warn", 0],
    ["warn", 1],
    ["warn", 1],
    ["warn", 1]
  ]);
  const limits = {warn: "10%", fail: "30%"};
  expect([judged(110, limits), judged(111, limits), judged(69, limits)]).toEqual([
    ["warn", 0],
    ["warn", 1],
    ["error", 1]
  ]);
  expect(judgeDrift([{total: "usage rows", before: 0, now: 50}], limits).broken).toBe(0);
});

it("a run that is not good is not what the next is compared with", () => {
  const home = writeFolder({});
  const isGood = (found: {now: number | null}[]) => found.every(({now}) => (now ?? 0) > 50);
  expect(noteTotals("data", home, "h1", {mrr: 100}, isGood)).toBe(null);
  const drop = [{total: "mrr", before: 100, now: 10}];
  expect(noteTotals("data", home, "h2", {mrr: 10}, isGood)).toEqual(drop);
  expect(noteTotals("data", home, "h2", {mrr: 10}, isGood)).toEqual(drop);
  expect(noteTotals("data", home, "h3", {mrr: 99}, isGood)).toEqual([{total: "mrr", before: 100, now: 99}]);
});
