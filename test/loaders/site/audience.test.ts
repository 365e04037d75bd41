import {join} from "node:path";
import {expect, it} from "vitest";
import {filePattern, unlinkAbsent} from "../../../loaders/site/absentPages.js";
import {readAudience, readOut, readPages} from "../../../loaders/site/audience.js";
import {pageFolder} from "../../../loaders/site/pageFolder.js";
import {listFiles} from "../../../loaders/site/readDist.js";
import {writeFolder} from "../../writeFolder.js";

const page = (audience: string) => `---\ntitle: A page\n${audience}\n---\n# A page\n`;

it("readAudience(name) returns null for all, and says which audience was meant", () => {
  expect(readAudience("growth")).toBe("growth");
  expect(readAudience("all")).toBeNull();
  expect(() => readAudience("leadershp")).toThrow("unknown audience: leadershp; did you mean leadership?");
  expect(() => readAudience("x")).toThrow("use leadership, growth, analyst or all");
});

it("readOut(name) takes dist and folders beside it, and no other", () => {
  expect([readOut("dist"), readOut("dist.growth")]).toEqual(["dist", "dist.growth"]);
  for (const name of ["src", "../dist", "dist.next", "dist.old", "dist/x", "", "/"])
    expect(() => readOut(name)).toThrow(`cannot build into ${name}`);
});

it("readPages(folder) gives a page to analysts whatever it says, and one that says nothing to them alone", () => {
  const folder = writeFolder({
    "a.md": page("audience: [growth, leadership]"),
    "b/[id].md": page("audience: growth"),
    "c.md": page("draft: false"),
    "d.md": "# No front matter\n\n---\naudience: growth\n---\n",
    "data/e.json.js": ""
  });
  expect(readPages(folder)).toEqual([
    {path: "/a", audience: ["leadership", "growth", "analyst"]},
    {path: "/b/[id]", audience: ["growth", "analyst"]},
    {path: "/c", audience: ["analyst"]},
    {path: "/d", audience: ["analyst"]}
  ]);
});

it("readPages(folder) names the file of an audience that does not exist", () => {
  const folder = writeFolder({"a.md": page("audience: [growht]")});
  expect(() => readPages(folder)).toThrow(`${join(folder, "a.md")}:1: unknown audience: growht; did you mean growth?`);
});

it("pageFolder(root, audience) is src for all, else a copy without the pages of others and what loaders left", () => {
  const root = writeFolder({
    "package-lock.json": "",
    "src/index.md": page("audience: [growth]"),
    "src/deep/[id].md": page("audience: [leadership]"),
    "src/deep/chart.ts": "",
    "src/data/[result].json.js": "",
    "src/.observablehq/cache/data/secret.json": "{}"
  });
  expect(pageFolder(root, null)).toEqual({source: "src", absent: []});
  const {source, absent} = pageFolder(root, "growth");
  expect(absent).toEqual(["/deep/[id]"]);
  expect(listFiles(join(root, source))).toEqual(["data/[result].json.js", "deep/chart.ts", "index.md"]);
  expect(listFiles(join(root, pageFolder(root, "leadership").source))).toEqual([
    "data/[result].json.js",
    "deep/[id].md",
    "deep/chart.ts"
  ]);
});

it("filePattern(page) is a regular expression for the files of a page", () => {
  const matches = (name: string, file: string) => new RegExp(filePattern(name)).test(file);
  expect(matches("/experiments/[id]", "experiments/banner.html")).toBe(true);
  expect(matches("/experiments/[id]", "experiments.html")).toBe(false);
  expect(matches("/experiments/[id]", "experiments/a/b.html")).toBe(false);
  expect(matches("/trials", "my/trials.html")).toBe(false);
});

it("unlinkAbsent(html, file, absent) leaves the words of a link, and every other link, as they were", () => {
  const html =
    '<a class="x" href="./trials.html#top">the <b>trials</b></a> <a href="../effect.html">effect</a> <a href="https://a.com/trials.html">theirs</a> <a href="#trials">below</a>';
  expect(unlinkAbsent(html, "index.html", ["/trials"])).toBe(
    html.replace('<a class="x" href="./trials.html#top">the <b>trials</b></a>', "the <b>trials</b>")
  );
  expect(unlinkAbsent(html, "tests/a.html", ["/effect", "/trials"])).toContain("</a> effect <a");
  expect(unlinkAbsent('<a href="./banner.html">b</a>', "tests/index.html", ["/tests/[id]"])).toBe("b");
});
