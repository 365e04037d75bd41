import type {Config} from "../config.js";
import type {Engine} from "../engines/duckdb.js";
import {InputError, nearest} from "../inputError.js";
import type {ExportFile} from "../staging/files.js";
import type {Mapping, Plan} from "../staging/plan.js";
import {vetExpression} from "./expression.js";
import {hashedColumns} from "./keyedHash.js";
import {isDeclared, isTelling, matches} from "./personalHeaders.js";

/** Text that stands where a value is not told. */
export const withheld = "withheld";

/**
 * What an entry may read: its plan with each file knowing the headers that are left outside. Those that `privacy.personal` lists
 * are, unless a column fills from one alone and is hashed; those that are personal by their nature are, unless the entry names them.
 * Throws an InputError for a mapping that reads a declared one, and for an expression that may not be run.
 */
export async function closeDoor(engine: Engine, config: Config, plan: Plan): Promise<Plan> {
  const {entry, mapping} = plan;
  const hashed = hashedColumns(
    config,
    plan.table.columns.map(({name}) => name)
  );
  const mapped = new Set<string>();
  for (const [column, how] of mapping) {
    if (!("header" in how)) continue;
    mapped.add(how.header);
    if (isDeclared(config, how.header) && !hashed.has(column))
      throw refusal(config, plan, `columns.${column}`, how.header);
  }
  for (const [key, expression] of own(plan)) {
    const {refers, refusal: why} = await vetExpression(engine, expression);
    const at = {file: config.file, line: entry.lineOf(key), key};
    if (why !== null)
      throw new InputError(
        `${key} may not be run: ${why}`,
        at,
        `write one expression over the headers of ${plan.files[0]!.path}`
      );
    for (const names of refers) {
      const header = [names.join("."), names.at(-1)!].find((name) => isDeclared(config, name));
      if (header !== undefined && isHeader(plan, header)) throw refusal(config, plan, key, header);
    }
  }
  if (plan.key !== null && isDeclared(config, plan.key) && !isHashed(plan, hashed, plan.key))
    throw refusal(config, plan, "key", plan.key);
  for (const [alias, {on}] of plan.lookups)
    for (const header of Object.entries(on).flat())
      if (isDeclared(config, header)) throw refusal(config, plan, `lookup.${alias}.on`, header);
  const named = texts(plan);
  const isOut = (header: string, alias?: string) => {
    const full = alias === undefined ? header : `${alias}.${header}`;
    if (isDeclared(config, header)) return !mapped.has(full);
    return isTelling(header) && !mapped.has(full) && !named.some((text) => mentions(text, header));
  };
  return {
    ...plan,
    files: plan.files.map((file) => leaveOut(file, isOut)),
    lookups: new Map(
      [...plan.lookups].map(([alias, {files, on}]) => [
        alias,
        {on, files: files.map((file) => leaveOut(file, (header) => isOut(header, alias)))}
      ])
    )
  };
}

/** Headers that a source may fill columns from without being asked to. */
export function openHeaders(config: Config, headers: readonly string[]): string[] {
  return headers.filter((header) => !isDeclared(config, header));
}

/** Columns whose values are never told where a row is refused: hashed ones, and those that read what is personal. */
export function secretColumns(config: Config, {table, mapping}: Plan): Set<string> {
  const hashed = hashedColumns(
    config,
    table.columns.map(({name}) => name)
  );
  const isSecret = (text: string) => isTelling(text) || isDeclared(config, text);
  const reading = [...mapping].filter(([, how]) =>
    "header" in how
      ? isSecret(how.header)
      : (how.expression.match(/"[^"]+"|[\w.]+/g) ?? []).some((word) => isSecret(word.replaceAll('"', "")))
  );
  return new Set([...hashed.keys(), ...reading.map(([column]) => column)]);
}

/** Throws an InputError for a name under `privacy.personal` that no export has, for a slip there would let a column in. */
export function checkDeclared(config: Config, plans: readonly Plan[]): void {
  const headers = [
    ...new Set(
      plans
        .flatMap(({files, lookups}) => [...files, ...[...lookups.values()].flatMap((l) => l.files)])
        .flatMap((file) => file.headers)
    )
  ];
  for (const [i, pattern] of config.privacy.personal.entries()) {
    if (pattern.includes("*") || headers.some((header) => matches(pattern, header))) continue;
    const near = nearest(pattern, headers);
    throw new InputError(
      `privacy.personal names a header that no export has: ${pattern}`,
      {file: config.file, line: config.lineOf(["privacy", "personal", i]), key: "privacy.personal"},
      near ? `did you mean ${near}?` : `spell it as the export does, or take it out; ${pattern}* covers what begins so`
    );
  }
}

/** The expressions that a reader wrote. */
function own({entry, mapping}: Plan): [string, string][] {
  const columns = Object.keys(entry.columns).flatMap((column): [string, string][] => {
    const how = mapping.get(column)!;
    return "expression" in how ? [[`columns.${column}`, how.expression]] : [];
  });
  return entry.where === undefined ? columns : [...columns, ["where", entry.where]];
}

function texts({mapping, where, key, lookups}: Plan): string[] {
  return [
    ...expressions(mapping),
    ...[where, key].filter((text) => text !== null),
    ...[...lookups.values()].flatMap(({on}) => Object.entries(on).flat())
  ];
}

function expressions(mapping: Mapping): string[] {
  return [...mapping.values()].flatMap((how) => ("expression" in how ? [how.expression] : []));
}

function mentions(text: string, header: string): boolean {
  return new RegExp(
    `(^|[^\\p{L}\\p{N}_])${header.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}($|[^\\p{L}\\p{N}_])`,
    "iu"
  ).test(text);
}

function isHeader({files, lookups}: Plan, name: string): boolean {
  const all = [
    ...files.flatMap(({headers}) => headers),
    ...[...lookups].flatMap(([alias, l]) =>
      l.files.flatMap(({headers}) => headers.flatMap((h) => [h, `${alias}.${h}`]))
    )
  ];
  return all.some((header) => header.toLowerCase() === name.toLowerCase());
}

/** Whether values of an entry's key are never told. */
export function isSecretKey(config: Config, plan: Plan, key: string): boolean {
  const secrets = secretColumns(config, plan);
  const fills = [...plan.mapping].some(([column, how]) => secrets.has(column) && "header" in how && how.header === key);
  return fills || isTelling(key) || isDeclared(config, key);
}

/** Whether a header fills a hashed column as it is. */
export function isHashed({mapping}: Plan, hashed: ReadonlyMap<string, string>, header: string): boolean {
  return [...mapping].some(([column, how]) => hashed.has(column) && "header" in how && how.header === header);
}

function leaveOut(file: ExportFile, isOut: (header: string) => boolean): ExportFile {
  return {...file, withheld: file.headers.filter((header) => isOut(header))};
}

function refusal(config: Config, plan: Plan, key: string, header: string): InputError {
  return new InputError(
    `${key} reads ${header}, which privacy.personal declares personal`,
    {file: config.file, line: plan.entry.lineOf(key), key},
    "leave it out, fill an id from it alone and list that id under privacy.hash, or take it off privacy.personal"
  );
}
