import {posix} from "node:path";
import type {Defect, Dist, Page} from "./readDist.js";

/**
 * Pages with an error box in place of their content, links between pages that lead nowhere, and missing assets.
 *
 * A link must name a file as it is stored, so that the plainest file server finds it.
 *
 * checkPages(readDist("dist")) // []
 */
export function checkPages(dist: Dist): Defect[] {
  const pages = dist.pages.filter(({path}) => path.endsWith(".html"));
  const byPath = new Map(pages.map((page) => [page.path, page]));
  return pages.flatMap((page) => [
    ...checkErrorBox(page),
    ...checkLinks(page, dist.files, byPath),
    ...checkAssets(page, dist.files)
  ]);
}

function checkErrorBox({path, html}: Page): Defect[] {
  const box = html.tags.some(({attributes}) => attributes.get("class")?.includes("observablehq--error"));
  if (!box) return [];
  return [
    {
      file: path,
      problem: "an error box stands in place of content",
      remedy: `run npm run dev and open ${path}: the box shows which code fence or import is wrong`
    }
  ];
}

function checkLinks({path, html}: Page, files: Set<string>, pages: Map<string, Page>): Defect[] {
  const defects = new Map<string, Defect>();
  for (const {name, attributes} of html.tags) {
    const href = attributes.get("href");
    if (name !== "a" || href === undefined || isOutside(href)) continue;
    const [target, fragment] = resolveLink(path, href);
    if (!files.has(target)) {
      const near = [`${target}.html`, `${target}/index.html`].find((file) => files.has(file));
      const remedy = near
        ? `link to ${near}`
        : "correct the link, or add the page to dynamicPaths in observablehq.config.ts";
      defects.set(href, {file: path, problem: `broken link: ${href}`, remedy});
    } else if (fragment && pages.has(target) && !pages.get(target)!.ids.has(fragment)) {
      const remedy = `give an element of ${target} the id "${fragment}", or correct the link`;
      defects.set(href, {file: path, problem: `link to a missing place: ${href}`, remedy});
    }
  }
  return [...defects.values()];
}

function checkAssets({path, html}: Page, files: Set<string>): Defect[] {
  const named = html.tags.map(({name, attributes}) =>
    attributes.get(name === "link" ? "href" : name === "a" ? "" : "src")
  );
  const missing = named.filter((url) => url && !isOutside(url) && !files.has(resolveLink(path, url)[0]));
  const remedy = "correct the reference, or have a loader or dynamicPaths publish the file";
  return missing.map((url) => ({file: path, problem: `missing file: ${url}`, remedy}));
}

function isOutside(href: string): boolean {
  return /^([a-z][a-z\d+.-]*:|\/\/)/i.test(href);
}

function resolveLink(from: string, href: string): [file: string, fragment: string] {
  const [, pathname = "", fragment = ""] = /^([^?#]*)(?:\?[^#]*)?(?:#(.*))?$/.exec(href) ?? [];
  const decoded = decodeURIComponent(pathname);
  const base = decoded === "" ? from : posix.join(decoded.startsWith("/") ? "" : posix.dirname(from), decoded);
  const isFolder = decoded.endsWith("/") || /(^|\/)\.\.?$/.test(decoded);
  const file = posix.normalize(isFolder ? posix.join(base, "index.html") : base).replace(/^\//, "");
  return [file, fragment.startsWith(":~:") ? "" : decodeURIComponent(fragment)];
}
