import {createHash, randomUUID} from "node:crypto";
import {
  createReadStream,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync
} from "node:fs";
import {basename, dirname, join, relative, resolve} from "node:path";
import {pipeline as pipe} from "node:stream/promises";
import {fileURLToPath} from "node:url";
import {findAsOf} from "./calendar.js";
import {type Config, readConfig} from "./config.js";
import {createContract} from "./contract.js";
import {openDuckDB} from "./engines/duckdb.js";
import {checkDeclared} from "./privacy/door.js";
import {readSecret, secretMark, setSecret} from "./privacy/keyedHash.js";
import {bar, progress} from "./progress.js";
import {readRegisters, registerFiles} from "./registers.js";
import {computeResults} from "./results/index.js";
import {roundResult} from "./roundResult.js";
import type {ExportFile} from "./staging/files.js";
import {type Plan, planExport} from "./staging/plan.js";
import {createReports, fillWarehouse} from "./warehouse.js";

const resultsKept = 7;
const project = fileURLToPath(new URL("../", import.meta.url));

/** Where a run's results are, and what it took. */
export interface Run {
  /** Folder of <result>.json files. */
  dir: string;
  /** True if the results of the same inputs, code and settings were there already. */
  cached: boolean;
  seconds: number;
}

/**
 * Exports → contract → marts → results → files, in one DuckDB session. The results go to `.upswing/<hash>`, where the hash
 * is of inputs, code and settings, and appear there only when they are complete: an interrupted run leaves nothing half done.
 *
 * (await runPipeline({data: "data"})).cached // false, and true the second time
 */
export async function runPipeline({
  data,
  asOf,
  accounts = false,
  root = project
}: {
  data: string;
  asOf?: string;
  /** Whether the results hold rows of single accounts. */
  accounts?: boolean;
  root?: string;
}): Promise<Run> {
  const start = performance.now();
  const home = join(root, ".upswing");
  const work = join(home, `run-${process.pid}-${randomUUID()}`);
  mkdirSync(work, {recursive: true});
  removeAbandoned(home);
  const engine = await openDuckDB(join(work, "warehouse.duckdb"), {temp: join(work, "spill")});
  try {
    const config = readConfig(data);
    const registers = readRegisters(config);
    const contract = await createContract(engine);
    const plans: Plan[] = [];
    for (const [i, entry] of config.exports.entries()) {
      progress(`${bar(i, config.exports.length)} looking at ${entry.files}`);
      plans.push(await planExport(engine, config, contract, entry));
    }
    checkDeclared(config, plans);
    const secret = readSecret(config);
    const hash = await hashOf(config, plans, [asOf ?? null, accounts, secretMark(secret)]);
    const dir = join(home, hash);
    const finish = (cached: boolean): Run => {
      removeOld(home, hash);
      return {dir, cached, seconds: (performance.now() - start) / 1000};
    };
    if (existsSync(join(dir, "site.json"))) return finish(true);
    if (secret !== null) await setSecret(engine, secret);
    await engine.lock({files: filesOf(plans).map(({full}) => full), folders: [], memoryGb: config.limits.memory_gb});
    await createReports(engine);
    const warehouse = await fillWarehouse({engine, config, registers, contract, includeAccounts: accounts}, plans, () =>
      findAsOf(engine, config, asOf)
    );
    progress("computing results");
    const written = join(work, "results");
    mkdirSync(written);
    for (const [name, result] of Object.entries(await computeResults(warehouse, hash))) {
      if (result instanceof Uint8Array) writeFileSync(join(written, `${name}.arrows`), result);
      else writeFileSync(join(written, `${name}.json`), JSON.stringify(result, roundResult));
    }
    rmSync(dir, {recursive: true, force: true});
    renameSync(written, dir);
    return finish(false);
  } finally {
    progress(null);
    engine.close();
    rmSync(work, {recursive: true, force: true});
  }
}

/** Reads one result of a run. */
export function readResult<T>(run: Pick<Run, "dir">, name: string): T {
  return JSON.parse(readFileSync(join(run.dir, `${name}.json`), "utf8")) as T;
}

/**
 * Makes a run the one that pages show, `.upswing/current`. A link is replaced by a rename, so that a reader sees the results
 * before or these and never none.
 */
export function publishRun({dir}: Pick<Run, "dir">): void {
  const home = dirname(dir);
  const next = join(home, `current-${process.pid}`);
  rmSync(next, {force: true});
  symlinkSync(basename(dir), next);
  renameSync(next, join(home, "current"));
}

/** A run that was killed leaves its work folder behind, named for a process that is no more. */
function removeAbandoned(home: string): void {
  for (const name of readdirSync(home)) {
    const id = /^run-(\d+)-/.exec(name)?.[1];
    if (id !== undefined && !isRunning(Number(id))) rmSync(join(home, name), {recursive: true, force: true});
  }
}

function isRunning(id: number): boolean {
  try {
    return process.kill(id, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** Results of other inputs are kept for a few runs, so that going back to a branch or a date is quick. */
function removeOld(home: string, current: string): void {
  const shown = existsSync(join(home, "current")) ? readlinkSync(join(home, "current")) : null;
  const others = readdirSync(home)
    .filter((name) => /^[0-9a-f]{16}$/.test(name) && name !== current && name !== shown)
    .map((name) => ({name, at: statSync(join(home, name)).mtimeMs}))
    .sort((a, b) => b.at - a.at);
  for (const {name} of others.slice(resultsKept)) rmSync(join(home, name), {recursive: true, force: true});
}

function filesOf(plans: Plan[]): ExportFile[] {
  return plans.flatMap(({files, lookups}) => [...files, ...[...lookups.values()].flatMap((l) => l.files)]);
}

async function hashOf(config: Config, plans: Plan[], options: unknown[]): Promise<string> {
  const hash = createHash("sha256").update(JSON.stringify([...options, process.version, process.platform]));
  const exports = filesOf(plans).map((file) => file.origin);
  const settings = [config.file, ...registerFiles(config)];
  const code = [
    ...listFiles(join(project, "loaders")),
    ...listFiles(join(project, "src/stats")),
    ...listFiles(join(project, "src/verdict")),
    join(project, "src/definitions.ts"),
    ...listFiles(join(project, "src/definitions")),
    join(project, "package-lock.json")
  ];
  for (const file of [...new Set([...settings, ...exports, ...code].map((path) => resolve(path)))].sort()) {
    const inProject = !relative(project, file).startsWith("..");
    hash.update(inProject ? relative(project, file) : file);
    await pipe(createReadStream(file), async (chunks: AsyncIterable<Buffer>) => {
      for await (const chunk of chunks) hash.update(chunk);
    });
  }
  return hash.digest("hex").slice(0, 16);
}

function listFiles(folder: string): string[] {
  return readdirSync(folder, {recursive: true, withFileTypes: true})
    .filter((item) => item.isFile())
    .map((item) => join(item.parentPath, item.name));
}
