import {isUtf8} from "node:buffer";
import type {Engine} from "../engines/duckdb.js";
import {InputError} from "../inputError.js";
import {createCopy, mostHeaders, uniqueHeaders} from "./copies.js";
import {type Found, encodingOf, lastStart, readBytes, readText} from "./encoding.js";
import type {ExportFile} from "./files.js";
import {type Layout, detectLayout, readRecords} from "./records.js";

/** Characters looked at for delimiter, quote and header; more where the first line is longer. */
const glance = 65536;

/**
 * A file of delimited text. DuckDB reads it as it is where it is UTF-8 with one kind of line end and one header line at its top;
 * any other is copied, record by record.
 */
export async function openDelimited(engine: Engine, file: Found): Promise<Omit<ExportFile, "origin">> {
  const head = await readHead(file);
  const layout = detectLayout(head);
  const [header] = await firstRecords(head, layout);
  if (!header) throw new InputError("empty export", {file: file.path}, "export it again, with its header line");
  if (header.length > mostHeaders)
    throw new InputError(
      `has ${header.length} columns, and at most ${mostHeaders} are read`,
      {file: file.path, line: 1},
      "export it with fewer columns"
    );
  const plain = layout.quote === '"' && !layout.announced && !/^[\r\n]/.test(head) && header.length > 1;
  const line = /^[^\r\n]*(\r?\n|$)/.exec(head)?.[0] ?? null;
  if (plain && line !== null && (await isRegular(file, line))) {
    const {delimiter} = layout;
    return {...file, format: "csv", headers: uniqueHeaders(header), delimiter, numbered: false, setAside: []};
  }
  const copy = createCopy(engine);
  let first = true;
  let announced = layout.announced;
  for await (const {line, fields, problem} of readRecords(readText(file), layout)) {
    if (announced) announced = false;
    else if (problem !== null) copy.setAside(line, problem);
    else if (first) first = false;
    else if (fields.length === header.length && fields.every((field, i) => clean(field) === header[i]))
      copy.setAside(line, "repeats the header line");
    else if (fields.length !== header.length)
      copy.setAside(line, `has ${fields.length} fields where the header has ${header.length}`);
    else copy.add(line, fields);
  }
  return copy.done({...file, origin: "", headers: header, delimiter: layout.delimiter});
}

async function readHead(file: Found): Promise<string> {
  let head = "";
  for await (const text of readText(file)) {
    head += text;
    if (head.length >= glance && /\S[^]*[\r\n]/.test(head)) break;
  }
  if (head.trim() === "")
    throw new InputError("empty export", {file: file.path}, "export it again, with its header line");
  return head;
}

/** The header, cleaned: the first record after what announces the delimiter. */
async function firstRecords(head: string, layout: Layout & {announced: boolean}): Promise<string[][]> {
  let announced = layout.announced;
  for await (const {fields} of readRecords([head] as unknown as AsyncIterable<string>, layout)) {
    if (announced) announced = false;
    else return [fields.map(clean)];
  }
  return [];
}

function clean(name: string): string {
  return name.replace(/^\uFEFF/, "").trim();
}

/** Whether a file is UTF-8 with one kind of line end, quotes that close and a header line that occurs once. */
async function isRegular(file: Found, header: string): Promise<boolean> {
  const crlf = header.endsWith("\r\n");
  const again = Buffer.from(`\n${header}`);
  const mark = Buffer.from("\n\uFEFF");
  let tail: Buffer = Buffer.alloc(0);
  let quotes = 0;
  let before = 0;
  let first = true;
  for await (const chunk of readBytes(file)) {
    if (first && encodingOf(chunk) !== "utf-8") return false;
    first = false;
    // The tail is long enough for a header line or a character that the last chunk cut in two.
    const bytes: Buffer = tail.length > 0 ? Buffer.concat([tail, chunk]) : chunk;
    const whole = bytes.subarray(0, lastStart(bytes));
    if (!isUtf8(tail.length > 0 ? chunkFrom(whole) : whole)) return false;
    if (bytes.includes(again) || bytes.includes(mark)) return false;
    for (let i = 0; i < chunk.length; i++) {
      const byte = chunk[i]!;
      if (byte === 34) quotes++;
      else if (byte === 0) return false;
      else if (byte === 10 && (before === 13) !== crlf && quotes % 2 === 0) return false;
      else if (before === 13 && byte !== 10 && quotes % 2 === 0) return false;
      before = byte;
    }
    tail = Buffer.from(bytes.subarray(Math.max(0, bytes.length - again.length - 3)));
  }
  const last = Buffer.concat([tail, Buffer.from(crlf ? "\r\n" : "\n")]);
  return quotes % 2 === 0 && before !== 13 && !last.includes(again) && isUtf8(chunkFrom(tail));
}

/** Bytes from where a character begins. */
function chunkFrom(bytes: Buffer): Buffer {
  let start = 0;
  while (start < bytes.length && start < 4 && (bytes[start]! & 0xc0) === 0x80) start++;
  return bytes.subarray(start);
}
