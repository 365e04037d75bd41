import {closeSync, openSync, writeSync} from "node:fs";
import type {Engine} from "../engines/duckdb.js";
import type {ExportFile} from "./files.js";

/** The longest record that is read, in bytes. */
export const maxLine = 16_000_000;
/** DuckDB takes more than a minute for 10,000. */
export const mostHeaders = 2000;
const chunk = 1 << 20;

/** A copy of an export as DuckDB reads it best; see `ExportFile.numbered`. */
export interface Copy {
  /** Adds a record. A text that no table can hold is set aside. */
  add(line: number, cells: readonly string[]): void;
  setAside(line: number, reason: string): void;
  done(file: Pick<ExportFile, "path" | "origin" | "headers" | "delimiter">): ExportFile;
}

/** Begins a copy in the session's folder. */
export function createCopy(engine: Engine): Copy {
  const full = engine.scratch("copy.csv");
  const handle = openSync(full, "w");
  const setAside: ExportFile["setAside"] = [];
  let waiting = "";
  const flush = () => {
    const bytes = Buffer.from(waiting);
    for (let at = 0; at < bytes.length;) at += writeSync(handle, bytes, at);
    waiting = "";
  };
  return {
    add(line, cells) {
      const record = cells.map(quote).join(",");
      if (record.length * 3 > maxLine && Buffer.byteLength(record) > maxLine - 20) {
        setAside.push({line, reason: `is longer than ${maxLine / 1e6} MB`});
        return;
      }
      if (record.includes("\0")) {
        setAside.push({line, reason: "holds a NUL character"});
        return;
      }
      waiting += `${line},${record}\n`;
      if (waiting.length > chunk) flush();
    },
    setAside: (line, reason) => setAside.push({line, reason}),
    done(file) {
      flush();
      closeSync(handle);
      setAside.sort((a, b) => a.line - b.line);
      return {...file, full, format: "csv", headers: uniqueHeaders(file.headers), numbered: true, setAside};
    }
  };
}

function quote(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/** DuckDB compares names without regard to case, so a second "id" is told apart as "id_1", as is a name that staging itself uses. */
export function uniqueHeaders(names: readonly string[]): string[] {
  const seen = new Set(["_file", "_record", "_line"]);
  return names.map((name, i) => {
    const base = name || `column${i + 1}`;
    let unique = base;
    for (let k = 1; seen.has(unique.toLowerCase()); k++) unique = `${base}_${k}`;
    seen.add(unique.toLowerCase());
    return unique;
  });
}
