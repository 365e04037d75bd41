import {execFile} from "node:child_process";
import {fileURLToPath} from "node:url";
import {promisify} from "node:util";

const root = fileURLToPath(new URL("../../", import.meta.url));
const execute = promisify(execFile);

/** Runs a command as a process of its own, in the project. */
export async function cli(...args: string[]): Promise<{code: number; stdout: string; stderr: string}> {
  const tsx = fileURLToPath(import.meta.resolve("tsx"));
  const node = ["--import", `file://${tsx}`, "loaders/cli.ts", ...args];
  try {
    return {code: 0, ...(await execute(process.execPath, node, {cwd: root}))};
  } catch (error) {
    return error as {code: number; stdout: string; stderr: string};
  }
}
