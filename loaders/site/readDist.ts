import {readdirSync, readFileSync} from "node:fs";
import {join, relative, sep} from "node:path";
import type {Html} from "./parseHtml.js";
import {parseHtml} from "./parseHtml.js";

export type Defect = {file: string; problem: string; remedy: string};
export type Page = {path: string; html: Html; ids: Set<string>};
export type Dist = {files: Set<string>; pages: Page[]; scripts: Map<string, string>; styles: Map<string, string>};

/**
 * A built site as the checks read it.
 *
 * `files` are paths from the folder, with "/". `scripts` and `styles` map a file to its text; the inline ones of a
 * page stand under the page's path.
 *
 * readDist("dist").files.has("index.html") // true
 */
export function readDist(folder: string): Dist {
  const dist: Dist = {files: new Set(), pages: [], scripts: new Map(), styles: new Map()};
  for (const path of listFiles(folder)) {
    dist.files.add(path);
    if (!/\.(html|js|mjs|css|svg)$/.test(path)) continue;
    const text = readFileSync(join(folder, path), "utf8");
    if (path.endsWith("js")) dist.scripts.set(path, text);
    else if (path.endsWith(".css")) dist.styles.set(path, text);
    else addPage(dist, path, parseHtml(text));
  }
  return dist;
}

/** The files under a folder as sorted paths from it, with "/" on every system. listFiles("dist") // ["index.html"] */
export function listFiles(folder: string): string[] {
  return readdirSync(folder, {recursive: true, withFileTypes: true})
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join("/"))
    .sort();
}

function addPage(dist: Dist, path: string, html: Html): void {
  const ids = new Set<string>();
  for (const {name, attributes} of html.tags) {
    for (const key of name === "a" ? ["id", "name"] : ["id"]) {
      const id = attributes.get(key);
      if (id !== undefined) ids.add(id);
    }
  }
  dist.pages.push({path, html, ids});
  dist.scripts.set(path, html.scripts.join("\n"));
  const inline = html.tags.map(({attributes}) => attributes.get("style") ?? "");
  dist.styles.set(path, [...html.styles, ...inline].join("\n"));
}
