import {join} from "node:path";
import {writeFigures} from "./figures/writeFigures.js";
import {InputError} from "./inputError.js";
import {bundlePages} from "./site/bundlePages.js";
import {checkDist, formatDefects} from "./site/checkDist.js";
import {finishPages} from "./site/finishPages.js";
import type {Audience} from "./site/audience.js";
import {pageFolder} from "./site/pageFolder.js";
import type {Defect} from "./site/readDist.js";
import {runBuild} from "./site/runObservable.js";
import {writeSearchIndex} from "./site/searchIndex.js";
import {recoverDist, swapDist} from "./site/swapDist.js";
import {withLock} from "./site/withLock.js";

export type Built = {pages: number; seconds: number};

export interface BuildOptions {
  root: string;
  /** Folder of results; those published last if not given. */
  results?: string;
  /** Whose pages are built; all if not given. */
  audience?: Audience | null;
  /** Folder of the site below root. */
  out?: string;
}

/**
 * Builds the pages of an audience, or all, from a folder of results, or those published last, and puts them in `dist` or the
 * folder `out` if nothing is wrong with them.
 *
 * Returns the number of pages and the seconds taken. Throws with each defect and its remedy, and leaves the last good
 * `dist` as it was, if the build fails or is interrupted. Two builds of a folder follow one another. Needs no network.
 *
 * await buildSite({root: process.cwd()}) // {pages: 11, seconds: 6.1}
 */
export async function buildSite(options: BuildOptions): Promise<Built> {
  return withLock(join(options.root, ".upswing", "build.lock"), () => build(options));
}

async function build({root, results, audience = null, out = "dist"}: BuildOptions): Promise<Built> {
  const start = performance.now();
  const next = join(root, "dist.next");
  recoverDist(root, out);
  const {source, absent} = pageFolder(root, audience);
  const log = await runBuild(root, "dist.next", results, source);
  // Before pages are finished, which states what their scripts are.
  await bundlePages(next);
  const pages = finishPages(next, absent);
  const shown = results ?? join(root, ".upswing", "current");
  writeFigures(next, shown);
  writeSearchIndex(join(next, "data", "search.json"), join(root, source), shown);
  const defects = [...findWarnings(log), ...checkDist(next)];
  if (defects.length > 0) {
    const count = defects.length === 1 ? "1 thing is" : `${defects.length} things are`;
    throw new InputError(
      `${count} wrong with the built site`,
      {file: "dist.next"},
      `${out} is left as it was\n${formatDefects(defects)}`
    );
  }
  swapDist(root, out);
  return {pages, seconds: (performance.now() - start) / 1000};
}

/**
 * Framework's warnings, which do not fail its own build, but for broken links: checkDist finds those, in the finished
 * pages, and knows the place that Framework itself puts there (#observablehq-main).
 *
 * findWarnings("Warning: the output root /tmp will not be cleared") // one defect
 */
export function findWarnings(log: string): Defect[] {
  const warnings = log.match(/Warning:.*/gi) ?? [];
  return warnings
    .filter((line) => !/broken links?\b/.test(line))
    .map((line) => ({file: "observable build", problem: line.trim(), remedy: "correct what the warning names"}));
}
