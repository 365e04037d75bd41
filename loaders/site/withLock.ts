import {existsSync, mkdirSync, rmSync, statSync, utimesSync, writeFileSync} from "node:fs";
import {dirname} from "node:path";
import {setTimeout as wait} from "node:timers/promises";

const staleAfter = 10_000;

/**
 * What `work` returns, done while no other process holds the lock `file`.
 *
 * Waits for another holder and says so once. A holder touches its lock every second, so that of a process that was
 * interrupted counts for 10 seconds at most.
 *
 * await withLock(".upswing/build.lock", () => build())
 */
export async function withLock<T>(file: string, work: () => Promise<T>): Promise<T> {
  mkdirSync(dirname(file), {recursive: true});
  for (let tries = 0; !take(file); tries++) {
    if (tries === 0) process.stderr.write("waiting for another build of this folder to end\n");
    await wait(100);
  }
  const beat = setInterval(() => existsSync(file) && utimesSync(file, new Date(), new Date()), 1000);
  try {
    return await work();
  } finally {
    clearInterval(beat);
    rmSync(file, {force: true});
  }
}

function take(file: string): boolean {
  const held = statSync(file, {throwIfNoEntry: false});
  if (held && Date.now() - held.mtimeMs > staleAfter) rmSync(file, {force: true});
  try {
    writeFileSync(file, "", {flag: "wx"});
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}
