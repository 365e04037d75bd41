import type {ChildProcess, StdioOptions} from "node:child_process";
import {spawn} from "node:child_process";
import {createRequire} from "node:module";
import {dirname, join} from "node:path";
import {InputError} from "../inputError.js";

/**
 * Starts Framework's command line in a project folder, with its telemetry off.
 *
 * startObservable("/work/site", ["preview"], {stdio: "inherit"}) // a running child process
 */
export function startObservable(
  root: string,
  args: string[],
  {stdio = "pipe", env = {}}: {stdio?: StdioOptions; env?: Record<string, string>} = {}
): ChildProcess {
  const manifest = createRequire(import.meta.url).resolve("@observablehq/framework/package.json");
  return spawn(process.execPath, [join(dirname(manifest), "dist", "bin", "observable.js"), ...args], {
    cwd: root,
    stdio,
    env: {...process.env, OBSERVABLE_TELEMETRY_DISABLE: "true", ...env}
  });
}

/**
 * Runs `observable build` into a folder below `root`, from a folder of results and one of pages, and returns what it printed;
 * throws with the last of it if it fails.
 *
 * await runBuild("/work/site", "dist.next") // "load /index in 12ms …"
 */
export async function runBuild(root: string, output: string, results?: string, source = "src"): Promise<string> {
  const child = startObservable(root, ["build"], {
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      UPSWING_DIST: output,
      UPSWING_PAGES: source,
      NO_COLOR: "1",
      ...(results === undefined ? {} : {UPSWING_RESULTS: results})
    }
  });
  let log = "";
  for (const stream of [child.stdout!, child.stderr!])
    stream.setEncoding("utf8").on("data", (text: string) => (log += text));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject).once("close", resolve);
  });
  if (code !== 0) {
    throw new InputError(
      `the site did not build (exit ${code})`,
      {file: "src"},
      `Framework said\n${lastLines(log, 20)}`
    );
  }
  return log;
}

function lastLines(log: string, count: number): string {
  return log.trimEnd().split("\n").slice(-count).join("\n");
}
