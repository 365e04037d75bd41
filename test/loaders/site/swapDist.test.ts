import {expect, it} from "vitest";
import {listFiles} from "../../../loaders/site/readDist.js";
import {recoverDist, swapDist} from "../../../loaders/site/swapDist.js";
import {writeFolder} from "../../writeFolder.js";

it("swapDist(root) puts the new site in place of the old, or where there was none", () => {
  const root = writeFolder({"dist/old.html": "", "dist.next/new.html": ""});
  swapDist(root);
  expect(listFiles(root)).toEqual(["dist/new.html"]);
  const first = writeFolder({"dist.next/new.html": ""});
  swapDist(first);
  expect(listFiles(first)).toEqual(["dist/new.html"]);
});

it("recoverDist(root) brings back the last good site of a build interrupted between the two renames", () => {
  const root = writeFolder({"dist.old/old.html": "", "dist.next/new.html": ""});
  recoverDist(root);
  expect(listFiles(root)).toEqual(["dist/old.html"]);
});

it("recoverDist(root) removes what a build interrupted before or after them left", () => {
  const before = writeFolder({"dist/old.html": "", "dist.next/half.html": ""});
  recoverDist(before);
  expect(listFiles(before)).toEqual(["dist/old.html"]);
  const after = writeFolder({"dist/new.html": "", "dist.old/old.html": ""});
  recoverDist(after);
  expect(listFiles(after)).toEqual(["dist/new.html"]);
});
