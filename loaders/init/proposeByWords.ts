import {basename} from "node:path";
import type {ContractTable} from "../contract.js";
import {identifier, literal} from "../engines/duckdb.js";
import type {ExportGroup} from "./findExports.js";
import {type Proposal, plain} from "./proposal.js";
import {type Field, type Shape, interval, isTrial, money, shapes, trialFlag} from "./shapes.js";

/** A file whose headers are the columns of a contract table, by their own names; null where it is none. */
export function proposeByColumns(
  {files, headers}: ExportGroup,
  contract: ReadonlyMap<string, ContractTable>
): Proposal | null {
  const fits = [...contract.values()].filter((t) => t.columns.every((c) => !c.required || headers.includes(c.name)));
  const shared = (t: ContractTable) => t.columns.filter((c) => headers.includes(c.name));
  const best = fits.sort((a, b) => shared(b).length - shared(a).length)[0];
  if (!best || shared(best).length < Math.min(3, best.columns.length)) return null;
  const columns = Object.fromEntries(shared(best).map((c) => [c.name, c.name]));
  return {files, table: best.name, columns, guessed: false, confirm: [], off: null};
}

/** What the words of the headers of a file that no vendor writes say it is: nothing, one table, or licences and trials. */
export function proposeByWords(group: ExportGroup, others: ExportGroup[], currency: string): Proposal[] {
  const name = nameOf(group.files);
  for (const shape of shapes) {
    const found = match(shape, group.headers, name);
    if (found === null) continue;
    const guess = fill(shape, found, group, currency);
    if (shape.table === "subscription_periods") price(guess, group.headers, found, currency);
    joinAccount(guess, found, group, others);
    return [guess, ...trialsOf(guess, group.headers)];
  }
  return dated(group, name);
}

/** What a file is called; a sheet or part with the workbook or archive it lies in. nameOf("crm/accounts.xlsx/Sheet1") // "accounts.xlsx/Sheet1" */
function nameOf(files: string): string {
  return /(?:[^/]*\.(?:zip|xlsx)\/)?[^/]*$/i.exec(files)![0];
}

/** The header that is called by one of these words, the first word first. */
function headerFor(words: string, headers: readonly string[], taken: ReadonlySet<string> = new Set()): string | null {
  for (const word of words.split(" ")) {
    const header = headers.find((h) => plain(h) === plain(word) && !taken.has(h));
    if (header !== undefined) return header;
  }
  return null;
}

type Found = Map<string, {header: string; field: Field}>;

function match(shape: Shape, headers: readonly string[], name: string): Found | null {
  if (shape.about && !shape.about.test(name)) return null;
  if (shape.never !== undefined && headerFor(shape.never, headers) !== null) return null;
  const found: Found = new Map();
  const taken = new Set<string>();
  for (const field of shape.fields) {
    const header = found.has(field.column) ? null : headerFor(field.words, headers, taken);
    if (header === null) continue;
    found.set(field.column, {header, field});
    taken.add(header);
  }
  const linked = found.has("account_id") || found.has("subscription_id") || found.has("user_id");
  if (!shape.needs.every((column) => found.has(column))) return null;
  if (shape.some && !shape.some.some((column) => found.has(column))) return null;
  return linked || shape.table === "plans" ? found : null;
}

function fill(shape: Shape, found: Found, {files, headers}: ExportGroup, currency: string): Proposal {
  const columns: Record<string, string> = {};
  const confirm: string[] = [];
  for (const [column, {header, field}] of found) {
    const cell = identifier(header);
    const sql = field.sql?.(cell).replace(/\$(\w+)/g, (_, other: string) => identifier(found.get(other)!.header));
    columns[column] = sql ?? header;
    if (column === "size_band" && sql !== undefined)
      confirm.push(`sizes are bands of ${header}: below 50, below 500, more`);
  }
  Object.assign(columns, shape.constant);
  const guess: Proposal = {files, table: shape.table, columns, guessed: true, confirm, off: null};
  const id = shape.id === undefined ? undefined : found.get(shape.id);
  if (id) guess.key = id.header;
  if (shape.table === "payments") {
    const {header} = found.get("amount")!;
    columns.amount = `abs(${minor(header, headers, currency)})`;
    columns.kind = `case when cast(${identifier(header)} as double) < 0 then 'refund' else 'charge' end`;
    confirm.push(`${inUnits(header)}; a negative one is a refund`);
    const state = headerFor("status state success type paid refunded", headers);
    if (/credit|refund|balance/i.test(nameOf(files)))
      guess.off = "what it holds may be no payments: say kind, then take the # away";
    else if (state !== null)
      guess.off = `only you know which rows of ${state} were paid: say it with where, then take the # away`;
  }
  if (shape.table === "plans" && columns.list_amount !== undefined)
    columns.list_amount = minor(found.get("list_amount")!.header, headers, currency);
  return guess;
}

const inCents = (header: string) => /cents|minor/.test(plain(header));
const inUnits = (header: string) =>
  inCents(header)
    ? `${header} is read as minor units, such as cents`
    : `${header} is read as whole units of money, such as dollars`;

/** Money as minor units: of a header that says so as it stands, of another by its currency. */
function minor(header: string, headers: readonly string[], currency: string): string {
  if (inCents(header)) return `round(cast(${identifier(header)} as double))`;
  const coded = headerFor(money.currency, headers);
  return `minor_units(${identifier(header)}, ${coded === null ? literal(currency) : identifier(coded)})`;
}

/** What licences cost and for how long, whether they are trials, and how well their days are known. */
function price(guess: Proposal, headers: readonly string[], found: Found, currency: string): void {
  const columns = guess.columns!;
  const {header} = found.get("amount")!;
  const is = (words: string) => words.split(" ").some((word) => plain(word) === plain(header));
  columns.amount = minor(header, headers, currency);
  const period = headerFor(money.interval, headers);
  if (is(money.month) || is(money.year)) {
    columns.interval_unit = is(money.month) ? "'month'" : "'year'";
    columns.interval_count = "1";
    guess.confirm.push(`${inUnits(header)}, a ${is(money.month) ? "month" : "year"}, for all seats of a row`);
  } else if (period !== null) {
    columns.interval_unit = interval.unit(period);
    columns.interval_count = interval.count(period);
    guess.confirm.push(`${inUnits(header)}, for one ${period}, for all seats of a row`);
  } else {
    columns.interval_unit = "'month'";
    columns.interval_count = "1";
    guess.off = `no header says how long ${header} covers: correct interval_unit, then take the # away`;
  }
  const trial = headerFor(trialFlag, headers);
  if (trial !== null) columns.kind = `case when ${isTrial(trial)} then 'trial' else 'recurring' end`;
  columns.at_precision = "'day'";
}

/** Trials that stand among licences, as rows with a flag. */
function trialsOf(guess: Proposal, headers: readonly string[]): Proposal[] {
  const flag = guess.table === "subscription_periods" ? headerFor(trialFlag, headers) : null;
  const {account_id, subscription_id, plan_id, starts_at, ends_at} = guess.columns!;
  if (flag === null || subscription_id === undefined) return [];
  const columns = {
    trial_id: subscription_id,
    account_id: account_id!,
    ...(plan_id === undefined ? {} : {plan_id}),
    started_at: starts_at!,
    ...(ends_at === undefined ? {} : {ends_at})
  };
  const {files, off} = guess;
  return [{files, table: "trials", where: isTrial(flag), columns, guessed: true, confirm: [], off}];
}

/** Use by subscription belongs to the account of the subscription, which another file knows. */
function joinAccount(guess: Proposal, found: Found, group: ExportGroup, others: ExportGroup[]): void {
  if (found.has("account_id") || !["usage", "payments", "trials"].includes(guess.table)) return;
  const here = found.get("subscription_id")?.header;
  const held = shapes.find((shape) => shape.table === "subscription_periods")!;
  const licences = others
    .filter((other) => other !== group)
    .map((other) => ({files: other.files, found: match(held, other.headers, nameOf(other.files))}))
    .find((other) => other.found?.has("subscription_id"));
  if (here === undefined || !licences) {
    guess.off = "no header names the account: fill account_id, or give lookup another file that has it";
    guess.columns!.account_id = "account_id";
    return;
  }
  const there = licences.found!.get("subscription_id")!.header;
  guess.lookup = {licence: {files: licences.files, on: {[here]: there}}};
  guess.columns = {account_id: `licence.${licences.found!.get("account_id")!.header}`, ...guess.columns};
}

/** Rows with an account and a day are events of a kind that only their owner can name. */
function dated({files, headers}: ExportGroup, name: string): Proposal[] {
  if (!/event|churn|cancel|activit|\blog/i.test(name)) return [];
  const accounts = shapes.find((shape) => shape.table === "events")!.fields;
  const account = headerFor(accounts.find((field) => field.column === "account_id")!.words, headers);
  const day = headers.find((h) => /(date|_at|_on|time)$/i.test(h) && !/_(fivetran_)?synced/.test(h));
  if (account === null || day === undefined) return [];
  const id = headers.find((h) => /_id$/i.test(h) && h !== account);
  const what = basename(files).replace(/\..*$/, "").replace(/\W+/g, "_").toLowerCase();
  return [
    {
      files,
      table: "events",
      ...(id === undefined ? {} : {key: id}),
      columns: {...(id === undefined ? {} : {event_id: id}), account_id: account, at: day, event: literal(what)},
      guessed: true,
      confirm: [],
      off: "no header says what happened: name it under event and take the # away, or leave it out"
    }
  ];
}
