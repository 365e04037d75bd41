import {existsSync, renameSync, rmSync} from "node:fs";
import {join} from "node:path";

/**
 * Puts `dist.next` in the place of `dist`; the old one is away only between two renames.
 *
 * swapDist("/work/site") // dist is what dist.next was
 */
export function swapDist(root: string): void {
  const [dist, next, old] = paths(root);
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
export function recoverDist(root: string): void {
  const [dist, next, old] = paths(root);
  if (existsSync(old) && !existsSync(dist)) renameSync(old, dist);
  rmSync(old, {recursive: true, force: true});
  rmSync(next, {recursive: true, force: true});
}

function paths(root: string): [dist: string, next: string, old: string] {
  return [join(root, "dist"), join(root, "dist.next"), join(root, "dist.old")];
}
