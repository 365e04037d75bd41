import {expect, it} from "vitest";
import {keepProblem, problemBanner} from "../../../loaders/site/problem.js";
import {writeFolder} from "../../writeFolder.js";

it("keepProblem(root, message) shows it as text until it is mended", () => {
  const root = writeFolder({"a.csv": ""});
  expect(problemBanner(root)).toBe("");
  keepProblem(root, "a.csv:2:1: <b> & c; write a number");
  expect(problemBanner(root)).toContain("a.csv:2:1: &#60;b&#62; &#38; c; write a number</code>");
  keepProblem(root, "b.csv:3: other");
  expect(problemBanner(root)).toContain("b.csv:3: other");
  expect(problemBanner(root)).not.toContain("a.csv");
  keepProblem(root, null);
  keepProblem(root, null);
  expect(problemBanner(root)).toBe("");
});
