import {readFileSync, writeFileSync} from "node:fs";
import {createServer} from "node:net";
import {join} from "node:path";
import {expect, it, vi} from "vitest";
import {dev} from "../../loaders/dev.js";
import {problemBanner} from "../../loaders/site/problem.js";
import {writeFolder} from "../writeFolder.js";

async function freePort(): Promise<number> {
  const server = createServer().listen(0);
  const {port} = server.address() as {port: number};
  await new Promise((resolve) => server.close(resolve));
  return port;
}

it("dev({root, data}) serves new results after a change of the data, and the last ones after a failed run", async () => {
  const root = writeFolder({
    "observablehq.config.js":
      'export default {root: "src", globalStylesheets: [], preserveExtension: true, search: false};',
    "package.json": '{"type": "module"}',
    "src/index.md": '```js\nFileAttachment("data/site.json").json()\n```',
    "src/data/[result].json.js":
      'import {readFileSync} from "node:fs";\nprocess.stdout.write(readFileSync("result.json"));',
    "data/a.csv": "1"
  });
  const port = await freePort();
  const address = `http://127.0.0.1:${port}/_file/data/site.json`;
  const errors = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  const refresh = vi.fn(async () => {
    const text = readFileSync(join(root, "data/a.csv"), "utf8");
    if (text === "x") throw new Error("invalid number: x");
    writeFileSync(join(root, "result.json"), text);
  });
  const served = async (): Promise<string> => (await fetch(address)).text();
  const ended = dev({root, data: join(root, "data"), port}, refresh);

  await vi.waitFor(async () => expect(await served()).toBe("1"), {timeout: 20_000, interval: 100});
  writeFileSync(join(root, "data/a.csv"), "2");
  await vi.waitFor(async () => expect(await served()).toBe("2"), {timeout: 20_000, interval: 100});
  writeFileSync(join(root, "data/a.csv"), "x");
  await vi.waitFor(() => expect(errors).toHaveBeenCalledWith("invalid number: x\n"), {timeout: 20_000, interval: 100});
  expect(await served()).toBe("2");
  expect(problemBanner(root)).toContain(">invalid number: x</code>");
  writeFileSync(join(root, "data/a.csv"), "3");
  await vi.waitFor(async () => expect(await served()).toBe("3"), {timeout: 20_000, interval: 100});
  expect(problemBanner(root)).toBe("");

  process.emit("SIGTERM");
  expect(await ended).toBe(0);
  errors.mockRestore();
}, 60_000);
