import {readFileSync} from "node:fs";
import {join} from "node:path";
import {describe, expect, it} from "vitest";
import {writeSnapshot} from "../../loaders/commands/snapshot.js";
import {readResult, runPipeline} from "../../loaders/pipeline.js";
import {writeFolder} from "../writeFolder.js";

const sources = `company: Small Co
exports:
  - files: subs.csv
    table: subscription_periods
    columns: {account_id: who, subscription_id: id, amount: "cast(cents as bigint)", starts_at: from, ends_at: to}
`;
const header = "who,id,cents,from,to\n";
const acme = "acme,1,10000,2025-01-10,\n";
const bolt = "bolt,2,5000,2025-01-20,2025-02-25\n";

interface Data {
  restatements: {month: string; id: string; recorded: number; recordedOn: string; now: number; difference: number}[];
  checks: {name: string; severity: string; broken: number}[];
  joinedGaps: {licences: number; overMonthEnd: number; list: unknown};
}

const runOf = (data: string, asOf: string) => runPipeline({data, root: data, asOf});
const register = (data: string) => join(data, "playbook/closed_months.csv");

async function after(first: string, then: string, asOf = "2025-03-15") {
  const data = writeFolder({"sources.yaml": sources, "subs.csv": header + first});
  writeSnapshot(await runOf(data, "2025-02-28"), data, undefined);
  const next = writeFolder({
    "sources.yaml": sources,
    "subs.csv": header + then,
    "playbook/closed_months.csv": readFileSync(register(data), "utf8")
  });
  const run = await runOf(next, asOf);
  const result = readResult<Data>(run, "data");
  return {
    ...result,
    log: result.restatements.map((r) => [r.month, r.id, r.recorded, r.now, r.difference]),
    check: result.checks.find((c) => c.name === "closed_months_are_unchanged")!,
    mrr: readResult<{measures: {id: string; checks: string}[]}>(run, "measures").measures.find((m) => m.id === "mrr")!
  };
}

describe("restatements", {timeout: 60_000}, () => {
  it("records closed months once, with the as-of date, and adds only those that closed since", async () => {
    const data = writeFolder({"sources.yaml": sources, "subs.csv": header + acme + bolt});
    writeSnapshot(await runOf(data, "2025-02-15"), data, undefined);
    const first = readFileSync(register(data), "utf8");
    expect(first).toMatch(/^month,id,value,recorded_on\n2025-01,accounts_lost,0,2025-02-15\n/);
    expect(first).toContain("2025-01,mrr,15000,2025-02-15\n");
    expect(first).not.toContain("2025-02,");
    writeSnapshot(await runOf(data, "2025-03-15"), data, undefined);
    const second = readFileSync(register(data), "utf8");
    expect(second.startsWith(first)).toBe(true);
    expect(second).toContain("2025-02,mrr_churn,5000,2025-03-15\n");
    writeSnapshot(await runOf(data, "2025-03-20"), data, undefined);
    expect(readFileSync(register(data), "utf8")).toBe(second);
  });

  it("says nothing while closed months read as recorded", async () => {
    const {log, check, mrr} = await after(acme + bolt, acme + bolt);
    expect([log, check, mrr.checks]).toEqual([[], expect.objectContaining({severity: "warn", broken: 0}), "ok"]);
  });

  it("logs what a late export changed, and warns of it", async () => {
    const {log, check, mrr} = await after(acme + bolt, acme + bolt.replace("5000", "6000"));
    expect(log.filter(([, id]) => ["mrr", "mrr_churn", "mrr_new"].includes(String(id)))).toEqual([
      ["2025-02", "mrr_churn", 5000, 6000, 1000],
      ["2025-01", "mrr", 15000, 16000, 1000],
      ["2025-01", "mrr_new", 15000, 16000, 1000]
    ]);
    expect(check.broken).toBe(log.length);
    expect(mrr.checks).toBe("closed_months_are_unchanged");
  });

  it("logs a gap that was joined after its month had closed", async () => {
    const back = "bolt,3,5000,2025-03-02,\n";
    const {log, joinedGaps} = await after(acme + bolt, acme + bolt + back);
    expect(log.filter(([, id]) => ["mrr", "mrr_churn", "accounts_lost"].includes(String(id)))).toEqual([
      ["2025-02", "accounts_lost", 1, 0, -1],
      ["2025-02", "mrr", 10000, 15000, 5000],
      ["2025-02", "mrr_churn", 5000, 0, -5000]
    ]);
    expect(joinedGaps).toMatchObject({licences: 1, overMonthEnd: 1, list: null});
  });

  it("looks at no month that is not closed as of the date asked for", async () => {
    expect((await after(acme + bolt, acme + bolt.replace("5000", "6000"), "2025-01-20")).log).toEqual([]);
  });

  it("names the line of a register that cannot be read", async () => {
    const broken = (text: string) =>
      runOf(
        writeFolder({"sources.yaml": sources, "subs.csv": header + acme, "playbook/closed_months.csv": text}),
        "2025-02-28"
      );
    await expect(broken("month,value\n")).rejects.toThrow(/closed_months\.csv:1: the first line is not/);
    await expect(broken("month,id,value,recorded_on\n2025-01,mrr,much,2025-02-01\n")).rejects.toThrow(
      /closed_months\.csv:2: not a closed month/
    );
    const twice = "2025-01,mrr,1,2025-02-01\n";
    await expect(broken(`month,id,value,recorded_on\n${twice}${twice}`)).rejects.toThrow(/csv:3: .*recorded twice/);
  });
});
