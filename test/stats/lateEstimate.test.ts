import {describe, expect, it} from "vitest";
import {lateEstimate, random, randomNormal} from "../../src/stats/index.js";

/** An arm from raw sums over units that are clusters of their own. */
const arm = (n: number, y: number, d: number, rawYY: number, rawDD: number, rawYD: number) => ({
  ...{units: n, clusters: n, sumY: y, sumD: d},
  yy: rawYY - (y * y) / n,
  dd: rawDD - (d * d) / n,
  yd: rawYD - (y * d) / n
});

// Sums of app_engagement_push (Causal Inference in Python's handbook, MIT): 10,000 users, purchases in all.
const control = arm(5057, 350_408, 0, 27_638_434, 0, 0);
const pushed = arm(4943, 354_192, 3547, 28_800_720, 3547, 281_809);

describe("lateEstimate", () => {
  it("the push message: published intention to treat, uptake, local effect and naive difference", () => {
    const found = lateEstimate(control, pushed)!;
    expect(found.itt.value).toBeCloseTo(2.363595, 6);
    expect(found.uptake.value).toBeCloseTo(0.7175804, 7);
    expect(found.late!.value).toBeCloseTo(3.29384, 5);
    expect(found.naive).toBeCloseTo(13.93144, 5);
    // Two-stage least squares of the handbook prints 3.2938 (standard error 0.719, here without its pooled variance).
    expect(found.late!.se).toBeGreaterThan(0.65);
    expect(found.late!.se).toBeLessThan(0.8);
    expect(found.late!.lower).toBeLessThan(3.29384 - 1.9 * found.late!.se!);
    expect(found.late!.p).toBe(found.itt.p);
  });

  it("is not estimable where the uptake is not told from none", () => {
    const some = {units: 50, clusters: 50, sumY: 25, sumD: 3, yy: 12.5, dd: 2.82, yd: 0};
    const found = lateEstimate({...some, sumD: 2, dd: 1.92}, some)!;
    expect(found).toMatchObject({late: null, reason: "the offer did not clearly change the uptake"});
    expect(found.strength).toBeLessThan(3.84);
    expect(lateEstimate({...some, sumD: 0, dd: 0}, {...some, sumD: 0, dd: 0})!.late).toBeNull();
    expect(lateEstimate({...some, clusters: 1}, some)).toBeNull();
  });

  it("users of one account are one account to the interval", () => {
    // Every account has two users who do the same: sums double, co-moments grow fourfold, sizes do not vary.
    const one = {units: 40, clusters: 40, sumY: 20, sumD: 10, yy: 10, dd: 7.5, yd: 3};
    const other = {...one, sumY: 26, sumD: 30, yy: 9.1};
    const pair = (a: typeof one) => ({
      ...a,
      units: 80,
      sumY: 2 * a.sumY,
      sumD: 2 * a.sumD,
      yy: 4 * a.yy,
      dd: 4 * a.dd,
      yd: 4 * a.yd
    });
    const [single, double] = [lateEstimate(one, other)!, lateEstimate(pair(one), pair(other))!];
    expect(double.itt.se).toBeCloseTo(single.itt.se!, 12);
    expect(double.late!.upper).toBeCloseTo(single.late!.upper!, 12);
    expect(double.naive).toBeNull();
  });

  it("uneven accounts: the error is that of the ratio of their sums", () => {
    // Accounts of 1, 2 and 3 users with 0, 2 and 1 who stayed: mean 1/2, rests −0.5, 1 and −0.5; squared error 3/2 · 1.5/36.
    const uneven = {units: 6, clusters: 3, sumY: 3, sumD: 0, yy: 2, dd: 0, yd: 0, nn: 2, yn: 1, dn: 0};
    const flat = {units: 4, clusters: 4, sumY: 4, sumD: 4, yy: 0, dd: 0, yd: 0};
    const found = lateEstimate(uneven, flat)!;
    expect(found.itt).toMatchObject({value: 0.5, se: expect.closeTo(0.25, 12)});
  });

  it("finds a planted local effect, and its interval holds it as often as it says", () => {
    const runs = 300;
    let covered = 0;
    for (let run = 0; run < runs; ++run) {
      const next = random(run + 1);
      const arms = [0, 1].map((offered) => {
        const sums = [0, 0, 0, 0, 0, 0];
        for (let i = 0; i < 150; ++i) {
          const keen = next() < 0.3;
          const d = offered && keen ? 1 : 0;
          const y = randomNormal(next) + (keen ? 1 : 0) + 2 * d;
          [1, y, d, y * y, d * d, y * d].forEach((value, k) => (sums[k]! += value));
        }
        return arm(...(sums as [number, number, number, number, number, number]));
      });
      const {late} = lateEstimate(arms[0]!, arms[1]!)!;
      if (late!.lower! <= 2 && late!.upper! >= 2) covered++;
    }
    // Three standard errors of 1.26 points below 95%.
    expect(covered / runs).toBeGreaterThan(0.912);
    expect(covered / runs).toBeLessThan(0.99);
  });
});
