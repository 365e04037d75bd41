import {existsSync, readFileSync, readdirSync} from "node:fs";
import {join} from "node:path";
import {describe, expect, it, onTestFinished} from "vitest";
import {parse} from "yaml";
import {findAsOf} from "../loaders/calendar.js";
import {readConfig} from "../loaders/config.js";
import {createContract} from "../loaders/contract.js";
import {type Cell, openDuckDB} from "../loaders/engines/duckdb.js";
import {readRegisters} from "../loaders/registers.js";
import {computeResults} from "../loaders/results/index.js";
import {computeMeasures} from "../loaders/results/measures.js";
import {type Plan, planExport} from "../loaders/staging/plan.js";
import {type Warehouse, createReports, fillWarehouse} from "../loaders/warehouse.js";

// Each folder of test/fixtures is a case that a tool got wrong: exports in, right answer out.

/** What a folder's expected.yaml promises. */
interface Expected {
  /** Its number in the table of docs/statistics.md; with a letter, one of several of that number. */
  number: number | string;
  title: string;
  /** Which tool got it wrong, or where it was asked. */
  seen: string;
  as_of?: string;
  /** A later as-of date, at which every month that was closed at the first must read the same. */
  later?: string;
  /** Measure → month → value for the whole company; "mrr plan=Team" for a segment. */
  measures?: Record<string, Record<string, number | null>>;
  /** Path in the results that pages read, such as "retention.cohorts.rows[0].age" → value. */
  results?: Record<string, unknown>;
  /** Rows of the marts, money in minor units. */
  queries?: {sql: string; rows: Cell[][]}[];
  /** Rejected rows: the line, and words of the reason. */
  rejects?: {path: string; line: number; reason: string}[];
  /** Check → rows that break it. */
  checks?: Record<string, number>;
  /** Words of the message with which the run stops. */
  error?: string;
}

const root = "test/fixtures";
const folders = readdirSync(root).filter((name) => existsSync(join(root, name, "expected.yaml")));
const cases = folders.map((name) => {
  const expected = parse(readFileSync(join(root, name, "expected.yaml"), "utf8")) as Expected;
  return {name, folder: join(root, name), expected, label: `${expected.number}. ${expected.title}`};
});

async function load(folder: string, asOf?: string): Promise<Warehouse> {
  const engine = await openDuckDB(":memory:");
  onTestFinished(() => engine.close());
  const config = readConfig(folder);
  // No case asks for a segment but the plan, and each costs a round of queries.
  config.settings.segments = [];
  const registers = readRegisters(config);
  const contract = await createContract(engine);
  const plans: Plan[] = [];
  for (const entry of config.exports) plans.push(await planExport(engine, config, contract, entry));
  await createReports(engine);
  return fillWarehouse({engine, config, registers, contract}, plans, () => findAsOf(engine, config, asOf));
}

const closedTotals = "select month, id, amount from month_totals order by 1, 2";

/** What stands at a path like "site.tiers[0].name". */
function at(results: unknown, path: string): unknown {
  const steps = path.split(/[.[\]]+/).filter(Boolean);
  return steps.reduce<unknown>((value, step) => (value as Record<string, unknown>)[step], results);
}

function expectValue(found: unknown, value: unknown, what: string): void {
  if (typeof value === "number") expect(found, what).toBeCloseTo(value, 9);
  else expect(found, what).toEqual(value);
}

describe("cases that tools got wrong", {timeout: 60_000}, () => {
  it("each has a number of its own and promises something", () => {
    const numbers = cases.map(({expected}) => expected.number);
    expect(new Set(numbers).size).toBe(numbers.length);
    for (const {expected, name} of cases)
      expect(
        Object.keys(expected).filter((key) => !["number", "title", "seen", "as_of"].includes(key)),
        name
      ).not.toEqual([]);
  });

  it.each(cases)("$label", async ({folder, expected}) => {
    if (expected.error !== undefined) {
      await expect(load(folder, expected.as_of)).rejects.toThrow(expected.error);
      return;
    }
    const w = await load(folder, expected.as_of);
    const measures = expected.measures ? await computeMeasures(w) : [];
    for (const [name, months] of Object.entries(expected.measures ?? {})) {
      const [id, segment = null] = name.split(/ (.*)/);
      for (const [month, value] of Object.entries(months)) {
        const found = measures.find((m) => m.id === id && m.segment === segment && m.period === month);
        expect(found, `${name} of ${month}`).toBeDefined();
        expectValue(found!.value, value, `${name} of ${month}`);
      }
    }
    const results = expected.results ? await computeResults(w, "") : {};
    for (const [path, value] of Object.entries(expected.results ?? {})) expectValue(at(results, path), value, path);
    for (const {sql, rows} of expected.queries ?? [])
      expect((await w.engine.rows(sql)).map((row) => Object.values(row))).toEqual(rows);
    if (expected.rejects !== undefined) {
      expect(w.rejects.map(({path, line}) => ({path, line}))).toEqual(
        expected.rejects.map(({path, line}) => ({path, line}))
      );
      for (const [i, {reason}] of expected.rejects.entries()) expect(w.rejects[i]!.reason).toContain(reason);
    }
    for (const [name, broken] of Object.entries(expected.checks ?? {}))
      expect(w.checks.find((c) => c.name === name)?.broken, name).toBe(broken);
    if (expected.later !== undefined) {
      const closed = await w.engine.rows(closedTotals);
      expect(closed).not.toEqual([]);
      const until = closed.at(-1)!.month as string;
      const then = await (await load(folder, expected.later)).engine.rows<{month: string}>(closedTotals);
      expect(then.filter(({month}) => month <= until)).toEqual(closed);
    }
  });
});
