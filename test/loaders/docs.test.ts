import {readFileSync} from "node:fs";
import {fileURLToPath} from "node:url";
import {describe, expect, it} from "vitest";
import {definitions} from "../../src/definitions.js";
import {renderDocs} from "../../loaders/docs.js";
import {readModels} from "../../loaders/models.js";
import {createContract} from "../../loaders/contract.js";
import {computeMeasures} from "../../loaders/results/measures.js";
import {span, warehouse} from "./company.js";
import {openDuckDB} from "../../loaders/engines/duckdb.js";

const read = (path: string) => readFileSync(fileURLToPath(new URL(`../../${path}`, import.meta.url)), "utf8");

describe("docs", () => {
  it("metrics.md and data.md are what npm run docs writes", async () => {
    for (const [name, text] of Object.entries(await renderDocs())) expect(read(`docs/${name}`)).toBe(text);
  });

  it("every measure has an answer, and every answer a definition", async () => {
    const answered = new Set(
      (
        await computeMeasures(
          await warehouse({subscription_periods: [span("a", "2025-01-01", null, 100)]}, {asOf: "2025-02-28"})
        )
      ).map((m) => m.id)
    );
    expect([...answered].sort()).toEqual(Object.keys(definitions).sort());
  });

  it("every contract column has a comment, every mart opens with what a row is, every measure names a mart", async () => {
    const engine = await openDuckDB(":memory:");
    const contract = await createContract(engine);
    engine.close();
    for (const table of contract.values())
      for (const column of table.columns)
        expect([table.name, column.name, column.comment?.length > 3]).toEqual([table.name, column.name, true]);
    const models = readModels(contract.keys());
    for (const model of models) expect([model.name, model.comment.startsWith("One row")]).toEqual([model.name, true]);
    const names = models.map((m) => m.name);
    for (const d of Object.values(definitions)) expect(names).toContain(d.mart);
  });
});
