import {existsSync, utimesSync} from "node:fs";
import {join} from "node:path";
import {setTimeout as wait} from "node:timers/promises";
import {expect, it, vi} from "vitest";
import {withLock} from "../../../loaders/site/withLock.js";
import {writeFolder} from "../../writeFolder.js";

it("withLock(file, work) runs one at a time and says once that it waits", async () => {
  const stderr = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  const file = join(writeFolder({}), "a/b.lock");
  const order: string[] = [];
  const work = (name: string) => async (): Promise<string> => {
    order.push(`${name} begins`);
    await wait(250);
    order.push(`${name} ends`);
    return name;
  };
  expect(await Promise.all([withLock(file, work("one")), withLock(file, work("two"))])).toEqual(["one", "two"]);
  expect(order).toEqual(["one begins", "one ends", "two begins", "two ends"]);
  expect(stderr).toHaveBeenCalledTimes(1);
  expect(existsSync(file)).toBe(false);
  stderr.mockRestore();
});

it("withLock(file, work) releases the lock if the work fails", async () => {
  const file = join(writeFolder({}), "b.lock");
  await expect(withLock(file, () => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(await withLock(file, async () => 1)).toBe(1);
});

it("withLock(file, work) does not wait for a holder that touched its lock long ago", async () => {
  const file = join(writeFolder({"b.lock": ""}), "b.lock");
  utimesSync(file, new Date(), new Date(Date.now() - 11_000));
  expect(await withLock(file, async () => 1)).toBe(1);
});
