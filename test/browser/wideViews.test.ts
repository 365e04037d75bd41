import {expect, it} from "vitest";
import {pages} from "./openSite.js";
import {testViews} from "./testViews.js";

it("the site has pages, among them the first one", () => {
  expect(pages).toContain("index.html");
});

testViews(1280);
