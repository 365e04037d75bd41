import {describe, expect, it} from "vitest";
import {benjaminiHochberg, holm} from "../../src/stats/adjustP.js";

describe("holm and benjaminiHochberg", () => {
  it("holm(ps) carries what is missing through and leaves it out of the family", () => {
    expect(holm([null, 0.01, NaN, 0.04])).toEqual([null, 0.02, null, 0.04]);
    expect(benjaminiHochberg([null, 0.01, NaN, 0.04])).toEqual([null, 0.02, null, 0.04]);
    expect(holm([])).toEqual([]);
  });

  it("holm(ps) keeps ties equal and never passes 1", () => {
    expect(holm([0.02, 0.02, 0.9])).toEqual([0.06, 0.06, 0.9]);
    expect(holm([0.6, 0.7])).toEqual([1, 1]);
    expect(benjaminiHochberg([0.02, 0.02, 1])).toEqual([0.03, 0.03, 1]);
  });

  it("holm(ps) throws on what is no probability", () => {
    expect(() => holm([0.2, 1.2])).toThrow(new RangeError("invalid p: 1.2"));
  });
});
