import {mkdtempSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {stringify} from "yaml";
import {type Config, readConfig} from "../config.js";
import type {ContractTable} from "../contract.js";
import {type Engine, identifier} from "../engines/duckdb.js";
import {InputError} from "../inputError.js";
import {planExport} from "../staging/plan.js";
import {stage} from "../staging/stage.js";
import {createReports} from "../warehouse.js";
import {type Proposal, type Tried, entryOf} from "./proposal.js";

/** A guess whose rows do not fit, by more than this share, is no mapping. */
const mostRejected = 0.05;
const order = ["subscription_periods", "accounts"];

/**
 * Reads the rows of every proposal that is in force into the contract, as a build does. What cannot be read is put out of force with
 * the reason, and so is a guess that its rows do not bear out, and accounts that no licence belongs to where others have them.
 */
export async function tryProposals(
  engine: Engine,
  contract: Map<string, ContractTable>,
  folder: string,
  proposals: Proposal[],
  {currency, progress}: {currency: string; progress: (what: string, done: number, all: number) => void}
): Promise<Tried[]> {
  await createReports(engine);
  const turn = (one: Proposal) => 2 * rank(one.table) + (one.behind ? 1 : 0);
  const inTurn = [...proposals].sort((a, b) => turn(a) - turn(b));
  const tried = new Map<Proposal, Tried>();
  const several = proposals.filter(({table, off}) => table === "accounts" && off === null).length > 1;
  for (const [i, one] of inTurn.entries()) {
    progress(one.files, i, inTurn.length);
    const first = one.behind && tried.get(one.behind);
    if (first && first.off !== null) {
      one.off = null;
      for (const other of inTurn) if (other.behind === one.behind && other !== one) other.behind = one;
    }
    if (one.off !== null) tried.set(one, {...one, rows: null, reason: null});
    else tried.set(one, await tryOne(engine, contract, draft(folder, one, currency), one, several));
  }
  return proposals.map((one) => tried.get(one)!);
}

function rank(table: string): number {
  const at = order.indexOf(table);
  return at < 0 ? order.length : at;
}

async function tryOne(
  engine: Engine,
  contract: Map<string, ContractTable>,
  config: Config,
  one: Proposal,
  several: boolean
): Promise<Tried> {
  const off = (why: string, rows: Tried["rows"] = null): Tried => ({...one, off: why, rows, reason: null});
  const before = one.table === "accounts" ? await heldAccounts(engine) : 0;
  await engine.run("begin transaction");
  let done = false;
  try {
    await engine.run("delete from rejects");
    const imports = await stage(engine, config, await planExport(engine, config, contract, config.exports[0]!));
    const sum = (key: "rows_in" | "kept" | "rejected" | "filtered") => imports.reduce((n, row) => n + row[key], 0);
    const rows = {rows_in: sum("rows_in"), kept: sum("kept"), rejected: sum("rejected"), filtered: sum("filtered")};
    const reason = await mainReason(engine);
    if (one.guessed && rows.rejected > mostRejected * (rows.kept + rows.rejected))
      return off(`${rows.rejected} of its ${rows.rows_in} rows do not fit ${one.table}: ${reason}`, rows);
    if (rows.kept === 0 && rows.rejected > 0)
      return off(`none of its ${rows.rows_in} rows can be read: ${reason}`, rows);
    if (one.table === "accounts" && (await heldAccounts(engine)) === before && (await hasLicences(engine))) {
      const why = "no licence belongs to any of its ids";
      if (several) return off(`${why}: map account_id to the header that holds the ids of billing`, rows);
      one.confirm.push(`${why}: map account_id to the header that holds the ids of billing, if there is one`);
    }
    await engine.run("commit");
    done = true;
    return {...one, rows, reason};
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return off(`${error.message.replace(/^[^ ]*: /, "")}`);
  } finally {
    if (!done) await engine.run("rollback");
  }
}

/** The entry by itself, read as sources.yaml would be. */
function draft(folder: string, one: Proposal, currency: string): Config {
  const beside = mkdtempSync(join(tmpdir(), "upswing-init-"));
  try {
    writeFileSync(join(beside, "sources.yaml"), stringify({currency, exports: [entryOf(one)]}));
    return {...readConfig(beside), folder, file: "sources.yaml"};
  } finally {
    rmSync(beside, {recursive: true, force: true});
  }
}

async function heldAccounts(engine: Engine): Promise<number> {
  const [row] = await engine.rows<{n: number}>(
    "select count(distinct p.account_id) as n from subscription_periods as p inner join accounts as a on a.account_id = p.account_id"
  );
  return row!.n;
}

async function hasLicences(engine: Engine): Promise<boolean> {
  return (await engine.rows("select 1 as one from subscription_periods limit 1")).length > 0;
}

async function mainReason(engine: Engine): Promise<string | null> {
  const [row] = await engine.rows<{why: string}>(
    `select coalesce("column" || ' ', '') || reason as why from rejects group by 1 order by count(*) desc, 1 limit 1`
  );
  return row?.why ?? null;
}

/** Whether a header names rows: at least 99 in 100 of its values are different. */
export async function namesRows(engine: Engine, rows: string, header: string): Promise<boolean> {
  const [row] = await engine.rows<{share: number | null}>(
    `select count(distinct v) / nullif(count(*), 0) as share from (select ${identifier(header)} as v from (${rows}))`
  );
  return (row?.share ?? 0) >= 0.99;
}
