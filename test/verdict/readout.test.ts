import {describe, expect, it} from "vitest";
import {heterogeneity, random, randomNormal} from "../../src/stats/index.js";
import {type LogRatio, logRatio} from "../../src/verdict/logRatio.js";
import {readout} from "../../src/verdict/readout.js";
import {type Arms, pastTest} from "./pastTest.js";

const z = 1.959963984540054;
const won: Arms = {a: [100, 1000], b: [160, 1000]};
const none = {naive: {value: 0}, shrunken: {value: 0}};
const lost: Arms = {a: [100, 1000], b: [104, 1000]};

describe("logRatio", () => {
  it("is the logarithm of the ratio with Katz's error, its sign turned where less is better", () => {
    const test = pastTest("x", {counts: won});
    // 1/100 − 1/1000 + 1/160 − 1/1000
    const expected = {value: Math.log(1.6), se: Math.sqrt(0.009 + 0.00525), shared: 0.009};
    expect(logRatio(test, test.comparisons[0]!)).toEqual({
      value: expect.closeTo(expected.value, 12) as number,
      se: expect.closeTo(expected.se, 12) as number,
      shared: expect.closeTo(0.009, 12) as number
    });
    const fewer = pastTest("x", {counts: won, metric: {better: "lower"}});
    expect(logRatio(fewer, fewer.comparisons[0]!)!.value).toBeCloseTo(-Math.log(1.6), 12);
  });

  it("adds half a conversion to both arms where one has none, and has no answer where neither has any", () => {
    const one = pastTest("x", {counts: {a: [0, 100], b: [5, 100]}});
    expect(logRatio(one, one.comparisons[0]!)!.value).toBeCloseTo(Math.log(5.5 / 0.5), 12);
    const none = pastTest("x", {counts: {a: [0, 100], b: [0, 100]}});
    expect(logRatio(none, none.comparisons[0]!)).toBeNull();
    const mean = pastTest("x", {counts: won, metric: {kind: "mean"}});
    expect(logRatio(mean, mean.comparisons[0]!)).toBeNull();
  });

  it("takes the joint error of a contrast where accounts are clusters: the same as of counts, where units are independent", () => {
    const test = pastTest("x", {counts: won});
    const clusters = structuredClone(test);
    for (const c of clusters.comparisons) Object.assign(c, {eventsControl: null, eventsVariant: null});
    const [counted, read] = [logRatio(test, test.comparisons[0]!)!, logRatio(clusters, clusters.comparisons[0]!)!];
    expect(read.value).toBeCloseTo(counted.value, 12);
    // n − 1 in place of n.
    expect(read.se / counted.se).toBeCloseTo(Math.sqrt(1000 / 999), 9);
    expect(read.shared / counted.shared).toBeCloseTo(1000 / 999, 9);
  });
});

describe("readout", () => {
  it("counts finished, planned tests whose split holds, and says how many others there are", () => {
    const tests = [
      pastTest("won", {counts: won}),
      pastTest("lost", {counts: lost}),
      pastTest("broken", {counts: won, broken: true}),
      pastTest("running", {counts: won, status: "running"}),
      pastTest("unplanned", {counts: won, exploratory: true}),
      pastTest("held", {counts: won, tags: {a: ["holdout"]}})
    ];
    const {tally, effects} = readout(tests);
    expect(tally).toMatchObject({tests: 2, won: 1, running: 1, invalid: 1, unplanned: 1});
    // Wilson for 1 of 2.
    expect(tally.rate!.value).toBe(0.5);
    expect(tally.rate!.lower).toBeCloseTo(0.0945, 4);
    expect(effects.map(({id, shipped}) => [id, shipped])).toEqual([
      ["won", true],
      ["lost", false]
    ]);
  });

  it("draws effects towards their common mean and adds up what shipped, beside the sum that luck inflates", () => {
    const tests = [
      pastTest("one", {counts: won}),
      pastTest("two", {counts: lost}),
      pastTest("three", {counts: {a: [100, 1000], b: [150, 1000]}}),
      pastTest("four", {counts: {a: [100, 1000], b: [98, 1000]}})
    ];
    const {effects, cumulative, usual} = readout(tests);
    const logs = tests.map((test) => logRatio(test, test.comparisons[0]!)!);
    const common = heterogeneity(logs)!;
    expect(common.tau2).toBeGreaterThan(0);
    expect(usual).toMatchObject({tests: 4, effects: 4, spread: Math.sqrt(common.tau2)});
    expect(effects[0]!.shrunken!.value).toBeCloseTo(Math.expm1(common.shrunk[0]!.value), 12);
    expect(effects[0]!.shrunken!.value).toBeLessThan(effects[0]!.raw.value);
    expect(cumulative).toHaveLength(1);
    const [{naive, shrunken, tests: k}] = cumulative as [(typeof cumulative)[0]];
    expect(k).toBe(2);
    // Ratios 1.6 and 1.5 multiplied; errors .009 + .00525 and .009 + 1/150 − 1/1000 added.
    expect(naive.value).toBeCloseTo(1.4, 12);
    expect(naive.upper).toBeCloseTo(2.4 * Math.exp(z * Math.sqrt(0.01425 + 0.009 + 1 / 150 - 0.001)) - 1, 9);
    const [x, y] = [common.shrunk[0]!, common.shrunk[2]!];
    expect(shrunken!.value).toBeCloseTo(Math.expm1(x.value + y.value), 12);
    // Both lean on one mean, whose error therefore counts for both at once: more than if they were independent.
    const kept = [logs[0]!, logs[2]!].map(({se}) => common.tau2 / (common.tau2 + se * se));
    const own = kept[0]! * logs[0]!.se ** 2 + kept[1]! * logs[2]!.se ** 2;
    // And on one τ², of four effects: Morris's variance of what is lent, 2/(4 − 3)·lent²·(mean se² + τ²)/(se² + τ²).
    const usualSquared = logs.reduce((sum, log) => sum + log.se ** 2, 0) / 4;
    const slope = [logs[0]!, logs[2]!].map(({value, se}, i) => {
      const variance = (2 * (1 - kept[i]!) ** 2 * (usualSquared + common.tau2)) / (se * se + common.tau2);
      return (value - common.random.value) * Math.sqrt(variance);
    });
    const shared = (2 - kept[0]! - kept[1]!) ** 2 * common.random.se ** 2 + (slope[0]! + slope[1]!) ** 2;
    const se = Math.sqrt(own + shared);
    expect(Math.log((1 + shrunken!.upper) / (1 + shrunken!.value))).toBeCloseTo(z * se, 9);
    expect(se).toBeGreaterThan(Math.hypot(x.se, y.se));
  });

  it("is right on average about what shipped, where the sum of winners as measured is far too large", () => {
    const next = random(7);
    const n = 3000;
    const convert = (p: number) => Math.round(n * p + Math.sqrt(n * p * (1 - p)) * randomNormal(next));
    const missed = Array.from({length: 60}, () => {
      const truth = Array.from({length: 20}, () => 0.03 + 0.1 * randomNormal(next));
      const found = readout(
        truth.map((log, i) => pastTest(`${i}`, {counts: {a: [convert(0.1), n], b: [convert(0.1 * Math.exp(log)), n]}}))
      );
      const real = found.effects.filter((one) => one.shipped).reduce((sum, {id}) => sum + truth[Number(id)]!, 0);
      const [{naive, shrunken}] = (found.cumulative.length ? found.cumulative : [none]) as [typeof none];
      return {naive: Math.log1p(naive.value) - real, shrunken: Math.log1p(shrunken.value) - real};
    });
    const mean = (of: (one: (typeof missed)[0]) => number) => missed.reduce((sum, one) => sum + of(one), 0) / 60;
    // In 400 runs: 0.228 and 0.010, on the log scale.
    expect(mean(({naive}) => naive)).toBeGreaterThan(0.15);
    expect(Math.abs(mean(({shrunken}) => shrunken))).toBeLessThan(0.06);
  });

  it("draws nothing with one test, not even one of several variants, and adds up no two metrics", () => {
    const alone = readout([pastTest("x", {counts: {...won, c: [170, 1000]}})]);
    expect([alone.usual, alone.effects.map(({shrunken}) => shrunken)]).toEqual([null, [null, null]]);
    // Both variants won; one can be in use.
    expect(alone.effects.map(({variant, shipped}) => [variant, shipped])).toEqual([
      ["b", false],
      ["c", true]
    ]);
    expect(alone.cumulative[0]).toMatchObject({tests: 1, shrunken: null});
    const two = readout([pastTest("x", {counts: won}), pastTest("y", {counts: won, metric: {id: "seat"}})]);
    expect(two.cumulative.map(({metric, tests}) => [metric, tests])).toEqual([
      ["buy", 1],
      ["seat", 1]
    ]);
  });

  it("names tests without an effect on a rate, and is empty where there is no test", () => {
    expect(readout([pastTest("m", {counts: won, metric: {kind: "mean"}})]).omitted).toEqual([
      {name: "m", reason: "its primary metric is no rate"}
    ]);
    expect(readout([])).toEqual({
      ...{tally: {tests: 0, won: 0, rate: null, running: 0, invalid: 0, unplanned: 0}, usual: null},
      ...{effects: [], omitted: [], cumulative: [], holdouts: [], tags: []}
    });
  });
});

describe("holdouts", () => {
  const shipped = pastTest("x", {counts: won, ends: "2026-03-01"});

  it("set those with messages beside those without, whichever is called control, and what shipped by then", () => {
    const asControl = pastTest("h", {counts: {none: [100, 1000], all: [130, 1000]}, tags: {none: ["holdout"]}});
    const asVariant = pastTest("h", {counts: {all: [130, 1000], none: [100, 1000]}, tags: {none: ["holdout"]}});
    for (const test of [asControl, asVariant]) {
      const [found] = readout([shipped, {...test, to: "2026-06-30", ends: "2026-06-30"}]).holdouts;
      expect(found).toMatchObject({nHoldout: 1000, nRest: 1000, reason: null, shipped: {tests: 1}});
      expect(found!.gap!.value).toBeCloseTo(0.3, 12);
      const se = Math.sqrt(0.009 + 1 / 130 - 0.001);
      expect(found!.gap!.lower).toBeCloseTo(1.3 * Math.exp(-z * se) - 1, 9);
    }
    // What shipped later cannot be in the gap.
    expect(readout([shipped, asControl]).holdouts[0]!.shipped).toBeNull();
  });

  it("have no gap where the split is broken", () => {
    const test = pastTest("h", {counts: won, tags: {a: ["holdout"]}, broken: true});
    expect(readout([test]).holdouts[0]).toMatchObject({gap: null, reason: expect.stringContaining("did not split")});
  });
});

describe("tags", () => {
  const tags = {b: ["friendly"]};

  it("have a mean over tests whose variant has them and whose control has not, from two tests on", () => {
    const tests = [
      pastTest("x", {counts: won, tags}),
      pastTest("y", {counts: lost, tags: {b: ["friendly", "short"]}}),
      pastTest("both", {counts: won, tags: {a: ["friendly"], b: ["friendly"]}})
    ];
    const [friendly, short] = readout(tests).tags;
    expect(friendly).toMatchObject({tag: "friendly", source: "plan", tests: ["x", "y"]});
    const [x, y] = tests.slice(0, 2).map((test) => logRatio(test, test.comparisons[0]!)!) as [LogRatio, LogRatio];
    expect(friendly!.mean!.value).toBeCloseTo(Math.expm1(heterogeneity([x, y])!.random.value), 12);
    // Two tests: 1 degree of freedom, so the interval tells nothing yet.
    expect(friendly!.mean!.lower).toBeLessThan(-0.5);
    expect(friendly!.pAdjusted).toBe(friendly!.p);
    expect(short).toMatchObject({tag: "short", tests: ["y"], mean: null, p: null, pAdjusted: null});
  });

  it("count variants of one test once, with the error of the control they share", () => {
    const test = pastTest("x", {counts: {a: [100, 1000], b: [160, 1000], c: [160, 1000]}, tags: {...tags, c: tags.b}});
    const same = pastTest("y", {counts: {a: [100, 1000], b: [160, 1000], c: [160, 1000]}, tags: {...tags, c: tags.b}});
    const {tags: found} = readout([test, same]);
    expect(found[0]!.tests).toEqual(["x", "y"]);
    expect(found[0]!.mean!.value).toBeCloseTo(0.6, 9);
    // (.00525 + .00525)/4 + .009 a test; two alike tests halve it; t(0.975, 1) = 12.7062.
    const se = Math.sqrt((0.00525 / 2 + 0.009) / 2);
    expect(Math.log((1 + found[0]!.mean!.upper) / 1.6)).toBeCloseTo(12.7062047 * se, 5);
  });

  it("come from the copy, too, and are adjusted together", () => {
    const tests = ["x", "y"].map((id) => pastTest(id, {counts: won, tags}));
    const found = readout(tests, (_, arm) => (arm === "b" ? ["jargon"] : [])).tags;
    expect(found.map(({tag, source}) => [tag, source])).toEqual([
      ["friendly", "plan"],
      ["jargon", "copy"]
    ]);
    // Equal p-values stay as they are under Benjamini–Hochberg.
    for (const {p, pAdjusted} of found) expect(pAdjusted).toBeCloseTo(p!, 12);
  });
});
