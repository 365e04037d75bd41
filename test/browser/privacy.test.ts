import {readFileSync} from "node:fs";
import {join} from "node:path";
import {tableFromIPC} from "apache-arrow";
import {expect, it} from "vitest";
import {listFiles} from "../../loaders/site/readDist.js";
import type {Explore} from "../../src/results/explore.js";
import {column, findLeaks, personal, publishedText} from "./leaks.js";

const own = listFiles("dist");
const published = publishedText("dist");

it.each(personal)("nothing of %s, %s is in the site", (file, header) => {
  const values = column(file, header);
  expect(values.length).toBeGreaterThan(50);
  expect(values.filter((value) => published.includes(value))).toEqual([]);
});

it("no name, no word of a person and no e-mail address is in the site", {timeout: 180_000}, () => {
  expect(published.length).toBeGreaterThan(10_000);
  expect(findLeaks(published)).toEqual([]);
});

it("the tables of Explore are read by the checks above, and hold groups of accounts alone", () => {
  const find = (pattern: RegExp) => join("dist", own.find((path) => pattern.test(path)) ?? "missing");
  const {tables} = JSON.parse(readFileSync(find(/data\/explore\.\w+\.json$/), "utf8")) as Explore;
  const bytes = readFileSync(find(/data\/marts\.\w+\.arrows$/));
  expect(published).toContain("small groups");
  expect(tables.length).toBeGreaterThan(10);
  for (const {name, from, to} of tables) {
    const table = tableFromIPC(bytes.subarray(from, to));
    const columns = table.schema.fields.map((field) => field.name);
    expect(columns.filter((column) => /(^|_)(ids?|account|user|person|unit|name|email|comment)$/.test(column))).toEqual(
      []
    );
    const accounts = [...(table.getChild("accounts") ?? [])].map(Number);
    expect(accounts.length, name).toBe(table.numRows);
    expect(
      accounts.filter((held) => !(held >= 5)),
      name
    ).toEqual([]);
  }
  expect(bytes.length).toBeLessThan(2_000_000);
});
