// @vitest-environment happy-dom
import {beforeEach, describe, expect, it} from "vitest";
import {ExperimentControls} from "../../src/components/experimentControls.js";
import type {Experiment, View} from "../../src/results/experiment.js";

const view = (segment: View["segment"], excluded = false): View => ({segment, excluded, arms: [], versus: []});
const metric = {
  ...{id: "buy", name: "Buy", kind: "conversion", role: "primary", better: "higher"},
  ...{margin: null, windowHours: 48, cap: null, looks: []},
  views: [view(null), view(null, true), view({dimension: "size_band", value: "11-50"})]
} as const;
const experiment = {unit: "user", alpha: 0.02, multipleExposed: 3, metrics: [metric]} as unknown as Experiment;

const select = (form: HTMLElement, name: string) => form.querySelector<HTMLSelectElement>(`select[name=${name}]`)!;

describe("ExperimentControls", () => {
  beforeEach(() => history.replaceState(null, "", "/x.html"));

  it("ExperimentControls(experiment) begins with the plan: all units, its alpha, nothing believed", () => {
    const form = ExperimentControls(experiment);
    expect(form.value).toEqual({segment: null, excluded: false, alpha: 0.02, prior: null});
    expect([...select(form, "alpha").options].map(({text}) => text)).toEqual(["1%", "2% (plan)", "5%", "10%"]);
    expect([...select(form, "units").options].map(({text}) => text)).toEqual([
      "all users",
      "users that saw one arm only",
      "size band: 11-50"
    ]);
  });

  it("ExperimentControls(experiment) reads the address and writes what is chosen into it", () => {
    history.replaceState(null, "", "/x.html?units=size_band.11-50&prior=10&alpha=nonsense");
    const form = ExperimentControls(experiment);
    expect(form.value).toEqual({
      segment: {dimension: "size_band", value: "11-50"},
      ...{excluded: false, alpha: 0.02, prior: 0.1}
    });
    document.body.append(form);
    const units = select(form, "units");
    units.value = "one-arm";
    units.dispatchEvent(new Event("input", {bubbles: true}));
    expect(form.value).toMatchObject({segment: null, excluded: true});
    expect(location.search).toBe("?units=one-arm&prior=10");
    units.value = "all";
    units.dispatchEvent(new Event("input", {bubbles: true}));
    expect(location.search).toBe("?prior=10");
  });

  it("ExperimentControls(experiment) follows the back button without adding a step to it", () => {
    const form = ExperimentControls(experiment);
    document.body.append(form);
    let told = 0;
    form.addEventListener("input", () => ++told);
    history.replaceState(null, "", "/x.html?alpha=0.1");
    const steps = history.length;
    dispatchEvent(new Event("popstate"));
    expect([form.value.alpha, told, history.length]).toEqual([0.1, 1, steps]);
  });
});
