import {parseArgs} from "node:util";
import {runPipeline} from "../pipeline.js";

// A process of its own for each run, so that edited loaders and SQL take effect.
const {values} = parseArgs({options: {root: {type: "string"}, data: {type: "string"}, "as-of": {type: "string"}}});
const {cached, seconds} = await runPipeline({data: values.data!, root: values.root, asOf: values["as-of"]});
process.stderr.write(cached ? "data: nothing new\n" : `data: read again in ${seconds.toFixed(1)} s\n`);
