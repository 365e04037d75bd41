import {readFileSync, statSync} from "node:fs";
import {join} from "node:path";
import {gunzipSync} from "node:zlib";
import {beforeAll, describe, expect, it} from "vitest";
import {textOf} from "../../data/demo/generator/csv.js";
import {demo, keptSeed} from "../../data/demo/generator/demo.js";
import type {World} from "../../data/demo/generator/lifecycle.js";
import {simulate} from "../../data/demo/generator/lifecycle.js";
import {upgradeModel} from "../../data/demo/generator/model.js";
import {random} from "../../data/demo/generator/random.js";
import {monthName} from "../../data/demo/generator/time.js";
import {fitLogistic} from "./fitLogistic.js";

const folder = join(import.meta.dirname, "../../data/demo");
let made: ReturnType<typeof demo>;
let world: World;

beforeAll(() => {
  made = demo();
  world = simulate(random(keptSeed));
}, 60_000);

describe("demo()", () => {
  it("makes the exports and truths that are kept, byte for byte once unpacked", () => {
    for (const table of made.tables) {
      const bytes = readFileSync(join(folder, table.path));
      const kept = (table.path.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString();
      expect(textOf(table).text === kept, table.path).toBe(true);
    }
    const flaws = made.tables.flatMap((table) => textOf(table).flaws);
    const truth: unknown = JSON.parse(readFileSync(join(folder, "truth.json"), "utf8"));
    expect({...made.truth, flaws}).toEqual(truth);
  }, 60_000);

  it("stays small, and names nobody who could exist", () => {
    const size = made.tables.reduce((sum, {path}) => sum + statSync(join(folder, path)).size, 0);
    expect(size).toBeLessThan(8 * 2 ** 20);
    const addresses = made.tables.flatMap(({header, rows}) => {
      const at = header.flatMap((name, i) => (/email/i.test(name) ? [i] : []));
      return rows.flatMap(({cells}) => at.map((i) => cells[i] ?? null)).filter((cell) => cell !== null);
    });
    expect(addresses.length).toBeGreaterThan(10_000);
    expect(addresses.filter((address) => !String(address).endsWith(".example"))).toEqual([]);
  });

  it("plants fewer than forty flawed rows", () => {
    expect(made.tables.flatMap((table) => textOf(table).flaws).length).toBeLessThan(40);
  });

  it("writes comments of many kinds", () => {
    const {header, rows} = made.tables.find(({path}) => path === "delighted/nps.csv")!;
    const texts = new Set(rows.map(({cells}) => cells[header.indexOf("comment")]));
    expect(texts.size).toBeGreaterThan(200);
  });
});

describe("the truths of the demo", () => {
  it("close: every month starts with what the last one ended with, and movements add up", () => {
    made.truth.movements.forEach((month, i) => {
      const {start, end, fx, expansion, reactivation, contraction, churn, accounts} = month;
      expect(start).toBe(made.truth.movements[i - 1]?.end ?? 0);
      expect(end).toBe(made.truth.monthEnds[i]!.mrr);
      expect(start + month.new + expansion + reactivation - contraction - churn + fx).toBe(end);
      const {new: joined, reactivated, churned, merged} = accounts;
      expect(accounts.start + joined + reactivated - churned - merged).toBe(accounts.end);
    });
  });

  it("have every kind of movement in them", () => {
    for (const kind of ["new", "expansion", "reactivation", "contraction", "churn", "fx"] as const) {
      expect(made.truth.movements.filter((month) => month[kind] !== 0).length, kind).toBeGreaterThan(10);
    }
  });

  it("have higher tiers grow and Starter leak", () => {
    const nrr = ["Starter", "Team", "Business", "Enterprise"].map((name) => made.truth.retentionByTier[name]!.nrr);
    expect(nrr).toEqual([...nrr].sort((a, b) => a - b));
    expect(nrr[0]).toBeLessThan(1);
  });

  it("hold in what came out: upgrades by pressure within chance of those expected", () => {
    for (const {upgraded, expected} of made.truth.realised.upgrades.byPressure) {
      expect(Math.abs(upgraded - expected)).toBeLessThan(3 * Math.sqrt(expected));
    }
  });

  it("are found again by a logistic regression of the monthly upgrades", () => {
    const {intercept, tier, pressureBand, seatsGrewLast90Days, breadth, breadthCentre, limitsShown} = upgradeModel;
    const planted = [intercept, tier[0]!, tier[2]!, tier[3]!, ...pressureBand.slice(1), seatsGrewLast90Days, breadth];
    const rows = world.exposures.map((one) => [
      1,
      ...[0, 2, 3].map((level) => Number(one.tier === level)),
      ...[1, 2, 3].map((band) => Number(one.band === band)),
      Number(one.seatsGrew),
      one.breadth - breadthCentre,
      Number(one.band > 0 && monthName(one.month) >= limitsShown.from)
    ]);
    const fit = fitLogistic(
      rows,
      world.exposures.map(({upgraded}) => upgraded)
    );
    [...planted, limitsShown.logOdds].forEach((value, i) => {
      expect(Math.abs(fit[i]!.value - value), `coefficient ${i}`).toBeLessThan(3 * fit[i]!.error);
    });
  });
});
