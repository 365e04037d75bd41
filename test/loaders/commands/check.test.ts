import {writeFileSync} from "node:fs";
import {join} from "node:path";
import {describe, expect, it} from "vitest";
import {writeFolder} from "../../writeFolder.js";
import {cli} from "../runCli.js";
import {subscriptions, yaml} from "../subscriptions.js";

const bad = "s3,corp,team,5,month,soon,\n";
const folder = (more = "", rows = "") => writeFolder({"sources.yaml": yaml(more), "subs.csv": subscriptions + rows});
const check = (data: string, ...args: string[]) => cli("check", "--data", data, ...args);
const named = (stdout: string, name: string) =>
  JSON.parse(stdout).checks.find((one: {name: string}) => one.name === name);

describe("check", {timeout: 120_000}, () => {
  it("counts reasons over all rejected rows with a remedy, and what is dated to when", async () => {
    const many = Array.from({length: 130}, (_, i) => `b${i},corp,team,5,month,day ${i},\n`).join("");
    const {code, stdout, stderr} = await check(folder("", many), "--json");
    expect([code, stderr]).toEqual([0, ""]);
    const {reasons, rejects, tables, totals} = JSON.parse(stdout);
    expect(reasons).toEqual([
      {
        path: "subs.csv",
        column: "starts_at",
        reason: "is not a date or time",
        remedy: "where it is one, set date_format, such as %d-%m-%Y",
        count: 130,
        line: 4
      }
    ]);
    expect(rejects).toHaveLength(100);
    expect(rejects[0]).toMatchObject({path: "subs.csv", line: 4, column: "starts_at", value: "day 0"});
    expect(tables).toEqual([
      {
        table: "subscription_periods",
        rows: 2,
        accounts: 2,
        dated: "starts_at",
        first: "2025-01-05",
        last: "2025-01-09",
        newest: "2025-01-09"
      }
    ]);
    expect(totals).toEqual([
      {table: "subscription_periods", kind: null, currency: "USD", rows: 2, accounts: 2, amount: 130_000}
    ]);
    expect(named(stdout, "licence_rows_are_not_rejected")).toMatchObject({
      state: "warns",
      broken: 130,
      measures: expect.arrayContaining(["mrr", "nrr"])
    });
  });

  it("prints it for people, with place, value and remedy, and what breaks a check", async () => {
    const {code, stdout} = await check(folder("", bad));
    expect(code).toBe(0);
    expect(stdout).toContain("1 × subs.csv:4: starts_at is not a date or time; where it is one, set date_format");
    expect(stdout).toContain('subs.csv:4: starts_at "soon" is not a date or time');
    expect(stdout).toMatch(/^subscription_periods +USD +2 +2 +1,300\.00$/m);
    expect(stdout).toMatch(/^rows_are_not_rejected +warning +1 +No row/m);
    expect(stdout).toContain("  rows_are_not_rejected: subs.csv:4 starts_at is not a date");
  });

  it("ends with 1 where a setting turns a warning into a failure, and still prints all", async () => {
    const warned = await check(folder("checks: {rows_are_not_rejected: {fail: 2}}\n", bad), "--json");
    expect([warned.code, named(warned.stdout, "rows_are_not_rejected").state]).toEqual([0, "warns"]);
    const failed = await check(folder("checks: {rows_are_not_rejected: {fail: 1}}\n", bad), "--json");
    expect([failed.code, named(failed.stdout, "rows_are_not_rejected").state]).toEqual([1, "fails"]);
    const {files, totals, drift} = JSON.parse(failed.stdout);
    expect([files.length, totals.length, drift]).toEqual([1, 1, null]);
  });

  it("ends with 2 where the settings, the exports or the command cannot be used", async () => {
    const misspelt = await check(folder("checks: {rows_are_rejected: {fail: 1}}\n"));
    expect([misspelt.code, misspelt.stdout]).toEqual([2, ""]);
    expect(misspelt.stderr).toMatch(/sources\.yaml:\d+: unknown check: rows_are_rejected/);
    expect((await check(writeFolder({"sources.yaml": yaml()}))).code).toBe(2);
    expect((await check(folder(), "--jsn")).code).toBe(2);
  });

  it("tells of drift between two runs and not of the same inputs read again; a build stops where it fails", async () => {
    const rows = (n: number) =>
      Array.from({length: n}, (_, i) => `d${i},d${i},team,100.00,month,2025-01-05,\n`).join("");
    const data = folder("checks: {totals_do_not_drift: {warn: 10%, fail: 90%}}\n", rows(8));
    expect(JSON.parse((await check(data, "--json")).stdout).drift).toBe(null);
    // Ten licences of 100 a month each become five.
    writeFileSync(join(data, "subs.csv"), subscriptions + rows(3));
    const second = await check(data, "--json");
    expect(JSON.parse(second.stdout).drift).toContainEqual({total: "subscription_periods rows", before: 10, now: 5});
    expect(named(second.stdout, "totals_do_not_drift")).toMatchObject({state: "warns", broken: 3});
    expect(JSON.parse((await check(data, "--json")).stdout).drift).toEqual(JSON.parse(second.stdout).drift);
    writeFileSync(join(data, "subs.csv"), subscriptions + rows(40));
    const third = await check(data);
    expect([third.code, third.stdout]).toEqual([1, expect.stringMatching(/^totals_do_not_drift +FAILS +3 /m)]);
    const built = await cli("build", "--data", data, "--out", "dist.never");
    expect([built.code, built.stderr]).toEqual([
      1,
      expect.stringContaining("totals_do_not_drift: mrr was 500, is 4200")
    ]);
  });
});
