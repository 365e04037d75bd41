import {isUtf8} from "node:buffer";
import {createReadStream, statSync} from "node:fs";
import {createGunzip} from "node:zlib";
import {InputError} from "../inputError.js";

/** A file on disk and how messages name it. */
export interface Found {
  path: string;
  full: string;
}

type Encoding = "utf-8" | "utf-16le" | "utf-16be";

/** What unpacks to this many bytes may unpack to 200 times its size and no more. */
const harmless = 100e6;
const mostTimes = 200;
/** Characters of Windows-1252 for the bytes 80 to 9F. */
const windows = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ";

/** True if so many bytes out of so few are no export but an attack. */
export function isBomb(unpacked: number, packed: number): boolean {
  return unpacked > harmless && unpacked > packed * mostTimes;
}

/** The bytes of a file, unpacked where it is gzip. Throws an InputError for one that is cut off or a bomb. */
export async function* readBytes({path, full}: Found): AsyncGenerator<Buffer> {
  const stream = createReadStream(full, {highWaterMark: 1 << 20});
  if (!/\.gz$/i.test(full)) return yield* stream as AsyncIterable<Buffer>;
  const packed = statSync(full).size;
  const unpacking = createGunzip({chunkSize: 1 << 18});
  stream.on("error", (error) => unpacking.destroy(error)).pipe(unpacking);
  let size = 0;
  try {
    for await (const chunk of unpacking as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (isBomb(size, packed)) throw new InputError("unpacks to an absurd size", {file: path}, "export it again");
      yield chunk;
    }
  } catch (error) {
    if (error instanceof InputError || !String((error as NodeJS.ErrnoException).code).startsWith("Z_")) throw error;
    throw new InputError(`gzip is broken (${(error as Error).message})`, {file: path}, "export or copy it again");
  } finally {
    stream.destroy();
  }
}

/**
 * The text of a file, without its byte order mark: UTF-16 where marks or the zeros of plain letters say so, else UTF-8, except
 * for lines that are no UTF-8, which are Windows-1252. Throws an InputError with the line of a NUL character.
 */
export async function* readText(file: Found): AsyncGenerator<string> {
  let line = 1;
  let first = true;
  for await (const decoded of decode(readBytes(file))) {
    const text = first ? decoded.replace(/^\uFEFF/, "") : decoded;
    if (text === "") continue;
    first = false;
    const nul = text.indexOf("\0");
    if (nul >= 0) {
      line += text.slice(0, nul).split(/\r\n|\r|\n/).length - 1;
      throw new InputError("text holds a NUL character", {file: file.path, line}, "export it again as text, in UTF-8");
    }
    line += countLines(text);
    yield text;
  }
}

function countLines(text: string): number {
  let count = 0;
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) count++;
  return count;
}

/** The encoding that the first bytes of a file tell. */
export function encodingOf(head: Buffer): Encoding {
  if (head[0] === 0xff && head[1] === 0xfe) return "utf-16le";
  if (head[0] === 0xfe && head[1] === 0xff) return "utf-16be";
  if (head.length >= 4 && head[1] === 0 && head[3] === 0 && head[0] !== 0 && head[2] !== 0) return "utf-16le";
  if (head.length >= 4 && head[0] === 0 && head[2] === 0 && head[1] !== 0 && head[3] !== 0) return "utf-16be";
  return "utf-8";
}

async function* decode(chunks: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let wide: TextDecoder | null = null;
  let rest: Buffer = Buffer.alloc(0);
  let first = true;
  for await (const chunk of chunks) {
    const bytes: Buffer = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
    if (first && bytes.length < 4) {
      rest = bytes;
      continue;
    }
    if (first && encodingOf(bytes) !== "utf-8") wide = new TextDecoder(encodingOf(bytes));
    first = false;
    if (wide) {
      rest = Buffer.alloc(0);
      yield wide.decode(bytes, {stream: true});
    } else {
      const end = bytes.lastIndexOf(10) + 1;
      rest = bytes.subarray(end);
      if (end > 0) yield decodeLines(bytes.subarray(0, end));
      // A file of one line, or with lone CR: it is not kept whole in memory.
      else if (rest.length > 1 << 24) {
        const cut = lastStart(rest);
        yield decodeLines(rest.subarray(0, cut));
        rest = rest.subarray(cut);
      }
    }
  }
  yield wide ? wide.decode(rest) : decodeLines(rest);
}

function decodeLines(bytes: Buffer): string {
  if (isUtf8(bytes)) return bytes.toString("utf8");
  const parts: string[] = [];
  for (let from = 0; from < bytes.length;) {
    const end = bytes.indexOf(10, from) + 1 || bytes.length;
    const line = bytes.subarray(from, end);
    parts.push(isUtf8(line) ? line.toString("utf8") : decodeWindows(line));
    from = end;
  }
  return parts.join("");
}

function decodeWindows(bytes: Buffer): string {
  return bytes.toString("latin1").replace(/[\x80-\x9f]/g, (character) => windows[character.charCodeAt(0) - 0x80]!);
}

/** Where the last character of UTF-8 begins, so that none is cut in two. */
export function lastStart(bytes: Buffer): number {
  let at = bytes.length;
  while (at > Math.max(0, bytes.length - 4)) {
    const byte = bytes[--at]!;
    if (byte < 0x80) return bytes.length;
    if (byte >= 0xc0) return at;
  }
  return bytes.length;
}
