import {expect, it} from "vitest";
import {coverMarts, coverageOf} from "./coverMarts.js";
import {coverTails} from "./coverTails.js";

// A few of the companies of docs/coverage.md. Of 160, chance alone leaves a 95 % interval short of 90 % once in two hundred seeds; this one is fixed.
it(
  "the intervals of simulated companies hold their truth, and the estimates are not biased",
  {timeout: 400_000},
  async () => {
    const intervals = await coverMarts({
      companies: 160,
      accounts: 480,
      sigma: 0.8,
      months: 25,
      churn: [0.03, 0.02, 0.01],
      upgrade: 0.02,
      discount: 0.01,
      trials: 120,
      conversion: 0.3,
      usage: false,
      seed: 42
    });
    const found = coverageOf(intervals);
    expect(found.map((c) => c.id)).toEqual([
      "nrr",
      "grr",
      "upgrade_hazard",
      "trial_conversion_year",
      "survival_1",
      "survival_2",
      "survival_3"
    ]);
    for (const {id, companies, covered, bias, width} of found) {
      expect({id, companies}).toEqual({id, companies: 160});
      expect(covered, id).toBeGreaterThan(0.9);
      expect(Math.abs(bias), id).toBeLessThan(3.5);
      // An interval too wide holds its truth as well. The spread of 160 estimates has a standard error of 5.6 %: three either way.
      expect(width, id).toBeGreaterThan(0.85);
      expect(width, id).toBeLessThan(1.2);
    }
  }
);

it("coverageOf(intervals) tells an interval twice too wide from one that is right", () => {
  // Estimates of −1, 0 and 1 have a standard deviation of 1.
  const around = (half: number) =>
    coverageOf(
      [-1, 0, 1].map((value) => ({id: "x", truth: 0, value, lower: value - half, upper: value + half, n: 9}))
    )[0]!;
  expect(around(1.96).width).toBeCloseTo(1, 9);
  expect(around(3.92).width).toBeCloseTo(2, 9);
});

it("coverTails(world) marks small and uneven companies, whose intervals fall short, and hardly any other", () => {
  const world = {
    companies: 200,
    months: 16,
    churn: [0.03, 0.02, 0.01] as const,
    upgrade: 0.02,
    discount: 0.01,
    seed: 3
  };
  const rest = {trials: 0, conversion: 0.3, usage: false};
  const marked = ({marked}: ReturnType<typeof coverTails>) => marked.filter(Boolean).length / marked.length;
  const uneven = coverTails({...world, ...rest, accounts: 30, sigma: 2}, {draws: 0});
  expect(marked(uneven)).toBeGreaterThan(0.8);
  expect(coverageOf(uneven.intervals)[0]!.covered).toBeLessThan(0.85);
  const even = coverTails({...world, ...rest, accounts: 300, sigma: 1}, {draws: 0});
  expect(marked(even)).toBeLessThan(0.02);
  expect(coverageOf(even.intervals)[0]!.covered).toBeGreaterThan(0.88);
});
