// @vitest-environment happy-dom
import {beforeEach, describe, expect, it} from "vitest";
import {PlannerForm} from "../../src/components/plannerForm.js";
import {planDefaults} from "../../src/components/plannerPlan.js";

beforeEach(() => history.replaceState(null, "", "/planner.html"));

const input = (form: HTMLElement, name: string, type = "number") =>
  form.querySelector<HTMLInputElement>(`input[type=${type}][name=${name}]`)!;

function type(node: HTMLInputElement | HTMLSelectElement, value: string, leave = true): void {
  node.value = value;
  node.dispatchEvent(new Event("input", {bubbles: true}));
  if (leave) node.dispatchEvent(new Event("change", {bubbles: true}));
}

describe("PlannerForm", () => {
  it("every number has a label, and a slider that says what it moves", () => {
    const form = PlannerForm();
    const fields = [...form.querySelectorAll("div.field")];
    expect(fields).toHaveLength(16);
    for (const field of fields) {
      const text = field.querySelector("label span")!.textContent;
      expect(text).not.toBe("");
      expect(field.querySelector("label input")!.getAttribute("type")).toBe("number");
      expect(field.querySelector("input[type=range]")!.getAttribute("aria-label")).toBe(`${text}, slider`);
    }
    expect(form.querySelectorAll("label > select")).toHaveLength(4);
    expect(form.value).toEqual(planDefaults);
  });

  it("number and slider follow each other, and the address follows when one is let go", () => {
    const form = PlannerForm();
    type(input(form, "rate", "range"), "12", false);
    expect(form.value.rate).toBe(12);
    expect(input(form, "rate").value).toBe("12");
    expect(location.search).toBe("");
    type(input(form, "rate"), "7.25");
    expect(location.search).toBe("?rate=7.25");
    type(input(form, "rate"), "5");
    expect(location.search).toBe("");
  });

  it("an emptied number is missing, and is not written to the address", () => {
    const form = PlannerForm();
    type(input(form, "alpha"), "");
    expect(form.value.alpha).toBeNaN();
    expect(location.search).toBe("");
    expect(input(form, "alpha", "range").value).toBe("5");
  });

  it("asks only for what the plan needs", () => {
    const form = PlannerForm();
    const shown = () =>
      [
        ...form.querySelectorAll<HTMLElement>(".field:not([hidden]) label [name], label.field:not([hidden]) [name]")
      ].map((node) => node.getAttribute("name"));
    expect(shown()).not.toContain("margin");
    expect(shown()).not.toContain("icc");
    expect(shown()).not.toContain("spending");
    type(form.querySelector<HTMLSelectElement>("[name=kind]")!, "mean-margin");
    type(input(form, "size"), "20");
    expect(shown()).toEqual(expect.arrayContaining(["better", "mean", "sd", "margin", "cv", "icc"]));
    expect(shown()).not.toContain("rate");
    expect(shown()).not.toContain("looks");
  });

  it("opens as the address says, obeys the back button and starts over", () => {
    history.replaceState(null, "", "/planner.html?kind=mean&sd=12&days=x");
    const form = PlannerForm();
    expect(form.value).toEqual({...planDefaults, kind: "mean", sd: 12});
    let told = 0;
    form.addEventListener("input", () => told++);
    history.replaceState(null, "", "/planner.html?looks=3");
    dispatchEvent(new Event("popstate"));
    expect([form.value.kind, form.value.looks, told]).toEqual(["conversion", 3, 1]);
    form.querySelector("button")!.click();
    expect([location.search, form.value.looks, told]).toEqual(["", 1, 2]);
  });
});
