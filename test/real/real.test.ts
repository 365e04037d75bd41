import {existsSync, mkdtempSync, rmSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {fileURLToPath} from "node:url";
import {afterAll, describe, expect, it} from "vitest";
import {selectMeasures} from "../../loaders/commands/metrics.js";
import {readResult, runPipeline} from "../../loaders/pipeline.js";
import type {computeExperiments} from "../../loaders/results/experiments.js";

// Public data sets that lie beside the project on some machines and are never part of it.
const here = fileURLToPath(new URL(".", import.meta.url));
const there = (name: string) => existsSync(join(here, "../../../shared/data", name));
if (!there("ravenstack") || !there("optimizely_banner")) {
  process.stdout.write("note: public data sets are not beside the project, so the tests on them do not run\n");
}

const root = mkdtempSync(join(tmpdir(), "upswing-real-"));
afterAll(() => rmSync(root, {recursive: true, force: true}));

const measuresOf = async (name: string, asOf?: string) => {
  const run = await runPipeline({data: join(here, name), root, ...(asOf ? {asOf} : {})});
  const measures = selectMeasures(readResult(run, "measures"), {});
  return {run, value: (id: string) => measures.find((m) => m.id === id)!.value};
};

describe.runIf(there("ravenstack"))("RavenStack, a software company in five files", {timeout: 60_000}, () => {
  it("has 4,514 subscriptions at the end of 2024, 3,814 of them paid, and the revenue of the paid ones", async () => {
    const {run, value} = await measuresOf("ravenstack");
    expect(readResult<{asOf: string}>(run, "site").asOf).toBe("2024-12-31");
    expect(value("active_subscriptions")).toBe(4514);
    expect(value("paid_subscriptions")).toBe(3814);
    expect(value("mrr")).toBe(10159608);
    expect(readResult<{tables: Record<string, number>}>(run, "site").tables.accounts).toBe(500);
  });

  it("has 655 subscriptions and 1,283,540 on 2024-01-01", async () => {
    const {value} = await measuresOf("ravenstack", "2024-01-01");
    expect([value("active_subscriptions"), value("mrr")]).toEqual([655, 1283540]);
  });

  it("reports impossible rows and drops none in silence", async () => {
    const {run} = await measuresOf("ravenstack");
    const {files, checks} = readResult<{
      files: {rows_in: number; kept: number; filtered: number; rejected: number}[];
      checks: {name: string; broken: number}[];
    }>(run, "report");
    const broken = (name: string) => checks.find((c) => c.name === name)!.broken;
    expect(broken("usage_is_within_licence_before")).toBe(19142);
    expect(broken("usage_is_within_licence_after")).toBe(290);
    expect(broken("keys_are_not_repeated")).toBe(21);
    for (const f of files) expect(f.rows_in).toBe(f.kept + f.filtered + f.rejected);
    expect(files.map((f) => f.rejected)).toEqual([0, 0, 0, 0, 0, 0]);
  });
});

describe.runIf(there("optimizely_banner"))("a banner message test of 10,000 visitors", {timeout: 60_000}, () => {
  it("has the published buyers, difference, p and split", async () => {
    const {run} = await measuresOf("optimizely");
    const [e] = readResult<Awaited<ReturnType<typeof computeExperiments>>>(run, "experiments").experiments;
    expect(e!.arms.map((a) => [a.id, a.units])).toEqual([
      ["control", 3304],
      ["message_1", 3367],
      ["message_2", 3329]
    ]);
    expect(e!.srm.p).toBeCloseTo(0.739, 3);
    const buyers = e!.comparisons.filter((c) => c.metric === "purchase");
    expect(buyers.map((c) => [c.eventsControl, c.eventsVariant])).toEqual([
      [163, 169],
      [163, 223]
    ]);
    expect(buyers[1]!.difference).toBeCloseTo(0.017653, 6);
    expect(buyers[1]!.p).toBeCloseTo(0.002136, 6);
    expect(buyers[0]!.p).toBeCloseTo(0.8719, 4);
    const calls = e!.comparisons.filter((c) => c.metric === "calls");
    expect(calls[0]!.valueControl).toBeCloseTo(0.289649, 6);
    expect(calls.map((c) => c.valueVariant!.toFixed(6))).toEqual(["0.192753", "0.201862"]);
  });
});
