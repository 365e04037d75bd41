import {describe, expect, it} from "vitest";
import {
  compareContrast,
  heterogeneity,
  homogeneity,
  quantileDifference,
  quantileOf,
  random,
  randomNormal,
  shrink,
  shrinkSignificant,
  winsorise
} from "../../src/stats/index.js";

describe("heterogeneity", () => {
  it("heterogeneity(segments) draws segments that agree wholly together, and keeps those that do not apart", () => {
    const agreed = heterogeneity([
      {value: 0.1, se: 0.1},
      {value: 0.1, se: 0.2}
    ])!;
    expect(agreed).toMatchObject({q: 0, p: 1, tau2: 0, i2: 0});
    for (const {value} of agreed.shrunk) expect(value).toBeCloseTo(0.1, 12);
    // Weights 100 and 100: Q = 100·(1 + 1) = 200, τ² = (200 − 1)/(200 − 100) = 1.99; own weight 1.99/2.
    const apart = heterogeneity([
      {value: -1, se: 0.1},
      {value: 1, se: 0.1}
    ])!;
    expect(apart.tau2).toBeCloseTo(1.99, 9);
    expect(apart.shrunk[1]!.value).toBeCloseTo(0.995, 9);
    // √(0.995·0.01 + 0.005²·(2/2)): the mean of two has the variance 2/2.
    expect(apart.shrunk[1]!.se).toBeCloseTo(Math.sqrt(0.00995 + 0.000025), 9);
  });

  it("heterogeneity(segments) has no answer for one, and refuses one without error", () => {
    expect(heterogeneity([{value: 1, se: 1}])).toBeNull();
    expect(() => heterogeneity([{value: 1, se: 0}])).toThrow("invalid se: 0");
  });

  it("homogeneity(arms) has no answer where nothing differs", () => {
    expect(
      homogeneity([
        {x: 0, n: 5},
        {x: 0, n: 9}
      ])
    ).toBeNull();
    expect(
      homogeneity([
        {x: 3, n: 5},
        {x: 0, n: 0}
      ])
    ).toBeNull();
  });
});

describe("shrink", () => {
  it("shrinkSignificant({value, se}) leaves a clear estimate alone, takes most of a narrow one, and has nothing to say of others", () => {
    expect(shrinkSignificant({value: 10, se: 1})).toBeCloseTo(10, 6);
    expect(shrinkSignificant({value: -2.2, se: 1})).toBeCloseTo(-0.637, 3);
    expect(shrinkSignificant({value: 1.9, se: 1})).toBeNull();
  });

  it("shrink and shrinkSignificant take the winner's curse off many small truths", () => {
    const next = random(5);
    let [raw, prior, conditional, shown] = [0, 0, 0, 0];
    for (let i = 0; i < 20_000; ++i) {
      const truth = 0.5 * randomNormal(next);
      const value = truth + randomNormal(next);
      const selected = shrinkSignificant({value, se: 1});
      if (selected === null) continue;
      const sign = Math.sign(value);
      raw += sign * (value - truth);
      prior += sign * (shrink({value, se: 1}, {sd: 0.5}).value - truth);
      conditional += sign * (selected - truth);
      ++shown;
    }
    expect(raw / shown).toBeGreaterThan(1.5);
    // Under the right prior nothing is left; the error of a mean of 1,500 with deviation 0.45 is 0.012.
    expect(Math.abs(prior / shown)).toBeLessThan(0.05);
    expect(Math.abs(conditional / shown)).toBeLessThan(raw / shown / 2);
  });
});

describe("quantiles", () => {
  it("winsorise(values, cap) keeps what is below, and quantileOf(values, q) its ends", () => {
    expect(quantileOf([3, 1, 2], 0)).toBe(1);
    expect(quantileOf([3, 1, 2], 1)).toBe(3);
    expect(quantileOf([], 0.5)).toBeNull();
    expect(() => quantileOf([1, NaN], 0.5)).toThrow("invalid value: NaN");
    expect(winsorise([-5, 3, 8], null)).toEqual([-5, 3, 8]);
    expect(winsorise([-5, 3, 8], 3)).toEqual([-5, 3, 3]);
  });

  it("quantileDifference(control, variant, q, accounts) holds its level where users of an account are alike", () => {
    const next = random(8);
    const arm = () => {
      const [values, ids]: [number[], string[]] = [[], []];
      for (let account = 0; account < 40; ++account) {
        const shared = randomNormal(next);
        for (let user = 0; user < 5; ++user) {
          values.push(shared + randomNormal(next));
          ids.push(String(account));
        }
      }
      return {values, ids};
    };
    let [hits, naive] = [0, 0];
    const runs = 1000;
    for (let run = 0; run < runs; ++run) {
      const [a, b] = [arm(), arm()];
      const byAccount = quantileDifference(a.values, b.values, 0.5, {control: a.ids, variant: b.ids}).contrast!;
      if (compareContrast(byAccount).p! < 0.05) ++hits;
      if (compareContrast(quantileDifference(a.values, b.values, 0.5).contrast!).p! < 0.05) ++naive;
    }
    // Users of an account share half of their variance, so as independent units they are told apart too often.
    expect(naive / runs).toBeGreaterThan(0.1);
    expect(hits / runs).toBeLessThan(0.05 + 4 * Math.sqrt((0.05 * 0.95) / runs));
    expect(hits / runs).toBeGreaterThan(0.02);
  });

  it("quantileDifference(control, variant, q, accounts) says what it cannot read", () => {
    const values = Array.from({length: 20}, (_, i) => i);
    const of = (count: number) => values.map((i) => String(i % count));
    const accounts = {control: of(20), variant: of(4)};
    expect(quantileDifference(values, values, 0.5, accounts).reason).toBe("too few accounts in the variant arm");
    expect(() => quantileDifference(values, values, 0.5, {...accounts, control: ["x"]})).toThrow("invalid accounts: 1");
    // Every account is one unit: nearly the error of independent ones.
    const single = quantileDifference(values, values, 0.5, {control: of(20), variant: of(20)}).contrast!;
    expect(single.squared / quantileDifference(values, values, 0.5).contrast!.squared).toBeCloseTo(1, 0);
    expect(single.df).toBe(38);
  });

  it("quantileDifference(control, variant, q) rejects a true null at its level", () => {
    const next = random(9);
    const arm = () => Array.from({length: 120}, () => Math.exp(randomNormal(next)));
    let hits = 0;
    for (let run = 0; run < 1000; ++run)
      hits += compareContrast(quantileDifference(arm(), arm(), 0.5).contrast!).p! < 0.05 ? 1 : 0;
    // 5 % of 1,000 has a standard error of 0.7 points.
    expect(hits).toBeGreaterThan(28);
    expect(hits).toBeLessThan(72);
    expect(quantileDifference([1, 2, 3], arm(), 0.5)).toEqual({
      contrast: null,
      reason: "too few units in the control arm"
    });
  });
});
