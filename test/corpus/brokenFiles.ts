import {gzipSync} from "node:zlib";
import {workbook} from "../workbook.js";
import {zip} from "../zip.js";
import {brokenValues} from "./brokenValues.js";
import {type BrokenFile, head, good, csv, plain, times, utf16, lines, record, book, packed} from "./parts.js";

/** Files as they come from the wild, each broken in one way; built anew each time, so that no large one lies in the tree. */
export function brokenFiles(): BrokenFile[] {
  return [
    // Cut or empty
    {name: "empty.csv", wrong: "no byte at all", content: ""},
    {name: "bom.csv", wrong: "a byte order mark and nothing else", content: "\uFEFF"},
    {name: "blank.csv", wrong: "blank lines alone", content: "\n\n   \n"},
    {name: "header.csv", wrong: "a header without rows", content: head, rows: 0, good: 0},
    {name: "cut-row.csv", wrong: "the last row is cut", content: plain.slice(0, -15), rows: 3},
    {name: "cut-quote.csv", wrong: "cut within a quoted cell", content: `${plain}d,"Delt`, rows: 4, good: 3},
    {
      name: "cut.csv.gz",
      wrong: "a gzip file cut in half",
      content: gzipSync(csv(times(500, (i) => `x${i},N${i},2025-01-31`))).subarray(0, 600)
    },
    {name: "cut.zip", wrong: "a zip archive cut in half", content: packed.subarray(0, packed.length / 2)},
    {name: "cut.xlsx", wrong: "a workbook cut in half", content: book.subarray(0, book.length / 2)},
    {name: "cut.parquet", wrong: "a Parquet file without its end", content: Buffer.from("PAR1 and then nothing")},
    {
      name: "cut.jsonl",
      wrong: "the last line of JSON is cut",
      content: lines([record("a"), record("b")]) + '{"id": "c", "na',
      rows: 3,
      good: 2
    },
    {
      name: "cut.json",
      wrong: "an array that is not closed",
      content: JSON.stringify([record("a"), record("b")]).slice(0, -1)
    },
    // Not what their names say
    {name: "book.csv", wrong: "a workbook named .csv", content: book},
    {name: "zipped.csv", wrong: "a zip archive named .csv", content: packed},
    {name: "gzipped.csv", wrong: "gzip named .csv", content: gzipSync(plain)},
    {
      name: "page.csv",
      wrong: "the page of a login instead of an export",
      content: "<!doctype html><html><body>Please log in</body></html>\n"
    },
    {name: "plain.csv.gz", wrong: "plain text named .gz", content: plain},
    {name: "text.xlsx", wrong: "plain text named .xlsx", content: plain},
    {name: "text.zip", wrong: "plain text named .zip", content: plain},
    {name: "text.parquet", wrong: "plain text named .parquet", content: plain},
    {name: "csv.json", wrong: "CSV named .json", content: plain},
    {
      name: "picture.csv",
      wrong: "a picture named .csv",
      content: Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13, 73, 72, 68, 82])
    },
    {
      name: "old.xlsx",
      wrong: "a workbook of an old Excel",
      content: Buffer.from("d0cf11e0a1b11ae1", "hex")
    },
    // Encodings
    {name: "utf16.csv", wrong: "UTF-16", content: utf16(plain), rows: 3, good: 3},
    {name: "utf16-bare.csv", wrong: "UTF-16 without a mark", content: utf16(plain, false)},
    {
      name: "latin.csv",
      wrong: "Windows-1252",
      content: Buffer.from(csv(["a,Café,2025-01-31"]), "latin1"),
      rows: 1,
      good: 1
    },
    {
      name: "mixed.csv",
      wrong: "UTF-8 and Windows-1252 in one file",
      content: Buffer.concat([Buffer.from(csv(["a,Café,2025-01-31"])), Buffer.from("b,Café,2025-01-31\n", "latin1")]),
      rows: 2
    },
    {name: "nul.csv", wrong: "NUL bytes in a cell", content: csv(["a,Ac\u0000me,2025-01-31", good[1]!]), rows: 2},
    {
      name: "controls.csv",
      wrong: "control signs and marks of direction",
      content: csv(["a,\u0007Bell\u202Egnp,2025-01-31"]),
      rows: 1,
      good: 1
    },
    {
      name: "odd-headers.csv",
      wrong: "headers with a Cyrillic letter that looks Latin",
      content: plain.replace("name", "nаme")
    },
    // Lines and cells
    {name: "cr.csv", wrong: "old Mac ends of lines", content: plain.replaceAll("\n", "\r"), rows: 3, good: 3},
    {name: "crlf.csv", wrong: "Windows ends of lines", content: plain.replaceAll("\n", "\r\n"), rows: 3, good: 3},
    {
      name: "mixed-ends.csv",
      wrong: "ends of lines of both kinds",
      content: `${head.trim()}\r\n${good[0]}\n${good[1]}\r\n${good[2]}\n`,
      rows: 3,
      good: 3
    },
    {name: "semicolons.csv", wrong: "semicolons", content: plain.replaceAll(",", ";"), rows: 3, good: 3},
    {name: "pipes.csv", wrong: "pipes", content: plain.replaceAll(",", "|"), rows: 3, good: 3},
    {
      name: "mixed-delimiters.csv",
      wrong: "one row with semicolons among commas",
      content: csv([good[0]!, good[1]!.replaceAll(",", ";"), good[2]!]),
      rows: 3,
      good: 2
    },
    {
      name: "ragged.csv",
      wrong: "rows with too many and too few cells",
      content: csv([good[0]!, "b,Bolt,2025-02-28,more", "c", good[2]!.replace("c", "d")]),
      rows: 4
    },
    {
      name: "open-quote.csv",
      wrong: "a quote that is never closed",
      content: csv([good[0]!, 'b,"Bolt,2025-02-28', good[2]!]),
      rows: 3
    },
    {
      name: "stray-quote.csv",
      wrong: "a quote within a bare cell",
      content: csv([good[0]!, 'b,Bo"lt,2025-02-28', good[2]!]),
      rows: 3
    },
    {
      name: "newlines.csv",
      wrong: "line breaks within a cell",
      content: csv(['a,"Acme\nInc",2025-01-31', good[1]!]),
      rows: 2,
      good: 2
    },
    {
      name: "huge-cell.csv",
      wrong: "a cell of 20 MB",
      content: csv([`a,${"x".repeat(20e6)},2025-01-31`, good[1]!]),
      rows: 2
    },
    {
      name: "wide.csv",
      wrong: "10,000 columns",
      content: `${times(10_000, (i) => `c${i}`).join(",")}\n${times(10_000, String).join(",")}\n`
    },
    {name: "one-cell.csv", wrong: "no delimiter at all", content: "id\na\nb\n"},
    {
      name: "many-bad.csv",
      wrong: "3,000 rows without an id",
      content: csv(times(3000, (i) => `,N${i},2025-01-31`)),
      rows: 3000,
      good: 0
    },
    ...brokenValues(),
    // Archives
    {
      name: "climbs.zip",
      wrong: "a name that climbs out of the archive",
      content: zip([{name: "../../out.csv", content: plain}])
    },
    {name: "absolute.zip", wrong: "an absolute name", content: zip([{name: "/etc/out.csv", content: plain}])},
    {
      name: "link.zip",
      wrong: "a symbolic link",
      content: zip([{name: "link.csv", content: "/etc/passwd", mode: 0o120777}])
    },
    {
      name: "bomb.zip",
      wrong: "a bomb: 200 MB in 200 kB",
      content: zip([{name: "in.csv", content: Buffer.alloc(200e6)}])
    },
    {name: "bomb.csv.gz", wrong: "a gzip bomb", content: gzipSync(Buffer.alloc(200e6))},
    {name: "nested.zip", wrong: "an archive in an archive", content: zip([{name: "in.zip", content: packed}])},
    {name: "other.zip", wrong: "an archive without an export", content: zip([{name: "read.me", content: "hello"}])},
    {name: "lies.zip", wrong: "a size that is a lie", content: zip([{name: "in.csv", content: plain, claims: 5}])},
    {name: "empty.xlsx", wrong: "a workbook with an empty sheet", content: workbook({Sheet1: new Map()})}
  ];
}
