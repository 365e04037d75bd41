import {readFileSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {listFiles} from "./readDist.js";

/**
 * A built page with its language named and zoom allowed; Framework hard-codes neither.
 *
 * finishHtml("<html>") // '<html lang="en">'
 */
export function finishHtml(html: string): string {
  return html
    .replace(/<html(?![^>]*\blang=)/, '<html lang="en"')
    .replace(/(<meta name="viewport" content="[^"]*?),\s*maximum-scale=1(?=[,"])/g, "$1");
}

/** Applies finishHtml to every page of a folder and returns their number. finishPages("dist.next") // 8 */
export function finishPages(folder: string): number {
  const pages = listFiles(folder).filter((path) => path.endsWith(".html"));
  for (const path of pages) {
    const file = join(folder, path);
    writeFileSync(file, finishHtml(readFileSync(file, "utf8")));
  }
  return pages.length;
}
