import {type Engine, identifier, literal} from "../engines/duckdb.js";
import {fitHeader} from "../sources/fitSource.js";
import {type Source, recognised, sources} from "../sources/index.js";
import {readRows} from "../staging/files.js";
import type {ExportGroup} from "./findExports.js";
import type {Proposal} from "./proposal.js";

/** Tables in which two files of a company's own would most likely say the same twice. */
const once = new Set(["subscription_periods", "payments", "trials", "plans", "responses", "tickets"]);

/** How exactly sources know what they know, best first. */
const precisions = ["exact", "day", "period", "snapshot"];

/** The known exports that a file is, joined to those beside it that they need; and what is missing where one is not there. */
export async function proposeVendors(
  engine: Engine,
  group: ExportGroup,
  groups: ExportGroup[]
): Promise<{known: Proposal[]; lacking: string[]}> {
  const known: Proposal[] = [];
  const lacking: string[] = [];
  for (const source of sources.values()) {
    if (source.told && (await isTold(engine, source, group))) known.push(plainly(source, group.files));
    if (!source.joins) continue;
    const own = [...source.recognise, source.key ?? ""].filter(
      (name) => name !== "" && !source.joins!.some(({as}) => name.startsWith(`${as}.`))
    );
    const has = (name: string) => fitHeader(name, group.headers, source.aliases) !== null;
    if (!own.every(has) || (source.unlike ?? []).some(has)) continue;
    const {lookup, missing} = joinsOf(source, group, groups);
    if (missing.length === 0) known.push({...plainly(source, group.files), lookup});
    else lacking.push(`${group.files} is ${source.id}, which needs ${missing.join(" and ")} beside it`);
  }
  for (const source of recognised(group.headers)) known.push(plainly(source, group.files));
  return {known, lacking};
}

/** Whether a file that keeps properties as JSON in a cell has the events by which a source is known. */
async function isTold(
  engine: Engine,
  {told, recognise, aliases}: Source,
  {members, headers}: ExportGroup
): Promise<boolean> {
  const {cell, header, events} = told!;
  const rest = recognise.filter((name) => !name.startsWith(`${cell}.`) || fitHeader(name, headers, aliases) !== null);
  const has = [cell, ...rest].every((name) => fitHeader(name, headers, aliases) !== null);
  if (!has || rest.length === recognise.length) return false;
  const event = identifier(fitHeader(header, headers, aliases)!);
  const rows = readRows(members, {ordered: false});
  const found = await engine.rows(
    `select 1 as one from (${rows}) where ${event} in (${events.map(literal).join(", ")}) limit 1`
  );
  return found.length > 0;
}

function plainly(source: Source, files: string): Proposal {
  return {files, source: source.id, table: source.table, guessed: false, confirm: [], off: null};
}

function joinsOf(source: Source, group: ExportGroup, groups: ExportGroup[]) {
  const lookup: NonNullable<Proposal["lookup"]> = {};
  const missing: string[] = [];
  for (const {as, here, there, has, what} of source.joins!) {
    const needed = [there, ...has];
    const other = groups
      .filter((one) => one !== group && needed.every((name) => fitHeader(name, one.headers, source.aliases) !== null))
      .sort((a, b) => versions(a) - versions(b))[0];
    const key = fitHeader(here, group.headers, source.aliases)!;
    if (other) lookup[as] = {files: other.files, on: {[key]: fitHeader(there, other.headers)!}};
    else missing.push(what);
  }
  return {lookup, missing};
}

/** A table of what holds now is better to join than one of all versions. */
function versions({headers}: ExportGroup): number {
  return headers.filter((header) => /_fivetran_(active|start|end)/.test(header)).length;
}

/**
 * Of known exports that would say the same twice one stays in force: of each vendor the one that dates licences best, and one that is
 * proposed only for want of a better only then.
 */
export function leaveOutDoubles(proposals: Proposal[]): void {
  const licences = proposals.filter((one) => one.table === "subscription_periods" && one.off === null);
  const rank = ({source, guessed}: Proposal) => {
    const known = source === undefined ? undefined : sources.get(source);
    if (!known) return guessed ? 20 : 0;
    return (known.secondary ? 10 : 0) + precisions.indexOf(known.precision);
  };
  const vendor = ({source}: Proposal) => source?.split(".")[0] ?? "";
  const best = [...licences].sort((a, b) => rank(a) - rank(b));
  for (const one of best) {
    const over = best.find(
      (other) =>
        other !== one &&
        other.off === null &&
        best.indexOf(other) < best.indexOf(one) &&
        other.source !== one.source &&
        (rank(one) >= 10 || vendor(other) === vendor(one))
    );
    if (over)
      standBack(one, over, `${over.source ?? over.files} fills ${over.table}, and both would count licences twice`);
  }
  // What is guessed stands back for what is known, and for the first guess.
  for (const one of proposals.filter(({guessed, off}) => guessed && off === null)) {
    const over = proposals.find(
      (other) =>
        other !== one &&
        other.table === one.table &&
        other.off === null &&
        (!other.guessed || before(proposals, other, one))
    );
    if (over && once.has(one.table))
      standBack(one, over, `${over.files} fills ${one.table}; take the # away if these are other rows`);
  }
}

function standBack(one: Proposal, over: Proposal, why: string): void {
  one.off = why;
  one.behind = over;
}

function before(all: Proposal[], a: Proposal, b: Proposal): boolean {
  return all.indexOf(a) < all.indexOf(b);
}
