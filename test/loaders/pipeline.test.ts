import {spawn} from "node:child_process";
import {existsSync, mkdirSync, readFileSync, readdirSync, readlinkSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {fileURLToPath} from "node:url";
import {describe, expect, it} from "vitest";
import {publishRun, readResult, runPipeline} from "../../loaders/pipeline.js";
import {writeFolder} from "../writeFolder.js";
import {subscriptions, yaml} from "./subscriptions.js";

const files = {"sources.yaml": yaml(), "subs.csv": subscriptions};
const results = (data: string) => readdirSync(join(data, ".upswing")).filter((name) => /^[0-9a-f]{16}$/.test(name));

describe("runPipeline", {timeout: 60_000}, () => {
  it("keeps results for the same inputs, and computes anew for other inputs, settings or dates", async () => {
    const data = writeFolder(files);
    const run = (asOf?: string) => runPipeline({data, root: data, ...(asOf ? {asOf} : {})});
    const first = await run();
    expect([first.cached, (await run()).cached]).toEqual([false, true]);
    expect((await run("2025-01-31")).cached).toBe(false);
    writeFileSync(join(data, "subs.csv"), `${subscriptions}s3,corp,team,5,month,2025-01-01,\n`);
    const second = await run();
    expect([second.cached, second.dir === first.dir]).toEqual([false, false]);
    writeFileSync(join(data, "sources.yaml"), yaml("settings: {past_due_grace_days: 10}\n"));
    expect((await run()).cached).toBe(false);
  });

  it("leaves the last good results where a run fails", async () => {
    const data = writeFolder(files);
    const good = await runPipeline({data, root: data});
    publishRun(good);
    writeFileSync(join(data, "sources.yaml"), yaml().replace("Customer", "Custmer"));
    await expect(runPipeline({data, root: data})).rejects.toThrow(/did you mean Customer/);
    expect(join(data, ".upswing", readlinkSync(join(data, ".upswing/current")))).toBe(good.dir);
    expect(JSON.parse(readFileSync(join(data, ".upswing/current/site.json"), "utf8")).asOf).toBe("2025-02-28");
    expect(readdirSync(join(data, ".upswing")).filter((name) => name.startsWith("run-"))).toEqual([]);
  });

  it("leaves nothing half written where it is killed, and the next run clears what is left", async () => {
    const data = writeFolder(files);
    publishRun(await runPipeline({data, root: data}));
    writeFileSync(join(data, "subs.csv"), `${subscriptions}s3,corp,team,5,month,2025-01-01,\n`);
    const before = results(data);
    const script = fileURLToPath(new URL("../../loaders/site/refresh.ts", import.meta.url));
    const child = spawn(process.execPath, [
      "--import",
      import.meta.resolve("tsx"),
      script,
      "--root",
      data,
      "--data",
      data
    ]);
    const closed = new Promise((resolve) => child.once("close", resolve));
    const working = () => readdirSync(join(data, ".upswing")).filter((name) => name.startsWith("run-"));
    // Killed while results are being written, the moment at which half of them could be left.
    const writing = () => working().some((name) => existsSync(join(data, ".upswing", name, "results", "site.json")));
    for (let tries = 0; !writing() && child.exitCode === null && tries < 10_000; tries++)
      await new Promise((resolve) => setTimeout(resolve, 1));
    child.kill("SIGKILL");
    await closed;
    for (const name of results(data)) expect(existsSync(join(data, ".upswing", name, "queries.json"))).toBe(true);
    expect(results(data)).toEqual(expect.arrayContaining(before));
    expect(existsSync(join(data, ".upswing/current/site.json"))).toBe(true);
    await runPipeline({data, root: data});
    expect(working()).toEqual([]);
    expect(results(data)).toHaveLength(2);
  });

  it("takes the last day of what has happened as as-of, and none that lies ahead", async () => {
    const plain = yaml().replace("as_of: 2025-02-28\n", "");
    const data = writeFolder({
      "sources.yaml": `${plain}  - files: tickets.csv\n    table: tickets\n    columns: {ticket_id: id, opened_at: at}\n`,
      "subs.csv": `${subscriptions}s3,corp,team,5,month,2025-03-20,2031-01-01\n`,
      "tickets.csv": "id,at\n1,2025-03-02 23:10:00\n2,2099-01-01 00:00:00\n"
    });
    expect(readResult<{asOf: string}>(await runPipeline({data, root: data}), "site").asOf).toBe("2025-03-02");
  });

  it("an empty folder of settings is said plainly", async () => {
    const data = writeFolder({});
    mkdirSync(join(data, "playbook"));
    await expect(runPipeline({data, root: data})).rejects.toThrow(/sources\.yaml: missing file; write one/);
  });
});
