import {describe, expect, it} from "vitest";
import {methodReasons, type MethodRates} from "../../src/components/methodsFigure.js";
import {type Methods, methodsView} from "../../src/components/methodsView.js";

const none = {value: null, lower: null, upper: null, n: null};
const rowsOf = (value: number): MethodRates["rows"] =>
  ["A", "B", "C", "D", "E", "F"].map((letter) => {
    const rate = {value, lower: null, upper: null, n: 40};
    return {letter, net: rate, gross: rate};
  });
const facts: MethodRates["facts"] = {
  cohort: {accounts: 40, lost: null, start: 40000, lostStart: null},
  monthlyPower: 1,
  others: null,
  returned: null,
  compounded: {others: 0.1, returns: 0},
  bridge: {others: 0.1, rates: 0},
  notDue: null,
  renewals: 9
};
const reason = "an account may change its plan within the window";
const team = rowsOf(0.9).map((row) => ("CD".includes(row.letter) ? {...row, net: {...none, reason}} : row));
const methods: Methods = {
  period: "2026-10",
  rows: rowsOf(1),
  facts,
  segments: [
    {dimension: "plan", value: "Team", rows: team, facts: {...facts, compounded: null, bridge: null}},
    {dimension: "region", value: "Asia", rows: rowsOf(0.8), facts}
  ]
};
const site = {currency: "USD", minorPerMajor: 100, windowMonths: 12, minCell: 5};

describe("methodsView(methods, selection)", () => {
  it("follows a single filter, and says so in no note", () => {
    expect(methodsView(methods, {plan: "Team", region: null})).toMatchObject({
      of: "Team",
      dimension: "plan",
      note: null
    });
    expect(methodsView(methods, {plan: null, region: "Asia"}).rows[0]!.net.value).toBe(0.8);
    expect(methodsView(methods, {plan: null, region: null})).toMatchObject({of: "all customers", note: null});
  });

  it("is the company's, with a sentence, under several filters and where a group is too small", () => {
    const several = methodsView(methods, {plan: "Team", region: "Asia"});
    expect([several.of, several.rows[0]!.net.value]).toEqual(["all customers", 1]);
    expect(several.note).toContain("one filter at a time");
    const small = methodsView(methods, {plan: "Solo", region: null});
    expect(small.rows[0]!.net.value).toBe(1);
    expect(small.note).toContain("too few accounts");
  });
});

describe("methodReasons(view, site) of a segment", () => {
  it("has no compounded rate or bridge for a plan, and says why", () => {
    const {C, D} = methodReasons(methodsView(methods, {plan: "Team"}), site);
    expect([C, D]).toEqual(Array(2).fill(`Not for a plan: ${reason}.`));
  });

  it("gives no number of fewer accounts than may be published", () => {
    const {C, D, E, F} = methodReasons(methodsView(methods, {region: "Asia"}), site);
    expect(C).toBe(D);
    expect(D).toBe(
      "Differs by the accounts that joined or came back since, fewer than 5, and by exchange rates and take-overs between groups."
    );
    expect(E).toBe("Biased: leaves out the accounts that left, fewer than 5. That alone is 0.0 pp.");
    expect(F).toContain("Fewer than 5 accounts of the cohort had none.");
  });
});
