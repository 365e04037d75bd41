import {createWriteStream} from "node:fs";
import {statSync} from "node:fs";
import {basename} from "node:path";
import {Transform, Writable} from "node:stream";
import {pipeline} from "node:stream/promises";
import {type Entry, type ZipFile, openPromise} from "yauzl";
import type {Engine} from "../engines/duckdb.js";
import {InputError} from "../inputError.js";
import {type Found, isBomb} from "./encoding.js";

const mostBytes = 4 * 2 ** 30;
const mostFiles = 1000;
const readable = /\.(csv|tsv|txt|json|jsonl|ndjson|parquet|xlsx)(\.gz)?$/i;
// What macOS and Windows add of their own.
const noise = /(^|\/)(__MACOSX\/|\._|\.DS_Store$|Thumbs\.db$)/;

/**
 * Unpacks the exports of a zip archive into the session's folder, each named as archive.zip/inner.csv. Throws an InputError for
 * an archive that is broken, locked, a bomb, or that names a file outside of itself.
 */
export async function unpackArchive(engine: Engine, archive: Found): Promise<Found[]> {
  const found: Found[] = [];
  await eachEntry(archive, async (entry, pour) => {
    if (noise.test(entry.fileName) || entry.fileName.endsWith("/")) return;
    const path = `${archive.path}/${entry.fileName}`;
    if (/\.zip$/i.test(entry.fileName))
      throw new InputError("is an archive in an archive", {file: path}, "unpack it first");
    if (!readable.test(entry.fileName)) return;
    const full = engine.scratch(basename(entry.fileName));
    await pour(createWriteStream(full));
    found.push({path, full});
  });
  if (found.length === 0)
    throw new InputError(
      "archive holds no export",
      {file: archive.path},
      "put CSV, JSON, Parquet or .xlsx files in it"
    );
  return found.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Unpacks a zip archive to nowhere, so that what reads it next cannot be overwhelmed. Throws as `unpackArchive` does. */
export async function checkArchive(archive: Found): Promise<void> {
  await eachEntry(archive, (_, pour) => pour(new Writable({write: (_chunk, _encoding, done) => done()})));
}

async function eachEntry(
  archive: Found,
  visit: (entry: Entry, pour: (to: Writable) => Promise<void>) => Promise<void>
): Promise<void> {
  let zip: ZipFile | null = null;
  const packed = statSync(archive.full).size;
  let unpacked = 0;
  let files = 0;
  try {
    zip = await openPromise(archive.full);
    for await (const entry of zip.eachEntry()) {
      refuse(entry, archive.path);
      if (++files > mostFiles) throw absurd(archive.path, `more than ${mostFiles} files`);
      const open = zip;
      await visit(entry, async (to) => {
        // Counted as it comes, because what the archive says of its sizes may be a lie.
        const count = new Transform({
          transform(chunk: Buffer, _, done) {
            unpacked += chunk.length;
            if (unpacked > mostBytes || isBomb(unpacked, packed)) done(absurd(archive.path, "an absurd size"));
            else done(null, chunk);
          }
        });
        await pipeline(await open.openReadStreamPromise(entry), count, to);
      });
    }
  } catch (error) {
    if (error instanceof InputError) throw error;
    const why = (error as Error).message;
    throw new InputError(`archive cannot be read (${why})`, {file: archive.path}, "pack it again, without a password");
  } finally {
    zip?.close();
  }
}

/** yauzl itself refuses names that are absolute or climb with `..`. */
function refuse(entry: Entry, path: string): void {
  const isLink = ((entry.externalFileAttributes >>> 16) & 0o170000) === 0o120000;
  if (isLink) throw new InputError("is a link", {file: `${path}/${entry.fileName}`}, "pack the file itself");
}

function absurd(path: string, what: string): InputError {
  return new InputError(`unpacks to ${what}`, {file: path}, "if it is right, unpack it and give the files");
}
