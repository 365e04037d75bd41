import {describe, expect, it} from "vitest";
import {compareProportions} from "../../src/stats/compareProportions.js";

const empty = {x: 0, n: 0};
const none = {x: 0, n: 10};
const all = {x: 10, n: 10};
const some = {x: 4, n: 10};

describe("compareProportions", () => {
  it("compareProportions(control, variant) says why there is no p and no lift", () => {
    expect(compareProportions(empty, some)).toMatchObject({
      difference: null,
      p: null,
      lift: null,
      reason: "no units in the control arm",
      liftReason: "lift not estimable: no units in the control arm"
    });
    expect(compareProportions(none, none)).toMatchObject({
      difference: 0,
      z: null,
      p: null,
      lift: null,
      reason: "no conversions in either arm",
      liftReason: "lift not estimable: no conversions in the control arm"
    });
    expect(compareProportions(all, all)).toMatchObject({p: null, lift: 0, reason: "every unit converted in both arms"});
  });

  it("compareProportions(control, variant) never holds a NaN or an infinite number", () => {
    for (const control of [empty, none, some, all]) {
      for (const variant of [empty, none, some, all]) {
        const result = compareProportions(control, variant);
        expect(JSON.parse(JSON.stringify(result))).toEqual(result);
      }
    }
  });
});
