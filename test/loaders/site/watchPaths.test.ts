import {writeFileSync} from "node:fs";
import {join} from "node:path";
import {setTimeout as wait} from "node:timers/promises";
import {expect, it, onTestFinished, vi} from "vitest";
import {watchPaths} from "../../../loaders/site/watchPaths.js";
import {writeFolder} from "../../writeFolder.js";

it("watchPaths(paths, onChange) calls once for a burst of changes below a path", async () => {
  const folder = writeFolder({"demo/a.csv": "1", "one.ts": "1"});
  const onChange = vi.fn(async () => undefined);
  onTestFinished(watchPaths([join(folder, "demo"), join(folder, "one.ts"), join(folder, "gone")], onChange, 50));
  writeFileSync(join(folder, "demo/a.csv"), "2");
  writeFileSync(join(folder, "demo/b.csv"), "2");
  await vi.waitFor(() => expect(onChange).toHaveBeenCalledTimes(1), 5000);
  writeFileSync(join(folder, "one.ts"), "2");
  await vi.waitFor(() => expect(onChange).toHaveBeenCalledTimes(2), 5000);
});

it("watchPaths(paths, onChange) ignores editors' copies and hidden files", async () => {
  const folder = writeFolder({"a.csv": "1"});
  const onChange = vi.fn(async () => undefined);
  onTestFinished(watchPaths([folder], onChange, 20));
  writeFileSync(join(folder, "a.csv~"), "2");
  writeFileSync(join(folder, ".a.csv.swp"), "2");
  await wait(200);
  expect(onChange).not.toHaveBeenCalled();
});

it("watchPaths(paths, onChange) waits for a run to end, and then runs again if something changed meanwhile", async () => {
  const folder = writeFolder({"a.csv": "1"});
  let atOnce = 0;
  let most = 0;
  const onChange = vi.fn(async () => {
    most = Math.max(most, ++atOnce);
    if (onChange.mock.calls.length === 1) writeFileSync(join(folder, "a.csv"), "3");
    await wait(150);
    atOnce--;
  });
  onTestFinished(watchPaths([folder], onChange, 20));
  writeFileSync(join(folder, "a.csv"), "2");
  await vi.waitFor(() => expect(onChange).toHaveBeenCalledTimes(2), 5000);
  expect(most).toBe(1);
});
