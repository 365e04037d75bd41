import {writeFileSync} from "node:fs";
import {join} from "node:path";
import {format, resolveConfig} from "prettier";
import {writeTable} from "./generator/csv.js";
import {demo} from "./generator/demo.js";

const folder = import.meta.dirname;
const {tables, truth} = demo();
const written = tables.map((table) => writeTable(folder, table));
const flaws = written.flatMap((file) => file.flaws);
const text = JSON.stringify({...truth, flaws});
const target = join(folder, "truth.json");
writeFileSync(target, await format(text, {...(await resolveConfig(target)), filepath: target}));

for (const {path, rows, bytes} of written) console.log(`${path} ${rows} rows, ${(bytes / 1024).toFixed(0)} kB`);
console.log(
  `${flaws.length} flawed rows, ${(written.reduce((sum, {bytes}) => sum + bytes, 0) / 2 ** 20).toFixed(2)} MB`
);
