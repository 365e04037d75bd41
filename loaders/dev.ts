import {spawn} from "node:child_process";
import {existsSync, readdirSync, utimesSync} from "node:fs";
import {createRequire} from "node:module";
import {join} from "node:path";
import {fileURLToPath, pathToFileURL} from "node:url";
import {prepareCache} from "./site/prepareCache.js";
import {startObservable} from "./site/runObservable.js";
import {watchPaths} from "./site/watchPaths.js";

export type DevOptions = {root: string; data: string; asOf?: string; port?: number};

/**
 * Previews the site until it is stopped, and reads the exports again whenever data, loaders or statistics change.
 *
 * Resolves with the exit code of the preview. A run that fails says why and leaves the last results on the pages.
 * `refresh` makes the results: by default the pipeline, in a process of its own.
 *
 * await dev({root: process.cwd(), data: "data"}) // 0 after ctrl-c
 */
export async function dev(
  options: DevOptions,
  refresh: (options: DevOptions) => Promise<void> = runFresh
): Promise<number> {
  const {root, data, port} = options;
  const update = async (): Promise<void> => {
    try {
      await refresh(options);
      touchLoaders(root);
    } catch (error) {
      process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    }
  };
  await update();
  prepareCache(root);
  const args = [
    ...(port === undefined ? [] : ["--port", String(port)]),
    ...(process.stdout.isTTY ? [] : ["--no-open"])
  ];
  const child = startObservable(root, ["preview", ...args], {stdio: "inherit"});
  const watched = ["loaders", "src/stats", "src/definitions", "src/definitions.ts"].map((path) => join(root, path));
  const end = watchPaths([data, ...watched], update);
  const stop = (): boolean => child.kill();
  process.once("SIGINT", stop).once("SIGTERM", stop);
  const code = await new Promise<number | null>((resolve, reject) =>
    child.once("error", reject).once("close", resolve)
  );
  process.off("SIGINT", stop).off("SIGTERM", stop);
  end();
  return code ?? 0;
}

// Framework runs a loader again when the loader is newer than its output, and reloads pages when the config is touched.
function touchLoaders(root: string): void {
  const folder = join(root, "src", "data");
  const loaders = existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : [];
  const configs = ["observablehq.config.ts", "observablehq.config.js"].map((name) => join(root, name));
  const now = new Date();
  for (const file of [...loaders, ...configs.filter(existsSync)]) utimesSync(file, now, now);
}

async function runFresh({root, data, asOf}: DevOptions): Promise<void> {
  const tsx = pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href;
  const script = fileURLToPath(new URL("./site/refresh.ts", import.meta.url));
  const args = ["--root", root, "--data", data, ...(asOf === undefined ? [] : ["--as-of", asOf])];
  const child = spawn(process.execPath, ["--import", tsx, script, ...args], {cwd: root, stdio: "inherit"});
  const code = await new Promise<number | null>((resolve, reject) =>
    child.once("error", reject).once("close", resolve)
  );
  if (code !== 0) throw new Error("the pages show the last results that could be read");
}
