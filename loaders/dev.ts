import {spawn} from "node:child_process";
import {existsSync, readdirSync, utimesSync} from "node:fs";
import {createRequire} from "node:module";
import {join} from "node:path";
import {fileURLToPath, pathToFileURL} from "node:url";
import {prepareCache} from "./site/prepareCache.js";
import {keepProblem} from "./site/problem.js";
import {startObservable} from "./site/runObservable.js";
import {watchPaths} from "./site/watchPaths.js";

export type DevOptions = {root: string; data: string; asOf?: string; port?: number};

/**
 * Previews the site until it is stopped, and reads the exports again whenever data, loaders or statistics change.
 *
 * Resolves with the exit code of the preview. A run that fails says why, here and at the top of every page until it is mended, and
 * leaves the last results on the pages.
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
      keepProblem(root, null);
      touchLoaders(root);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      process.stderr.write(`${message}\n`);
      keepProblem(root, message);
      touchConfig(root);
    }
  };
  await update();
  prepareCache(root);
  const args = [
    ...(port === undefined ? [] : ["--port", String(port)]),
    ...(process.stdout.isTTY ? [] : ["--no-open"])
  ];
  const child = startObservable(root, ["preview", ...args], {stdio: "inherit", env: {UPSWING_DEV: "1"}});
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

// Framework runs a loader again when the loader is newer than its output.
function touchLoaders(root: string): void {
  const folder = join(root, "src", "data");
  const now = new Date();
  for (const name of existsSync(folder) ? readdirSync(folder) : []) utimesSync(join(folder, name), now, now);
  touchConfig(root);
}

// Framework reloads pages when the config is touched.
function touchConfig(root: string): void {
  const configs = ["observablehq.config.ts", "observablehq.config.js"].map((name) => join(root, name));
  const now = new Date();
  for (const file of configs.filter(existsSync)) utimesSync(file, now, now);
}

/** A process of its own. What it says on standard error is the reason where it fails. */
async function runFresh({root, data, asOf}: DevOptions): Promise<void> {
  const tsx = pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href;
  const script = fileURLToPath(new URL("./site/refresh.ts", import.meta.url));
  const args = ["--root", root, "--data", data, ...(asOf === undefined ? [] : ["--as-of", asOf])];
  const child = spawn(process.execPath, ["--import", tsx, script, ...args], {
    cwd: root,
    stdio: ["ignore", "inherit", "pipe"]
  });
  let said = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (said += text));
  const code = await new Promise<number | null>((resolve, reject) =>
    child.once("error", reject).once("close", resolve)
  );
  if (code !== 0) throw new Error(said.trim() || `the run ended with code ${code}`);
  process.stderr.write(said);
}
