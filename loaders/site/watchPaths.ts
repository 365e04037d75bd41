import type {FSWatcher} from "node:fs";
import {existsSync, watch} from "node:fs";
import {basename} from "node:path";

/**
 * Calls `onChange` after files below the paths have changed, once for a burst of changes and never twice at a time.
 *
 * `delay` is in milliseconds: how long it has to be quiet before the call. Hidden files and editors' copies (`a.csv~`)
 * do not count. Returns a function that ends the watch.
 *
 * const end = watchPaths(["data"], () => refresh())
 */
export function watchPaths(paths: string[], onChange: () => Promise<void>, delay = 200): () => void {
  let timer: NodeJS.Timeout | undefined;
  let isRunning = false;
  let isStale = false;

  async function run(): Promise<void> {
    if (isRunning) {
      isStale = true;
      return;
    }
    isRunning = true;
    isStale = false;
    await onChange();
    isRunning = false;
    if (isStale) await run();
  }

  function changed(_event: string, name: string | null): void {
    if (name !== null && /^\.|~$/.test(basename(name))) return;
    clearTimeout(timer);
    timer = setTimeout(() => void run(), delay);
  }

  const watchers: FSWatcher[] = paths.filter(existsSync).map((path) => watch(path, {recursive: true}, changed));
  return () => {
    clearTimeout(timer);
    for (const watcher of watchers) watcher.close();
  };
}
