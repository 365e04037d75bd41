import {gzipSync} from "node:zlib";
import {describe, expect, it} from "vitest";
import {opened} from "./opened.js";
import {staged} from "./staged.js";

describe("JSON", () => {
  const first = {event: "open", properties: {distinct_id: "u1", plan: {name: "team", tags: ["a"]}}};
  const second = {event: "close", at: 1767571200, properties: {distinct_id: "u2", ok: true, plan: null}, more: {}};
  const headers = [
    "event",
    "properties.distinct_id",
    "properties.plan.name",
    "properties.plan.tags",
    "at",
    "properties.ok",
    "properties.plan"
  ];
  const rows = [
    ["open", "u1", "team", '["a"]', null, null, null],
    ["close", "u2", null, null, "1767571200", "true", null]
  ];
  const lines = `${JSON.stringify(first)}\n${JSON.stringify(second)}\n`;

  it.each([
    ["a.jsonl", lines],
    ["a.ndjson", lines.replaceAll("\n", "\r\n")],
    ["a.json", lines],
    ["a.json", JSON.stringify([first, second])],
    ["a.json", JSON.stringify([first, second], null, 2)],
    ["a.json", `\uFEFF${JSON.stringify(first, null, 2)}\n${JSON.stringify(second, null, 2)}`],
    ["a.jsonl.gz", gzipSync(lines)],
    ["a.json", Buffer.from(`\uFEFF${lines}`, "utf16le")]
  ])("%s has the paths of its keys as headers (%#)", async (name, content) => {
    const read = await opened({[name]: content});
    expect(read).toMatchObject({headers, rows, setAside: []});
  });

  it("whole numbers too long for a double keep their digits", async () => {
    const {rows} = await opened({
      "a.jsonl": '{"id":12345678901234567890,"text":"n: 12345678901234567890, x","half":0.5}\n'
    });
    expect(rows).toEqual([["12345678901234567890", "n: 12345678901234567890, x", "0.5"]]);
  });

  it("deeper values stay JSON text", async () => {
    const {headers, rows} = await opened({"a.jsonl": '{"a":{"b":{"c":{"d":1}}}}\n'});
    expect([headers, rows]).toEqual([["a.b.c"], [['{"d":1}']]]);
  });

  it("what is no object is a reject with its line, and counts add up", async () => {
    const yaml = `exports:\n  - files: a.jsonl\n    table: accounts\n    columns: {account_id: id, created_at: at.day}\n`;
    const good = (id: number, day = "2026-01-05") => JSON.stringify({id, at: {day}});
    const {imports, rejects} = await staged({
      "sources.yaml": yaml,
      "a.jsonl": [good(1), '{"id": 2,', "", "[3]", good(4, "none"), good(5), '{"id":'].join("\n")
    });
    expect(imports[0]).toMatchObject({rows_in: 6, kept: 2, rejected: 4});
    expect(rejects.map(({line, reason}) => [line, reason])).toEqual([
      [2, "is not JSON"],
      [4, "is not a JSON object"],
      [5, expect.stringContaining("is not a date")],
      [7, "is not JSON"]
    ]);
  });

  it("an array that is cut off keeps what is whole", async () => {
    const {rows, setAside} = await opened({"a.json": '[\n{"a": 1},\n{"a": 2},\n{"a": '});
    expect(rows).toEqual([["1"], ["2"]]);
    expect(setAside).toEqual(["4 is not JSON", "4 is not JSON"]);
  });

  it.each([
    ["", /empty export/],
    ["[]", /holds no JSON object/],
    ["id,name\n1,2\n", /holds no JSON object/]
  ])("%j is refused", async (text, why) => {
    await expect(opened({"a.json": text})).rejects.toThrow(why);
  });
});
