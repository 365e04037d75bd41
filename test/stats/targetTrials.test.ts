import {describe, expect, it} from "vitest";
import {random, targetTrials} from "../../src/stats/index.js";

describe("targetTrials", () => {
  it("weights the others to the covariates of the treated", () => {
    // In stratum 0 a tenth, in stratum 1 half of the units is treated; nobody's rate depends on it: 0.2 and 0.6 in the strata.
    const stratum = (x: number, treated: number, others: number, events: number, of: number) =>
      [true, false].flatMap((side) =>
        Array.from({length: side ? treated : others}, (_, i) => ({
          ...{unit: `${x} ${side} ${i}`, treated: side, x: [x], exposure: 1},
          events: i % of < events ? 1 : 0
        }))
      );
    const found = targetTrials([...stratum(0, 10, 90, 1, 5), ...stratum(1, 50, 50, 3, 5)]);
    // Treated: (2 + 30)/60. Others as they are: (18 + 30)/140; like the treated: (10·0.2 + 50·0.6)/60.
    expect(found.treated!.rate).toBeCloseTo(32 / 60, 12);
    expect(found.plain!.value).toBeCloseTo(32 / 60 - 48 / 140, 12);
    expect(found.controls!.rate).toBeCloseTo(32 / 60, 9);
    expect(found.difference!.value).toBeCloseTo(0, 9);
    // Weights 1/9 and 1: (10 + 50)² / (90/81 + 50).
    expect(found.ess).toBeCloseTo(3600 / (90 / 81 + 50), 6);
    expect(found.balance[0]!.before).toBeGreaterThan(0.8);
    expect(found.balance[0]!.after).toBeCloseTo(0, 8);
  });

  it("an account's trials are one account to the interval", () => {
    const rows = Array.from({length: 200}, (_, i) => ({
      ...{unit: i, treated: i % 4 === 0, x: [i % 3], exposure: 3, events: i % 5 === 0 ? 1 : 0}
    }));
    const once = targetTrials(rows).plain!;
    const repeated = targetTrials([...rows, ...rows, ...rows]).plain!;
    expect(repeated.se).toBeCloseTo(once.se!, 12);
  });

  it("gives no interval to a rate of four events", () => {
    const rows = Array.from({length: 60}, (_, unit) => ({
      ...{unit, treated: unit < 20, x: [], exposure: 1, events: unit < 4 || unit > 49 ? 1 : 0}
    }));
    const four = targetTrials(rows);
    expect(four.treated).toMatchObject({events: 4, rate: 0.2});
    expect(four.difference).toMatchObject({value: expect.closeTo(0.2 - 0.25, 12), se: null, lower: null, p: null});
    const five = targetTrials(rows.map((row) => (row.unit === 4 ? {...row, events: 1} : row)));
    // Each unit is one trial: 0.25·0.75/20 + 0.25·0.75/40, times 60/59.
    expect(five.difference!.se).toBeCloseTo(Math.sqrt((60 / 59) * 0.1875 * (1 / 20 + 1 / 40)), 12);
  });

  it("says why there is no answer", () => {
    const row = {unit: 1, treated: true, x: [], exposure: 1, events: 0};
    expect(targetTrials([row])).toMatchObject({
      difference: null,
      reason: "one side has no period in which it could leave"
    });
    expect(targetTrials([row, {...row, treated: false, exposure: 0}]).difference).toBeNull();
    expect(targetTrials([]).reason).not.toBeNull();
  });

  it("does not take better customers for what the treatment did", () => {
    const runs = 60;
    let [covered, naive] = [0, 0];
    for (let run = 0; run < runs; ++run) {
      const next = random(run + 1);
      const rows = Array.from({length: 1500}, (_, unit) => {
        const good = next() < 0.4 ? 1 : 0;
        const treated = next() < (good ? 0.3 : 0.08);
        const events = next() < (good ? 0.05 : 0.25) ? 1 : 0;
        return {unit, treated, x: [good], exposure: 1, events};
      });
      const found = targetTrials(rows);
      if (found.difference!.lower! <= 0 && found.difference!.upper! >= 0) covered++;
      if (found.plain!.upper! < 0) naive++;
    }
    expect(covered / runs).toBeGreaterThan(0.88);
    expect(naive / runs).toBeGreaterThan(0.7);
  });
});
