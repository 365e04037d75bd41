import {createReadStream} from "node:fs";
import {createGunzip} from "node:zlib";
import type {ExportFile} from "./files.js";

/** Where the records of a CSV file begin: the n-th entry is the file line of the n-th logical line, and whether it is blank. */
interface LogicalLine {
  line: number;
  blank: boolean;
}

/**
 * The file lines of records, by their number. DuckDB counts records (`rows`, from 1 after the header, blank and unreadable ones
 * not counted) and, for what it cannot read, logical lines (`unreadable`); a field with line breaks makes both fall behind the
 * lines an editor shows.
 */
export async function fileLines(
  file: ExportFile,
  {rows, unreadable}: {rows: number[]; unreadable: number[]}
): Promise<{rows: Map<number, number>; unreadable: Map<number, number>}> {
  const found = {rows: new Map<number, number>(), unreadable: new Map<number, number>()};
  if (file.format !== "csv") return {...found, rows: new Map(rows.map((row) => [row, row]))};
  const [wanted, broken] = [new Set(rows), new Set(unreadable)];
  let logical = 0;
  let record = 0;
  for await (const {line, blank} of logicalLines(file)) {
    logical++;
    if (broken.has(logical)) found.unreadable.set(logical, line);
    else if (logical > 1 && !blank && wanted.has(++record)) found.rows.set(record, line);
  }
  return found;
}

async function* logicalLines({full, delimiter}: ExportFile): AsyncGenerator<LogicalLine> {
  const bytes = createReadStream(full);
  const text = (full.endsWith(".gz") ? bytes.pipe(createGunzip()) : bytes).setEncoding("utf8");
  let line = 1;
  let start = 1;
  let length = 0;
  let quoted = false;
  let fieldStart = true;
  for await (const chunk of text as AsyncIterable<string>) {
    for (const character of chunk) {
      if (character === "\n") {
        line++;
        if (!quoted) {
          yield {line: start, blank: length === 0};
          [start, length, fieldStart] = [line, 0, true];
        }
      } else if (character !== "\r" && character !== "\uFEFF") {
        length++;
        // A doubled quote closes the field and, as if at its start, opens it again.
        const turns: boolean = character === '"' && (quoted || fieldStart);
        if (turns) quoted = !quoted;
        fieldStart = character === delimiter || (turns && !quoted);
      }
    }
  }
  if (length > 0) yield {line: start, blank: false};
}
