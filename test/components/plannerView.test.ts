import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {type Plan, planDefaults} from "../../src/components/plannerPlan.js";
import {looksCost} from "../../src/components/plannerPower.js";
import {plannerClaim, plannerSentence, plannerWarnings, plannerYaml} from "../../src/components/plannerText.js";
import {plannerView, type PlannerView} from "../../src/components/plannerView.js";
import {groupBoundaries, groupPower, normalUpper, normalUpperQuantile} from "../../src/stats/index.js";

const planned = (changes: Partial<Plan>): Plan => ({...planDefaults, ...changes});

function found(changes: Partial<Plan>): PlannerView {
  const view = plannerView(planned(changes));
  if ("problem" in view) throw new Error(view.problem);
  return view;
}

/** With two equal arms and one day, so many units are there in each. */
const arms = (n: number): Partial<Plan> => ({perDay: 2 * n, days: 1});

describe("plannerView, published answers", () => {
  it.each([
    ["R-05", {rate: 50, difference: 25, power: 90}, 76.7069301141077, 1e-6],
    ["R-05", {rate: 10, difference: 2}, 3840.84748243445, 1e-6],
    ["R-05", {rate: 2, difference: 0.5}, 13808.924918012, 1e-6],
    ["R-07", {kind: "mean", difference: 1, sd: 1, power: 90}, 22.0210977038512, 1e-5],
    // One-sided alpha of 5% is half of 10%.
    ["R-07", {kind: "mean-margin", margin: 1, sd: 1, power: 90, alpha: 10}, 17.8471260864842, 1e-5],
    ["SC-08, half of 39906", {kind: "mean", difference: 0.3, sd: 10, power: 85}, 19953, 5e-3]
  ] as const)("the units of an arm agree with %s for %j", (_, changes, units, tolerance) => {
    const view = found(changes);
    expect(Math.abs(view.exact / units - 1)).toBeLessThan(tolerance);
    expect(view.units.variant).toBe(Math.ceil(view.exact));
    expect(view.units.all).toBe(2 * view.units.control);
  });

  it.each([
    ["R-05", {rate: 50, difference: 25, ...arms(50)}, 0.740165901331388, 1e-6],
    ["R-06", {kind: "mean", difference: 1, sd: 1, ...arms(20)}, 0.868952801692498, 1e-6],
    ["R-06", {kind: "mean", difference: 0.05, sd: 1, ...arms(3000)}, 0.49051309322984, 1e-6],
    ["PW-01", {rate: 75, difference: -25, ...arms(76.7069301141077)}, 0.9, 1e-7],
    ["PW-01", {rate: 1.5, difference: -1.4, ...arms(550)}, 0.74156, 5e-6]
  ] as const)("the power of given units agrees with %s for %j", (_, changes, power, tolerance) => {
    expect(Math.abs(found(changes).within.power! - power)).toBeLessThan(tolerance);
  });

  it("the smallest difference found is the one whose units are given", () => {
    expect(found({rate: 10, difference: 5, ...arms(3840.84748243445)}).within.smallest).toBeCloseTo(0.02, 8);
    expect(found({rate: 10, difference: -5, ...arms(3212.715)}).within.smallest).toBeCloseTo(-0.02, 4);
    const t = found({kind: "mean", sd: 1, difference: 3, power: 90, ...arms(22.0210977038512)});
    expect(t.within.smallest).toBeCloseTo(1, 5);
  });
});

describe("plannerView, by hand", () => {
  it("the default plan tells 6% from 5%: power.prop.test(p1 = .05, p2 = .06, power = .8) gives 8157.7", () => {
    const view = found({});
    expect(view).toMatchObject({units: {control: 8158, variant: 8158, all: 16316}, accounts: null, days: 17});
    expect(view.lift).toBeCloseTo(0.2, 12);
    expect(view.inflation).toBe(1);
  });

  it("alpha is split over variants and primaries, but not for margins", () => {
    expect(found({variants: 2, metrics: 3}).alpha).toBeCloseTo(0.05 / 6, 15);
    expect(found({variants: 2, metrics: 3, kind: "rate-margin"}).alpha).toBe(0.05);
    expect(found({variants: 2}).units.all).toBe(3 * found({variants: 2}).units.variant);
  });

  it("accounts take the design effect: 1 + ((1 + 1) · 20 − 1) · 0.1 = 4.9 times the users", () => {
    const large = {kind: "mean", sd: 40, difference: 0.2} as const;
    const view = found({...large, size: 20, cv: 1, icc: 0.1});
    expect(view.designEffect).toBeCloseTo(4.9, 12);
    expect(view.exact / found(large).exact).toBeCloseTo(4.9, 3);
    expect(view.units.control).toBe(20 * view.accounts!.control);
    expect(found({size: 20, unit: "account"}).designEffect).toBe(1);
  });

  it("few accounts cost the degrees of freedom they lack", () => {
    // R-07 again: accounts of two users who are alike in all, so that the error is that of the 22.02 accounts an arm
    const view = found({kind: "mean", sd: 1, difference: 1, power: 90, size: 2, cv: 0, icc: 1});
    expect(view.exact / 2).toBeCloseTo(22.0210977038512, 4);
    expect(view.accounts).toEqual({control: 23, variant: 23, all: 46});
  });

  it("looks take what Jennison and Turnbull say more, and none for a margin", () => {
    // sequentialInflation has oracles of its own; for means the units are multiplied by just that
    const mean = {kind: "mean", sd: 40, difference: 0.2} as const;
    const view = found({...mean, looks: 5});
    expect(view.inflation).toBeCloseTo(1.0247198788901968, 10);
    expect(view.exact / found(mean).exact).toBeCloseTo(view.inflation, 4);
    expect(found({looks: 5, spending: "pocock"}).inflation).toBeGreaterThan(1.1);
    expect(found({looks: 5, kind: "rate-margin"}).inflation).toBe(1);
  });

  it("the power with looks is that of groupPower at any drift", () => {
    for (const [looks, spending] of [
      [3, "obrien-fleming"],
      [5, "pocock"],
      [4, "power"]
    ] as const) {
      const family = spending === "power" ? ({family: "power", exponent: 3} as const) : ({family: spending} as const);
      const fractions = Array.from({length: looks}, (_, i) => (i + 1) / looks);
      const boundaries = groupBoundaries(fractions, {...family, alpha: 0.05});
      const cost = looksCost({looks, spending, alpha: 0.05}, 0.8);
      expect(cost.of(cost.needed)).toBeCloseTo(0.8, 10);
      for (const drift of [0.4, 1.5, 2.5, 3.3, 4.6]) {
        const fixed = normalUpper(normalUpperQuantile(0.025) - drift);
        expect(Math.abs(cost.of(fixed) - groupPower(boundaries, drift).power)).toBeLessThan(0.002);
      }
    }
  });

  it("a margin where lower is better is that of the others where higher is", () => {
    const up = found({kind: "rate-margin", better: "lower", rate: 2, margin: 0.6});
    const down = found({kind: "rate-margin", better: "higher", rate: 98, margin: 0.6});
    expect(up.exact).toBeCloseTo(down.exact, 6);
    // z² · 2 · 0.0196 / 0.006² = 8545 by Wald; the score test asks for 1 to 2% more here
    expect(up.exact / 8545).toBeGreaterThan(1);
    expect(up.exact / 8545).toBeLessThan(1.03);
  });
});

const plans = fc.record({
  kind: fc.constantFrom("conversion", "mean", "rate-margin", "mean-margin"),
  rate: fc.integer({min: 5, max: 60}),
  difference: fc.integer({min: 1, max: 30}).map((n) => n / 2),
  margin: fc.integer({min: 2, max: 30}).map((n) => n / 10),
  alpha: fc.integer({min: 1, max: 20}),
  power: fc.integer({min: 50, max: 98}),
  variants: fc.integer({min: 1, max: 4}),
  control: fc.constantFrom(0.5, 1, 2),
  size: fc.constantFrom(1, 2, 15),
  icc: fc.constantFrom(0, 0.05, 0.4)
});

describe("plannerView, always", () => {
  const more = (name: string, change: (plan: Plan) => Partial<Plan>, sign: 1 | -1) =>
    it(`${name}`, () => {
      fc.assert(
        fc.property(plans, (changes) => {
          const plan = planned(changes as Partial<Plan>);
          const [a, b] = [found(plan).exact, found({...plan, ...change(plan)}).exact];
          expect(sign * (b - a)).toBeGreaterThanOrEqual(-1e-6 * a);
        }),
        {numRuns: 25}
      );
    });

  more("more power takes more units", ({power}) => ({power: power + 1}), 1);
  more("a stricter alpha takes more units", ({alpha}) => ({alpha: alpha / 2}), 1);
  more(
    "a larger difference or margin takes fewer",
    ({difference, margin}) => ({difference: difference + 1, margin: margin + 1}),
    -1
  );
  more("more variants take no fewer in each", ({variants}) => ({variants: variants + 1}), 1);
  more("likeness within accounts takes more", ({icc}) => ({icc: icc + 0.1}), 1);

  it("power grows with days and with the difference, and meets the power asked for where the plan says", () => {
    fc.assert(
      fc.property(plans, fc.constantFrom(1, 4), (changes, looks) => {
        const plan = planned({...(changes as Partial<Plan>), looks});
        const view = found(plan);
        for (const curve of [view.bySize, view.byDays])
          curve.forEach(({power}, i) => {
            expect(power).toBeGreaterThanOrEqual((curve[i - 1]?.power ?? 0) - 1e-9);
            expect(power).toBeLessThanOrEqual(1);
          });
        const exactly = found({...plan, days: 1, perDay: view.exact * (plan.control + plan.variants)});
        if (exactly.within.power === null) return;
        expect(exactly.within.power).toBeCloseTo(plan.power / 100, 6);
        expect(exactly.within.smallest! / view.size).toBeCloseTo(1, 6);
      }),
      {numRuns: 25}
    );
  });

  it("any numbers give a view without NaN, or a sentence", () => {
    const odd = fc.oneof(fc.constantFrom(0, -1, NaN, 1e-9, 100, 1e15, 0.5, 5), fc.double({min: -200, max: 200}));
    const names = Object.keys(planDefaults).filter((name) => typeof planDefaults[name as keyof Plan] === "number");
    const strange = fc.dictionary(fc.constantFrom(...names), odd, {maxKeys: 2});
    let answered = 0;
    fc.assert(
      fc.property(strange, plans, (changes, sane) => {
        const plan = planned({...(sane as Partial<Plan>), ...(changes as Partial<Plan>)});
        const view = plannerView(plan);
        if ("problem" in view) expect(view.problem).toMatch(/^This cannot be planned.*[^.]$/);
        else {
          answered++;
          const texts = [plannerSentence(plan, view), plannerYaml(plan, view), ...plannerWarnings(plan, view)];
          expect(`${JSON.stringify(view.bySize)}${texts.join()}`).not.toMatch(/NaN|Infinity|∞|undefined/);
          expect(view.exact).toBeGreaterThan(0);
        }
      }),
      {numRuns: 300}
    );
    expect(answered).toBeGreaterThan(30);
  });
});

describe("what cannot be planned", () => {
  it.each([
    [{rate: 0}, "This cannot be planned: the rate must lie above 0% and below 100%, by at least 0.0001 pp"],
    [{difference: 0}, "This cannot be planned: the difference must not be 0: no number of units tells it from chance"],
    [{difference: -6}, "This cannot be planned: a rate of 5% cannot change by −6 pp"],
    [{kind: "rate-margin", margin: 6}, "This cannot be planned: a rate of 5% cannot change by −6 pp"],
    [
      {kind: "rate-margin", margin: 0},
      "This cannot be planned: the margin must be above 0: no test can show that two are exactly alike"
    ],
    [{kind: "mean", sd: 0}, "This cannot be planned: the standard deviation must be above 0"],
    [{alpha: NaN}, "This cannot be planned yet: alpha is missing"],
    [{looks: 15}, "This cannot be planned: the number of looks must be a whole number from 1 to 14"],
    [{difference: 1e-7}, "This cannot be planned: it would take more than a thousand billion units in each arm"]
  ] as const)("%j: %s", (changes, problem) => {
    expect(plannerView(planned(changes))).toEqual({problem});
    expect(plannerClaim(planned(changes), {problem}).before).toBe(problem);
  });

  it("a rate may fall to nothing, nobody may enter, and too few may be there", () => {
    expect(found({difference: -5}).bySize.at(-1)!.power).toBe(1);
    expect(found({perDay: 0})).toMatchObject({days: null, bySize: [], within: {power: null, smallest: null}});
    expect(found({perDay: 1, days: 1}).within).toEqual({units: 1, power: null, smallest: null});
  });
});
