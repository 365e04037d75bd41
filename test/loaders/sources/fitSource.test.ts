import {describe, expect, it} from "vitest";
import {fitHeader, fitSource} from "../../../loaders/sources/fitSource.js";
import type {Source} from "../../../loaders/sources/index.js";

const source = (more: Partial<Source>): Source => ({
  id: "acme.things",
  table: "accounts",
  grain: "thing",
  precision: "exact",
  oddities: "",
  recognise: [],
  columns: {},
  ...more
});

describe("fitHeader()", () => {
  it("passes over case, spaces, punctuation and a mark of byte order", () => {
    for (const spelling of ["Customer ID", "customer_id", "CustomerId", "\uFEFFCUSTOMER-ID"])
      expect(fitHeader("Customer ID", ["id", spelling])).toBe(spelling);
  });

  it("takes the very spelling first, then another way to write it, then an alias", () => {
    expect(fitHeader("id", ["ID", "id"])).toBe("id");
    expect(fitHeader("Plan", ["Product", "plan"], {Plan: ["Product"]})).toBe("plan");
    expect(fitHeader("Plan", ["Price", "Product"], {Plan: ["Product", "Price"]})).toBe("Product");
    expect(fitHeader("Plan", ["Product"])).toBeNull();
  });

  it("keeps headers without letters and letters of other scripts apart", () => {
    expect(fitHeader("#", ["%", "#"])).toBe("#");
    expect(fitHeader("дата", ["имя", "Дата"])).toBe("Дата");
  });

  it("finds a question by its words, in HTML too", () => {
    expect(fitHeader("~likely recommend", ["Why?", "How <i>likely</i> are you to recommend us?"])).toContain(
      "recommend us"
    );
    expect(fitHeader("~likely recommend", ["Would you recommend it? Likely?"])).toBeNull();
  });
});

describe("fitSource()", () => {
  it("writes expressions with the file's headers, and leaves text in quotes alone", () => {
    const fit = fitSource(source({columns: {name: {sql: `replace("Full Name", '"Full Name"', '')`}}}), ['full "name"']);
    expect(fit.columns.get("name")).toEqual({expression: `replace("full ""name""", '"Full Name"', '')`});
  });

  it("takes the first that the file can fill, and no column that it cannot", () => {
    const columns = {name: [{sql: `"a" || "b"`}, "c"], region: {sql: `"b"`}, industry: {sql: `coalesce("?b", "a")`}};
    expect([...fitSource(source({columns}), ["a", "c"]).columns]).toEqual([
      ["name", {header: "c"}],
      ["industry", {expression: `coalesce(cast(null as varchar), "a")`}]
    ]);
  });

  it("fits where and key as well", () => {
    const fit = fitSource(source({where: `"Is Test" <> 'true'`, key: "Row ID"}), ["is_test", "row_id"]);
    expect(fit).toMatchObject({where: `"is_test" <> 'true'`, key: "row_id"});
    expect(fitSource(source({key: "Row ID"}), ["a"])).toMatchObject({where: null, key: null});
  });
});
