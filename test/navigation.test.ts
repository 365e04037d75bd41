import {describe, expect, it} from "vitest";
import config from "../observablehq.config.js";

/** What the bar says of where one is. */
const current = (path: string) =>
  [...config.header({path}).matchAll(/aria-current="(\w+)">([^<]+)/g)].map(([, kind, name]) => [kind, name]);

describe("the bar of pages", () => {
  it("marks the page one is on", () => {
    expect(current("/experiments")).toEqual([["page", "Experiments"]]);
    expect(current("/index")).toEqual([["page", "Overview"]]);
  });

  it("marks Experiments on the page of one test and on the planner", () => {
    expect(current("/experiments/limit_banner")).toEqual([["true", "Experiments"]]);
    expect(current("/planner")).toEqual([["true", "Experiments"]]);
  });
});
