import {describe, expect, it} from "vitest";
import {parse} from "yaml";
import {experimentPlan} from "../../loaders/experimentPlan.js";
import {addressWith} from "../../src/components/address.js";
import {parametersOf, type Plan, planDefaults, planOf} from "../../src/components/plannerPlan.js";
import {plannerSentence, plannerWarnings, plannerYaml} from "../../src/components/plannerText.js";
import {plannerView, type PlannerView} from "../../src/components/plannerView.js";

const planned = (changes: Partial<Plan>): Plan => ({...planDefaults, ...changes});

function found(changes: Partial<Plan>): PlannerView {
  const view = plannerView(planned(changes));
  if ("problem" in view) throw new Error(view.problem);
  return view;
}

describe("the plan in words, lines and the address", () => {
  it("plannerSentence(plan, view) says what a reader must know", () => {
    // (2.2414 · √(2 · 0.055 · 0.945) + 0.8416 · √(0.0475 + 0.0564))² / 0.01² = 9879 at one look, and 1.0181 times that at five
    const plan = planned({variants: 2, looks: 5});
    expect(plannerSentence(plan, found(plan))).toBe(
      "We compare 2 variants with the control on 30,174 users (10,058 in each arm). At 1,000 users a day they have entered after 31 days, and the result is read when the last of them has had the metric's window. If the rate truly goes from 5% to 6%, a lift of 20%, the test finds it with 80% probability (two-sided, alpha 5%). Alpha is split evenly over 2 variants: 2.5% each (Bonferroni). We look 5 times, evenly spaced, and may stop early at O’Brien–Fleming boundaries, which takes 1.81% more than a single look."
    );
  });

  it("plannerYaml(plan, view) has the keys of the register", () => {
    const plan = planned({size: 20, looks: 3, spending: "pocock", control: 2});
    expect(
      plannerYaml(plan, found(plan))
        .split("\n")
        .map((line) => line.trim().split(":")[0])
    ).toEqual(["unit", "randomised", "# split", "alpha", "mde", "units", "looks", "spending", "# ends", ""]);
    const margin = planned({kind: "rate-margin", better: "lower", rate: 2, margin: 0.6});
    expect(plannerYaml(margin, found(margin))).toContain("# in the guardrail: margin: 0.006, better: lower\n");
  });

  it("the lines fit into the register, the split too once it is taken in", () => {
    const plan = planned({size: 20, looks: 3, spending: "pocock", control: 1.5, variants: 3, difference: -0.7});
    const lines = plannerYaml(plan, found(plan)).replace("# split", "split");
    const metrics = [{id: "asked", role: "primary", kind: "conversion", table: "events"}];
    const read = experimentPlan.parse({control: "control", metrics, ...(parse(lines) as object)});
    expect(read).toMatchObject({alpha: 0.05, mde: 0.007, looks: 3, spending: "pocock", randomised: "account"});
    expect(read.units).toBe(found(plan).units.all);
    expect(Object.values(read.split!).reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 10);
  });

  it("plannerWarnings(plan, view) names few accounts, rare outcomes and long tests", () => {
    const of = (changes: Partial<Plan>) => plannerWarnings(planned(changes), found(changes)).join(" ");
    expect(of({})).toBe("");
    expect(of({size: 100, icc: 0, difference: 20, rate: 30})).toMatch(/^Only 3 accounts in an arm: under 5/);
    expect(of({rate: 1, difference: 20})).toContain("Fewer than 10 of the rarer outcome");
    expect(of({perDay: 100})).toContain("More than 90 days");
  });

  it("an address holds what is not as by default, and nothing that is no number", () => {
    const plan = planned({kind: "mean", sd: 12.5, looks: 4});
    const address = addressWith(parametersOf(plan), "http://x/planner.html?power=95&other=1");
    expect(address).toBe("http://x/planner.html?other=1&kind=mean&sd=12.5&looks=4");
    expect(planOf(new URL(address).searchParams)).toEqual(plan);
    expect(addressWith(parametersOf(planned({alpha: NaN})), "http://x/p")).toBe("http://x/p");
    expect(planOf(new URLSearchParams("kind=toString&alpha=&power=<b>&days=1e999"))).toEqual(planDefaults);
  });
});
