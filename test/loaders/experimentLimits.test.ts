import {describe, expect, it} from "vitest";
import type {Rows} from "./company.js";
import {day, event, group, plan, readOut, seen, summing, values} from "./experimentRows.js";

/** Users who are not in the test had 1, 2, … in the 48 hours before it; what is older or later is no past. */
const past = (count: number): Rows[string] => [
  ...Array.from({length: count}, (_, i) => event(`z${i}`, "2024-12-30 12:00:00", "value", {value: i + 1})),
  event("z0", "2024-12-29 23:59:59", "value", {value: 1e6}),
  event("z1", "2025-01-01 00:00:00", "value", {value: 1e6})
];
const rows = (count: number): Rows => ({
  exposures: [...group("a", 3), ...group("b", 3)],
  events: [...past(count), ...values("a", [1, 2, 500]), ...values("b", [0.5, 2, 9])]
});
const read = async (count: number, more: Record<string, unknown>, extra: Rows[string] = []) => {
  const all = rows(count);
  const e = await readOut({...all, events: [...all.events!, ...extra]}, plan({metrics: [summing(more)]}));
  return {e, metric: e.metrics[0]!, c: e.comparisons[0]!};
};

describe("a cap and a floor", () => {
  it("written as percentiles are those of everybody's past, which no arm and no day moves", async () => {
    const {metric, c} = await read(100, {cap: "p99", floor: "p1"});
    // R's type 7 of 1 … 100: 1 + .99 · 99 and 1 + .01 · 99.
    expect(metric.cap).toBeCloseTo(99.01, 12);
    expect(metric.floor).toBeCloseTo(1.99, 12);
    expect(c.valueControl).toBeCloseTo((1.99 + 2 + 99.01) / 3, 12);
    expect(c.valueVariant).toBeCloseTo((1.99 + 2 + 9) / 3, 12);
    const later = await read(100, {cap: "p99"}, [
      event("b2", day(0, 5), "value", {value: 7000}),
      event("z9", day(9), "value", {value: 9000})
    ]);
    expect(later.metric.cap).toBeCloseTo(99.01, 12);
    expect(later.c.valueVariant).toBeCloseTo((0.5 + 2 + 99.01) / 3, 12);
  });

  it("leave the view without them beside the one with them", async () => {
    const {metric, c} = await read(0, {cap: 10, floor: 1});
    expect([metric.cap, metric.floor]).toEqual([10, 1]);
    expect(c.difference).toBeCloseTo(12 / 3 - 13 / 3, 12);
    expect(metric.views[0]!.uncapped).toBeUndefined();
    const plainly = metric.views.filter(({uncapped}) => uncapped);
    expect(plainly).toHaveLength(1);
    expect(metric.views.at(-1)).toBe(plainly[0]);
    expect(plainly[0]!.versus[0]!.contrast!.difference).toBeCloseTo(11.5 / 3 - 503 / 3, 12);
    expect((await read(0, {})).metric.views.some(({uncapped}) => uncapped)).toBe(false);
  });

  it("without enough of a past to read ask for a number", async () => {
    await expect(read(99, {cap: "p99"})).rejects.toThrow(
      "experiments.yaml:7: cap p99 of sum of x cannot be read: 99 users had a value in the 48 hours before the test; write a number"
    );
    await expect(read(199, {floor: "p0.5"})).rejects.toThrow(
      "experiments.yaml:7: floor p0.5 of sum of x cannot be read: 199 users had a value in the 48 hours before the test; write a number"
    );
    expect((await read(200, {floor: "p0.5"})).metric.floor).toBeCloseTo(1.995, 12);
  });

  it("that leave nothing between them, or are none, are refused", async () => {
    await expect(read(0, {cap: 2, floor: 2})).rejects.toThrow(
      "experiments.yaml:7: floor of sum of x is 2, which is not below its cap, 2; write the smaller one as floor"
    );
    const share = {id: "buy", kind: "conversion", table: "events", window_hours: 48, cap: 1};
    await expect(readOut({exposures: [seen("u", "a")]}, plan({metrics: [share]}))).rejects.toThrow(
      "experiments.yaml:7: metric buy of x has a cap, though it is a share of units; leave it out: a unit counts as 0 or 1"
    );
    for (const cap of ["99%", "p0", "p100", "q9"]) expect(() => plan({metrics: [summing({cap})]})).toThrow();
  });
});
