import {cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import type {Server} from "node:http";
import {createServer} from "node:http";
import {tmpdir} from "node:os";
import {extname, join} from "node:path";
import {gzipSync} from "node:zlib";
import {build} from "esbuild";
import type {Browser} from "playwright-core";
import {chromium} from "playwright-core";
import {listFiles} from "../loaders/site/readDist.js";
import {benchRepaint, repaintTable} from "./benchRepaint.js";
import {findChromium} from "./chromium.js";

type Run = {chart: number | null; paint: number; bytes: number};

/** 10 Mbit/s with 40 ms, a cold cache, files compressed as hosts do. */
const network = {offline: false, latency: 40, downloadThroughput: 1.25e6, uploadThroughput: 1.25e6};
const runs = 5;
const types: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css",
  ".json": "application/json",
  ".wasm": "application/wasm"
};
const stored = new Map<string, {bytes: Buffer; zipped: boolean}>();
/** Bytes of bodies since a load began: counted here, since a page's session does not hear what its worker fetches. */
let sent = 0;
const temporary = mkdtempSync(join(tmpdir(), "upswing-pages-"));
const browser = await chromium.launch({
  executablePath: findChromium() ?? "",
  args: ["--no-sandbox", "--disable-dev-shm-usage"]
});
try {
  await writeUsual(temporary);
  const rows: string[] = [];
  for (const path of listFiles("dist").filter((one) => one.endsWith(".html") && one !== "404.html"))
    rows.push(toRow(path, await measure(browser, "dist", path)));
  const usual = await measure(browser, temporary, "index.html");
  const report = toReport(rows, usual, await measure(browser, "dist", "retention.html"));
  const repaints = repaintTable(
    await benchRepaint("dist", ["retention.html", "upgrades.html", "trials.html", "planner.html"])
  );
  writeFileSync("docs/speed.md", `${report}${toRepaints(repaints)}`);
  process.stdout.write(`${report}${toRepaints(repaints)}`);
} finally {
  await browser.close();
  rmSync(temporary, {recursive: true, force: true});
}

/** The same chart, its figures asked of DuckDB-Wasm when the page is opened, by the same code of drawing. */
async function writeUsual(folder: string): Promise<void> {
  const data = "dist/_file/data";
  const file = (pattern: RegExp) =>
    join(
      data,
      readdirSync(data).find((name) => pattern.test(name))!
    );
  const {tables} = JSON.parse(readFileSync(file(/^explore\./), "utf8")) as {
    tables: {name: string; from: number; to: number}[];
  };
  const {from, to} = tables.find(({name}) => name === "retention_by_group")!;
  cpSync(file(/^marts\..*arrows$/), join(folder, "marts.arrows"));
  const duckdb = "node_modules/@duckdb/duckdb-wasm/dist";
  mkdirSync(folder, {recursive: true});
  for (const name of ["duckdb-eh.wasm", "duckdb-browser-eh.worker.js"]) cpSync(join(duckdb, name), join(folder, name));
  const contents = `import * as duckdb from "@duckdb/duckdb-wasm";
import {LineChart} from "./src/components/lineChart.ts";
const bytes = fetch("marts.arrows").then((response) => response.arrayBuffer());
const db = new duckdb.AsyncDuckDB(new duckdb.VoidLogger(), new Worker("duckdb-browser-eh.worker.js"));
await db.instantiate("duckdb-eh.wasm");
const connection = await db.connect();
await connection.insertArrowFromIPCStream(new Uint8Array(await bytes).slice(${from}, ${to}), {name: "retention_by_group", create: true});
const answer = await connection.query(\`select strftime(month, '%Y-%m') as month, sum(end_amount) / sum(start_amount) as net, sum(kept_amount) / sum(start_amount) as gross
from retention_by_group where dimension = 'all' group by 1 order by 1\`);
const rows = answer.toArray();
const series = (name) => ({name, values: rows.map((row) => ({period: row.month, value: Number(row[name])}))});
document.querySelector("main").append(document.createElement("h1"), LineChart([series("net"), series("gross")], {unit: "rate", currency: "USD", width: 900}));`;
  await build({
    stdin: {contents, resolveDir: process.cwd(), loader: "js"},
    bundle: true,
    minify: true,
    format: "esm",
    outfile: join(folder, "page.js")
  });
  writeFileSync(
    join(folder, "index.html"),
    `<!doctype html><html lang="en"><title>Retention</title><main></main><script type="module" src="page.js"></script>`
  );
}

async function measure(open: Browser, folder: string, path: string): Promise<Run> {
  const {origin, close} = await serve(folder);
  const measured: Run[] = [];
  // The first one only fills the server's store of compressed files.
  for (let i = 0; i <= runs; i++) {
    const url = `${origin}/${path}`;
    // A busy browser now and then loses a navigation: that is no load to measure.
    const one = await once(open, url).catch(() => once(open, url));
    if (i > 0) measured.push(one);
  }
  await close();
  const middle = (pick: (run: Run) => number | null): number | null => {
    const known = measured.map(pick).filter((value) => value !== null);
    return known.sort((a, b) => a - b)[Math.floor(known.length / 2)] ?? null;
  };
  return {chart: middle((run) => run.chart), paint: middle((run) => run.paint)!, bytes: middle((run) => run.bytes)!};
}

async function once(open: Browser, url: string): Promise<Run> {
  const context = await open.newContext({viewport: {width: 1280, height: 900}});
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send("Network.enable");
  await session.send("Network.setCacheDisabled", {cacheDisabled: true});
  await session.send("Network.emulateNetworkConditions", network);
  sent = 0;
  // What tsx adds to functions that are sent to the page.
  await page.addInitScript("globalThis.__name = (named) => named");
  await page.addInitScript(() => {
    const seen = window as unknown as {chart: number | null; paint: number};
    seen.chart = null;
    const look = (): void => {
      const charts = [...document.querySelectorAll("main svg")];
      if (charts.some((node) => node.clientWidth > 0 && node.checkVisibility({visibilityProperty: true})))
        // A frame later it is on the screen.
        requestAnimationFrame(() => (seen.chart = performance.now()));
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
    new PerformanceObserver((list) => (seen.paint = list.getEntries().at(-1)!.startTime)).observe({
      type: "largest-contentful-paint",
      buffered: true
    });
  });
  await page.goto(url, {waitUntil: "load"});
  // The page's own policy forbids what waitForFunction evaluates.
  await page.evaluate(async () => {
    const seen = window as unknown as {chart: number | null};
    const isWaiting = (): boolean => {
      const charts = [...document.querySelectorAll("main svg")].filter((node) => node.clientWidth > 0);
      const isDrawn = document.querySelector("main h1") !== null && !document.querySelector("observablehq-loading");
      return !isDrawn || (charts.length > 0 && seen.chart === null);
    };
    const end = performance.now() + 60_000;
    while (isWaiting() && performance.now() < end) await new Promise((resolve) => setTimeout(resolve, 20));
  });
  await page.waitForLoadState("networkidle");
  const {chart, paint} = await page.evaluate(() => {
    const seen = window as unknown as {chart: number | null; paint: number};
    return {chart: seen.chart, paint: seen.paint};
  });
  await context.close();
  return {chart, paint, bytes: sent};
}

async function serve(folder: string): Promise<{origin: string; close: () => Promise<void>}> {
  const server: Server = createServer((request, response) => {
    const path = join(folder, decodeURIComponent(new URL(request.url!, "http://localhost").pathname));
    const body = compressed(path);
    if (body === null) return void response.writeHead(404).end();
    sent += body.bytes.length;
    const type = types[extname(path)] ?? "application/octet-stream";
    response
      .writeHead(200, {"content-type": type, ...(body.zipped ? {"content-encoding": "gzip"} : {})})
      .end(body.bytes);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const {port} = server.address() as {port: number};
  const close = (): Promise<void> => {
    return new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  };
  return {origin: `http://127.0.0.1:${port}`, close};
}

function compressed(path: string): {bytes: Buffer; zipped: boolean} | null {
  const known = stored.get(path);
  if (known) return known;
  try {
    const bytes = readFileSync(path);
    const zipped = !/\.(woff2|png)$/.test(path);
    const body = {bytes: zipped ? gzipSync(bytes) : bytes, zipped};
    stored.set(path, body);
    return body;
  } catch {
    return null;
  }
}

function seconds(value: number | null): string {
  return value === null ? "none" : (value / 1000).toFixed(2);
}

function toRow(path: string, {chart, paint, bytes}: Run): string {
  const row = `| ${path} | ${seconds(chart)} | ${seconds(paint)} | ${(bytes / 1000).toFixed(0)} |`;
  process.stderr.write(`${row}\n`);
  return row;
}

function toReport(rows: string[], usual: Run, own: Run): string {
  return `# Speed of the pages

Written by \`npm run bench:pages\` from the built demo: Chromium at 10 Mbit/s with 40 ms, a cold cache, files compressed by gzip,
the median of ${runs} loads. The first chart counts once it is on the screen, largest contentful paint (LCP) as Chromium reports it.
Targets: first chart within 2.0 s, LCP within 1.5 s.

| page | first chart s | LCP s | kB sent |
| --- | ---: | ---: | ---: |
${rows.join("\n")}

The usual way of such pages is to load DuckDB-Wasm and the tables and to ask for the figures on load. Beside it one chart drawn so,
by the same code of drawing on an otherwise empty page, and the page of this site that holds that chart among many:

| page | first chart s | LCP s | kB sent |
| --- | ---: | ---: | ---: |
${toRow("DuckDB-Wasm on load, one chart", usual)}
${toRow("retention.html", own)}

The chart is there ${(usual.chart! / own.chart!).toFixed(1)} times as fast, with ${(usual.bytes / own.bytes).toFixed(0)} times fewer bytes.
`;
}

function toRepaints(table: string): string {
  return `
## When a control is changed

Every control of these pages, changed five times at 1280 × 900: the median time and the longest until what is on the screen is drawn,
the median until that frame is shown, and until the figures further down are drawn as well. Pages hold sums by month and segment, not
accounts, so a larger company takes as long. Target: 50 ms.

${table}
`;
}
