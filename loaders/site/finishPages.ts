import {readFileSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {unlinkAbsent} from "./absentPages.js";
import {withPolicy} from "./contentPolicy.js";
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

/**
 * Applies finishHtml to every page of a folder, takes out links to pages that are not for its audience, writes into each what it
 * may load, and returns their number.
 *
 * finishPages("dist.next") // 8
 */
export function finishPages(folder: string, absent: readonly string[] = []): number {
  const pages = listFiles(folder).filter((path) => path.endsWith(".html"));
  for (const path of pages) {
    const file = join(folder, path);
    writeFileSync(file, withPolicy(finishHtml(unlinkAbsent(readFileSync(file, "utf8"), path, absent))));
  }
  return pages.length;
}
