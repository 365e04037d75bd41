import {expect, it} from "vitest";
import {checkDist, formatDefects} from "../../../loaders/site/checkDist.js";
import {writeFolder} from "../../writeFolder.js";

const good = {
  "index.html":
    '<html lang="en"><head><link rel="stylesheet" href="./s.css"></head><h1 id="top">A</h1><a href="./more/b.html#x">b</a>',
  "more/b.html":
    '<html lang="en"><h2 id="x">B</h2><a href="../index.html">home</a><a href="https://example.com/">out</a>',
  "s.css": "a{background:url(data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg'/%3E)}",
  "m.js": 'import*as a from"./n.js";a.ns("http://www.w3.org/2000/svg");',
  "_observablehq/client.js": 'const b=import("../_npm/lodash@4.18.1/_esm.js");',
  "n.js": "// see https://example.com/n\nexport const n = 1;"
};

function problems(files: Record<string, string>): string[] {
  return checkDist(writeFolder({...good, ...files})).map(({file, problem}) => `${file}: ${problem}`);
}

it("checkDist(folder) returns nothing for a site without defects", () => {
  expect(problems({})).toEqual([]);
});

it("checkDist(folder) finds an error box", () => {
  const html = '<html><div class="observablehq observablehq--block observablehq--error">SyntaxError</div>';
  expect(problems({"e.html": html})).toEqual(["e.html: an error box stands in place of content"]);
  expect(problems({"e.html": "<html><style>.observablehq--error {color: red}</style>"})).toEqual([]);
});

it("checkDist(folder) finds bare imports in files and in pages", () => {
  expect(problems({"b.js": 'const h=await import("htl");'})).toEqual([
    "b.js: a bare import a browser cannot resolve: htl"
  ]);
  expect(problems({"b.js": 'import{select as s}from"d3-selection";'})).toHaveLength(1);
  expect(problems({"b.js": "export*from'npm:d3'"})).toEqual(["b.js: a bare import a browser cannot resolve: npm:d3"]);
  expect(problems({"b.js": 'import"side-effect"'})).toHaveLength(1);
  expect(problems({"b.html": '<html><script type="module">import {a} from "d3";</script>'})).toHaveLength(1);
  expect(problems({"b.js": '/* import a from "x" */\nconst c = [1].from ?? "y"; Array.from("abc");'})).toEqual([]);
});

it("checkDist(folder) finds imports of missing files, except Framework's unused libraries", () => {
  expect(problems({"b.js": 'import {a} from "./gone.js";'})).toEqual(["b.js: import of a missing file: ./gone.js"]);
  expect(problems({"more/b.js": 'import {n} from "../n.js";'})).toEqual([]);
  expect(problems({"b.js": 'const l = import("./_npm/lodash@4.18.1/_esm.js")'})).toHaveLength(1);
  expect(problems({"_observablehq/b.js": 'import l from "../_npm/lodash@4.18.1/_esm.js"'})).toHaveLength(1);
});

it("checkDist(folder) finds assets and requests of another origin", () => {
  const asks = "c: asks another origin: https://x.org/a".slice(1);
  expect(problems({"c.html": '<html><script src="https://x.org/a"></script>'})).toEqual([`c.html${asks}`]);
  expect(problems({"c.html": '<html><link rel="stylesheet" href="https://x.org/a">'})).toEqual([`c.html${asks}`]);
  expect(problems({"c.html": '<html><img srcset="a.png, //x.org/b.png 2x">'})).toHaveLength(1);
  expect(problems({"c.html": "<html><p style=\"background: url('https://x.org/a')\">"})).toEqual([`c.html${asks}`]);
  expect(problems({"c.css": "@import 'https://x.org/a';"})).toEqual([`c.css${asks}`]);
  expect(problems({"c.css": "@font-face{src:url(//x.org/f.woff2)}"})).toHaveLength(1);
  expect(problems({"c.js": 'await fetch("https://x.org/a")'})).toEqual([`c.js${asks}`]);
  expect(problems({"c.js": 'const c = await import("https://x.org/a")'})).toEqual([`c.js${asks}`]);
  expect(problems({"c.js": 'const i = new Image(); i.src = "https://x.org/a";'})).toEqual([`c.js${asks}`]);
  expect(problems({"c.js": 'h`<img alt="" src="https://x.org/a">`'})).toEqual([`c.js${asks}`]);
});

it("checkDist(folder) allows links that a reader clicks, and names of other origins", () => {
  expect(problems({"d.html": '<html><link rel="canonical" href="https://x.org/"><a href="//x.org">x</a>'})).toEqual([]);
  expect(problems({"d.js": 'const a = h`<a href="https://x.org/">x</a>`; const source = "https://x.org/";'})).toEqual(
    []
  );
});

it("checkDist(folder) finds broken links and anchors", () => {
  expect(problems({"l.html": '<html><a href="./gone.html">x</a>'})).toEqual(["l.html: broken link: ./gone.html"]);
  expect(problems({"l.html": '<html><a href="./more/b.html#y">x</a>'})).toHaveLength(1);
  expect(problems({"l.html": '<html><a href="#y">x</a>'})).toEqual(["l.html: link to a missing place: #y"]);
  expect(problems({"l.html": '<html><a href="./more/b?plan=Team#x">x</a>'})).toEqual([
    "l.html: broken link: ./more/b?plan=Team#x"
  ]);
  expect(problems({"l.html": '<html><a id="y" href="/">x</a><a href="#y">y</a><a href="more/../#top">z</a>'})).toEqual(
    []
  );
});

it("checkDist(folder) finds missing assets", () => {
  expect(problems({"a.html": '<html><img src="./gone.png">'})).toEqual(["a.html: missing file: ./gone.png"]);
  expect(problems({"a.html": '<html><link rel="preload" href="./gone.woff2">'})).toHaveLength(1);
  expect(problems({"a.html": '<html><img src="data:,x"><script src="./n.js?sha=1"></script>'})).toEqual([]);
});

it("checkDist(folder) finds that there is no first page", () => {
  expect(checkDist(writeFolder({"n.js": ""})).map(({file}) => file)).toEqual(["index.html"]);
});

it("formatDefects(defects) names file and remedy", () => {
  expect(formatDefects([{file: "a.html", problem: "p", remedy: "r"}])).toBe("a.html: p\n  → r");
  const [defect] = checkDist(writeFolder({...good, "l.html": '<html><a href="./more/b">x</a>'}));
  expect(defect!.remedy).toBe("link to more/b.html");
});
