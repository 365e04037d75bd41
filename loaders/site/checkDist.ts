import {checkModules} from "./checkModules.js";
import {checkOrigins} from "./checkOrigins.js";
import {checkPages} from "./checkPages.js";
import type {Defect} from "./readDist.js";
import {readDist} from "./readDist.js";

/**
 * What is wrong with a built site, sorted by file; empty if it may be published.
 *
 * checkDist("dist") // []
 */
export function checkDist(folder: string): Defect[] {
  const dist = readDist(folder);
  const defects = [...checkPages(dist), ...checkModules(dist), ...checkOrigins(dist)];
  if (!dist.files.has("index.html")) {
    defects.push({file: "index.html", problem: "missing page", remedy: "add src/index.md"});
  }
  return defects.sort((a, b) => a.file.localeCompare(b.file));
}

/** The defects as lines for a terminal. formatDefects([{file: "a.html", problem: "p", remedy: "r"}]) // "a.html: p\n  → r" */
export function formatDefects(defects: Defect[]): string {
  return defects.map(({file, problem, remedy}) => `${file}: ${problem}\n  → ${remedy}`).join("\n");
}
