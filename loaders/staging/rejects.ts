import type {Config} from "../config.js";
import {type Engine, literal} from "../engines/duckdb.js";
import {type ExportFile, scan} from "./files.js";
import {fileLines} from "./lines.js";
import type {Plan} from "./plan.js";
import {stagedRows} from "./rows.js";

/**
 * Adds the refused rows of an entry to `rejects`, with the line an editor shows. `some` says whether a row that could be read was
 * refused; where the staged rows have no numbers (`ordered` is false), the file is read once more for those.
 */
export async function keepRejects(
  engine: Engine,
  config: Config,
  plan: Plan,
  {some, ordered}: {some: boolean; ordered: boolean}
): Promise<void> {
  const entry = `${plan.entry.index} as entry, ${literal(plan.source)} as source, ${literal(plan.table.name)} as "table"`;
  if (some) {
    const rows = ordered ? "staged" : `(${stagedRows(config, plan, true)})`;
    await engine.run(`insert into rejects select ${entry}, _file, _record, _problem."column", _problem.value, _problem.reason, false
      from ${rows} where _problem is not null`);
  }
  if (plan.files.some(({format}) => format === "csv")) await keepUnreadable(engine, entry, plan);
  await numberLines(engine, plan);
  for (const file of plan.files) await keepSetAside(engine, entry, file);
}

/** DuckDB has its tables of lines that are no record once it has read a CSV. */
async function keepUnreadable(engine: Engine, entry: string, plan: Plan): Promise<void> {
  const paths = plan.files.map((file) => `(${literal(file.full)}, ${literal(file.path)})`).join(", ");
  await engine.run(`insert into rejects
    select ${entry}, p.path, e.line, null, null, any_value(e.error_message), true
    from csv_errors as e join csv_scans as s using (scan_id, file_id)
    join (values ${paths}) as p (full_path, path) on p.full_path = s.file_path
    group by p.path, e.line`);
  await engine.run("delete from csv_errors; delete from csv_scans");
}

/** What was set aside where a file was copied has the file's own lines already. */
async function keepSetAside(engine: Engine, entry: string, {path, setAside}: ExportFile): Promise<void> {
  for (let i = 0; i < setAside.length; i += 1000) {
    const values = setAside.slice(i, i + 1000).map(({line, reason}) => `(${line}, ${literal(reason)})`);
    await engine.run(`insert into rejects select ${entry}, ${literal(path)}, line, null, null, reason, true
      from (values ${values.join(", ")}) as v (line, reason)`);
  }
}

async function numberLines(engine: Engine, plan: Plan): Promise<void> {
  const own = `from rejects where entry = ${plan.entry.index}`;
  const refused = await engine.rows<{path: string; line: number; unreadable: boolean}>(
    `select distinct path, line, unreadable ${own}`
  );
  for (const file of plan.files) {
    const here = refused.filter((r) => r.path === file.path);
    if (here.length === 0) continue;
    if (file.numbered) {
      await engine.run(`update rejects set line = v.line
        from (select row_number() over () as record, cast(_line as bigint) as line from ${scan(file)}) as v
        where entry = ${plan.entry.index} and path = ${literal(file.path)} and rejects.line = v.record`);
      continue;
    }
    const numbers = (unreadable: boolean) => here.filter((r) => r.unreadable === unreadable).map((r) => r.line);
    const lines = await fileLines(file, {rows: numbers(false), unreadable: numbers(true)});
    const values = [
      ...[...lines.rows].map(([from, to]) => `(false, ${from}, ${to})`),
      ...[...lines.unreadable].map(([from, to]) => `(true, ${from}, ${to})`)
    ];
    if (values.length === 0) continue;
    await engine.run(`update rejects set line = v.file_line from (values ${values.join(", ")}) as v (is_unreadable, own_line, file_line)
      where entry = ${plan.entry.index} and path = ${literal(file.path)} and unreadable = v.is_unreadable and line = v.own_line`);
  }
}
