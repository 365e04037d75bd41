import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {type Group, pool, pooledKey} from "../../loaders/results/cells.js";
import {mergeMoments, momentsOfRow} from "../../src/stats/index.js";

const dimensions = ["plan", "size", "region"];

const cell = fc.record({
  plan: fc.constantFrom("a", "b", "c"),
  size: fc.constantFrom("s", "m", "l"),
  region: fc.constantFrom("x", "y"),
  n: fc.integer({min: 1, max: 12}),
  mean: fc.double({min: 0, max: 1000, noNaN: true}),
  spread: fc.double({min: 0, max: 1000, noNaN: true})
});

function groupsOf(
  cells: {plan: string; size: string; region: string; n: number; mean: number; spread: number}[]
): Group[] {
  const unique = new Map(cells.map((c) => [`${c.plan}${c.size}${c.region}`, c]));
  return [...unique.values()].map(({plan, size, region, n, mean, spread}) => ({
    month: "2026-01",
    keys: {plan, size, region},
    values: {n, sum_s: n * mean, mean_s: mean, ss: n > 1 ? spread : 0}
  }));
}

const total = (groups: Group[], name: string) => groups.reduce((sum, g) => sum + g.values[name]!, 0);

describe("pool(groups, dimensions, least, pairs)", () => {
  it("leaves no group of a plan under the least, loses no account, and keeps a plan with enough accounts whole", () => {
    fc.assert(
      fc.property(fc.array(cell, {minLength: 1, maxLength: 18}), (cells) => {
        const before = groupsOf(cells);
        const {groups, accounts} = pool(before, dimensions, 5, ["ss"]);
        expect(total(groups, "n")).toBe(total(before, "n"));
        expect(total(groups, "sum_s")).toBeCloseTo(total(before, "sum_s"), 6);
        // Only the group without a plan may stay small: it holds the accounts of plans that are too small themselves.
        for (const g of groups) if (g.keys.plan !== pooledKey) expect(g.values.n).toBeGreaterThanOrEqual(5);
        expect(accounts).toBe(
          total(
            groups.filter((g) => Object.values(g.keys).includes(pooledKey)),
            "n"
          )
        );
        for (const plan of ["a", "b", "c"]) {
          const held = total(
            before.filter((g) => g.keys.plan === plan),
            "n"
          );
          const shown = total(
            groups.filter((g) => g.keys.plan === plan),
            "n"
          );
          expect(shown).toBe(held >= 5 ? held : 0);
        }
      }),
      {seed: 7, numRuns: 300}
    );
  });

  it("keeps the moments of the whole", () => {
    fc.assert(
      fc.property(fc.array(cell, {minLength: 1, maxLength: 18}), (cells) => {
        const before = groupsOf(cells);
        const whole = (groups: Group[]) => mergeMoments(groups.map((g) => momentsOfRow(g.values, ["ss"])));
        const [a, b] = [whole(before), whole(pool(before, dimensions, 5, ["ss"]).groups)];
        expect(b.mean.s).toBeCloseTo(a.mean.s!, 6);
        expect(b.co.ss! / (a.co.ss! || 1)).toBeCloseTo(a.co.ss ? 1 : b.co.ss!, 6);
      }),
      {seed: 8, numRuns: 200}
    );
  });
});
