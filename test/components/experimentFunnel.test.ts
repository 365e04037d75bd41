// @vitest-environment happy-dom
import {describe, expect, it} from "vitest";
import {ExperimentFunnel, funnelRows, funnelTitle} from "../../src/components/experimentFunnel.js";
import type {FunnelStage} from "../../src/results/experiment.js";
import {pastTest} from "../verdict/pastTest.js";

const stage = (name: FunnelStage["stage"], counts: (number | null)[]): FunnelStage => ({
  ...{stage: name, nested: name !== "trial", hours: 336},
  arms: counts.map((count, i) => ({
    ...{arm: ["a", "b"][i]!, assigned: 90, count},
    share: count === null ? null : {value: count / 90, lower: 0.01, upper: 0.99, n: 90}
  }))
});
const funnel = [stage("assigned", [90, 90]), stage("clicked", [null, 18]), stage("trial", [9, 12])];
const test = pastTest("mail", {counts: {a: [10, 100], b: [20, 100]}, funnel});
const context = {site: {currency: "USD"}, queries: {}} as never;

describe("the funnel of an experiment", () => {
  it("has a row for each stage and arm that is known, and says which stages need no click", () => {
    expect(funnelRows(test).map(({group, name, n}) => [group, name, n])).toEqual([
      ["Clicked", "b", 18],
      ["Trial begun, with or without a click", "a", 9],
      ["Trial begun, with or without a click", "b", 12]
    ]);
  });

  it("names the last stage of the message and warns of opens by machines", () => {
    expect(funnelTitle(test)).toBe("Clicked: 20.0% of “b”");
    const text = ExperimentFunnel(test, context)[0]!.textContent;
    expect(text).toContain("Some mail programs open every message themselves");
    expect(text).toContain("within 14 days");
    // 200 units were seen, 180 had their time.
    expect(text).toContain("20 users whose time is not over");
  });

  it("is no figure where no message is the test's", () => {
    expect(ExperimentFunnel({...test, funnel: []}, context)).toEqual([]);
  });
});
