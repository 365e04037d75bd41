// @vitest-environment happy-dom
import {beforeEach, describe, expect, it} from "vitest";
import {Filters} from "../../src/components/filters.js";
import {IntervalChart} from "../../src/components/intervalChart.js";
import {openRows, pickOf, type Pick} from "../../src/components/rowPicks.js";
import type {Site} from "../../src/components/site.js";

const row = (name: string, selection: Record<string, string | null>) => ({
  ...{name, group: "Plan", value: 1.02, lower: 0.98, upper: 1.06, n: 40},
  pick: pickOf("plan", name, selection)
});

beforeEach(() => history.replaceState(null, "", "/retention.html"));

describe("rows that are filters", () => {
  it("openRows(rows) leaves out rows of a dimension that is filtered, and keeps those that are no filter", () => {
    const rows: {name: string; pick?: Pick}[] = [
      row("Team", {plan: "Team"}),
      {name: "x", pick: pickOf("region", "x", {plan: "Team"})},
      {name: "y"}
    ];
    expect(openRows(rows).map(({name}) => name)).toEqual(["x", "y"]);
  });

  it("IntervalChart(rows, {choose}) has a button a row that says what it shows and whether it is chosen", () => {
    const chosen: Pick[] = [];
    const rows = ["Team", "Starter"].map((name) => row(name, {plan: "Team"}));
    const node = IntervalChart(rows, {unit: "rate", width: 640, choose: (pick) => chosen.push(pick)})!;
    const buttons = [...node.querySelectorAll<SVGGElement>("[role=button]")];
    expect(node.getAttribute("role")).toBe("group");
    expect(buttons.map((button) => [button.getAttribute("aria-label"), button.getAttribute("aria-pressed")])).toEqual([
      ["Plan Team: 102.0% (98.0 to 106.0%)", "true"],
      ["Plan Starter: 102.0% (98.0 to 106.0%)", "false"]
    ]);
    buttons[1]!.dispatchEvent(new MouseEvent("click"));
    for (const key of ["Enter", " ", "Tab"]) buttons[0]!.dispatchEvent(new KeyboardEvent("keydown", {key}));
    expect(chosen.map(({value}) => value)).toEqual(["Starter", "Team", "Team"]);
  });

  it("without {choose} the chart is one picture", () => {
    const node = IntervalChart([row("Team", {})], {unit: "rate", width: 640})!;
    expect([node.getAttribute("role"), node.querySelector(".pick")]).toEqual(["img", null]);
  });

  it("Filters(site).choose(pick) sets a filter in the address, takes it away at the second time, and tells each time", () => {
    const site = {dimensions: ["plan"], values: {plan: ["Starter", "Team"]}} as unknown as Site;
    const form = Filters(site);
    let told = 0;
    form.addEventListener("input", () => told++);
    form.choose(pickOf("plan", "Team", {}));
    expect([form.value.plan, location.search, told]).toEqual(["Team", "?plan=Team", 1]);
    form.choose(pickOf("plan", "Team", form.value));
    expect([form.value.plan, location.search, told]).toEqual([null, "", 2]);
  });
});
