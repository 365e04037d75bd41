import {join} from "node:path";
import {expect, it} from "vitest";
import {searchIndex} from "../../../loaders/site/searchIndex.js";
import {definitions} from "../../../src/definitions.js";
import {writeFolder} from "../../writeFolder.js";

const pages = {
  "src/index.md": "---\ntitle: Overview\n---\n## What changed\n\n```js\n// ## no heading\n```\n\n## Since ${month}\n",
  "src/gallery.md": "---\ntitle: Gallery\ndraft: true\n---\n## Charts\n"
};
const shown = {
  "src/experiments/[id].md": "---\ntitle: Experiment\n---\n",
  "src/reports/[name].md": "---\ntitle: Report\n---\n",
  "src/messages.md": "---\ntitle: Messages\n---\n",
  "src/data.md": "---\ntitle: Data\n---\n"
};
const results = {
  "results/experiments.json": JSON.stringify({
    experiments: [{id: "a/b", slug: "a-2fb", name: "Price", hypothesis: null, status: "running", owner: "Jo Doe"}]
  }),
  "results/reports.json": JSON.stringify({reports: [{name: "october-2026", asOf: "2026-10-31"}]}),
  "results/messages.json": JSON.stringify({
    templates: [{id: "welcome", name: "Welcome", stage: "trial", copy: "Hi Jo"}]
  })
};
const index = (files: Record<string, string>) => {
  const root = writeFolder({...files, ...results});
  return searchIndex(join(root, "src"), join(root, "results"));
};

it("searchIndex(pages, results) holds pages, sections and what the pages show, and no draft, person or copy", () => {
  const found = index({...pages, ...shown});
  expect(found.filter(({kind}) => kind !== "measure")).toEqual([
    {kind: "page", name: "Data", about: "", href: "data.html"},
    {kind: "page", name: "Overview", about: "What changed", href: "index.html"},
    {kind: "section", name: "What changed", about: "Overview", href: "index.html#what-changed"},
    {kind: "page", name: "Messages", about: "", href: "messages.html"},
    {kind: "test", name: "Price", id: "a/b", about: "Message test, running", href: "experiments/a-2fb.html"},
    {kind: "report", name: "october-2026", about: "Report on data to 2026-10-31", href: "reports/october-2026.html"},
    {kind: "message", name: "Welcome", id: "welcome", about: "Message of trial", href: "messages.html"}
  ]);
  expect(found.filter(({kind}) => kind === "measure").map(({id}) => id)).toEqual(Object.keys(definitions));
  expect(JSON.stringify(found)).not.toMatch(/Jo|Charts/);
});

it("searchIndex(pages, results) knows nothing of what only absent pages show", () => {
  expect(index(pages).map(({href}) => href)).toEqual(["index.html", "index.html#what-changed"]);
});
