import {readFileSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {expect, it, vi} from "vitest";
import {buildSite, findWarnings} from "../../loaders/build.js";
import {listFiles} from "../../loaders/site/readDist.js";
import {writeFolder} from "../writeFolder.js";

const site = {
  "observablehq.config.js":
    'export default {root: "src", output: process.env.UPSWING_DIST, globalStylesheets: [], preserveExtension: true, footer: "", search: false};',
  "package.json": '{"type": "module"}',
  "src/index.md": "# First\n\n[more](./more)",
  "src/more.md": '# More\n\n```js\nconst site = FileAttachment("data/site.json").json();\n```\n\n${site.n}',
  "src/data/[result].json.js":
    'import {readFileSync} from "node:fs";\nprocess.stdout.write(readFileSync("numbers.json"));',
  "numbers.json": '{"n": 1}'
};

const noNetwork = "--import=data:text/javascript,globalThis.fetch=()=>{throw%20new%20Error('fetched')}";

it("buildSite({root}) builds anew from what the loaders hand over, and leaves the last good dist if it fails", async () => {
  vi.stubEnv("NODE_OPTIONS", noNetwork);
  const root = writeFolder(site);
  const dist = join(root, "dist");
  expect((await buildSite({root})).pages).toBe(2);
  expect(readFileSync(join(dist, "index.html"), "utf8")).toContain('<html lang="en">');

  writeFileSync(join(root, "numbers.json"), '{"n": 2}');
  await Promise.all([buildSite({root}), buildSite({root})]);
  const file = listFiles(dist).find((path) => path.startsWith("_file/data/site"));
  expect(readFileSync(join(dist, file!), "utf8")).toBe('{"n": 2}');

  const before = listFiles(dist).map((path) => [path, readFileSync(join(dist, path), "utf8")]);
  writeFileSync(join(root, "src/more.md"), "# More\n\n```js\nconst = 1;\n```\n\n[gone](./gone)");
  await expect(buildSite({root})).rejects.toThrow(/more\.html: an error box/);
  await expect(buildSite({root})).rejects.toThrow(/more\.html: broken link: \.\/gone/);
  writeFileSync(join(root, "src/more.md"), '# More\n\n```js\nFileAttachment("data/site.json").json();\n```\n');
  writeFileSync(join(root, "src/data/[result].json.js"), "process.exit(3);");
  await expect(buildSite({root})).rejects.toThrow(/the site did not build \(exit 1\)/);
  expect(listFiles(dist).map((path) => [path, readFileSync(join(dist, path), "utf8")])).toEqual(before);
}, 120_000);

it("findWarnings(log) returns a defect for each warning of Framework, except for links, which are checked anew", () => {
  expect(findWarnings("render /index\nWarning: the output root /tmp will not be cleared.\n")).toEqual([
    {
      file: "observable build",
      problem: "Warning: the output root /tmp will not be cleared.",
      remedy: "correct what the warning names"
    }
  ]);
  expect(findWarnings("Warning: 1 broken link (6 validated)\n↳ /index → /index#observablehq-main")).toEqual([]);
});
