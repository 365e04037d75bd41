import {existsSync, statSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {findAsOf} from "../calendar.js";
import {type ContractTable, createContract} from "../contract.js";
import {type Engine, openDuckDB} from "../engines/duckdb.js";
import {findCurrency, licenceCurrencies, mainCurrency} from "../init/findCurrency.js";
import {type ExportGroup, findExports} from "../init/findExports.js";
import {ladderCsv, planLadder} from "../init/planLadder.js";
import {printInit} from "../init/printInit.js";
import type {Proposal} from "../init/proposal.js";
import {proposeByColumns, proposeByWords} from "../init/proposeByWords.js";
import {proposeScores} from "../init/proposeScores.js";
import {leaveOutDoubles, proposeVendors} from "../init/proposeVendors.js";
import {settleStatus} from "../init/settleStatus.js";
import {sourcesText} from "../init/sourcesText.js";
import {namesRows, tryProposals} from "../init/tryProposals.js";
import {InputError} from "../inputError.js";
import {readRows} from "../staging/files.js";

/**
 * Looks at the exports in a folder and writes a `sources.yaml` there: which export feeds which table, in what currency, and the order
 * of the plans, each with what speaks for it. Says which pages that fills and what is missing for the rest. Returns the exit code.
 */
export async function writeSources(folder: string | undefined, {force = false} = {}): Promise<number> {
  if (folder === undefined || !existsSync(folder) || !statSync(folder).isDirectory()) {
    throw new InputError(
      `missing folder: ${folder ?? "none"}`,
      {file: "init"},
      "name the folder that holds your exports: npm run init -- <folder>"
    );
  }
  const target = join(folder, "sources.yaml");
  if (existsSync(target) && !force)
    throw new InputError(
      "is there already",
      {file: target},
      `edit it, or write it anew: npm run init -- ${folder} --force`
    );
  const engine = await openDuckDB(":memory:");
  try {
    const contract = await createContract(engine);
    const {groups, unread} = await findExports(engine, folder, progress("looking at"));
    if (groups.length === 0 && unread.length === 0)
      throw new InputError(
        "no export there",
        {file: folder},
        "put in files of .csv, .tsv, .json, .jsonl, .parquet, .xlsx or .zip"
      );
    const found = await findCurrency(engine, groups);
    const {proposals, unplaced} = await propose(engine, groups, contract, found.currency);
    const tried = await tryProposals(engine, contract, folder, proposals, {
      currency: found.currency,
      progress: progress("reading")
    });
    clearProgress();
    const filled = await filledTables(engine, contract);
    const licences = await licenceCurrencies(engine);
    const currency = mainCurrency(found, licences);
    const plans = filled.has("plans") ? [] : await planLadder(engine);
    const ladder = plans.length === 0 ? null : {file: freeName(folder, ["plans.csv", "plan-ladder.csv"]), plans};
    if (ladder) {
      writeFileSync(join(folder, ladder.file), ladderCsv(plans));
      filled.add("plans");
    }
    const notes = [...unplaced, ...unread];
    const asOf = await dayOf(engine);
    writeFileSync(
      target,
      sourcesText({tried, currency, ladder, asOf, longTrials: await longTrials(engine), unplaced: notes})
    );
    const needsRates = licences.some(({code}) => code !== currency.currency) && !filled.has("fx_rates");
    printInit({target, tried, filled, currency, needsRates, ladder, unplaced: notes, folder});
    return 0;
  } finally {
    engine.close();
  }
}

async function propose(
  engine: Engine,
  groups: ExportGroup[],
  contract: Map<string, ContractTable>,
  currency: string
): Promise<{proposals: Proposal[]; unplaced: string[]}> {
  const proposals: Proposal[] = [];
  const unplaced: string[] = [];
  const guesses: Proposal[] = [];
  for (const group of groups) {
    const {known, lacking} = await proposeVendors(engine, group, groups);
    for (const one of known)
      proposals.push(...(one.table === "responses" ? await proposeScores(engine, one, group) : [one]));
    if (known.length > 0) continue;
    const plain = proposeByColumns(group, contract);
    if (plain === null) unplaced.push(...lacking);
    const found = plain ? [plain] : lacking.length > 0 ? [] : proposeByWords(group, groups, currency);
    for (const one of found) {
      const rows = readRows(group.members, {ordered: false});
      await settleStatus(engine, one, group);
      if (one.key !== undefined && !(await namesRows(engine, rows, one.key))) delete one.key;
    }
    guesses.push(...found);
    if (found.length === 0 && lacking.length === 0)
      unplaced.push(`${group.files} (${group.headers.slice(0, 8).join(", ")})`);
  }
  proposals.push(...guesses);
  leaveOutDoubles(proposals);
  return {proposals, unplaced};
}

async function filledTables(engine: Engine, contract: Map<string, ContractTable>): Promise<Set<string>> {
  const filled = new Set<string>();
  for (const table of contract.keys())
    if ((await engine.rows(`select 1 as one from ${table} limit 1`)).length > 0) filled.add(table);
  return filled;
}

/** Today, where nothing that was read has a day; null where something has. */
async function dayOf(engine: Engine): Promise<string | null> {
  try {
    await findAsOf(engine, {file: "sources.yaml", time_zone: "UTC"}, undefined);
    return null;
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return new Date().toISOString().slice(0, 10);
  }
}

/** Trials that end less than a week before the usual window does, or after it: a check would say so of each. */
async function longTrials(engine: Engine): Promise<{trials: number; longest: number} | null> {
  const [row] = await engine.rows<{trials: number; longest: number}>(
    "select count(*) as trials, ceil(max(d)) as longest from (select epoch(ends_at - started_at) / 86400 as d from trials) where d > 38"
  );
  return row!.trials > 0 ? row! : null;
}

/** A name that no file of the folder has. */
function freeName(folder: string, names: string[]): string {
  const free = names.find((name) => !existsSync(join(folder, name)));
  return free ?? `plan-ladder-${Date.now()}.csv`;
}

/** A line that says how far a long work is, where somebody sees it. */
function progress(doing: string): (what: string, done: number, all: number) => void {
  return (what, done, all) => {
    if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${doing} ${done + 1} of ${all}: ${what}`);
  };
}

function clearProgress(): void {
  if (process.stderr.isTTY) process.stderr.write("\r\u001b[K");
}
