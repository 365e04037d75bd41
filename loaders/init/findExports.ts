import {readdirSync} from "node:fs";
import {dirname} from "node:path";
import type {Engine} from "../engines/duckdb.js";
import {InputError} from "../inputError.js";
import {type ExportFile, findFiles} from "../staging/files.js";

/** Files of one folder with the same headers, which are chunks of one export. */
export interface ExportGroup {
  /** What names them in sources.yaml. */
  files: string;
  members: ExportFile[];
  headers: string[];
}

const known = /\.((?:[ct]sv|json|jsonl|ndjson)(?:\.gz)?|parquet|zip|xlsx)$/i;
const container = /\.(zip|xlsx)$/i;
/** Folders that hold what is kept by hand or written here, and no exports. */
const own = /(^|\/)(playbook|reports|node_modules|\.[^/]*)\//;

/** The exports below a folder, with their headers, and the files that cannot be read and why. */
export async function findExports(
  engine: Engine,
  folder: string,
  progress: (path: string, done: number, all: number) => void
): Promise<{groups: ExportGroup[]; unread: string[]}> {
  const names = readdirSync(folder, {recursive: true, encoding: "utf8"})
    .filter((name) => known.test(name) && !own.test(name))
    .sort();
  const files: ExportFile[] = [];
  const unread: string[] = [];
  for (const [i, name] of names.entries()) {
    progress(name, i, names.length);
    const glob = literalGlob(name) + (container.test(name) ? "/*" : "");
    try {
      files.push(...(await findFiles(engine, folder, glob, {file: "sources.yaml", line: 1})));
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      unread.push(error.message);
    }
  }
  return {groups: group(files), unread};
}

/** The glob that names this file alone. literalGlob("a [1].csv") // "a [[]1].csv" */
export function literalGlob(path: string): string {
  return path.replace(/[[*?]/g, "[$&]");
}

function group(files: ExportFile[]): ExportGroup[] {
  const alike = new Map<string, ExportFile[]>();
  for (const file of files) {
    const key = JSON.stringify([dirname(file.path), [...file.headers].sort()]);
    alike.set(key, [...(alike.get(key) ?? []), file]);
  }
  return [...alike.values()].flatMap((members) => {
    const glob = globOf(
      members,
      files.filter((file) => !members.includes(file))
    );
    const parts = glob === null ? members.map((file) => [file]) : [members];
    return parts.map((some) => ({files: glob ?? literalGlob(some[0]!.path), members: some, headers: some[0]!.headers}));
  });
}

/** A glob for files whose names differ in the middle, where it names no other file; null where there is none. */
function globOf(members: ExportFile[], others: ExportFile[]): string | null {
  const paths = members.map((file) => file.path);
  const [first] = paths;
  if (paths.length === 1) return literalGlob(first!);
  const shared = (texts: string[]) => {
    let n = 0;
    while (n < texts[0]!.length && texts.every((text) => text[n] === texts[0]![n])) n++;
    return n;
  };
  const head = first!.slice(0, shared(paths));
  const tails = paths.map((path) => [...path.slice(head.length)].reverse().join(""));
  const tail = [...tails[0]!.slice(0, shared(tails))].reverse().join("");
  const inside = (path: string) =>
    path.startsWith(head) && path.endsWith(tail) && path.length >= head.length + tail.length;
  const crosses = paths.some((path) => path.slice(head.length, path.length - tail.length).includes("/"));
  if (crosses || others.some(({path}) => inside(path))) return null;
  return `${literalGlob(head)}*${literalGlob(tail)}`;
}
