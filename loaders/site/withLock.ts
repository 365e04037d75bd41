import {mkdirSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {dirname} from "node:path";
import {setTimeout as wait} from "node:timers/promises";

/**
 * What `work` returns, done while no other process holds the lock `file`.
 *
 * Waits for a holder that is still running and says so once. The lock of a process that is gone does not count.
 *
 * await withLock(".upswing/build.lock", () => build())
 */
export async function withLock<T>(file: string, work: () => Promise<T>): Promise<T> {
  mkdirSync(dirname(file), {recursive: true});
  for (let tries = 0; !take(file); tries++) {
    if (isStale(file)) {
      rmSync(file, {force: true});
      continue;
    }
    if (tries === 0) process.stderr.write("waiting for another build of this folder to end\n");
    await wait(100);
  }
  try {
    return await work();
  } finally {
    rmSync(file, {force: true});
  }
}

function take(file: string): boolean {
  try {
    writeFileSync(file, String(process.pid), {flag: "wx"});
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

function isStale(file: string): boolean {
  try {
    process.kill(Number(readFileSync(file, "utf8")) || process.pid, 0);
    return false;
  } catch (error) {
    // ESRCH: no such process. Any other error, such as a lock that was released meanwhile, is for the next try.
    return (error as NodeJS.ErrnoException).code === "ESRCH";
  }
}
