import {createReadStream} from "node:fs";
import {join} from "node:path";
import {parseArgs} from "node:util";

const {values} = parseArgs({options: {result: {type: "string"}}});
const folder = process.env.UPSWING_RESULTS ?? ".upswing/current";
createReadStream(join(folder, `${values.result}.arrows`)).pipe(process.stdout);
