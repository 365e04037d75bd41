import {describe, expect, it} from "vitest";
import type {Measure} from "../../src/definitions.js";
import * as sentences from "../../src/components/sentences.js";

const nrr: Measure = {
  id: "nrr",
  period: "2026-10",
  segment: null,
  value: 1.084,
  lower: 1.031,
  upper: 1.139,
  n: 612,
  unit: "rate",
  method: "",
  definition: "",
  checks: "ok"
};
const none: Measure = {...nrr, value: null, lower: null, upper: null, n: 0, reason: "no account paid 12 months ago"};
const text = ({before, value, interval, after}: sentences.Sentence) =>
  [before, value, interval && ` (${interval})`, after].filter(Boolean).join("");

describe("sentences", () => {
  it("allTrialsText(open, time, currency) says nothing where no trial tells anything", () => {
    const open = {...nrr, value: 0.25, lower: 0.2, upper: 0.3};
    expect(sentences.allTrialsText(open, {...nrr, value: 9}, "USD")).toBe(
      "All trials together: with open trials 25.0% (20.0 to 30.0%); half of those who pay do so by day 9."
    );
    expect(sentences.allTrialsText(open, none, "USD")).not.toContain("half");
    expect(sentences.allTrialsText(none, none, "USD")).toBe("");
  });

  it("upgradesText(upgrades, bridge, money) says what is known for customers and for the company", () => {
    const measure = (id: string, value: number | null): Measure => ({...nrr, id, value, lower: 0.01, upper: 0.9});
    const bridge = {
      from: "2025-10",
      to: "2026-10",
      start: 9,
      new: 1,
      expansion: 4,
      contraction: 2,
      churn: 1,
      reactivation: 0,
      fx: 0,
      end: 11
    };
    const said = sentences.upgradesText(
      [
        measure("feature_adoption_90", 0.818),
        measure("upgrade_reversal_180", 0.014),
        measure("upgrade_without_need", null)
      ],
      bridge,
      (minor) => `$${minor}`
    );
    expect(said).toEqual({
      customers:
        "81.8% (1.0 to 90.0%) of the upgrades that brought a new feature had it in use by day 90 and 1.40% (1.0 to 90.0%) of upgrades were taken back by day 180.",
      company: "From Oct 2025 to Oct 2026 expansion added $4 to monthly revenue, and contraction took $2."
    });
    expect(sentences.upgradesText([measure("upgrade_without_need", null)], null, String)).toEqual({
      customers: "",
      company: ""
    });
  });

  it("retentionClaim(nrr, currency) says what a hundred of last year's revenue has become", () => {
    expect(text(sentences.retentionClaim(nrr, "USD"))).toBe(
      "For every $100 customers paid a year ago, the same customers now pay $108.40 (103.10 to 113.90)"
    );
    expect(text(sentences.retentionClaim({...nrr, lower: null}, "EUR", "Team, Europe"))).toContain(
      "€100 customers (Team, Europe) paid"
    );
  });

  it("every claim says why where its measure has no value", () => {
    for (const claim of [
      sentences.retentionClaim(none, "USD"),
      sentences.upgradeClaim(none),
      sentences.trialClaim(none, 45),
      sentences.npsClaim(none)
    ]) {
      expect(text(claim)).toContain("no account paid 12 months ago");
      expect(text(claim)).not.toMatch(/null|undefined|NaN/);
    }
  });

  it("npsClaim(nps) counts promoters against detractors only where the interval is above zero", () => {
    const nps = {...nrr, unit: "score" as const, value: 20, lower: -4, upper: 42};
    expect(text(sentences.npsClaim(nps))).not.toContain("more promoters");
    expect(text(sentences.npsClaim({...nps, lower: 3}))).toContain("more promoters than detractors");
  });

  it("changeText(change, format) says where a change is within noise", () => {
    const change = {
      value: 0.011,
      lower: -0.01,
      upper: 0.03,
      p: 0.2,
      against: "a year ago",
      period: "2025-10",
      noise: true
    };
    const format = (value: number | null | undefined) => `${value}`;
    expect(sentences.changeText(change, format)).toBe("0.011 on a year ago, within noise");
    expect(sentences.changeText(change, format, "−0.01 to +0.03")).toBe(
      "0.011 (−0.01 to +0.03) on a year ago, within noise"
    );
    expect(sentences.changeText({...change, noise: false}, format)).toBe("0.011 on a year ago");
    expect(sentences.changeText({...change, value: null}, format)).toBe("");
  });

  it("experimentsClaim(decisions) counts each verdict once", () => {
    expect(text(sentences.experimentsClaim(["ship", "keep", "invalid"].map((decision) => ({decision}))))).toBe(
      "1 of 3 message tests found a better message; 1 kept the message in use and 1 cannot be trusted"
    );
    expect(text(sentences.experimentsClaim([{decision: "ship"}]))).toBe("1 of 1 message test found a better message");
    expect(text(sentences.experimentsClaim([]))).toBe("No message test has been run yet");
    expect(text(sentences.experimentsClaim([{decision: "ship", holdout: true}]))).toBe(
      "No message test has been run yet"
    );
    // Who won and failed a guardrail did no harm in what it was made for.
    const stops = [
      {decision: "stop", cause: "guardrail"},
      {decision: "stop", cause: null}
    ];
    expect(text(sentences.experimentsClaim(stops))).toBe(
      "0 of 2 message tests found a better message; 1 won, but failed a guardrail and 1 did harm"
    );
  });
});
