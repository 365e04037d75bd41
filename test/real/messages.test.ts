import {existsSync, mkdtempSync, readFileSync, rmSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {fileURLToPath} from "node:url";
import {afterAll, describe, expect, it, vi} from "vitest";
import {printExperiments} from "../../loaders/commands/experiments.js";
import {type Run, runPipeline} from "../../loaders/pipeline.js";
import {writeFolder} from "../writeFolder.js";

// Public data sets that lie beside the project on some machines and are never part of it.
const beside = (name: string) => fileURLToPath(new URL(`../../../shared/data/${name}`, import.meta.url));
const emails = beside("causal_handbook/invest_email_rnd.csv");
const banner = beside("optimizely_banner");
if (!existsSync(emails) || !existsSync(banner))
  process.stdout.write("note: public message tests are not beside the project, so the tests on them do not run\n");

interface Compared {
  metric: string;
  decision: string;
  n_control: number;
  n_variant: number;
  value_control: number;
  value_variant: number;
  difference: number;
  p: number;
  p_adjusted: number;
}

interface Document {
  experiments: {id: string; status: string; srm: {p: number; flag: boolean}; comparisons: Compared[]}[];
}

/** What `npm run experiments -- --json` prints. */
function printed(run: Run): Document {
  const lines: string[] = [];
  const write = vi.spyOn(process.stdout, "write").mockImplementation((text) => lines.push(String(text)) > 0);
  try {
    expect(printExperiments(run, {json: true})).toBe(0);
  } finally {
    write.mockRestore();
  }
  return JSON.parse(lines.join("")) as Document;
}

const root = mkdtempSync(join(tmpdir(), "upswing-messages-"));
afterAll(() => rmSync(root, {recursive: true, force: true}));

describe.runIf(existsSync(banner))("a banner message test of 10,000 visitors, as JSON", {timeout: 60_000}, () => {
  it("has the published difference, p and split, and ships the second message", async () => {
    const data = fileURLToPath(new URL("optimizely", import.meta.url));
    const [e] = printed(await runPipeline({data, root})).experiments;
    expect([e!.status, e!.srm.flag, e!.srm.p.toFixed(3)]).toEqual(["finished", false, "0.739"]);
    const [first, second] = e!.comparisons.filter(({metric}) => metric === "purchase");
    expect([first!.n_control, first!.n_variant, second!.n_variant]).toEqual([3304, 3367, 3329]);
    expect(second!.value_control).toBeCloseTo(0.0493341, 7);
    expect(second!.value_variant).toBeCloseTo(0.0669871, 7);
    expect(second!.difference).toBeCloseTo(0.017653, 6);
    expect(second!.p).toBeCloseTo(0.002136, 6);
    expect(first!.p).toBeCloseTo(0.8719, 4);
    // Holm over two: the smaller p twice.
    expect(second!.p_adjusted).toBeCloseTo(2 * second!.p, 12);
    expect([first!.decision, second!.decision]).toEqual(["keep", "ship"]);
    const calls = e!.comparisons.filter(({metric}) => metric === "calls");
    expect(calls.map((c) => [c.value_control.toFixed(6), c.value_variant.toFixed(6)])).toEqual([
      ["0.289649", "0.192753"],
      ["0.289649", "0.201862"]
    ]);
  });
});

describe.runIf(existsSync(emails))(
  "three e-mails sent at random to 15,000 customers, as JSON",
  {timeout: 60_000},
  () => {
    it("have the published conversions and differences", async () => {
      const lines = readFileSync(emails, "utf8").trim().split("\n");
      const [header, ...rows] = lines.map((line) => line.split(","));
      const column = (name: string) => header!.indexOf(name);
      const names = ["em1", "em2", "em3"];
      const exposures = rows.flatMap((row, i) =>
        names.map((name) => `${name},${row[column(name)] === "1" ? "sent" : "none"},c${i},2024-01-01`)
      );
      const events = rows.flatMap((row, i) => (row[column("converted")] === "1" ? [`c${i},2024-01-02,converted`] : []));
      // The shares are read off the counts: the source does not give them.
      const plan = (name: string, none: number) => `
  ${name}:
    control: none
    split: {none: ${none / 100}, sent: ${(100 - none) / 100}}
    ends: 2024-01-10
    metrics: [{id: converted, kind: conversion, table: events, where: "event = 'converted'", window_hours: 168}]`;
      const data = writeFolder({
        "exposures.csv": ["test,arm,who,at", ...exposures].join("\n"),
        "events.csv": ["who,at,what", ...events].join("\n"),
        "sources.yaml": `as_of: 2024-01-31
currency: USD
exports:
  - files: exposures.csv
    table: exposures
    columns: {experiment_id: test, variant_id: arm, unit_type: "'user'", unit_id: who, exposed_at: at}
  - files: events.csv
    table: events
    columns: {user_id: who, at: at, event: what}
`,
        "playbook/experiments.yaml": `experiments:${plan("em1", 50)}${plan("em2", 80)}${plan("em3", 10)}\n`
      });
      const {experiments} = printed(await runPipeline({data, root: data}));
      const found = experiments.map((e) => ({...e, ...e.comparisons[0]!, count: e.comparisons.length}));
      expect(found.map(({id, count, srm}) => [id, count, srm.flag])).toEqual(names.map((name) => [name, 1, false]));
      expect(found[0]!.value_control).toBeCloseTo(0.10722, 5);
      expect(found[0]!.value_variant).toBeCloseTo(0.17576, 5);
      expect(found.map(({difference}) => (100 * difference).toFixed(3))).toEqual(["6.854", "6.085", "3.713"]);
      expect(found.map(({decision}) => decision)).toEqual(["ship", "ship", "ship"]);
    });
  }
);
