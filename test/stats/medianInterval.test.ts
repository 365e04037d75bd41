import {describe, expect, it} from "vitest";
import {medianInterval} from "../../src/stats/index.js";

const each = (values: readonly number[]) => values.map((value) => ({value, count: 1}));
const upTo = (n: number) => each([...Array(n).keys()].map((i) => i + 1));

describe("medianInterval", () => {
  // P(binomial(10, ½) ≤ 1) = 11/1024 = 1.07% and ≤ 2 is 5.5%; P(15: ≤ 3) = 576/32768 = 1.76% and ≤ 4 is 5.9%;
  // P(20: ≤ 5) = 21700/1048576 = 2.07% and ≤ 6 is 5.8%: so ranks 2, 4 and 6 are the last within 2.5%.
  it.each([
    [10, 2, 9],
    [15, 4, 12],
    [20, 6, 15]
  ])("of %i values goes from rank %i to %i", (n, lower, upper) => {
    expect(medianInterval(upTo(n))).toEqual({value: Math.ceil(n / 2), lower, upper, n});
  });

  it("has no bounds under six values, and no value without any", () => {
    expect(medianInterval(upTo(5))).toEqual({value: 3, lower: null, upper: null, n: 5});
    expect(medianInterval(upTo(6))).toMatchObject({lower: 1, upper: 6});
    expect(medianInterval([{value: 1, count: 0}])).toBeNull();
  });

  it("counts values as often as they were seen, in any order", () => {
    const counted = medianInterval([
      {value: 7, count: 4},
      {value: 2, count: 9},
      {value: 5, count: 7}
    ]);
    expect(counted).toEqual(medianInterval(each([...Array(9).fill(2), ...Array(7).fill(5), ...Array(4).fill(7)])));
  });

  it("refuses a level or count that cannot be", () => {
    expect(() => medianInterval(upTo(9), 1.5)).toThrow("invalid alpha: 1.5");
    expect(() => medianInterval([{value: 1, count: -1}])).toThrow("invalid count: -1");
  });
});
