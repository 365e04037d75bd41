import {describe, expect, it} from "vitest";
import {logistic, random} from "../../src/stats/index.js";

// Motor Trend 1974 (R's mtcars): weight in 1,000 lb, and whether the gearbox is manual.
const weights =
  "2.62 2.875 2.32 3.215 3.44 3.46 3.57 3.19 3.15 3.44 3.44 4.07 3.73 3.78 5.25 5.424 5.345 2.2 1.615 1.835 2.465 3.52 3.435 3.84 3.845 1.935 2.14 1.513 3.17 2.77 3.57 2.78";
const manual = "11100000000000000111000001111111";
const cars = weights.split(" ").map((wt, i) => ({y: manual[i] === "1", x: [Number(wt)]}));

describe("logistic", () => {
  it("mtcars: coefficients and model errors of R's glm", () => {
    // R stops a step earlier, which shows in the fourth digit of its errors.
    const [b0, b1] = logistic(cars)!.coefficients;
    expect(b0!.value).toBeCloseTo(12.04037, 5);
    expect(b0!.modelSe).toBeCloseTo(4.509706, 3);
    expect(b1!.value).toBeCloseTo(-4.02397, 5);
    expect(b1!.modelSe).toBeCloseTo(1.436416, 3);
    expect(-logistic(cars)!.logLikelihood / 32).toBeCloseTo(0.2996263, 7);
  });

  it("fits the mean exactly, and rows of weight 2 as two rows", () => {
    const {fitted} = logistic(cars)!;
    expect(fitted.reduce((sum, p) => sum + p, 0)).toBeCloseTo(13, 8);
    const twice = logistic(
      cars.flatMap((row, i) => [
        {...row, cluster: i},
        {...row, cluster: i}
      ])
    )!;
    const weighted = logistic(cars.map((row, i) => ({...row, weight: 2, cluster: i})))!;
    expect(weighted.coefficients[1]!.value).toBeCloseTo(twice.coefficients[1]!.value, 10);
    expect(weighted.coefficients[1]!.se).toBeCloseTo(twice.coefficients[1]!.se, 10);
  });

  it("rows of one account say no more than the account does", () => {
    const once = logistic(cars.map((row, i) => ({...row, cluster: i})))!.coefficients[1]!;
    const repeated = logistic([1, 2, 3, 4].flatMap(() => cars.map((row, i) => ({...row, cluster: i}))))!
      .coefficients[1]!;
    expect(repeated.se).toBeCloseTo(once.se, 8);
    expect(repeated.modelSe).toBeCloseTo(once.modelSe / 2, 8);
  });

  it("has no answer where a covariate splits the outcomes, repeats another, or all are alike", () => {
    const split = [1, 2, 3, 4].map((x) => ({y: x > 2, x: [x]}));
    expect(logistic(split)).toBeNull();
    expect(logistic(cars.map(({y, x}) => ({y, x: [x[0]!, 2 * x[0]!]})))).toBeNull();
    expect(logistic(cars.map(({x}) => ({y: true, x})))).toBeNull();
    expect(logistic([])).toBeNull();
    expect(() => logistic([...cars, {y: true, x: []}])).toThrow("invalid x: 0 covariates beside 1");
  });

  it("recovers a planted monthly hazard", () => {
    const next = random(5);
    const rows = Array.from({length: 1500}, (_, account) => account).flatMap((cluster) => {
      const flag = next() < 0.5 ? 1 : 0;
      const months: {y: boolean; x: number[]; cluster: number}[] = [];
      for (let t = 0; t < 12; ++t) {
        const y = next() < 1 / (1 + Math.exp(3 + 0.7 * flag));
        months.push({y, x: [flag], cluster});
        if (y) break;
      }
      return months;
    });
    const flag = logistic(rows)!.coefficients[1]!;
    expect(Math.abs(flag.value + 0.7)).toBeLessThan(3 * flag.se);
    expect(flag.upper).toBeLessThan(1);
  });
});
