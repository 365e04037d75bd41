// @vitest-environment happy-dom
import {describe, expect, it} from "vitest";
import {csv} from "../../src/components/csv.js";
import {DataTable} from "../../src/components/dataTable.js";

const table = {
  columns: [{label: "Name"}, {label: "Value", number: true}],
  rows: [
    ["=HYPERLINK(1)", -0.5],
    ["+1", null],
    ["-a", 0],
    ["@x", 1],
    ['a "quoted", name', undefined],
    ["two\nlines", 2]
  ]
};

describe("csv", () => {
  it("csv(table) keeps a spreadsheet from running what a cell holds, and leaves numbers alone", () => {
    expect(csv(table).split("\r\n").slice(0, 5)).toEqual([
      "Name,Value",
      "'=HYPERLINK(1),-0.5",
      "'+1,",
      "'-a,0",
      "'@x,1"
    ]);
  });

  it("csv(table) quotes commas, quotes and line breaks", () => {
    expect(csv(table)).toContain('"a ""quoted"", name",\r\n');
    expect(csv(table)).toContain('"two\nlines",2\r\n');
  });
});

describe("DataTable", () => {
  it("DataTable(table) sets what the data hold as text, never as HTML", () => {
    const node = DataTable({columns: [{label: "<i>a</i>"}], rows: [["<img src=x onerror=alert(1)>"]]});
    expect(node.querySelector("img, i")).toBeNull();
    expect(node.textContent).toContain("<img src=x onerror=alert(1)>");
  });

  it("DataTable(table) heads rows and columns, and labels each cell for the phone", () => {
    const node = DataTable(table);
    expect(node.querySelectorAll("thead th[scope=col]")).toHaveLength(2);
    expect(node.querySelectorAll("tbody th[scope=row]")).toHaveLength(6);
    expect(node.querySelector("td")!.getAttribute("data-label")).toBe("Value");
  });
});
