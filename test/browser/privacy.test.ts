import {readFileSync} from "node:fs";
import {join} from "node:path";
import {tableFromIPC} from "apache-arrow";
import {csvParse} from "d3";
import {expect, it} from "vitest";
import {listFiles} from "../../loaders/site/readDist.js";
import type {Explore} from "../../src/results/explore.js";

const own = listFiles("dist").filter((path) => !/^(_node|_observablehq|fonts)\//.test(path));
const published = own.map((path) => readFileSync(join("dist", path), "utf8")).join("\n");

function column(file: string, header: string): string[] {
  const values = csvParse(readFileSync(join("data/demo", file), "utf8")).map((row) => row[header] ?? "");
  return [...new Set(values)].filter((value) => value.length > 3);
}

it.each([
  ["crm/companies.csv", "Company name"],
  ["crm/companies.csv", "Company domain"],
  ["crm/companies.csv", "Billing account"],
  ["crm/companies.csv", "Primary contact"],
  ["crm/companies.csv", "Contact email"],
  ["delighted/nps.csv", "person_email"],
  ["delighted/nps.csv", "user"],
  ["delighted/nps.csv", "comment"],
  ["zendesk/tickets.csv", "Requester"],
  ["recurly/subscription_history.csv", "subscription_uuid"]
])("nothing of %s, %s is in the site", (file, header) => {
  const values = column(file, header);
  expect(values.length).toBeGreaterThan(50);
  expect(values.filter((value) => published.includes(value))).toEqual([]);
});

it("no e-mail address is in the site", () => {
  expect(published.length).toBeGreaterThan(10_000);
  expect(published.match(/[\w.+-]+@[\w-]+\.(com|org|net|io|example)\b/g) ?? []).toEqual([]);
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
