import {spawnSync} from "node:child_process";
import {existsSync, readFileSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {expect, it} from "vitest";
import {subscriptions, yaml} from "../subscriptions.js";
import {writeFolder} from "../../writeFolder.js";

function refresh(data: string): {status: number | null; stderr: string} {
  const args = ["--import", "tsx", "loaders/site/refresh.ts", "--root", data, "--data", data];
  return spawnSync(process.execPath, args, {encoding: "utf8"});
}

it("refresh publishes what the preview shows, and keeps it if the next run fails", () => {
  const data = writeFolder({"sources.yaml": yaml(), "subs.csv": subscriptions});
  const site = join(data, ".upswing/current/site.json");
  expect(refresh(data).stderr).toMatch(/^data: read again in/);
  expect(existsSync(site)).toBe(true);
  expect(refresh(data).stderr).toBe("data: nothing new\n");
  const before = readFileSync(site, "utf8");

  writeFileSync(join(data, "sources.yaml"), yaml().replace("table:", "tabel:"));
  const {status, stderr} = refresh(data);
  expect(status).toBe(1);
  expect(stderr).toMatch(/sources\.yaml:5: unknown key: exports\.0\.tabel; did you mean table\?\n$/);
  expect(readFileSync(site, "utf8")).toBe(before);
}, 60_000);
