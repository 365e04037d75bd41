import {readFileSync} from "node:fs";
import {join} from "node:path";
import {expect, it} from "vitest";
import {finishHtml, finishPages} from "../../../loaders/site/finishPages.js";
import {writeFolder} from "../../writeFolder.js";

it("finishHtml(html) names the language and allows zoom", () => {
  const head = '<head><meta name="viewport" content="width=device-width, initial-scale=1, maximum-scale=1">';
  const finished = '<html lang="en"><head><meta name="viewport" content="width=device-width, initial-scale=1">';
  expect(finishHtml(`<html>${head}`)).toBe(finished);
  expect(finishHtml(finished)).toBe(finished);
});

it("finishPages(folder) returns the number of pages and rewrites each", () => {
  const folder = writeFolder({"a.html": "<html>", "b/c.html": "<html><p>", "d.js": "<html>"});
  expect(finishPages(folder)).toBe(2);
  expect(readFileSync(join(folder, "b/c.html"), "utf8")).toBe('<html lang="en"><p>');
  expect(readFileSync(join(folder, "d.js"), "utf8")).toBe("<html>");
});
