import {expect, it} from "vitest";
import type {Model} from "../../src/components/dataReport.js";
import {lineageOf} from "../../src/components/lineageOf.js";

const model = (name: string, kind: Model["kind"], reads: string[]): Model => {
  return {name, kind, reads, comment: null, rows: 1, columns: [], sql: ""};
};
const models = [
  model("licences", "contract", ["b.csv", "a.csv"]),
  model("rates", "contract", ["fx.csv"]),
  model("trials", "contract", []),
  model("terms", "mart", ["licences", "months"]),
  model("movements", "mart", ["terms", "rates", "licences", "trials"])
];

it("lineageOf(mart, models) goes through the marts between to the tables and exports, and leaves out what no export fills", () => {
  expect(lineageOf("movements", models)).toEqual({
    tables: ["licences", "rates"],
    files: ["a.csv", "b.csv", "fx.csv"]
  });
  expect(lineageOf("none", models)).toEqual({tables: [], files: []});
});
