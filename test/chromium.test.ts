import {chmodSync} from "node:fs";
import {join} from "node:path";
import {afterEach, expect, it, vi} from "vitest";
import {findChromium} from "./chromium.js";
import {writeFolder} from "./writeFolder.js";

afterEach(() => {
  vi.unstubAllEnvs();
});

function fake(path: string, exit: number): string {
  const folder = writeFolder({[path]: `#!/bin/sh\nexit ${exit}\n`});
  chmodSync(join(folder, path), 0o755);
  return folder;
}

it("findChromium() returns CHROME_PATH before any other that starts", () => {
  const path = join(fake("chrome", 0), "chrome");
  vi.stubEnv("CHROME_PATH", path);
  expect(findChromium()).toBe(path);
});

it("findChromium() passes over a browser that does not start", () => {
  const broken = join(fake("chrome", 1), "chrome");
  vi.stubEnv("CHROME_PATH", broken);
  expect(findChromium()).not.toBe(broken);
});

it("findChromium() looks through the search path", () => {
  const folder = fake("chromium", 0);
  vi.stubEnv("CHROME_PATH", "");
  vi.stubEnv("PATH", `${fake("chromium", 1)}:${folder}`);
  expect(findChromium()).toBe(join(folder, "chromium"));
});
