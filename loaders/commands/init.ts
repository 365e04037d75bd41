import {existsSync, readdirSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {stringify} from "yaml";
import {type ContractTable, createContract} from "../contract.js";
import {openDuckDB} from "../engines/duckdb.js";
import {InputError} from "../inputError.js";
import {recognised} from "../sources/index.js";
import {type ExportFile, findFiles} from "../staging/files.js";

/**
 * Looks at the headers of the exports in a folder and writes a `sources.yaml` there: a known vendor export by its source, a file
 * with a contract table's own column names by its table. Says what it could not place. Returns the exit code.
 */
export async function writeSources(folder: string | undefined): Promise<number> {
  if (folder === undefined || !existsSync(folder)) {
    throw new InputError(
      `missing folder: ${folder ?? "none"}`,
      {file: "init"},
      "name the folder that holds your exports"
    );
  }
  const target = join(folder, "sources.yaml");
  if (existsSync(target))
    throw new InputError("sources.yaml exists already", {file: target}, "delete it first, or edit it by hand");
  const engine = await openDuckDB(":memory:");
  try {
    const contract = await createContract(engine);
    const names = readdirSync(folder, {recursive: true, encoding: "utf8"}).filter((name) =>
      /\.((?:[ct]sv|json|jsonl|ndjson)(?:\.gz)?|parquet|zip|xlsx)$/i.test(name)
    );
    const entries: ({files: string} & Placed)[] = [];
    const secondary: typeof entries = [];
    const unplaced: string[] = [];
    let found = 0;
    for (const name of names.sort()) {
      const all = /\.(zip|xlsx)$/i.test(name) ? `${name}/*` : name;
      for (const file of await findFiles(engine, folder, all, {file: target, line: 1})) {
        found++;
        const known = recognised(file.headers);
        for (const {id, table, secondary: second} of known)
          (second ? secondary : entries).push({files: file.path, source: id, table});
        if (known.length > 0) continue;
        const entry = byColumns(file, contract);
        if (entry) entries.push({files: file.path, ...entry});
        else unplaced.push(`${file.path} (${file.headers.slice(0, 8).join(", ")})`);
      }
    }
    // Of exports that would say the same twice, one source a table is proposed.
    const filled = new Map(entries.map(({table, source}) => [table, source]));
    const leftOut: string[] = [];
    for (const entry of secondary) {
      const by = filled.has(entry.table) ? filled.get(entry.table) : entry.source;
      if (by === entry.source) entries.push(entry);
      else leftOut.push(`${entry.files} (${entry.source}), for ${by ?? "another export"} fills ${entry.table}`);
      filled.set(entry.table, by);
    }
    const notes = [
      ...unplaced.map((name) => `# not placed: ${name}\n`),
      ...leftOut.map((what) => `# left out: ${what}\n`)
    ].join("");
    writeFileSync(
      target,
      `${stringify({company: "Your company", currency: "USD", time_zone: "UTC", exports: entries.map(written)})}${notes}`
    );
    process.stderr.write(`${target}: ${new Set(entries.map(({files}) => files)).size} of ${found} exports placed\n`);
    for (const name of unplaced)
      process.stderr.write(`  not placed: ${name}; map it by hand, docs/data.md shows how\n`);
    for (const what of leftOut) process.stderr.write(`  left out: ${what}\n`);
    return 0;
  } finally {
    engine.close();
  }
}

/** What an entry of sources.yaml says of a file. */
interface Placed {
  source?: string;
  table: string;
  columns?: Record<string, string>;
}

/** A source names its table itself. */
function written({source, table, ...rest}: {files: string} & Placed) {
  return source === undefined ? {...rest, table} : {files: rest.files, source};
}

function byColumns({headers}: ExportFile, contract: Map<string, ContractTable>): Placed | null {
  const fits = [...contract.values()].filter((t) => t.columns.every((c) => !c.required || headers.includes(c.name)));
  const shared = (t: ContractTable) => t.columns.filter((c) => headers.includes(c.name));
  const best = fits.sort((a, b) => shared(b).length - shared(a).length)[0];
  if (!best || shared(best).length < Math.min(3, best.columns.length)) return null;
  return {table: best.name, columns: Object.fromEntries(shared(best).map((c) => [c.name, c.name]))};
}
