import {parseArgs} from "node:util";
import {buildSite} from "./build.js";
import {checkReport, driftOf, printCheck} from "./commands/check.js";
import {printExperiments} from "./commands/experiments.js";
import {writeSources} from "./commands/init.js";
import {printMetrics} from "./commands/metrics.js";
import {writeCopy, writeSnapshot} from "./commands/snapshot.js";
import {dev} from "./dev.js";
import {writeDocs} from "./docs.js";
import {InputError} from "./inputError.js";
import {publishRun, runPipeline} from "./pipeline.js";
import {readAudience, readOut} from "./site/audience.js";
import {FailedChecks} from "./warehouse.js";

const usage = `Usage: npm run <command> -- [options]
  build        read the exports and write the site to dist/  [--accounts: with rows of single accounts]
               [--audience leadership|growth|analyst|all] [--out dist.<name>]
  dev          preview the site; edits show at once
  check        read and validate only
  metrics      headline measures        [--month YYYY-MM] [--by <segment>]
  experiments  experiment results       [--id <experiment>]
  init         look at the exports in a folder and write its sources.yaml: init -- <folder> [--force: write it anew]
  snapshot     record the closed months; with a name, freeze a report too: snapshot -- [<name>]
               [--copy: write its one-file copy anew, once its commentary is written]
  docs         write docs/metrics.md and docs/data.md
Exit codes: 0 all is well, 1 a check fails, 2 an input or option cannot be used, 3 a fault of Upswing.
Options: --data <folder> with a sources.yaml (data), --as-of YYYY-MM-DD, --json, --port N`;

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${explain(error)}\n`);
  process.exitCode = error instanceof FailedChecks ? 1 : isInput(error) ? 2 : 3;
}

async function main(argv: string[]): Promise<number> {
  const {values, positionals} = parseArgs({
    args: argv,
    allowPositionals: true,
    options: {
      data: {type: "string", default: "data"},
      "as-of": {type: "string"},
      json: {type: "boolean", default: false},
      accounts: {type: "boolean", default: false},
      audience: {type: "string", default: "all"},
      out: {type: "string", default: "dist"},
      copy: {type: "boolean", default: false},
      force: {type: "boolean", default: false},
      month: {type: "string"},
      by: {type: "string"},
      id: {type: "string"},
      port: {type: "string"}
    }
  });
  const inputs = {data: values.data, asOf: values["as-of"]};
  const root = process.cwd();
  switch (positionals[0]) {
    case "build": {
      const [audience, out] = [readAudience(values.audience), readOut(values.out)];
      const run = await runPipeline({...inputs, accounts: values.accounts});
      note(
        run.cached ? "exports: unchanged, results kept" : `exports: read and computed in ${run.seconds.toFixed(1)} s`
      );
      const {check} = driftOf(run, inputs);
      for (const {what, detail} of check.examples) note(`${check.name}: ${what} ${detail}`);
      if (check.broken > 0 && check.severity === "error") return 1;
      publishRun(run);
      const {pages, seconds} = await buildSite({root, results: run.dir, audience, out});
      note(`site: ${pages} pages in ${seconds.toFixed(1)} s, in ${out}/`);
      return 0;
    }
    case "dev":
      return dev({root, ...inputs, ...(values.port ? {port: Number(values.port)} : {})});
    case "check":
      return printCheck(await checkReport(inputs), values);
    case "metrics":
      return printMetrics(await runPipeline(inputs), values);
    case "experiments":
      return printExperiments(await runPipeline(inputs), values);
    case "snapshot":
      if (values.copy) return writeCopy(values.data, positionals[1]);
      return writeSnapshot(await runPipeline(inputs), values.data, positionals[1]);
    case "init":
      return writeSources(positionals[1], values);
    case "docs":
      return writeDocs(root);
    default:
      note(usage);
      return positionals[0] === undefined ? 0 : 2;
  }
}

// Standard output is for the document a command prints, so that it can be piped.
function note(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** True for what the reader can mend: an input, a setting or an option. */
function isInput(error: unknown): error is Error {
  return error instanceof InputError || isUsage(error);
}

function isUsage(error: unknown): error is Error {
  return error instanceof Error && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS");
}

/** What is wrong with the reader's input is said in a line; a fault of the program keeps its stack. */
function explain(error: unknown): string {
  if (error instanceof InputError || error instanceof FailedChecks) return error.message;
  if (isUsage(error)) return `${error.message}\n${usage}`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
