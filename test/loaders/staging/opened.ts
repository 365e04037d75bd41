import {onTestFinished} from "vitest";
import {openDuckDB} from "../../../loaders/engines/duckdb.js";
import {findFiles, readRows} from "../../../loaders/staging/files.js";
import {writeFolder} from "../../writeFolder.js";

/** What a folder's files that a glob names hold: headers, rows and what was set aside, as `line reason`. */
export async function opened(files: Record<string, string | Buffer>, glob = Object.keys(files)[0]!) {
  const folder = writeFolder(files);
  const engine = await openDuckDB(":memory:");
  onTestFinished(() => engine.close());
  const found = await findFiles(engine, folder, glob, {file: "sources.yaml", line: 1});
  const rows = await engine.rows(readRows(found, {ordered: true}));
  const unread = await engine
    .rows<{line: number; why: string}>(`select line, error_message as why from csv_errors order by line`)
    .catch(() => []);
  return {
    found,
    headers: found[0]!.headers,
    rows: rows.map((row) =>
      Object.entries(row).flatMap(([name, cell]) => (name === "_file" || name === "_record" ? [] : [cell]))
    ),
    setAside: found.flatMap(({setAside}) => setAside.map(({line, reason}) => `${line} ${reason}`)),
    unread: unread.map(({line}) => line)
  };
}
