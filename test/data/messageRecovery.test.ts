import {mkdtempSync, readFileSync, rmSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import type {muteModel, MuteTruth} from "../../data/demo/generator/mutes.js";
import type {tipModel, TipTruth} from "../../data/demo/generator/tips.js";
import {findAsOf} from "../../loaders/calendar.js";
import {readConfig} from "../../loaders/config.js";
import {createContract} from "../../loaders/contract.js";
import {type Engine, openDuckDB} from "../../loaders/engines/duckdb.js";
import {readRegisters} from "../../loaders/registers.js";
import {planExport} from "../../loaders/staging/plan.js";
import {createReports, fillWarehouse} from "../../loaders/warehouse.js";
import {logistic} from "../../src/stats/index.js";

const data = join(import.meta.dirname, "../../data");
const truth = JSON.parse(readFileSync(join(data, "demo/truth.json"), "utf8")) as {
  planted: {tips: typeof tipModel; mutes: typeof muteModel};
  tips: TipTruth;
  mutes: MuteTruth;
};
const root = mkdtempSync(join(tmpdir(), "upswing-messages-"));
let engine: Engine;

beforeAll(async () => {
  engine = await openDuckDB(join(root, "demo.duckdb"));
  const config = readConfig(data);
  const contract = await createContract(engine);
  const plans = [];
  for (const entry of config.exports) plans.push(await planExport(engine, config, contract, entry));
  await createReports(engine);
  await fillWarehouse({engine, config, registers: readRegisters(config), contract}, plans, () =>
    findAsOf(engine, config, undefined)
  );
}, 120_000);

afterAll(() => {
  engine.close();
  rmSync(root, {recursive: true, force: true});
});

/** Fortnights of paying accounts in the year of tips; who leaves is who unsubscribes from one. */
const fortnights = () =>
  engine.rows<{
    account: string;
    sends: number;
    left: number;
    n: number;
  }>(`select p.account_id as account, p.sends_14 as sends,
      max(case when m.unsubscribed_at is not null then 1 else 0 end) as left, 1 as n
    from message_fortnights as p cross join parameters as q
    left join sent_messages as m on m.account_id = p.account_id and m.message_id like 't%'
      and m.unsubscribed_at >= p.starts_at and m.unsubscribed_at < p.starts_at + interval '14' day
    where p.is_paying = 1 and p.starts_at >= q.as_of_end - ${truth.planted.tips.fortnights} * interval '14' day
    group by p.starts_at, 1, 2`);

describe("the fatigue planted in the demo", () => {
  it("is found again: the odds of unsubscribing by messages of the fortnight before", async () => {
    const rows = await fortnights();
    const fit = logistic(rows.map(({account, sends, left}) => ({y: left === 1, x: [sends], cluster: account})))!;
    const [intercept, slope] = fit.coefficients;
    const {unsubscribe} = truth.planted.tips;
    expect(slope!.se).toBeLessThan(0.15);
    expect(Math.abs(slope!.value - unsubscribe.perSend)).toBeLessThan(3 * slope!.se);
    expect(Math.abs(intercept!.value - unsubscribe.intercept)).toBeLessThan(3 * intercept!.se);
    // No pattern at all would lie far outside.
    expect(slope!.value / slope!.se).toBeGreaterThan(3);
  });

  it("counts nearly every fortnight and every unsubscribe that was simulated", async () => {
    // Accounts that moved to a new code, were taken over or have a hole in their history are at risk a little differently.
    const rows = await fortnights();
    const left = rows.filter((row) => row.left === 1).length;
    expect(Math.abs(rows.length - truth.tips.fortnights)).toBeLessThan(0.03 * truth.tips.fortnights);
    expect(Math.abs(left - truth.tips.unsubscribed)).toBeLessThanOrEqual(0.05 * truth.tips.unsubscribed);
  });
});

describe("the mutes planted in the demo", () => {
  it("are found again: nearly every one, and the odds by messages of the fortnight before", async () => {
    const rows = await engine.rows<{account: string; sends: number; muted: number}>(
      `select account_id as account, sends_14 as sends, muted from message_fortnights as p cross join parameters as q
      where p.is_paying = 1 and p.starts_at >= q.as_of_end - ${truth.planted.mutes.fortnights} * interval '14' day`
    );
    const {intercept, perSend} = truth.planted.mutes;
    const found = rows.filter(({muted}) => muted === 1).length;
    expect(Math.abs(found - truth.mutes.muted)).toBeLessThanOrEqual(0.05 * truth.mutes.muted);
    expect(Math.abs(rows.length - truth.mutes.fortnights)).toBeLessThan(0.03 * truth.mutes.fortnights);
    const fit = logistic(rows.map(({account, sends, muted}) => ({y: muted === 1, x: [sends], cluster: account})))!;
    const [base, slope] = fit.coefficients;
    expect(Math.abs(slope!.value - perSend)).toBeLessThan(3 * slope!.se);
    expect(Math.abs(base!.value - intercept)).toBeLessThan(3 * base!.se);
    // No pattern at all would lie far outside.
    expect(slope!.value / slope!.se).toBeGreaterThan(2);
  });
});

describe("the trial messages of the demo", () => {
  it("come five minutes after the trial begins, and each trial gets one", async () => {
    const [found] = await engine.rows<{n: number; answered: number; low: number; high: number}>(
      "select count(*) as n, count(hours) as answered, min(hours) as low, max(hours) as high from message_lags where stage = 'trial'"
    );
    expect(found!.n).toBeGreaterThan(600);
    expect(found!.answered).toBe(found!.n);
    expect(found!.low).toBeCloseTo(1 / 12, 9);
    expect(found!.high).toBeCloseTo(1 / 12, 9);
  });
});
