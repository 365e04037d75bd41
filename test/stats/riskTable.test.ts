import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {riskTable} from "../../src/stats/index.js";
import {countEvents} from "../../src/stats/riskTable.js";
import {leukaemia, tableOf} from "./survivalData.js";
import {subjects} from "./survivalCases.js";

describe("riskTable", () => {
  it("riskTable(subjects) counts those censored at a time as at risk for its events", () => {
    expect(tableOf("6 6 6 6+ 7 9+").map(({time, atRisk, events}) => [time, atRisk, events[0]])).toEqual([
      [6, 6, 3],
      [7, 2, 1],
      [9, 1, 0]
    ]);
  });

  it("riskTable(subjects) finds 30 events in 541 weeks of remission", () => {
    const both = [...tableOf(leukaemia.sixMp), ...tableOf(leukaemia.placebo)];
    expect(both.reduce((sum, step) => sum + countEvents(step), 0)).toBe(30);
    const weeks = `${leukaemia.sixMp} ${leukaemia.placebo}`.split(" ").reduce((sum, t) => sum + parseFloat(t), 0);
    expect(weeks).toBe(541);
  });

  it("riskTable(subjects) counts late entrants after their entry only, and gives the entry a row", () => {
    const steps = riskTable([
      {exit: 2, cause: 1},
      {entry: 2, exit: 5, cause: 1},
      {entry: 3, exit: 4, cause: 0}
    ]);
    expect(steps).toEqual([
      {time: 2, atRisk: 1, events: [1]},
      {time: 3, atRisk: 1, events: [0]},
      {time: 4, atRisk: 2, events: [0]},
      {time: 5, atRisk: 1, events: [1]}
    ]);
  });

  it("riskTable(subjects) takes an event at time 0 of a subject that has no entry", () => {
    expect(
      riskTable([
        {exit: 0, cause: 1},
        {exit: 1, cause: 0}
      ])[0]
    ).toEqual({time: 0, atRisk: 2, events: [1]});
  });

  it("riskTable(subjects, causes) keeps causes apart and leaves out subjects of weight 0", () => {
    const steps = riskTable(
      [
        {exit: 1, cause: 2, weight: 2},
        {exit: 1, cause: 1},
        {exit: 1, cause: 1, weight: 0}
      ],
      2
    );
    expect(steps).toEqual([{time: 1, atRisk: 3, events: [1, 2]}]);
    expect(riskTable([])).toEqual([]);
  });

  it("riskTable(subjects, causes) throws on subjects that cannot be", () => {
    expect(() => riskTable([{entry: 2, exit: 2, cause: 1}])).toThrow(new RangeError("invalid entry: 2"));
    expect(() => riskTable([{exit: NaN, cause: 1}])).toThrow(new RangeError("invalid exit: NaN"));
    expect(() => riskTable([{exit: 1, cause: 2}])).toThrow(new RangeError("invalid cause: 2"));
    expect(() => riskTable([{exit: 1, cause: 1, weight: -1}])).toThrow(new RangeError("invalid weight: -1"));
  });

  it("riskTable(subjects) counts as the definition does, in any order of rows", () => {
    fc.assert(
      fc.property(subjects(2), (rows) => {
        const steps = riskTable(rows, 2);
        for (const {time, atRisk, events} of steps) {
          const present = rows.filter((row) => (row.entry ?? -1) < time && time <= row.exit);
          const weight = (of: typeof rows) => of.reduce((sum, row) => sum + (row.weight ?? 1), 0);
          expect(atRisk).toBe(weight(present));
          expect(events).toEqual([1, 2].map((c) => weight(present.filter((r) => r.exit === time && r.cause === c))));
        }
        expect(riskTable([...rows].reverse(), 2)).toEqual(steps);
        expect(new Set(steps.map((step) => step.time))).toEqual(
          new Set(rows.flatMap(({entry, exit}) => (entry ? [entry, exit] : [exit])))
        );
      }),
      {numRuns: 500}
    );
  });
});
