import {existsSync, readdirSync, utimesSync} from "node:fs";
import {join} from "node:path";
import {expect, it} from "vitest";
import {prepareCache} from "../../../loaders/site/prepareCache.js";
import {writeFolder} from "../../writeFolder.js";

const cache = "src/.observablehq/cache";

it("prepareCache(root) removes loader outputs and keeps bundled packages", () => {
  const root = writeFolder({
    [`${cache}/data/site.json`]: "{}",
    [`${cache}/_node/d3@7.9.2/index.js`]: "",
    "package-lock.json": ""
  });
  utimesSync(join(root, "package-lock.json"), 0, 0);
  prepareCache(root);
  expect(readdirSync(join(root, cache)).sort()).toEqual(["_node", "_npm"]);
  expect(existsSync(join(root, cache, "_node/d3@7.9.2/index.js"))).toBe(true);
});

it("prepareCache(root) removes bundled packages that are older than package-lock.json", () => {
  const root = writeFolder({[`${cache}/_node/d3@7.9.2/index.js`]: "", "package-lock.json": ""});
  utimesSync(join(root, "package-lock.json"), new Date(2100, 0), new Date(2100, 0));
  prepareCache(root);
  expect(readdirSync(join(root, cache))).toEqual(["_npm"]);
});

it("prepareCache(root) names a version of each library that Framework would ask the registry for", () => {
  const root = writeFolder({});
  prepareCache(root);
  expect(readdirSync(join(root, cache, "_npm"))).toContain("lodash@4.18.1");
  expect(readdirSync(join(root, cache, "_npm", "@observablehq"))).toEqual(["plot@0.6.17", "sample-datasets@1.0.1"]);
});
