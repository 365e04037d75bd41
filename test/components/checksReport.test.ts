// @vitest-environment happy-dom
import {expect, it} from "vitest";
import {Checks} from "../../src/components/checksReport.js";
import type {DataResult} from "../../src/components/dataReport.js";

const check = (name: string, more: Partial<DataResult["checks"][number]> = {}): DataResult["checks"][number] => ({
  name,
  about: `${name} is promised.`,
  severity: "warn",
  broken: 0,
  tolerated: 0,
  limits: "warns from 1",
  measures: [],
  ...more
});
const shown = (checks: DataResult["checks"]) => Checks({checks} as DataResult);

it("Checks(data) shows what does not hold, with its limits and the measures it guards, and folds the rest", () => {
  const node = shown([check("good"), check("odd", {broken: 3, measures: ["nrr"], limits: "warns from 2"})]);
  const [open, folded] = node.querySelectorAll("table");
  expect(open!.textContent).toMatch(/odd is promised\..*warns from 2.*3 rows break it/s);
  expect(open!.querySelector("a")!.getAttribute("href")).toBe("#nrr");
  expect(node.querySelector("#check-odd")!.closest("details")).toBe(null);
  expect(folded!.closest("details")!.querySelector("summary")!.textContent!.trim()).toBe("1 check that holds");
  expect(node.querySelector("#check-good")!.closest("details")).not.toBe(null);
});

it("Checks(data) says where none is broken, and where there is none", () => {
  expect(shown([check("good")]).textContent).toMatch(/^\s*Every check holds\./);
  expect(shown([]).textContent!.trim()).toBe("No check has been run.");
});
