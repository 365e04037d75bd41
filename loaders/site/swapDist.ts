import {existsSync, renameSync, rmSync} from "node:fs";
import {join} from "node:path";

/**
 * Puts `dist.next` in the place of `dist`, or of another folder; the old one is away only between two renames.
 *
 * swapDist("/work/site") // dist is what dist.next was
 */
export function swapDist(root: string, out = "dist"): void {
  const [dist, next, old] = paths(root, out);
  rmSync(old, {recursive: true, force: true});
  if (existsSync(dist)) renameSync(dist, old);
  renameSync(next, dist);
  rmSync(old, {recursive: true, force: true});
}

/**
 * Undoes what an interrupted build left: brings back the last good `dist` and removes the half-built one.
 *
 * recoverDist("/work/site") // dist is there if it ever was
 */
export function recoverDist(root: string, out = "dist"): void {
  const [dist, next, old] = paths(root, out);
  if (existsSync(old) && !existsSync(dist)) renameSync(old, dist);
  rmSync(old, {recursive: true, force: true});
  rmSync(next, {recursive: true, force: true});
}

function paths(root: string, out: string): [dist: string, next: string, old: string] {
  return [join(root, out), join(root, "dist.next"), join(root, out === "dist" ? "dist.old" : `${out}.old`)];
}
