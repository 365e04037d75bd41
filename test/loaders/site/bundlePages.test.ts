import {readFileSync} from "node:fs";
import {join} from "node:path";
import {describe, expect, it} from "vitest";
import {bundlePages} from "../../../loaders/site/bundlePages.js";
import {listFiles} from "../../../loaders/site/readDist.js";
import {writeFolder} from "../../writeFolder.js";

const page = (way: string, modules: readonly string[]) =>
  [
    ...modules.map((name) => `<link rel="modulepreload" href="${way}_import/components/${name}.js">`),
    `<link rel="modulepreload" href="${way}_node/big@1.0.0/index.js">`,
    `<script type="module">${modules.map((name) => `await import("${way}_import/components/${name}.js")`).join(";")}</script>`
  ].join("\n");

const site = () =>
  writeFolder({
    "index.html": page("./", ["a", "b"]),
    "deep/one.html": page("../", ["b"]),
    "plain.html": "<p>No script</p>",
    "_import/components/a.js": 'import {used} from "../../_node/big@1.0.0/index.js"; export const a = () => used();',
    "_import/components/b.js": 'export const b = () => new URL("../../data.html", import.meta.url).href;',
    "_import/style.css": "",
    "_node/big@1.0.0/index.js":
      "export function used() { return 'in use'; }\nexport function unused() { return 'in nobody'; }"
  });

describe("bundlePages", () => {
  it("serves each page its modules from one file, asked for at once, and nothing that no page uses", async () => {
    const dist = site();
    await bundlePages(dist);
    const files = listFiles(dist);
    expect(files.filter((file) => /^_(?:node|import\/components)\//.test(file))).toEqual([]);
    expect(files).toContain("_import/style.css");
    const bundles = files.filter((file) => file.startsWith("_import/pages/"));
    const text = bundles.map((file) => readFileSync(join(dist, file), "utf8")).join("\n");
    expect(text).toContain("in use");
    expect(text).not.toContain("in nobody");
    for (const [path, way] of [
      ["index.html", "./"],
      ["deep/one.html", "../"]
    ] as const) {
      const html = readFileSync(join(dist, path), "utf8");
      const links = [...html.matchAll(/(?:href|import\()="?\(?"?([^">)]+\.js)/g)].map(([, link]) => link!);
      const named = [...html.matchAll(/"((?:\.\.?\/)+_import\/pages\/[^"]+)"/g)].map(([, link]) => link!);
      expect(links.every((link) => !/_node|components/.test(link))).toBe(true);
      expect(named.length).toBeGreaterThan(1);
      for (const link of named) expect(bundles).toContain(link.slice(way.length));
    }
    expect(readFileSync(join(dist, "plain.html"), "utf8")).toBe("<p>No script</p>");
  });

  it("keeps what modules export apart, also of the same name, and their place", async () => {
    const dist = site();
    await bundlePages(dist);
    const html = readFileSync(join(dist, "index.html"), "utf8");
    const entry = /import\("\.\/(_import\/pages\/[^"]+)"\)/.exec(html)![1]!;
    const all = (await import(join(dist, entry))) as Record<"m0" | "m1", Record<string, () => string>>;
    expect(all.m0.a!()).toBe("in use");
    expect(all.m1.b!().endsWith("/data.html")).toBe(true);
    expect(all.m1.b!()).toBe(new URL("data.html", `file://${dist}/`).href);
  });
});
