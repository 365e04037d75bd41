import {mkdtempSync, readFileSync, rmSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {findAsOf} from "../../loaders/calendar.js";
import {readConfig} from "../../loaders/config.js";
import {createContract} from "../../loaders/contract.js";
import {type Engine, openDuckDB} from "../../loaders/engines/duckdb.js";
import {readRegisters} from "../../loaders/registers.js";
import {perpetualReleases} from "../../loaders/results/perpetual.js";
import {upgradePaths} from "../../loaders/results/upgradePaths.js";
import {planExport} from "../../loaders/staging/plan.js";
import {perpetualView} from "../../src/components/perpetualView.js";
import {upgradePathsView} from "../../src/components/upgradePathsView.js";
import {type Warehouse, createReports, fillWarehouse} from "../../loaders/warehouse.js";

interface Truth {
  reversals: {days: number; upgrades: number; reversed: number}[];
  billing: {reversals: {account: string; at: string; until: string; days: number}[]};
  requests: {
    byChannel: {channel: string; requested: number; provisioned: number; medianHours: number}[];
    open: number;
    reverted: number;
  };
  adoption: {days: number; upgrades: number; withAny: number; features: number; used: number}[];
  desktop: {
    releases: {
      version: number;
      owners: number;
      upgraded: number;
      ages: {months: number; atRisk: number; bought: number}[];
    }[];
  };
}

const data = join(import.meta.dirname, "../../data");
const truth = JSON.parse(readFileSync(join(data, "demo/truth.json"), "utf8")) as Truth;
const root = mkdtempSync(join(tmpdir(), "upswing-upgrades-"));
let engine: Engine;
let w: Warehouse;

beforeAll(async () => {
  engine = await openDuckDB(join(root, "demo.duckdb"));
  const config = readConfig(data);
  const contract = await createContract(engine);
  const plans = [];
  for (const entry of config.exports) plans.push(await planExport(engine, config, contract, entry));
  await createReports(engine);
  w = await fillWarehouse({engine, config, registers: readRegisters(config), contract}, plans, () =>
    findAsOf(engine, config, undefined)
  );
}, 120_000);

afterAll(() => {
  engine.close();
  rmSync(root, {recursive: true, force: true});
});

const one = async (sql: string) => (await engine.rows<Record<string, number>>(sql))[0]!;

describe("the marts of upgrades, filled from the demo, hold its truths", () => {
  it("every upgrade has its day", async () => {
    const {n, dated} = await one("select count(*) as n, count(upgraded_at) as dated from upgrade_events");
    expect(n).toBeGreaterThan(200);
    expect(dated).toBe(n);
  });

  it("upgrades taken back within 90 and 180 days", async () => {
    for (const {days, upgrades, reversed} of truth.reversals) {
      const {seen, back} = await one(
        `select count(next_${days}) as seen, count(case when next_${days} = 'back' then 1 end) as back from upgrade_events`
      );
      // Of the truth one went up and down in one month, which is no upgrade; others took seats and renewed with fewer of them.
      const renewedLower = {90: 1, 180: 2}[days]!;
      expect(back).toBe(reversed - 1 + renewedLower);
      // The truth has no upgrades that a return or a second subscription made, or that billing alone knows.
      expect(Math.abs(seen! - upgrades)).toBeLessThan(0.04 * upgrades);
    }
  });

  it("every planted reversal, also of an account that left later", async () => {
    const lasting = truth.billing.reversals.filter(({at, until}) => at.slice(0, 7) !== until.slice(0, 7));
    expect(lasting).toHaveLength(17);
    const rows = await engine.rows<Record<string, string>>(
      `select e.account_id || m.label as id, e.next_90, e.next_180
      from upgrade_events as e inner join months as m on m.month_index = e.month_index`
    );
    const found = lasting.map(({account, at}) => rows.find(({id}) => id === account + at.slice(0, 7)));
    expect(found.map((row) => [row?.next_90, row?.next_180])).toEqual(
      lasting.map(({days}) => [days <= 90 ? "back" : "above", "back"])
    );
  });

  it("requests by path: made, provisioned, open, reverted, and how long they took", async () => {
    for (const {channel, requested, provisioned, medianHours} of truth.requests.byChannel) {
      const found = await engine.rows<{days: number; outcome: string}>(
        `select days, outcome from upgrade_paths where channel = '${channel}' order by days`
      );
      const hours = found.filter(({outcome}) => outcome === "provisioned").map(({days}) => days * 24);
      expect([found.length, hours.length]).toEqual([requested, provisioned]);
      const middle = (hours[Math.ceil(hours.length / 2) - 1]! + hours[Math.floor(hours.length / 2)]!) / 2;
      expect(middle).toBeCloseTo(medianHours, 3);
    }
    const {open, reverted} = await one(
      "select count(case when outcome = 'open' then 1 end) as open, count(reverted_at) as reverted from upgrade_paths"
    );
    expect({open, reverted}).toEqual({open: truth.requests.open, reverted: truth.requests.reverted});
    // The planted medians of 24 minutes and 84 hours lie in the intervals of the last year's curves.
    for (const {channel, median} of upgradePathsView((await upgradePaths(w, ["plan"]))!, {}, 5).paths) {
      const planted = {self_serve: 0.4, assisted: 84}[channel]! / 24;
      expect(median.lower!, channel).toBeLessThan(planted);
      expect(median.upper!, channel).toBeGreaterThan(planted);
    }
  });

  it("newly included features, and how many were used by day 30, 60 and 90", async () => {
    for (const {days, ...known} of truth.adoption) {
      const first = `place = 1 and any_${days}`;
      expect(
        await one(`select count(case when ${first} is not null then 1 end) as upgrades,
          count(case when ${first} = 1 then 1 end) as "withAny", count(used_${days}) as features,
          cast(sum(used_${days}) as integer) as used from feature_adoption`)
      ).toEqual(known);
    }
  });

  it("owners of each desktop version, and who bought the next one, month by month", async () => {
    const {releases} = perpetualView((await perpetualReleases(w, []))!, {}, 5);
    for (const {version, owners, upgraded, ages} of truth.desktop.releases) {
      expect(releases.find((release) => release.version === version)).toMatchObject({owners, bought: upgraded});
      // Later one owner skips to the version after, which counts as bought here and not in the truth.
      for (const {months, atRisk, bought} of ages.slice(0, 12)) {
        const [from, to] = [months, months + 1].map((n) => `released_at + interval '${n}' month`);
        const found =
          await one(`select count(case when bought_at is null or bought_at >= ${from} then 1 end) as "atRisk",
          count(case when bought_at >= ${from} and bought_at < ${to} then 1 end) as bought
          from perpetual_owners where version = ${version}`);
        expect(found, `version ${version}, month ${months}`).toEqual({atRisk, bought});
      }
    }
  });
});
