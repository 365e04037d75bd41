import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {readConfig} from "../../loaders/config.js";
import {createContract} from "../../loaders/contract.js";
import {openDuckDB} from "../../loaders/engines/duckdb.js";
import {InputError} from "../../loaders/inputError.js";
import {planExport} from "../../loaders/staging/plan.js";
import {stage} from "../../loaders/staging/stage.js";
import {createReports} from "../../loaders/warehouse.js";
import type {BrokenFile} from "./parts.js";

/** What became of a broken file: refused with a message, or read with counts. */
export type Outcome =
  | {refused: string}
  | {in: number; kept: number; rejected: number; filtered: number; held: number; reasons: string[]; placed: boolean};

/** Reads one file as accounts, as a run does. Throws what is no InputError. */
export async function readBroken({name, content, entry = ""}: BrokenFile): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), "upswing-broken-"));
  mkdirSync(join(folder, "work"));
  const engine = await openDuckDB(join(folder, "work", "w.duckdb"), {temp: join(folder, "work", "spill")});
  try {
    writeFileSync(join(folder, name), content);
    const files = JSON.stringify(name);
    writeFileSync(
      join(folder, "sources.yaml"),
      `exports:\n  - files: ${files}\n    table: accounts\n    columns: {account_id: id, name: name, created_at: at}\n${entry}`
    );
    const config = readConfig(folder);
    const contract = await createContract(engine);
    await createReports(engine);
    const plan = await planExport(engine, config, contract, config.exports[0]!);
    const rows = await stage(engine, config, plan);
    const sum = (key: "rows_in" | "kept" | "rejected" | "filtered") => rows.reduce((all, row) => all + row[key], 0);
    const [held] = await engine.rows<{n: number}>("select count(*) as n from accounts");
    const rejects = await engine.rows<{path: string | null; line: number | null; reason: string | null}>(
      "select path, line, reason from rejects"
    );
    return {
      in: sum("rows_in"),
      kept: sum("kept"),
      rejected: sum("rejected"),
      filtered: sum("filtered"),
      held: held!.n,
      reasons: [...new Set(rejects.map(({reason}) => reason ?? ""))],
      placed:
        rejects.length === sum("rejected") &&
        rejects.every(({path, line, reason}) => path && line !== null && line > 0 && reason)
    };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return {refused: error.message.replaceAll(`${folder}/`, "")};
  } finally {
    engine.close();
    rmSync(folder, {recursive: true, force: true});
  }
}
