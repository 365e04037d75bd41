import {existsSync} from "node:fs";
import {join} from "node:path";
import {parseArgs} from "node:util";
import {InputError} from "../inputError.js";
import {publishRun, runPipeline} from "../pipeline.js";
import {writeSearchIndex} from "./searchIndex.js";
import {FailedChecks} from "../warehouse.js";

// A process of its own for each run, so that edited loaders and SQL take effect.
const {values} = parseArgs({options: {root: {type: "string"}, data: {type: "string"}, "as-of": {type: "string"}}});
try {
  const run = await runPipeline({data: values.data!, root: values.root, asOf: values["as-of"]});
  const pages = join(values.root!, "src");
  if (existsSync(pages)) writeSearchIndex(join(run.dir, "search.json"), pages, run.dir);
  publishRun(run);
  process.stderr.write(run.cached ? "data: nothing new\n" : `data: read again in ${run.seconds.toFixed(1)} s\n`);
} catch (error) {
  if (!(error instanceof InputError || error instanceof FailedChecks)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
