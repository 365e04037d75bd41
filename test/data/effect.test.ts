import {mkdtempSync, readFileSync, rmSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import type {Truth} from "../../data/demo/generator/demo.js";
import {readResult, runPipeline} from "../../loaders/pipeline.js";
import type {EffectResult} from "../../loaders/results/effect.js";

const data = join(import.meta.dirname, "../../data");
const truth = JSON.parse(readFileSync(join(data, "demo/truth.json"), "utf8")) as Truth;
const root = mkdtempSync(join(tmpdir(), "upswing-effect-"));
let effect: EffectResult;

beforeAll(async () => {
  effect = readResult(await runPipeline({data, root}), "effect");
}, 120_000);

afterAll(() => rmSync(root, {recursive: true, force: true}));

describe("the demo's call, offered by chance and refused by many", () => {
  it("is read as it was drawn", () => {
    const [call] = effect.offers;
    const [days] = call!.outcomes;
    const {offered, control, itt, uptake, late, naive} = truth.onboarding;
    expect([days!.nOffered, days!.nControl]).toEqual([offered, control]);
    expect(days!.itt!.value).toBeCloseTo(itt, 6);
    expect(days!.uptake!.value).toBeCloseTo(uptake, 6);
    expect(days!.late!.value).toBeCloseTo(late, 6);
    expect(days!.naive).toBeCloseTo(naive, 6);
  });

  it("adds what was planted for those it won over; the naive difference is more", () => {
    const {late, naive} = effect.offers[0]!.outcomes[0]!;
    const planted = truth.onboarding.complierEffect;
    expect(late!.lower).toBeLessThan(planted);
    expect(late!.upper).toBeGreaterThan(planted);
    expect(naive).toBeGreaterThan(late!.upper!);
  });
});

describe("upgrades of the demo, which change nothing about leaving in a month", () => {
  it("seem to keep accounts until the months they had to stay are counted rightly", () => {
    const [ever, time, leave] = effect.rates;
    expect(ever!.upper).toBeLessThan(0.8);
    expect(time!.ratio).toBeGreaterThan(ever!.ratio!);
    expect(leave!.lower).toBeLessThan(1);
    expect(leave!.upper).toBeGreaterThan(1);
    expect(effect.hazard!.lower).toBeLessThan(1);
    expect(effect.hazard!.upper).toBeGreaterThan(1);
  });

  it("are balanced by weights in all that was known", () => {
    for (const {balance, ess, treated} of effect.trials) {
      expect(treated!.units).toBeGreaterThan(100);
      expect(ess).toBeGreaterThan(1000);
      expect(balance).toHaveLength(8);
      for (const {after} of balance) expect(Math.abs(after!)).toBeLessThan(0.1);
    }
  });
});
