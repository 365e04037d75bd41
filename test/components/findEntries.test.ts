import {describe, expect, it} from "vitest";
import {findEntries} from "../../src/components/findEntries.js";
import type {SearchEntry, SearchKind} from "../../src/results/search.js";

const entry = (name: string, about = "", kind: SearchKind = "measure", id?: string): SearchEntry => {
  return {kind, name, about, href: "data.html", ...(id === undefined ? {} : {id})};
};
const names = (entries: SearchEntry[], question: string) => findEntries(entries, question).map(({name}) => name);

describe("findEntries", () => {
  it("puts a word that begins as asked before a word that holds it, and that before the text", () => {
    const entries = [
      entry("Revenue", "what upgrades bring"),
      entry("Downgrades"),
      entry("Months to upgrade"),
      entry("Upgrades")
    ];
    expect(names(entries, "upgrade")).toEqual(["Upgrades", "Months to upgrade", "Revenue"]);
    expect(names(entries, "grade")).toEqual(["Upgrades", "Downgrades", "Months to upgrade"]);
    expect(names(entries, "up")).toEqual(["Upgrades", "Months to upgrade", "Revenue"]);
  });

  it("needs every word, in any order, and takes an id for a name", () => {
    const entries = [entry("Net revenue retention", "", "measure", "nrr"), entry("Net revenue", "new and kept")];
    expect(names(entries, "retention NET")).toEqual(["Net revenue retention"]);
    expect(names(entries, "nrr")).toEqual(["Net revenue retention"]);
    expect(names(entries, "net churn")).toEqual([]);
  });

  it("finds a measure by another name it goes by", () => {
    const entries = [
      {...entry("Average revenue per account", "", "measure", "arpa"), also: "ARPU"},
      entry("Retention")
    ];
    expect(names(entries, "arpu")).toEqual(["Average revenue per account"]);
  });

  it("puts a page before a measure of the same name, and the shorter name first", () => {
    const entries = [entry("Trials won"), entry("Trials"), entry("Trials", "", "page")];
    expect(findEntries(entries, "trials").map(({kind, name}) => `${kind} ${name}`)).toEqual([
      "page Trials",
      "measure Trials",
      "measure Trials won"
    ]);
  });

  it("finds nothing for nothing, letters with and without accents", () => {
    const entries = [entry("Café"), entry("Cafeteria")];
    expect([names(entries, ""), names(entries, " – ")]).toEqual([[], []]);
    expect(names(entries, "cafe")).toEqual(["Café", "Cafeteria"]);
  });
});
