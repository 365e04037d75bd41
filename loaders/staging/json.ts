import type {Engine} from "../engines/duckdb.js";
import {InputError} from "../inputError.js";
import {createCopy, maxLine, mostHeaders} from "./copies.js";
import {type Found, readText} from "./encoding.js";
import type {ExportFile} from "./files.js";

/** How deep objects in objects become headers, as properties.plan.name; what lies deeper stays JSON text. */
const depth = 2;

/** One JSON value of a file and the line it begins on; null where the text is none. */
interface Value {
  line: number;
  value: unknown;
}

/**
 * A file of JSON objects, one a line or in an array. Its headers are the paths of the keys of all objects. What is no JSON object
 * is set aside.
 */
export async function openJson(engine: Engine, file: Found): Promise<Omit<ExportFile, "origin">> {
  const places = new Map<string, number>();
  for await (const {value} of readValues(file))
    for (const path of (isObject(value) && cellsOf(value)?.keys()) || [])
      if (!places.has(path)) places.set(path, places.size);
  if (places.size === 0)
    throw new InputError(
      "holds no JSON object with a key",
      {file: file.path},
      "export JSON lines, or an array of objects"
    );
  if (places.size > mostHeaders)
    throw new InputError(
      `has ${places.size} different keys, and at most ${mostHeaders} are read`,
      {file: file.path},
      "export it with fewer properties"
    );
  const copy = createCopy(engine);
  for await (const {line, value} of readValues(file)) {
    if (!isObject(value)) {
      copy.setAside(line, value === undefined ? "is not JSON" : "is not a JSON object");
      continue;
    }
    const held = cellsOf(value);
    if (held === null) {
      copy.setAside(line, "is nested too deeply");
      continue;
    }
    const cells = new Array<string>(places.size).fill("");
    for (const [path, text] of held) cells[places.get(path)!] = text;
    copy.add(line, cells);
  }
  return copy.done({path: file.path, origin: "", headers: [...places.keys()], delimiter: ""});
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Null for a value whose levels are more than can be gone through. */
function cellsOf(value: Record<string, unknown>): Map<string, string> | null {
  try {
    return flatten(value);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** The texts of an object by path: {a: {b: 1}} has "1" at "a.b". */
export function flatten(value: Record<string, unknown>): Map<string, string> {
  const cells = new Map<string, string>();
  const add = (inside: Record<string, unknown>, prefix: string, left: number) => {
    for (const [key, item] of Object.entries(inside)) {
      if (isObject(item) && left > 0) add(item, `${prefix}${key}.`, left - 1);
      else cells.set(prefix + key, textOf(item));
    }
  };
  add(value, "", depth);
  return cells;
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return "";
  return typeof value === "string"
    ? value
    : typeof value === "object"
      ? JSON.stringify(value)
      : String(value as number);
}

/** Undefined where the text is no JSON. A whole number too long for a double stays as it is written. */
function parse(text: string): unknown {
  const exact = /\d{16}/.test(text)
    ? text.replace(/"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?/g, (token) =>
        /^-?\d{16,}$/.test(token) ? `"${token}"` : token
      )
    : text;
  try {
    return JSON.parse(exact) as unknown;
  } catch {
    return undefined;
  }
}

async function* readValues(file: Found): AsyncGenerator<Value> {
  const text = readText(file);
  let head = "";
  for (let next = await text.next(); ; next = await text.next()) {
    if (next.done !== true) head += next.value;
    if (next.done === true || /\S[^]*\n/.test(head) || head.length > maxLine) break;
  }
  const all = (async function* () {
    yield head;
    yield* text;
  })();
  const start = head.trimStart();
  const lines =
    start.startsWith("{") && (!/\.json(\.gz)?$/i.test(file.full) || parse(start.split("\n")[0]!) !== undefined);
  if (start === "") throw new InputError("empty export", {file: file.path}, "export it again");
  if (lines || !/^[[{]/.test(start)) yield* lineValues(all);
  else yield* nestedValues(all, file.path);
}

async function* lineValues(chunks: AsyncIterable<string>): AsyncGenerator<Value> {
  let rest = "";
  let line = 0;
  const take = function* (text: string): Generator<Value> {
    line++;
    if (text.trim() !== "") yield {line, value: parse(text)};
  };
  for await (const chunk of chunks) {
    const lines = (rest + chunk).split("\n");
    rest = lines.pop()!;
    for (const text of lines) yield* take(text);
  }
  yield* take(rest);
}

/** The elements of an array, or objects one after another, whatever their lines. */
async function* nestedValues(chunks: AsyncIterable<string>, path: string): AsyncGenerator<Value> {
  const at = {line: 1, start: 1, open: 0, text: "", quoted: false, escaped: false, array: false};
  const take = function* (): Generator<Value> {
    if (at.text.trim() !== "") yield {line: at.start, value: parse(at.text)};
    at.text = "";
  };
  for await (const chunk of chunks) {
    let from = 0;
    for (let i = 0; i < chunk.length; i++) {
      const code = chunk.charCodeAt(i);
      if (code === 10) at.line++;
      if (at.quoted) {
        if (at.escaped) at.escaped = false;
        else if (code === 92) at.escaped = true;
        else if (code === 34) at.quoted = false;
        continue;
      }
      const idle = at.text === "" && from === i;
      if (idle && (code <= 32 || code === 0xfeff)) from = i + 1;
      else if (idle && code === 91 && !at.array && at.open === 0) [at.array, from] = [true, i + 1];
      else if (at.open === 0 && (code === 44 || (code === 93 && at.array))) {
        at.text += chunk.slice(from, i);
        from = i + 1;
        yield* take();
        if (code === 93) at.array = false;
      } else {
        if (idle) at.start = at.line;
        if (code === 34) at.quoted = true;
        else if (code === 123 || code === 91) at.open++;
        else if ((code === 125 || code === 93) && --at.open === 0) {
          at.text += chunk.slice(from, i + 1);
          from = i + 1;
          yield* take();
        }
      }
    }
    at.text += chunk.slice(from);
    if (at.text.length > maxLine)
      throw new InputError(
        "a record does not end within 16 MB",
        {file: path, line: at.start},
        "export it again; a bracket or quote may be missing"
      );
  }
  yield* take();
  if (at.array) yield {line: at.line, value: undefined};
}
