import {expect, it} from "vitest";
import {openDuckDB} from "../../loaders/engines/duckdb.js";
import {buildMarts, sqlError} from "../../loaders/models.js";

const mart = (sql: string) => ({name: "spans", comment: "", sql, reads: []});

it("buildMarts(engine, models) names the file, line and column of SQL that cannot be run", async () => {
  const engine = await openDuckDB(":memory:");
  try {
    await expect(buildMarts(engine, [mart("-- One row.\nselect 1 as a,\n  nothing as b")])).rejects.toThrow(
      /^loaders\/marts\/spans\.sql:3:3: Binder Error: .*nothing.*; correct the SQL at: nothing as b$/
    );
    await expect(buildMarts(engine, [mart("-- One row.\nselect 1 as a\nfro b where")])).rejects.toThrow(
      /^loaders\/marts\/spans\.sql:3:1: Parser Error: /
    );
  } finally {
    engine.close();
  }
});

it("sqlError(mart, message) leaves out the column of a line that is shown in part, and a place that is not named", () => {
  const long = "Parser Error: syntax error\n\nLINE 7: ...select a fro\n                    ^";
  expect(sqlError("spans", long).place).toEqual({file: "loaders/marts/spans.sql", line: 7});
  expect(sqlError("spans", "Out of Memory Error: full").message).toBe(
    "loaders/marts/spans.sql: Out of Memory Error: full; correct the SQL"
  );
});
