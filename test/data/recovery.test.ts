import {mkdtempSync, readFileSync, rmSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import type {Truth} from "../../data/demo/generator/demo.js";
import type {Run} from "../../loaders/pipeline.js";
import {readResult, runPipeline} from "../../loaders/pipeline.js";
import type {Readout} from "../../src/results/readout.js";
import type {ExperimentRead} from "../../src/verdict/analyse.js";
import {limitPressureView, type LimitPressure} from "../../src/components/limitPressureView.js";

interface Cube {
  dimensions: string[];
  measures: string[];
  rows: (string | number | null)[][];
}

const data = join(import.meta.dirname, "../../data");
const truth = JSON.parse(readFileSync(join(data, "demo/truth.json"), "utf8")) as Truth;
const root = mkdtempSync(join(tmpdir(), "upswing-demo-"));
let run: Run;

beforeAll(async () => {
  run = await runPipeline({data, root});
}, 120_000);

afterAll(() => rmSync(root, {recursive: true, force: true}));

/** Sums of every measure by month, over all cells. */
function byMonth({dimensions, measures, rows}: Cube): Map<string, Record<string, number>> {
  const months = new Map<string, Record<string, number>>();
  for (const [month, ...cells] of rows) {
    const sums = months.get(String(month)) ?? {};
    months.set(String(month), sums);
    measures.forEach((name, i) => (sums[name] = (sums[name] ?? 0) + Number(cells[dimensions.length + i] ?? 0)));
  }
  return months;
}

describe("the pipeline, run over the demo, finds its truths", () => {
  it("movements of revenue and accounts, month by month, to the cent", () => {
    const found = byMonth(readResult<{movements: Cube}>(run, "retention").movements);
    for (const {month, accounts, ...money} of truth.joined.movements) {
      const sums = found.get(month)!;
      // The books have gaps of a few days joined, as the reader joins them; that a pause is no churn is the reader's rule.
      const folded = {...sums, churn: sums.churn! + sums.pause!, reactivation: sums.reactivation! + sums.resume!};
      for (const [name, value] of Object.entries(money))
        expect(folded[name as keyof typeof folded], `${month} ${name}`).toBe(value);
      const counts = [
        sums.accounts_start,
        sums.accounts_new,
        sums.accounts_reactivated! + sums.accounts_resumed!,
        sums.accounts_churned! + sums.accounts_paused!,
        sums.accounts_merged,
        sums.accounts_end
      ];
      const {start, new: joined, reactivated, churned, merged, end} = accounts;
      expect(counts, month).toEqual([start, joined, reactivated, churned, merged, end]);
    }
  });

  it("what each window of retention is made of", () => {
    const found = byMonth(readResult<{cube: Cube}>(run, "retention").cube);
    for (const [month, known] of Object.entries(truth.joined.retention)) {
      const {n, churned, sum_s, sum_d, sum_m, sum_l} = found.get(month)!;
      const {accounts, churned: lost, start, end, kept} = known!;
      expect({accounts: n, churned, start: sum_s, end: sum_s! - sum_d!, kept: sum_m, lost: sum_l}).toEqual({
        ...{accounts, churned: lost, start, end, kept, lost: start - kept}
      });
    }
  });

  it("net retention of every tier, within its interval", () => {
    const {tiers} = readResult<{tiers: {tier: string; measure: {value: number; lower: number; upper: number}}[]}>(
      run,
      "overview"
    );
    expect(tiers.map(({tier}) => tier).slice(0, 4)).toEqual(["Starter", "Team", "Business", "Enterprise"]);
    for (const {tier, measure} of tiers) {
      expect(measure.value).toBeCloseTo(truth.retentionByTier[tier]!.nrr, 10);
      expect(measure.lower).toBeLessThan(truth.retentionByTier[tier]!.nrr);
      expect(measure.upper).toBeGreaterThan(truth.retentionByTier[tier]!.nrr);
    }
  });

  it("upgrades by month, of tier and of seats", () => {
    const found = byMonth(readResult<{months: Cube}>(run, "upgrades").months);
    for (const {month, eligible, upgraded, eligibleTier, upgradedTier, upgradedSeats} of truth.joined.upgrades.slice(
      1
    )) {
      const sums = found.get(month)!;
      const all = [sums.eligible, sums.upgraded, sums.eligible_tier, sums.upgraded_tier, sums.upgraded_seats];
      expect(all, month).toEqual([eligible, upgraded, eligibleTier, upgradedTier, upgradedSeats]);
    }
  });

  it("upgrades that come more often the nearer an account is to its limit", () => {
    const {pressure} = readResult<{pressure: LimitPressure}>(run, "upgrades");
    const {rows} = limitPressureView(pressure, {});
    const {byPressure} = truth.realised.upgrades;
    expect(rows).toHaveLength(byPressure.length);
    rows.forEach(({lower, upper}, i) => {
      const {expected, accountMonths} = byPressure[i]!;
      const margin = 2.5 * (Math.sqrt(expected) / accountMonths);
      expect(expected / accountMonths).toBeGreaterThan(lower! - margin);
      expect(expected / accountMonths).toBeLessThan(upper! + margin);
    });
  });

  it("trials by month: started, converted, pending, abandoned", () => {
    const {cohorts} = readResult<{cohorts: Record<string, unknown>[]}>(run, "trials");
    const found = cohorts.map(({month, started, converted, pending, abandoned}) => {
      return {month, started, converted, pending, abandoned};
    });
    const known = truth.trials.map(({month, started, converted, pending, abandoned}) => {
      return {month, started, converted, pending, abandoned};
    });
    expect(found).toEqual(known);
  });

  it("a message that wins, one that makes no difference, and a broken split", () => {
    const {experiments} = readResult<{
      experiments: {
        id: string;
        arms: {id: string; units: number}[];
        multipleExposed: number;
        srm: {p: number};
        comparisons: {
          role: string;
          decision: string;
          lower: number;
          upper: number;
          valueVariant: number;
          nVariant: number;
        }[];
      }[];
    }>(run, "experiments");
    const known = truth.experiments;
    for (const {id, arms, multipleExposed} of known) {
      const found = experiments.find((one) => one.id === id)!;
      expect(found.arms.map((arm) => [arm.id, arm.units])).toEqual(arms.map((arm) => [arm.id, arm.units]));
      expect(found.multipleExposed).toBe(multipleExposed);
      const {valueVariant, nVariant} = found.comparisons[0]!;
      expect(valueVariant * nVariant).toBeCloseTo(arms[1]!.matureConverted, 6);
    }
    const [banner, tone, annual] = known.map(({id}) => experiments.find((one) => one.id === id)!);
    expect(banner!.comparisons[0]).toMatchObject({role: "primary", decision: "ship"});
    const {lower, upper} = banner!.comparisons[0]!;
    const [control, variant] = known[0]!.arms;
    expect(variant!.trueRate - control!.trueRate).toBeGreaterThan(lower);
    expect(variant!.trueRate - control!.trueRate).toBeLessThan(upper);
    for (const {role, decision} of tone!.comparisons) if (role === "primary") expect(decision).toBe("keep");
    expect(annual!.srm.p).toBeLessThan(1e-6);
    expect(annual!.comparisons.map(({decision}) => decision)).toEqual(annual!.comparisons.map(() => "invalid"));
  });

  it("what the tests of 2025 counted, a holdout that lags behind, and tags in the order they were planted", () => {
    const {experiments} = readResult<{experiments: ExperimentRead[]}>(run, "experiments");
    for (const {id, arms} of truth.pastTests) {
      const found = experiments.find((one) => one.id === id)!;
      expect(found.status, id).toBe("finished");
      const [view] = found.metrics[0]!.views;
      for (const {id: arm, units, converted} of arms) {
        const {n, value} = view!.arms.find((one) => one.arm === arm)!;
        expect([n, Math.round(value! * n)], `${id} ${arm}`).toEqual([units, converted]);
      }
    }
    const {holdouts, tags} = readResult<Readout>(run, "readout");
    const [without, rest] = truth.pastTests.find(({id}) => id === "prompt_holdout")!.arms;
    expect(holdouts).toHaveLength(1);
    const {gap, shipped, nHoldout, nRest} = holdouts[0]!;
    expect([nHoldout, nRest]).toEqual([without!.units, rest!.units]);
    const planted = rest!.trueRate / without!.trueRate - 1;
    expect([gap!.lower > 0, gap!.lower < planted, gap!.upper > planted]).toEqual([true, true, true]);
    expect(shipped!.tests).toBeGreaterThan(0);
    const mean = (tag: string) => tags.find((one) => one.tag === tag && one.source === "plan")!;
    expect(mean("outcome_led").tests.length).toBeGreaterThanOrEqual(6);
    expect(mean("outcome_led").mean!.lower).toBeGreaterThan(0);
    // Jargon was planted at −25 to −29 %, urgency at nothing.
    const {lower, upper, value} = mean("jargon_dense").mean!;
    expect([lower < -0.26, upper > -0.26, value < 0]).toEqual([true, true, true]);
    expect(mean("urgent").mean!.lower).toBeLessThan(0);
    expect(mean("urgent").mean!.upper).toBeGreaterThan(0);
  });

  it("what became of the mails of a test, by arm, within chance of what was planted", () => {
    const {experiments} = readResult<{experiments: ExperimentRead[]}>(run, "experiments");
    const {funnel} = experiments.find(({id}) => id === "team_plan_mail")!;
    const {delivered, opened, clicked} = truth.planted.testMails;
    const chances = {delivered, opened: delivered * opened};
    for (const {stage, arms} of funnel)
      for (const {arm, assigned, share} of arms) {
        const own = delivered * opened * clicked[arm as keyof typeof clicked];
        const chance = {...chances, clicked: own}[stage as string];
        if (chance === undefined) continue;
        const error = Math.sqrt((chance * (1 - chance)) / assigned);
        expect(Math.abs(share!.value! - chance), `${stage} ${arm}`).toBeLessThan(3 * error);
      }
    expect(funnel.map(({stage}) => stage)).toEqual([
      ...["assigned", "delivered", "opened", "clicked", "trial", "upgraded"]
    ]);
    expect(funnel[5]!.arms.reduce((sum, {count}) => sum + count!, 0)).toBeGreaterThan(0);
  });

  it("every flawed row, rejected or filtered as it should be, and no other", () => {
    const {files} = readResult<{files: {path: string; table: string; rejected: number; filtered: number}[]}>(
      run,
      "data"
    );
    for (const path of new Set(files.map((file) => file.path))) {
      const flaws = truth.flaws.filter((flaw) => `demo/${flaw.path}` === path);
      const entries = files.filter((file) => file.path === path);
      const rejected = entries.reduce((sum, file) => sum + file.rejected, 0);
      expect(rejected, path).toBe(flaws.filter(({expect: fate}) => fate !== "filtered").length);
      if (entries.length > 1) continue;
      expect(entries[0]!.filtered, path).toBe(flaws.filter(({expect: fate}) => fate === "filtered").length);
    }
  });
});
