import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {keptRatio, mergeMoments, momentsOf, ratioOfSums, retainedRatio} from "../../src/stats/index.js";

type Account = {x: number; y: number};

const moments = (rows: Account[]) =>
  momentsOf(
    rows.map(({x, y}) => ({k: x - y, l: y})),
    ["kk", "ll", "kl"]
  );
const total = (rows: Account[], name: "x" | "y") => rows.reduce((sum, row) => sum + row[name], 0);

function sums(rows: Account[], {n, co} = moments(rows)) {
  const lost = total(rows, "y");
  return {n, kept: total(rows, "x") - lost, lost, kk: co.kk!, ll: co.ll!, kl: co.kl!};
}

/** What changed beside the start. */
function changes(rows: Account[], name: "lost" | "left" = "lost") {
  const {n, co} = momentsOf(
    rows.map(({x, y}) => ({x, y: name === "lost" ? y : x - y})),
    ["xx", "yy", "xy"]
  );
  const [sumX, lost] = [total(rows, "x"), total(rows, "y")];
  return {n, sumY: name === "lost" ? lost : sumX - lost, sumX, yy: co.yy!, xx: co.xx!, xy: co.xy!};
}

const account = fc
  .tuple(fc.integer({min: 1, max: 5_000_000}), fc.integer({min: 0, max: 9_000_000}))
  .map(([x, e]) => ({x, y: x - e}));
const accounts = fc.array(account, {minLength: 2, maxLength: 60});

describe("retainedRatio", () => {
  it("retainedRatio(moments) returns the share kept with its linearised interval", () => {
    const result = retainedRatio({n: 3, sumY: 3, sumX: 30, yy: 6, xx: 14, xy: 1})!;
    expect(result.value).toBe(0.9);
    expect(result.lower).toBeCloseTo(0.4719, 4);
    expect(result.upper).toBeCloseTo(1.3281, 4);
    expect(result.se).toBeCloseTo(0.0995, 4);
    expect(result.n).toBe(3);
  });

  it("retainedRatio(moments) is ratioOfSums of what each account pays now", () => {
    fc.assert(
      fc.property(accounts, (rows) => {
        const found = retainedRatio(changes(rows))!;
        const direct = ratioOfSums(changes(rows, "left"), {min: 0})!;
        expect(found.value).toBeCloseTo(direct.value, 12);
        if (found.se !== null && direct.se !== null && found.value > 0) {
          expect(found.lower! / found.value).toBeCloseTo(direct.lower! / direct.value, 8);
          expect(found.upper! / found.value).toBeCloseTo(direct.upper! / direct.value, 8);
        }
      }),
      {numRuns: 300, seed: 31}
    );
  });

  it("keptRatio(moments) is on the log-odds", () => {
    const lost = sums([
      {x: 10, y: 0},
      {x: 10, y: 10},
      {x: 10, y: 0}
    ]);
    const {lower, upper} = keptRatio(lost)!;
    // R = 2/3 with standard error 1/3; t with 2 degrees of freedom is 4.302653; ln 2 ± 4.302653 · (1/3) ÷ (2/9).
    expect(Math.log(lower! / (1 - lower!))).toBeCloseTo(Math.log(2) - 6.453979, 5);
    expect(Math.log(upper! / (1 - upper!))).toBeCloseTo(Math.log(2) + 6.453979, 5);
  });

  it("keptRatio(moments) keeps its digits where one account of many lost one unit, and where all but one lost all", () => {
    const one = Array.from({length: 300}, (_, i) => ({x: 100_000 + 977 * i, y: i === 7 ? 1 : 0}));
    const halves = [one.slice(0, 100), one.slice(100)].map(moments);
    const direct = keptRatio(sums(one))!;
    const merged = keptRatio(sums(one, mergeMoments(halves)))!;
    // The loss of one account is a share L of all: its residuals are y − Lx, and they add up by hand.
    const share = 1 / one.reduce((sum, {x}) => sum + x, 0);
    const squares = one.reduce((sum, {x, y}) => sum + (y - share * x) ** 2, 0);
    expect(direct.se! / ((Math.sqrt(squares / (300 * 299)) * 300) / (1 / share))).toBeCloseTo(1, 12);
    expect(1 - merged.lower!).toBeCloseTo(1 - direct.lower!, 15);
    expect((1 - merged.lower!) / (1 - direct.lower!)).toBeCloseTo(1, 6);
    const [mirrored, turned] = [keptRatio(sums(one.map(({x, y}) => ({x, y: x - y}))))!, direct];
    expect(mirrored.lower! / (1 - turned.upper!)).toBeCloseTo(1, 6);
  });

  it("retainedRatio(moments) and keptRatio(moments) have no bounds where nothing was lost, and are null without a start", () => {
    const rows = [
      {x: 10, y: 0},
      {x: 70, y: 0}
    ];
    const whole = {value: 1, lower: null, upper: null, se: null, n: 2};
    expect([keptRatio(sums(rows)), retainedRatio(changes(rows))]).toEqual([whole, whole]);
    expect(retainedRatio({n: 0, sumY: 0, sumX: 0, yy: 0, xx: 0, xy: 0})).toBeNull();
    expect(keptRatio({n: 0, kept: 0, lost: 0, kk: 0, ll: 0, kl: 0})).toBeNull();
  });
});
