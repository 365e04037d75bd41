// @vitest-environment happy-dom
import {beforeEach, describe, expect, it} from "vitest";
import {Filters, selectionText} from "../../src/components/filters.js";
import type {Site} from "../../src/components/site.js";

const site = {
  dimensions: ["plan", "size_band", "region"],
  values: {plan: ["Starter", "Team"], size_band: ["small", "large"], region: ["Europe"]}
} as unknown as Site;

beforeEach(() => history.replaceState(null, "", "/retention.html"));

function choose(form: HTMLElement, name: string, value: string): void {
  const select = form.querySelector<HTMLSelectElement>(`[name=${name}]`)!;
  select.value = value;
  select.dispatchEvent(new Event("input", {bubbles: true}));
}

describe("Filters", () => {
  it("Filters(site) offers a labelled select for each dimension with a choice", () => {
    const form = Filters(site);
    expect([...form.querySelectorAll("label span")].map((span) => span.textContent)).toEqual(["Plan", "Size"]);
    expect(form.querySelectorAll("label select")).toHaveLength(2);
    expect(form.value).toEqual({plan: null, size_band: null, region: null});
  });

  it("Filters(site) writes a choice to the address and tells of it once", () => {
    const form = Filters(site);
    let told = 0;
    form.addEventListener("input", () => told++);
    choose(form, "plan", "Team");
    expect(location.search).toBe("?plan=Team");
    expect(form.value.plan).toBe("Team");
    expect(told).toBe(1);
    choose(form, "plan", "");
    expect(location.search).toBe("");
  });

  it("Filters(site) reads the address, and leaves out values that are not offered", () => {
    history.replaceState(null, "", "?plan=Starter&size_band=<b>&other=1");
    const form = Filters(site);
    expect(form.value).toEqual({plan: "Starter", size_band: null, region: null});
    expect(form.querySelector<HTMLSelectElement>("[name=plan]")!.value).toBe("Starter");
    choose(form, "size_band", "large");
    expect(new URLSearchParams(location.search).get("other")).toBe("1");
  });

  it("Filters(site) shows all again at a click", () => {
    history.replaceState(null, "", "?plan=Starter");
    const form = Filters(site);
    let told = 0;
    form.addEventListener("input", () => told++);
    form.querySelector("button")!.click();
    expect(form.value.plan).toBeNull();
    expect(location.search).toBe("");
    expect(told).toBe(1);
  });

  it("Filters(site) follows the back button", () => {
    const form = Filters(site);
    choose(form, "plan", "Team");
    history.replaceState(null, "", "?plan=Starter");
    dispatchEvent(new PopStateEvent("popstate"));
    expect(form.value.plan).toBe("Starter");
  });

  it("selectionText(selection) names what is chosen", () => {
    expect(selectionText({plan: "Team", size_band: null, region: "Europe"})).toBe("Team, Europe");
    expect(selectionText({plan: null})).toBe("");
  });
});
