import {gzipSync} from "node:zlib";
import {describe, expect, it} from "vitest";
import {workbook} from "../../workbook.js";
import {zip} from "../../zip.js";
import {opened} from "./opened.js";
import {staged} from "./staged.js";

const csv = (id: string) => `id,name\n${id},a\n`;

describe("zip archives", () => {
  it("hold exports, each named by archive and place", async () => {
    const archive = zip([
      {name: "readme.md", content: "# Exports"},
      {name: "__MACOSX/._a.csv", content: "\0\0"},
      {name: "in/", content: "", mode: 0o40755},
      {name: "in/b.jsonl", content: '{"id": 2, "name": "b"}\n'},
      {name: "a.csv", content: Buffer.from(`\uFEFF${csv("1")}`, "utf16le")},
      {name: "c.csv.gz", content: gzipSync(csv("3"))}
    ]);
    const all = await opened({"crm.zip": archive});
    expect(all.found.map(({path}) => path)).toEqual(["crm.zip/a.csv", "crm.zip/c.csv.gz", "crm.zip/in/b.jsonl"]);
    expect(all.found.map(({origin}) => origin.endsWith("/crm.zip"))).toEqual([true, true, true]);
    expect(all.rows.map(([id]) => id)).toEqual(["1", "3", "2"]);
    expect((await opened({"crm.zip": archive}, "crm.zip/*.jsonl")).rows).toEqual([["2", "b"]]);
    await expect(opened({"crm.zip": archive}, "crm.zip/b.csv")).rejects.toThrow("missing export: crm.zip/b.csv");
  });

  it.each([
    [
      "a name that climbs",
      zip([{name: "../a.csv", content: csv("1")}]),
      /archive cannot be read \(invalid relative path/
    ],
    ["an absolute name", zip([{name: "/tmp/a.csv", content: csv("1")}]), /archive cannot be read \(absolute path/],
    ["a link", zip([{name: "a.csv", content: "/etc/passwd", mode: 0o120777}]), /crm\.zip\/a\.csv: is a link/],
    ["an archive inside", zip([{name: "a.zip", content: zip([])}]), /is an archive in an archive/],
    ["nothing to read", zip([{name: "a.md", content: "x"}]), /archive holds no export/],
    ["a lie about its size", zip([{name: "a.csv", content: "x".repeat(1e6), claims: 10}]), /archive cannot be read/],
    ["an absurd size", zip([{name: "a.csv", content: Buffer.alloc(101e6, "x")}]), /unpacks to an absurd size/],
    ["no zip", Buffer.from("id,name\n1,a\n"), /archive cannot be read/],
    ["half a zip", zip([{name: "a.csv", content: csv("1")}]).subarray(0, 60), /archive cannot be read/]
  ])("with %s are refused", async (_, archive, why) => {
    await expect(opened({"crm.zip": archive})).rejects.toThrow(why);
  });

  it("a gzip that unpacks to an absurd size is refused", async () => {
    await expect(
      opened({"a.csv.gz": gzipSync(Buffer.concat([Buffer.from("id,name\n"), Buffer.alloc(101e6, "1,a\n")]))})
    ).rejects.toThrow(/unpacks to an absurd size/);
  });
});

describe("workbooks", () => {
  const book = workbook({
    Notes: new Map(),
    Accounts: new Map([
      [2, ["id", "day", "at", "paid", "ok"]],
      [4, ["1", {serial: 46027}, {serial: 46027.75, time: true}, 1234.5, true]],
      [5, ["id", "day", "at", "paid", "ok"]],
      [7, ["2", null, null, 0.1, false]]
    ]),
    Others: new Map([
      [1, ["id"]],
      [2, ["9"]]
    ])
  });

  it("have days as ISO dates, plain numbers and truths as text, of the first sheet that holds any", async () => {
    const {found, headers, rows, setAside} = await opened({"crm.xlsx": book});
    expect(found.map(({path}) => path)).toEqual(["crm.xlsx/Accounts"]);
    expect(headers).toEqual(["id", "day", "at", "paid", "ok"]);
    expect(rows).toEqual([
      ["1", "2026-01-05", "2026-01-05 18:00:00", "1234.5", "true"],
      ["2", null, null, "0.1", "false"]
    ]);
    expect(setAside).toEqual(["5 repeats the header line"]);
    expect((await opened({"crm.xlsx": book}, "crm.xlsx/Others")).rows).toEqual([["9"]]);
  });

  it("name a refused row by the sheet's number", async () => {
    const yaml = `exports:\n  - files: crm.xlsx\n    table: accounts\n    columns: {account_id: id, created_at: day}\n`;
    const {imports, rejects} = await staged({"sources.yaml": yaml, "crm.xlsx": book});
    expect(imports[0]).toMatchObject({path: "crm.xlsx/Accounts", rows_in: 3, kept: 2, rejected: 1});
    expect(rejects.map(({line, reason}) => [line, reason])).toEqual([[5, "repeats the header line"]]);
  });

  it("that cannot be read, or hold nothing, are refused", async () => {
    await expect(opened({"a.xlsx": Buffer.from("id\n1\n")})).rejects.toThrow(/archive cannot be read/);
    await expect(opened({"a.xlsx": zip([{name: "a.csv", content: "x"}])})).rejects.toThrow(/workbook cannot be read/);
    await expect(opened({"a.xlsx": workbook({One: new Map()})})).rejects.toThrow(/empty export/);
  });
});
