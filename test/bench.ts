import {spawnSync} from "node:child_process";
import {cpSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync} from "node:fs";
import {createRequire} from "node:module";
import {cpus, tmpdir, totalmem} from "node:os";
import {dirname, join, resolve} from "node:path";
import {fileURLToPath, pathToFileURL} from "node:url";
import {parseArgs} from "node:util";
import {DuckDBInstance} from "@duckdb/node-api";
import {parse} from "yaml";
import {runPipeline} from "../loaders/pipeline.js";
import type {World} from "./simulation/simulateCompanies.js";
import {writeExports} from "./simulation/writeExports.js";

type Usage = {files: string; headers: string[]; account: string; day: string; quantity: string};
type Entry = {
  table?: string;
  files: string;
  columns: Record<string, string>;
  lookup?: Record<string, {on: Record<string, string>}>;
};
type Measured = {seconds: number; megabytes: number};
type Result = {rows: number; bytes: number; scan: Measured; pipeline: Measured};

const factors = [1, 10, 100];
/** Some 100,000 accounts pay at a time, for 36 months, with a row of use each. */
const large: World = {
  companies: 1,
  accounts: 140_000,
  sigma: 1,
  months: 36,
  churn: [0.015, 0.01, 0.005],
  upgrade: 0.02,
  discount: 0.01,
  trials: 40_000,
  conversion: 0.3,
  usage: true,
  seed: 1
};
const {values} = parseArgs({
  options: {
    task: {type: "string"},
    data: {type: "string", default: "data"},
    // The simulated company alone; the rows of the demo stay as they were measured last.
    large: {type: "boolean", default: false}
  }
});
if (values.task === undefined) await bench(resolve(values.data));
else await runTask(values.task, values.data);

async function bench(data: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "upswing-bench-"));
  const results: string[] = values.large ? measuredBefore() : [];
  try {
    const copy = join(folder, "data");
    cpSync(data, copy, {recursive: true});
    let done = 1;
    for (const factor of values.large ? [] : factors) {
      for (; done < factor; done++) await addCopy(copy, done);
      results.push(toRow(await measure(copy, factor < 100 ? 3 : 1)));
      process.stderr.write(`${results.at(-1)!}\n`);
    }
    writeExports(large, join(folder, "large"));
    results.push(toRow(await measure(join(folder, "large"), 1)));
  } finally {
    rmSync(folder, {recursive: true, force: true});
  }
  const report = toReport(results);
  writeFileSync("docs/performance.md", report);
  process.stdout.write(report);
}

// The quantities differ from copy to copy, so that no row is a repetition of another.
async function addCopy(data: string, copy: number): Promise<void> {
  const {files, headers, quantity} = await findUsage(data);
  const header = headers.find((name) => quantity.includes(name))!;
  const target = files.replace("*", `copy-${copy}`);
  if (target === files) throw new Error(`missing * in the files of the usage export: ${files}`);
  const originals = (await listUsage(files)).filter((name) => !name.includes("copy-"));
  await query(`
    copy (select * replace (cast(try_cast("${header}" as bigint) + ${copy} as varchar) as "${header}") from ${read(originals)})
    to '${target}' (format csv, header, compression gzip)`);
}

async function listUsage(files: string): Promise<string[]> {
  return (await query(`select file from glob('${files}') order by file`)).map(([name]) => String(name));
}

function read(files: string[]): string {
  return `read_csv([${files.map((file) => `'${file}'`).join()}], header = true, all_varchar = true)`;
}

async function findUsage(data: string): Promise<Usage> {
  const text = readFileSync(join(data, "sources.yaml"), "utf8");
  const {exports} = parse(text) as {exports: Entry[]};
  const found = exports.find(({table}) => table === "usage");
  if (!found) throw new Error(`missing usage export: ${data}/sources.yaml`);
  const files = join(data, found.files);
  const described = await query(`describe select * from ${read((await listUsage(files)).slice(0, 1))}`);
  const headers = described.map(([name]) => String(name));
  const {account_id: account = "", day = "", quantity = ""} = found.columns;
  const lookup = found.lookup?.[account.split(".")[0]!];
  return {files, headers, account: lookup ? Object.keys(lookup.on)[0]! : account, day, quantity};
}

async function query(sql: string): Promise<unknown[][]> {
  const connection = await (await DuckDBInstance.create(":memory:")).connect();
  return (await connection.runAndReadAll(sql)).getRows();
}

async function measure(data: string, runs: number): Promise<Result> {
  const {files} = await findUsage(data);
  const names = await listUsage(files);
  const rows = Number((await query(`select count(*) from ${read(names)}`))[0]![0]);
  const bytes = names.reduce((sum, name) => sum + statSync(name).size, 0);
  return {rows, bytes, scan: medianOf("scan", data, runs), pipeline: medianOf("pipeline", data, runs)};
}

// Each run has a process of its own, so that none profits from the memory of another.
function medianOf(task: string, data: string, runs: number): Measured {
  const tsx = pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href;
  const args = ["--import", tsx, fileURLToPath(import.meta.url), "--task", task, "--data", data];
  const measured = Array.from({length: runs}, () => {
    rmSync(join(dirname(data), ".upswing"), {recursive: true, force: true});
    const {status, stdout, stderr} = spawnSync(process.execPath, args, {encoding: "utf8", maxBuffer: 2 ** 28});
    if (status !== 0) throw new Error(`the ${task} failed:\n${stderr}`);
    return JSON.parse(stdout.trimEnd().split("\n").at(-1)!) as Measured;
  });
  return measured.sort((a, b) => a.seconds - b.seconds)[Math.floor(runs / 2)]!;
}

async function runTask(task: string, data: string): Promise<void> {
  const start = performance.now();
  if (task === "pipeline") await runPipeline({data, root: dirname(data)});
  else await scan(await findUsage(data));
  const measured: Measured = {
    seconds: (performance.now() - start) / 1000,
    megabytes: process.resourceUsage().maxRSS / 1024
  };
  process.stdout.write(`${JSON.stringify(measured)}\n`);
}

async function scan({files, headers, account, day, quantity}: Usage): Promise<void> {
  const as = (column: string, type: string): string => {
    const header = headers.find((name) => name === column) ?? headers.find((name) => column.includes(name))!;
    return `try_cast("${header}" as ${type})`;
  };
  await query(`
    select count(*), sum(n), sum(total) from (
      select ${as(account, "varchar")}, date_trunc('month', ${as(day, "date")}), count(*) as n, sum(${as(quantity, "double")}) as total
      from ${read(await listUsage(files))} group by 1, 2)`);
}

function toRow({rows, bytes, scan, pipeline}: Result): string {
  const cells = [
    rows.toLocaleString("en-US"),
    (bytes / 1e6).toFixed(1),
    scan.seconds.toFixed(2),
    pipeline.seconds.toFixed(2),
    (pipeline.seconds / scan.seconds).toFixed(1),
    pipeline.megabytes.toFixed(0)
  ];
  return `| ${cells.join(" | ")} |`;
}

function measuredBefore(): string[] {
  return readFileSync("docs/performance.md", "utf8")
    .split("\n")
    .filter((line) => /^\| \d/.test(line))
    .slice(0, factors.length);
}

function toReport(results: string[]): string {
  const machine = `${cpus().length} × ${cpus()[0]!.model}, ${(totalmem() / 2 ** 30).toFixed(0)} GiB, Node ${process.versions.node}`;
  return `# Performance

Written by \`npm run bench\`. It runs the whole pipeline on the demo company with its usage export 1, 10 and 100 times as long,
beside a bare DuckDB scan of the same gzipped files (group by account and month, a count and a sum). Each run is a process of its
own; the first two sizes show the median of three runs. The other exports stay as they are.

| usage rows | MB on disk | scan s | pipeline s | ratio | peak MB |
| ---: | ---: | ---: | ---: | ---: | ---: |
${results.slice(0, -1).join("\n")}

A simulated company of ${large.accounts.toLocaleString("en-US")} accounts, some 100,000 of which pay at a time, over ${large.months} months, with ${large.trials.toLocaleString("en-US")} trials:
every statistic of its whole site in one pass. The scan beside it reads the usage rows alone, the pipeline all exports.

| usage rows | MB on disk | scan s | pipeline s | ratio | peak MB |
| ---: | ---: | ---: | ---: | ---: | ---: |
${results.at(-1)!}

Machine: ${machine}.
`;
}
