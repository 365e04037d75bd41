import {describe, expect, it} from "vitest";
import {koopman} from "../../src/stats/koopman.js";
import {mee} from "../../src/stats/mee.js";
import {newcombe} from "../../src/stats/newcombe.js";
import {pooledZ} from "../../src/stats/pooledZ.js";

const empty = {x: 0, n: 0};
const none = {x: 0, n: 10};
const all = {x: 10, n: 10};
const some = {x: 4, n: 10};

describe("pooledZ, mee, koopman, newcombe", () => {
  it("pooledZ(control, variant) returns null if an arm is empty, or if nobody or everybody converted", () => {
    expect(pooledZ(empty, some)).toBeNull();
    expect(pooledZ(none, none)).toBeNull();
    expect(pooledZ(all, all)).toBeNull();
  });

  it("pooledZ(control, variant) keeps a p-value that 1 − cdf would round to 0", () => {
    const {z, p} = pooledZ({x: 1000, n: 10000}, {x: 2000, n: 10000})!;
    expect(z).toBeCloseTo(19.8, 1);
    expect(p).toBeGreaterThan(1e-90);
    expect(p).toBeLessThan(1e-85);
  });

  it("mee, koopman and newcombe return null if an arm is empty", () => {
    for (const interval of [mee, koopman, newcombe]) {
      expect(interval(empty, some)).toBeNull();
      expect(interval(some, empty)).toBeNull();
    }
  });

  it("mee(control, variant) has an interval where nobody or everybody converted", () => {
    const [lower, upper] = mee(none, none)!;
    expect(lower).toBeCloseTo(-upper, 12);
    expect(upper).toBeCloseTo(0.2775, 4);
    expect(mee(none, all)![1]).toBe(1);
    expect(mee(all, none)![0]).toBe(-1);
  });

  it("koopman(control, variant) reaches 0 without conversions in the variant, Infinity without any in the control", () => {
    expect(koopman(some, none)![0]).toBe(0);
    expect(koopman(none, some)![1]).toBe(Infinity);
    expect(koopman(none, some)![0]).toBeGreaterThan(1);
    expect(koopman(none, none)).toBeNull();
    expect(koopman(all, all)![0]).toBeLessThan(1);
  });

  it("newcombe(control, variant) is not the inverse of the pooled z test", () => {
    const [control, variant] = [
      {x: 0, n: 20},
      {x: 4, n: 20}
    ];
    expect(pooledZ(control, variant)!.p).toBeLessThan(0.05);
    expect(mee(control, variant)![0]).toBeGreaterThan(0);
    expect(newcombe(control, variant)![0]).toBeLessThanOrEqual(0.01);
  });
});
