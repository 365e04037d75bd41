import {gzipSync} from "node:zlib";
import {describe, expect, it} from "vitest";
import {opened} from "./opened.js";
import {staged} from "./staged.js";

const yaml = `exports:\n  - files: a.csv\n    table: accounts\n    columns: {account_id: id, created_at: day, industry: name}\n`;
const latin = (text: string) => Buffer.from(text, "latin1");

describe("delimited text", () => {
  it.each([
    ["UTF-8 with a mark", Buffer.from("\uFEFFid,name\n1,Zoë €\n")],
    ["UTF-16 LE", Buffer.from("\uFEFFid,name\n1,Zoë €\n", "utf16le")],
    ["UTF-16 BE", Buffer.from("\uFEFFid,name\n1,Zoë €\n", "utf16le").swap16()],
    ["UTF-16 without a mark", Buffer.from("id,name\n1,Zoë €\n", "utf16le")],
    ["Windows-1252", latin("id,name\n1,Zoë \x80\n")],
    ["gzip of UTF-16", Buffer.from("\uFEFFid,name\n1,Zoë €\n", "utf16le")]
  ])("%s is read", async (kind, bytes) => {
    const name = kind.startsWith("gzip") ? "a.csv.gz" : "a.csv";
    const {headers, rows} = await opened({[name]: kind.startsWith("gzip") ? gzipSync(bytes) : bytes});
    expect(headers).toEqual(["id", "name"]);
    expect(rows).toEqual([["1", "Zoë €"]]);
  });

  it("a Latin-1 line among UTF-8 lines leaves these as they are", async () => {
    const mixed = Buffer.concat([Buffer.from("id,name\n1,Zoë\n"), latin("2,Zoë\n"), Buffer.from("3,Łódź\n")]);
    expect((await opened({"a.csv": mixed})).rows).toEqual([
      ["1", "Zoë"],
      ["2", "Zoë"],
      ["3", "Łódź"]
    ]);
  });

  it.each([
    ["CR LF", "id,name\r\n1,a\r\n2,b\r\n"],
    ["CR", "id,name\r1,a\r2,b\r"],
    ["CR LF and LF", "id,name\r\n1,a\n2,b\r\n"],
    ["LF and CR LF", "id,name\n1,a\n2,b\r\n"],
    ["LF and CR", "id,name\n1,a\r2,b"],
    ["blank lines first", "\n\r\n \nid,name\n1,a\n2,b\n"],
    ["Excel's first line", "sep=;\nid;name\n1;a\n2;b\n"],
    ["Excel's first line, with another mark", "sep=^\r\nid^name\r\n1^a\r\n2^b\r\n"],
    ["single quotes", "'id','name'\n'1','a'\n'2','b'\n"],
    ["spaces and quotes around headers", '" id ", name \n1,a\n2,b\n']
  ])("%s", async (_, text) => {
    const {headers, rows, setAside} = await opened({"a.csv": text});
    expect(headers).toEqual(["id", "name"]);
    expect(rows).toEqual([
      ["1", "a"],
      ["2", "b"]
    ]);
    expect(setAside).toEqual([]);
  });

  it("a file of one column has no row for a blank line", async () => {
    expect((await opened({"a.csv": "id\n1\n\n2\n"})).rows).toEqual([["1"], ["2"]]);
  });

  it("headers that staging itself uses, or that occur twice, are told apart", async () => {
    const {headers, rows} = await opened({"a.csv": "_file,ID,id,_line\n1,2,3,4\n"});
    expect(headers).toEqual(["_file_1", "ID", "id_1", "_line_1"]);
    expect(rows).toEqual([["1", "2", "3", "4"]]);
  });

  it("header lines of files put together are rejects, and counts add up", async () => {
    const part = 'id,day,name\n1,2026-01-05,"two\nlines"\n';
    for (const text of [part + part.replace("1,", "2,"), `\uFEFF${part}\uFEFF${part.replace("1,", "2,")}`]) {
      const {imports, rejects} = await staged({"sources.yaml": yaml, "a.csv": `${text}3,none,x\n`});
      expect(imports[0]).toMatchObject({rows_in: 4, kept: 2, rejected: 2});
      expect(rejects.map(({line, reason, value}) => [line, reason, value])).toEqual([
        [4, "repeats the header line", null],
        [7, expect.stringContaining("is not a date"), "none"]
      ]);
    }
    expect((await opened({"a.csv": "id,name\n1,a\nid,name"})).setAside).toEqual(["3 repeats the header line"]);
  });

  it("a quote that is never closed loses its own line only", async () => {
    const {imports, rejects} = await staged({
      "sources.yaml": yaml,
      "a.csv": 'id,day,name\n1,2026-01-05,a\n2,2026-01-05,"b\n3,2026-01-05,c\n4,2026-01-05\n'
    });
    expect(imports[0]).toMatchObject({rows_in: 4, kept: 2, rejected: 2});
    expect(rejects.map(({line, reason}) => [line, reason])).toEqual([
      [3, "its quote is never closed"],
      [5, "has 2 fields where the header has 3"]
    ]);
  });

  it.each([
    ["id,name\n1,a\n2,b\0\n", "utf8"],
    ["\uFEFFid,name\n1,a\n2,b\0\n", "utf16le"]
  ] as const)("a NUL character is named with its line", async (text, encoding) => {
    await expect(opened({"a.csv": Buffer.from(text, encoding)})).rejects.toThrow("a.csv:3: text holds a NUL character");
  });

  it("a gzip that is cut off is named", async () => {
    const packed = gzipSync(`id,name\n${"1,abc\n".repeat(50)}`);
    await expect(opened({"a.csv.gz": packed.subarray(0, packed.length - 12)})).rejects.toThrow(
      /a\.csv\.gz: gzip is broken/
    );
  });

  it("a cell of 3 MB is read; one of 18 MB is a reject", async () => {
    const cell = "x".repeat(3_000_000);
    expect((await opened({"a.csv": `id,name\n1,${cell}\n`})).rows).toEqual([["1", cell]]);
    const huge = await opened({"a.csv": `id,name\n1,${cell.repeat(6)}\n2,b\n`});
    expect(huge.rows).toEqual([["2", "b"]]);
    expect(huge.unread).toEqual([2]);
    const copied = await opened({"a.csv": `\nid,name\n1,${cell.repeat(6)}\n2,b\n`});
    expect(copied.rows).toEqual([["2", "b"]]);
    expect(copied.setAside).toEqual(["3 is longer than 16 MB"]);
  });

  it("10,000 columns are refused", async () => {
    const names = Array.from({length: 10_000}, (_, i) => `header${i}`).join(",");
    await expect(opened({"a.csv": `${names}\n`})).rejects.toThrow("a.csv:1: has 10000 columns");
  });
});
