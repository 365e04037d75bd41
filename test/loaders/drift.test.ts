import {mkdtempSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {expect, it} from "vitest";
import {noteTotals} from "../../loaders/drift.js";
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
