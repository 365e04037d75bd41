import {describe, expect, it} from "vitest";
import {differenceInDifferences} from "../../src/stats/index.js";

// Share of registered organ donors by state, six quarters from Q4 2010; California changed its question in Q3 2011.
// Kessler and Roth (2014), NBER 20378, as in the MIT-licensed package causaldata, `organ_donations`.
const donors = `
Alaska: .75 .77 .77 .78 .78 .79
Arizona: .2634 .2092 .2261 .2503 .2351 .2587
California: .2666 .2731 .2743 .2636 .2607 .2641
Colorado: .6653 .6674 .6736 .6715 .6699 .6594
Connecticut: .3905 .3853 .3952 .4031 .3864 .3984
District of Columbia: .3319 .2866 .2951 .4024 .3791 .3646
Florida: .3753 .3795 .3947 .4181 .4037 .407
Hawaii: .417 .4105 .4271 .4294 .4307 .4108
Louisiana: .5372 .546 .5619 .5949 .551 .5486
Maryland: .4635 .4529 .4679 .459 .495 .456
Michigan: .1563 .1491 .1923 .2461 .2294 .4216
Minnesota: .5358 .5173 .5202 .5246 .528 .5398
Missouri: .4025 .3987 .4063 .4089 .415 .4127
Montana: .6429 .6406 .6578 .6683 .6674 .6523
Nebraska: .4541 .4337 .436 .4405 .4389 .4519
New Hampshire: .5576 .5594 .5643 .5334 .5248 .5253
New Jersey: .3037 .3109 .3039 .3109 .3127 .3334
New York: .1249 .1267 .1314 .1451 .1277 .1229
North Carolina: .5239 .519 .532 .534 .5284 .5126
Ohio: .5545 .5593 .5701 .5701 .5751 .5645
Pennsylvania: .4531 .4536 .4553 .4559 .4551 .4527
South Carolina: .3083 .2617 .2556 .2641 .2966 .228
Tennessee: .3268 .3249 .3382 .3428 .3385 .34
Virginia: .2645 .3623 .3455 .359 .3443 .3701
Washington: .5811 .5893 .5882 .5846 .5842 .5947
Wisconsin: .5735 .571 .572 .5688 .566 .5814
Wyoming: .5931 .5946 .5937 .5911 .5854 .5881`;

describe("differenceInDifferences", () => {
  it("Card and Krueger's four means give 2.75, without an error", () => {
    const units = [
      {treated: true, values: [20.44, 21.03]},
      {treated: false, values: [23.33, 21.17]}
    ];
    expect(differenceInDifferences(units, 1)).toMatchObject({value: expect.closeTo(2.75, 10), se: null, n: 4});
  });

  it("Snow's cholera deaths fell by 56.9 where the water was changed", () => {
    const units = [
      {treated: true, values: [130.1, 84.9]},
      {treated: false, values: [134.9, 146.6]}
    ];
    expect(differenceInDifferences(units, 1)!.value).toBeCloseTo(-56.9, 10);
  });

  it("organ donations: value and both errors of the published regression", () => {
    const units = donors
      .trim()
      .split("\n")
      .map((line) => {
        const [state, values] = line.split(": ") as [string, string];
        return {treated: state === "California", values: values.split(" ").map(Number)};
      });
    const found = differenceInDifferences(units, 3)!;
    expect(found).toMatchObject({treated: 1, controls: 26, n: 162});
    expect(found.value).toBeCloseTo(-0.02245897, 8);
    expect(found.classicSe).toBeCloseTo(0.02049686, 8);
    expect(found.se).toBeCloseTo(0.00672077, 8);
  });

  it("needs both sides and both times", () => {
    expect(differenceInDifferences([{treated: true, values: [1, 2]}], 1)).toBeNull();
    const units = [true, false].map((treated) => ({treated, values: [1, 2]}));
    expect(differenceInDifferences(units, 0)).toBeNull();
    expect(differenceInDifferences(units, 2)).toBeNull();
    expect(differenceInDifferences([], 1)).toBeNull();
    expect(() => differenceInDifferences([{treated: true, values: [1]}, ...units], 1)).toThrow("invalid values");
  });
});
