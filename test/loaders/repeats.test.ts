import {describe, expect, it} from "vitest";
import {readResult} from "../../loaders/pipeline.js";
import {run} from "./company.js";
import {report, subscriptions, yaml} from "./subscriptions.js";

describe("rows that say the same", () => {
  const mrr = async (files: Record<string, string>) => {
    const {measures} = readResult<{measures: {id: string; period: string; segment: string | null; value: number}[]}>(
      await run(files),
      "measures"
    );
    return measures.filter((m) => m.segment === null && m.id === "mrr").map((m) => m.value);
  };

  it("row order, repeated rows and files loaded twice change nothing", async () => {
    const [header, ...rows] = subscriptions.trim().split("\n");
    const base = await mrr({"sources.yaml": yaml(), "subs.csv": subscriptions});
    expect(base).toEqual([200, 200]);
    expect(await mrr({"sources.yaml": yaml(), "subs.csv": [header, ...rows.reverse(), ""].join("\n")})).toEqual(base);
    expect(await mrr({"sources.yaml": yaml(), "subs.csv": [header, ...rows, ...rows, ""].join("\n")})).toEqual(base);
    expect(await mrr({"sources.yaml": yaml(), "subs.csv": subscriptions, "subs-again.csv": subscriptions})).toEqual(
      base
    );
  });

  it("a key that is repeated with other values is kept and reported", async () => {
    const {files, checks} = await report({
      "sources.yaml": yaml().replace("    columns:\n", "    key: id\n    columns:\n"),
      "subs.csv": `${subscriptions}s2,bolt,team,7,month,2025-02-01,\n`
    });
    expect(files[0]!.kept).toBe(3);
    expect(checks.find((c) => c.name === "keys_are_not_repeated")).toMatchObject({
      broken: 1,
      examples: [{detail: "id s2 stands in 2 rows"}]
    });
  });

  it("a repeated identity keeps the first row and rejects the other with the reason", async () => {
    const accounts = "  - files: accounts.csv\n    table: accounts\n    columns: {account_id: id, region: region}\n";
    const {rejects} = await report({
      "sources.yaml": yaml(accounts),
      "subs.csv": subscriptions,
      "accounts.csv": "id,region\nacme,Europe\nacme,Asia\n"
    });
    expect(rejects).toMatchObject([
      {
        path: "accounts.csv",
        line: 3,
        column: "account_id",
        value: "acme",
        reason: "repeats account_id of an earlier row with other values, which is kept"
      }
    ]);
  });
});
