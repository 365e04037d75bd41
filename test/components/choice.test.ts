// @vitest-environment happy-dom
import {beforeEach, describe, expect, it} from "vitest";
import {Choice} from "../../src/components/choice.js";

const options = {plan: "plans", term: "terms"};

beforeEach(() => history.replaceState(null, "", "/retention.html"));

function choose(form: HTMLElement, value: string): void {
  const select = form.querySelector("select")!;
  select.value = value;
  select.dispatchEvent(new Event("input", {bubbles: true}));
}

describe("Choice", () => {
  it("Choice(label, parameter, options) begins with the first, which is not written to the address", () => {
    const form = Choice("Compare", "curves-by", options);
    expect(form.value).toBe("plan");
    choose(form, "term");
    expect([form.value, location.search]).toEqual(["term", "?curves-by=term"]);
    choose(form, "plan");
    expect([form.value, location.search]).toEqual(["plan", ""]);
  });

  it.each([
    ["?curves-by=term", "term"],
    ["?curves-by=", "plan"],
    ["?curves-by=constructor", "plan"],
    ["?curves-by=%E0%A4%A", "plan"]
  ])("Choice(…) opened at %s holds %s", (search, value) => {
    history.replaceState(null, "", search);
    expect(Choice("Compare", "curves-by", options).value).toBe(value);
  });

  it("Choice(…) follows the back button, and is silent where the step was another control's", () => {
    const form = Choice("Compare", "curves-by", options);
    let told = 0;
    form.addEventListener("input", () => told++);
    history.replaceState(null, "", "?curves-by=term");
    dispatchEvent(new PopStateEvent("popstate"));
    expect([form.value, told]).toEqual(["term", 1]);
    history.replaceState(null, "", "?curves-by=term&plan=Team#part");
    dispatchEvent(new PopStateEvent("popstate"));
    expect([form.value, told]).toEqual(["term", 1]);
  });
});
