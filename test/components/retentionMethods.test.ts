import {describe, expect, it} from "vitest";
import {coverageText, weakText} from "../../src/components/evidenceLine.js";
import type {Evidence} from "../../src/results/evidence.js";
import {methodReasons, type MethodRates} from "../../src/components/methodsFigure.js";
import type {Measure} from "../../src/definitions.js";

const measure = (value: number | null, n: number): Measure => ({
  ...{id: "nrr", period: "2026-10", segment: null, value, lower: null, upper: null, n},
  ...{unit: "rate", method: "", definition: "", checks: "ok", reason: "no term longer than a month ended in 12 months"}
});
const row = (letter: string, value: number | null, n: number) => ({
  letter,
  net: measure(value, n),
  gross: measure(value, n)
});
const methods: MethodRates = {
  rows: [
    row("A", 0.825, 4),
    row("B", 1, 5),
    row("C", 0.737, 5),
    row("D", 0.925, 5),
    row("E", 1.1, 3),
    row("F", null, 0)
  ],
  facts: {
    cohort: {accounts: 4, lost: 1, start: 40000, lostStart: 10000},
    monthlyPower: 1,
    others: {accounts: 1, gains: 4000, losses: 0},
    returned: {accounts: 1, amount: 8000},
    compounded: {others: 0.112, returns: -0.2},
    bridge: {others: 0.1, rates: 0},
    notDue: {accounts: 4, start: 40000},
    renewals: 0
  }
};
const site = {currency: "USD", minorPerMajor: 100, windowMonths: 12, minCell: 5};

describe("methodReasons", () => {
  it("methodReasons(methods, site) says why each method differs, in the reader's numbers", () => {
    const reasons = methodReasons(methods, {...site});
    expect(reasons.C).toContain("The 1 account that joined or came back since move it by +11.2 pp");
    expect(reasons.C).toContain("1 return of $80 a month");
    expect(reasons.D).toBe(
      "Counts $40 of growth and $0 of losses of 1 account that joined or came back since: +10.0 pp. Exchange rates: 0.0 pp."
    );
    expect(reasons.E).toBe(
      "Biased: leaves out the 1 account that left, with 25.0% of the start. That alone is +27.5 pp."
    );
    expect(reasons.F).toBe("No term longer than a month ended in 12 months.");
  });

  it("methodReasons(methods, site) says nothing before there is a cohort", () => {
    expect(methodReasons({...methods, facts: null}, site)).toEqual({});
  });
});

describe("evidence", () => {
  const rate = {value: 1, linearised: null, bootstrap: null, leaveOneOut: null};
  const of = (n: number, largestShare: number, weak: Evidence["weak"]): Evidence => ({
    ...{dimension: null, value: null, n, largestShare, weak},
    ...{nrr: rate, grr: rate}
  });

  it("weakText(evidence) gives the reason for grey, and none without one", () => {
    expect(weakText(of(12, 0.3, "few accounts"))).toBe("Only 12 accounts: too few to lean on.");
    expect(weakText(of(50, 0.31, "one large account"))).toBe("One account holds 31% of the start: do not lean on it.");
    expect(weakText(of(50, 0.1, null))).toBeNull();
  });

  it("coverageText(evidence) warns from a tenth of the revenue on", () => {
    expect(coverageText(of(50, 0.1, null))).toContain("86 to 92% of simulations");
    expect(coverageText(of(50, 0.09, null))).toBeNull();
  });
});
