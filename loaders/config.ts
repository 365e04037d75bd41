import {readFileSync} from "node:fs";
import {dirname, join, resolve} from "node:path";
import {LineCounter, isMap, isScalar, parseDocument, type Document, type Node, type Pair} from "yaml";
import {z} from "zod";
import {nameChecks} from "./checks.js";
import {InputError, nearest} from "./inputError.js";
import {safety} from "./safetySettings.js";

const name = z.string().regex(/^[A-Za-z_]\w*$/, "is not a plain name");
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, "is not a date like 2026-10-31");
const zone = z.string().refine(isTimeZone, "is not an IANA time zone like Europe/Paris");
const locale = z.string().refine(isLocale, "is not a language and region like en-US or en-GB");
const currency = z.string().regex(/^[A-Z]{3}$/, "is not an ISO 4217 code like USD");

const exportEntry = z.strictObject({
  files: z.string(),
  source: z.string().optional(),
  table: name.optional(),
  columns: z.record(name, z.coerce.string()).default({}),
  where: z.string().optional(),
  decimal: z.enum([".", ","]).optional(),
  date_format: z.union([z.string(), z.record(name, z.string())]).optional(),
  time_zone: zone.optional(),
  key: z.string().optional(),
  lookup: z.record(name, z.strictObject({files: z.string(), on: z.record(z.string(), z.string())})).default({})
});

const settings = z.strictObject({
  nrr: z.strictObject({window_months: z.int().min(1).max(60).default(12)}).prefault({}),
  ltv: z
    .strictObject({
      margin: z.number().min(0).max(1).default(1),
      horizon_months: z.int().min(1).max(120).default(36),
      discount_annual: z.number().min(0).max(1).default(0.1)
    })
    .prefault({}),
  trial: z
    .strictObject({
      window_days: z.int().min(1).max(365).default(45),
      /** Which sale converts a trial: of any plan, of the tier tried, or of the very plan tried. */
      match: z.enum(["any", "tier", "plan"]).default("any"),
      /** Days at whose end trials are told apart by what they have reached. */
      landmark_days: z.array(z.int().min(0).max(364)).min(1, "lists no day").default([3, 7]),
      /** Days after conversion at which is looked again. */
      after_days: z.array(z.int().min(1).max(1825)).min(1, "lists no day").default([90, 180]),
      /** Where the bands of setup minutes begin. */
      effort_minutes: z.array(z.int().min(1)).min(1, "lists no minutes").default([15, 30, 60])
    })
    .refine(({landmark_days, window_days}) => landmark_days.every((day) => day < window_days), {
      path: ["landmark_days"],
      message: "must lie before the end of window_days"
    })
    .prefault({}),
  past_due_grace_days: z.int().min(0).max(365).default(30),
  reactivation_gap_days: z.int().min(1).nullable().default(null),
  join_gap_days: z.int().min(0).max(92).default(7),
  pause: z.enum(["pause", "churn"]).default("pause"),
  segments: z.array(z.enum(["size_band", "region", "industry", "role"])).default(["size_band", "region", "industry"])
});

const sources = z.strictObject({
  company: z.string().default("Your company"),
  as_of: day.optional(),
  time_zone: zone.default("UTC"),
  currency: currency.default("USD"),
  locale: locale.default("en-US"),
  exports: z.array(exportEntry).min(1, "lists no export"),
  settings: settings.prefault({}),
  ...safety
});

export type Settings = z.infer<typeof settings>;

/** One entry under `exports`, with the line it stands on. */
export type ExportEntry = z.infer<typeof exportEntry> & {index: number; line: number; lineOf: (key: string) => number};

/** A validated sources.yaml. */
export interface Config extends Omit<z.infer<typeof sources>, "exports"> {
  /** Path as the reader knows it, for messages. */
  file: string;
  /** Folder that `files` are relative to. */
  folder: string;
  exports: ExportEntry[];
  /** The line of a key or list item, by its path. */
  lineOf: (path: readonly PropertyKey[]) => number;
}

/**
 * Reads `sources.yaml` in a folder. Throws an InputError that names file, key and line for what is missing, misspelt
 * or of the wrong kind.
 *
 * readConfig("data").currency // "USD"
 */
export function readConfig(folder: string): Config {
  const file = join(folder, "sources.yaml");
  const {data, lineOf: at} = readYaml(file, sources, "write one; docs/data.md shows the format");
  const exports = data.exports.map((entry, i) => {
    const line = at(["exports", i]);
    if (!entry.source && !entry.table) {
      throw new InputError(
        "export has neither source nor table",
        {file, line, key: "table"},
        "add table: accounts, say"
      );
    }
    return {...entry, index: i, line, lineOf: (key: string) => at(["exports", i, ...key.split(".")])};
  });
  nameChecks(Object.keys(data.checks), (check) => ({file, line: at(["checks", check])}));
  return {...data, file, folder: resolve(dirname(file)), exports, lineOf: at};
}

/**
 * Reads a YAML file of a known shape, and a function that gives the line of a path in it. Throws an InputError with the
 * place on a missing file, a syntax error, an unknown key or an invalid value.
 */
export function readYaml<T>(
  file: string,
  schema: z.ZodType<T>,
  remedy: string
): {data: T; lineOf: (path: readonly PropertyKey[]) => number} {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch {
    throw new InputError("missing file", {file}, remedy);
  }
  const lines = new LineCounter();
  const document = parseDocument(text, {lineCounter: lines});
  const error = document.errors[0];
  if (error) {
    const {line, col} = lines.linePos(error.pos[0]);
    const problem = error.message.split("\n")[0]!.replace(/ at line .*$/, "");
    throw new InputError(problem, {file, line, column: col}, "mend the YAML there");
  }
  const result = schema.safeParse(document.toJS());
  if (!result.success) throw explain(result.error.issues[0]!, file, document, lines);
  return {data: result.data, lineOf: (path) => lineAt(document, lines, path)};
}

/** The line of the node at a path, or of its nearest ancestor that exists. */
function lineAt(document: Document, lines: LineCounter, path: readonly PropertyKey[]): number {
  for (let depth = path.length; depth >= 0; depth--) {
    const node =
      depth === 0
        ? document.contents
        : (pairKey(document, path.slice(0, depth)) ?? document.getIn(path.slice(0, depth), true));
    const start = (node as Node | null)?.range?.[0];
    if (start !== undefined) return lines.linePos(start).line;
  }
  return 1;
}

function pairKey(document: Document, path: readonly PropertyKey[]): Node | null {
  const parent = path.length > 1 ? document.getIn(path.slice(0, -1), true) : document.contents;
  if (!isMap(parent)) return null;
  const pair = parent.items.find((item: Pair) => isScalar(item.key) && item.key.value === path.at(-1));
  return (pair?.key as Node | undefined) ?? null;
}

function explain(issue: z.core.$ZodIssue, file: string, document: Document, lines: LineCounter): InputError {
  const path = issue.code === "unrecognized_keys" ? [...issue.path, issue.keys[0]!] : issue.path;
  const key = path.map(String).join(".");
  const line = lineAt(document, lines, path);
  if (issue.code === "unrecognized_keys") {
    const near = nearest(issue.keys[0]!, knownKeys);
    return new InputError(`unknown key: ${key}`, {file, line, key}, near ? `did you mean ${near}?` : "remove it");
  }
  const found = document.getIn(path);
  const near =
    issue.code === "invalid_value" && typeof found === "string" ? nearest(found, issue.values.map(String)) : null;
  const page = file.endsWith("experiments.yaml") ? "docs/playbook.md" : "docs/data.md";
  return new InputError(
    `invalid ${key}: ${JSON.stringify(found) ?? "nothing"} ${phrase(issue.message)}`,
    {file, line, key},
    near ? `did you mean ${near}?` : `see ${page} for the format`
  );
}

function phrase(message: string): string {
  return message.startsWith("Invalid input: ") ? `is not usable (${message.slice(15)})` : message;
}

const knownKeys = [
  ...Object.keys(sources.shape),
  ...Object.keys(exportEntry.shape),
  ...Object.keys(settings.shape),
  ...[
    "window_months window_days horizon_months discount_annual min_cell drop on personal hash secret_env",
    "seconds memory_gb match landmark_days after_days effort_minutes name unit units randomised looks spending",
    "mde segments uptake outcomes table where value per quantile cap floor before better control split arms",
    "copy metrics alpha hypothesis owner role kind window_hours margin ends milestones first_win at_least",
    "setup minutes stages templates channels tags claim trigger expires jargon"
  ].flatMap((keys) => keys.split(" "))
];

function isLocale(tag: string): boolean {
  try {
    return Intl.NumberFormat.supportedLocalesOf(tag).length > 0;
  } catch {
    return false;
  }
}

function isTimeZone(value: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat("en", {timeZone: value}));
  } catch {
    return false;
  }
}
