import {cpSync, existsSync, mkdirSync, rmSync, symlinkSync} from "node:fs";
import {join, relative, resolve} from "node:path";
import {type Audience, readPages} from "./audience.js";
import {prepareCache} from "./prepareCache.js";

/** Where Framework reads pages from, below the project, and the pages that are not there. */
export interface PageFolder {
  source: string;
  absent: string[];
}

/**
 * The folder of pages to build for an audience: `src` itself for all, else a copy of it below `.upswing` without the pages of
 * others. What is not in the folder cannot get into a site: a page that is gone takes its modules and the results it reads along.
 *
 * pageFolder("/work/site", "growth") // {source: ".upswing/pages", absent: ["/retention"]}
 */
export function pageFolder(root: string, audience: Audience | null): PageFolder {
  prepareCache(root);
  if (audience === null) return {source: "src", absent: []};
  const source = join(".upswing", "pages");
  const [all, own] = [join(root, "src"), join(root, source)];
  const absent = readPages(all).filter((page) => !page.audience.includes(audience));
  rmSync(own, {recursive: true, force: true});
  const left = new Set([join(all, ".observablehq"), ...absent.map(({path}) => join(all, `${path}.md`))].map(unify));
  cpSync(all, own, {recursive: true, filter: (file) => !left.has(unify(file))});
  shareBundles(all, own);
  return {source, absent: absent.map(({path}) => path)};
}

/** Packages are bundled once for all audiences; what came from data is not shared. */
function shareBundles(all: string, own: string): void {
  const cache = join(own, ".observablehq", "cache");
  mkdirSync(cache, {recursive: true});
  for (const name of ["_npm", "_node"]) {
    const bundles = join(all, ".observablehq", "cache", name);
    mkdirSync(bundles, {recursive: true});
    if (!existsSync(join(cache, name))) symlinkSync(resolve(bundles), join(cache, name), "junction");
  }
}

function unify(file: string): string {
  return relative(".", file);
}
