import {describe, expect, it} from "vitest";
import {roundResult} from "../../loaders/roundResult.js";
import {confidenceSequence, mixingVariance} from "../../src/stats/index.js";
import type {Rows} from "./company.js";
import {day, event, plan, readOut, seen} from "./experimentRows.js";

/** 20 users an arm on each of `days` days, of whom so many of each arm buy; a day's window is 24 hours. */
function daily(days: number, a: number, b: number): Rows {
  const rows: Rows = {exposures: [], events: []};
  for (let k = 0; k < days; ++k)
    for (const [arm, x] of [
      ["a", a],
      ["b", b]
    ] as const)
      for (let i = 0; i < 20; ++i) {
        rows.exposures!.push(seen(`${arm}${k}-${i}`, arm, day(k, 0)));
        if (i < x) rows.events!.push(event(`${arm}${k}-${i}`, day(k, 1), "buy"));
      }
  return rows;
}

const buy = {id: "buy", kind: "conversion", table: "events", where: "event = 'buy'", window_hours: 24};
const planned = (more: Record<string, unknown> = {}) =>
  plan({metrics: [buy], units: 400, looks: 2, ends: "2025-01-11", ...more});

describe("planned looks", () => {
  it("are at equal shares of the planned units, on the first day that had them, and stay there", async () => {
    const four = planned({looks: 4});
    const e = await readOut(daily(10, 5, 6), four);
    // 40 units a day whose window is over the day after: 100, 200, 300 and 400 units are there on days 3, 5, 8 and 10.
    expect(e.metrics[0]!.looks.map(({day, n, fraction}) => [day, n, fraction])).toEqual([
      ["2025-01-04", 120, 0.3],
      ["2025-01-06", 200, 0.5],
      ["2025-01-09", 320, 0.8],
      ["2025-01-11", 400, 1]
    ]);
    for (const [asOf, count] of [
      ["2025-01-04", 1],
      ["2025-01-05", 2],
      ["2025-01-07", 2],
      ["2025-01-08", 3]
    ] as const) {
      const early = await readOut(daily(10, 5, 6), four, {asOf});
      // As results are written: the last digits depend on the order in which threads add up.
      const written = (looks: unknown) => JSON.stringify(looks, roundResult);
      const due = early.metrics[0]!.looks.filter(({fraction}) => fraction !== null);
      expect([early.status, written(due)]).toEqual(["running", written(e.metrics[0]!.looks.slice(0, count))]);
    }
  });

  it("count units whose window is over, and show what came since without a boundary", async () => {
    const e = await readOut(daily(10, 5, 6), planned(), {asOf: "2025-01-07"});
    // By the end of 7 January, users of days 0 to 6 had their 24 hours, those of day 7 and later did not.
    expect(e.metrics[0]!.looks.map(({day, n, fraction}) => [day, n, fraction])).toEqual([
      ["2025-01-06", 200, 0.5],
      ["2025-01-08", 280, null]
    ]);
    expect(e.comparisons[0]!.sequential).toMatchObject({look: 1, looks: 2, fraction: 0.5, crossed: false});
  });

  it("have O'Brien and Fleming's boundaries as published for two looks, 2.963 and 1.969", async () => {
    const [first] = (await readOut(daily(10, 5, 6), planned(), {asOf: "2025-01-06"})).comparisons;
    const [last] = (await readOut(daily(10, 5, 6), planned())).comparisons;
    expect(first!.sequential!.z).toBeCloseTo(2.963, 3);
    expect(last!.sequential!.z).toBeCloseTo(1.969, 3);
    expect(last!.sequential!.upper - last!.sequential!.lower).toBeCloseTo(2 * last!.sequential!.z * last!.se!, 9);
    const pocock = (await readOut(daily(10, 5, 6), planned({spending: "pocock"}))).comparisons;
    // Lan and DeMets's Pocock spending at ½ and 1: 2.157 and 2.201.
    expect(pocock[0]!.sequential!.z).toBeCloseTo(2.201, 3);
  });

  it("say nothing before the first of them", async () => {
    const e = await readOut(daily(10, 1, 19), planned(), {asOf: "2025-01-04"});
    expect(e.comparisons[0]).toMatchObject({
      ...{sequential: null, decision: "extend"},
      reasons: ["No planned look has been reached.", "The test is not over yet."]
    });
  });

  it("end where the boundary is crossed; what came afterwards is not tested again", async () => {
    const e = await readOut(daily(10, 4, 14), planned(), {asOf: "2025-01-09"});
    const [c] = e.comparisons;
    expect([e.status, c!.decision]).toEqual(["running", "ship"]);
    expect(c!.sequential).toMatchObject({crossed: true, look: 1, looks: 2, fraction: 0.5});
    expect(c!.reasons).toEqual(["It does better than the control, by more than chance explains at look 1 of 2."]);
    // At a first look nothing was selected yet: the adjusted estimate is 14/20 − 4/20 itself.
    expect(c!.sequential!.adjusted!.estimate).toBeCloseTo(0.5, 6);
    const later = (await readOut(daily(10, 4, 14), planned())).comparisons[0]!;
    expect(later.sequential).toMatchObject({crossed: true, look: 1});
    // Whoever came in after the stop counts, and the look that crossed is left out: no other came before.
    expect(later.sequential!.adjusted!.estimate).toBeCloseTo(later.difference!, 6);
  });

  it("draw the estimate of a test that ends at its last look towards none", async () => {
    const e = await readOut(daily(10, 5, 8), planned());
    const [c] = e.comparisons;
    expect(c!.sequential).toMatchObject({crossed: true, look: 2, fraction: 1});
    expect(c!.difference).toBeCloseTo(0.15, 12);
    expect(c!.sequential!.adjusted!.estimate).toBeLessThan(0.15);
    expect(c!.sequential!.adjusted!.estimate).toBeGreaterThan(0.13);
  });

  it("of a test that ran on have their last at its end, of all that is counted, as the headline has", async () => {
    const e = await readOut(daily(10, 5, 6), planned({units: 200}));
    expect(e.metrics[0]!.looks.map(({n, fraction}) => [n, fraction])).toEqual([
      [120, 0.6],
      [400, 2]
    ]);
    expect(e.comparisons[0]!.sequential).toMatchObject({look: 2, fraction: 2});
    expect(e.comparisons[0]!.nControl).toBe(200);
  });

  it("of a test that ended short have their last on the last day, with all that is left to spend", async () => {
    const e = await readOut(daily(10, 5, 6), planned({units: 800}));
    expect(e.metrics[0]!.looks.map(({n, fraction}) => [n, fraction])).toEqual([[400, 0.5]]);
    // One look that spends 5 %.
    expect(e.comparisons[0]!.sequential!.z).toBeCloseTo(1.959964, 6);
    expect(e.comparisons[0]!.decision).toBe("keep");
  });

  it("share alpha between two primary metrics before it is spent", async () => {
    const two = planned({metrics: [buy, {...buy, id: "again"}]});
    const [c] = (await readOut(daily(10, 5, 6), two, {asOf: "2025-01-06"})).comparisons;
    // Each side has .0125, of which 2(1 − Φ(2.497705/√½)) = .000412 is spent at ½: |z| ≥ 3.345.
    expect(c!.sequential!.z).toBeCloseTo(3.345, 3);
  });

  it("take the past out as the headline does, each by what it had, so that the last is the headline", async () => {
    const rows = daily(10, 5, 8);
    // Most who buy had bought in the day before.
    for (let k = 0; k < 10; ++k)
      for (const arm of ["a", "b"])
        for (let i = 0; i < 6; ++i) rows.events!.push(event(`${arm}${k}-${i}`, day(k - 1, 12), "buy"));
    const adjusted = planned({metrics: [{...buy, before: true}], units: 400, looks: 5});
    const e = await readOut(rows, adjusted);
    const headline = e.metrics[0]!.views[0]!.versus[0]!;
    expect(headline.method).toMatch(/CUPED/);
    const {looks} = e.metrics[0]!;
    expect(looks.map(({n}) => n)).toEqual([80, 160, 240, 320, 400]);
    const last = looks.at(-1)!.versus[0]!.contrast!;
    for (const key of ["difference", "squared", "base", "baseSquared", "covariance", "df"] as const)
      expect(last[key]).toBeCloseTo(headline.contrast![key], 10);
    // 80 units are too few: p(1 − p)/39 an arm of 40, .25 and .4. Later looks are narrower than that.
    const plain = (n: number) => (0.25 * 0.75 + 0.4 * 0.6) / (n / 2 - 1);
    expect(looks[0]!.versus[0]!.contrast!.squared).toBeCloseTo(plain(80), 12);
    for (const look of looks.slice(1)) expect(look.versus[0]!.contrast!.squared).toBeLessThan(0.7 * plain(look.n));
    // What a look said stays said.
    const early = (await readOut(rows, adjusted, {asOf: "2025-01-05"})).metrics[0]!.looks;
    expect(JSON.stringify(early.slice(0, 2), roundResult)).toBe(JSON.stringify(looks.slice(0, 2), roundResult));
  });

  it("wait, after the end, for the windows of everybody exposed by then", async () => {
    const status = async (asOf: string) =>
      (await readOut(daily(10, 5, 6), planned({ends: "2025-01-10"}), {asOf})).status;
    // The last were exposed on 10 January at 0:00 and have until 11 January at 0:00, the end of the 10th.
    expect(await status("2025-01-09")).toBe("running");
    expect(await status("2025-01-10")).toBe("finished");
    const slow = planned({ends: "2025-01-10", metrics: [{...buy, window_hours: 72}]});
    expect((await readOut(daily(10, 5, 6), slow, {asOf: "2025-01-11"})).status).toBe("running");
    expect((await readOut(daily(10, 5, 6), slow, {asOf: "2025-01-12"})).status).toBe("finished");
  });
});

describe("a running test without planned looks", () => {
  const running = plan({metrics: [buy]});

  it("is read by a confidence sequence, at any time, from its formula", async () => {
    const e = await readOut(daily(10, 5, 8), running);
    const [c] = e.comparisons;
    const looks = e.metrics[0]!.looks;
    expect(looks.map(({n, fraction}) => [n, fraction]).at(-1)).toEqual([400, null]);
    const variance = looks.at(-1)!.versus[0]!.contrast!.squared;
    // .25·.75/199 + .4·.6/199
    expect(variance).toBeCloseTo(0.4275 / 199, 12);
    const first = looks[0]!;
    // Tuned for 1,000 units, which no data move.
    const tau2 = mixingVariance((first.versus[0]!.contrast!.squared * first.n) / 1000, 0.05);
    const half = Math.sqrt(variance * (1 + variance / tau2) * Math.log((1 + tau2 / variance) / 0.05 ** 2));
    expect(c!.anytime!.upper - c!.anytime!.lower).toBeCloseTo(2 * half, 9);
    expect(confidenceSequence({difference: 0.15, variance}, {tau2})!.lower).toBeCloseTo(0.15 - half, 9);
    expect([c!.sequential, c!.anytime!.crossed]).toEqual([null, 0.15 - half > 0]);
  });

  it("ships where that leaves out none, says nothing where only a plain p does", async () => {
    const clear = (await readOut(daily(10, 4, 14), running)).comparisons[0]!;
    expect(clear).toMatchObject({
      decision: "ship",
      reasons: ["It does better than the control, by more than chance explains at any time one looks."]
    });
    const unclear = (await readOut(daily(10, 5, 7), running)).comparisons[0]!;
    // 50 and 70 of 200: z 2.182, p .029.
    expect(unclear.p).toBeLessThan(0.05);
    expect(unclear).toMatchObject({decision: "extend", anytime: {crossed: false}});
  });

  it("claims nothing before 50 units and ten conversions an arm", async () => {
    const c = (await readOut(daily(10, 0, 10), running)).comparisons[0]!;
    expect(c.anytime).toMatchObject({burnedIn: false, crossed: false});
    expect(c.decision).toBe("extend");
  });

  it("is not read early where a metric has no window, or in a part of its units", async () => {
    const endless = plan({metrics: [{...buy, window_hours: undefined}]});
    const c = (await readOut(daily(10, 4, 14), endless)).comparisons[0]!;
    expect(c.p).toBeLessThan(1e-6);
    expect(c).toMatchObject({
      decision: "extend",
      reasons: ["This metric has no reading that may be taken before the end.", "The test is not over yet."]
    });
  });
});
