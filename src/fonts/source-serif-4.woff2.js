import {createReadStream} from "node:fs";
import {fileURLToPath} from "node:url";

const file = "@fontsource-variable/source-serif-4/files/source-serif-4-latin-wght-normal.woff2";
createReadStream(fileURLToPath(import.meta.resolve(file))).pipe(process.stdout);
