import {expect, it} from "vitest";
import {openDuckDB} from "../../../loaders/engines/duckdb.js";
import {writeFolder} from "../../writeFolder.js";
import {run} from "../company.js";
import {join} from "node:path";

it("an expression that is refused stops the run, with its file and line", async () => {
  const files = {
    "sources.yaml":
      "exports:\n  - files: a.csv\n    table: accounts\n    columns:\n      account_id: id\n      name: (select content from read_text('/etc/passwd'))\n",
    "a.csv": "id\n1\n"
  };
  await expect(run(files)).rejects.toThrow(
    /sources\.yaml:6: columns\.name may not be run: a query within it is not allowed/
  );
});

it("a confined session reads its files, and nothing else in any way", async () => {
  const folder = writeFolder({"mine.csv": "a\n1\n", "other.csv": "a\n2\n"});
  const [mine, other] = [join(folder, "mine.csv"), join(folder, "other.csv")];
  const engine = await openDuckDB(join(folder, "w.duckdb"), {temp: join(folder, "spill")});
  try {
    await engine.lock({files: [mine], folders: [], memoryGb: 1});
    expect(await engine.rows(`select a from read_csv('${mine}')`)).toEqual([{a: 1}]);
    await engine.run("create table t as select 1 as a");
    for (const sql of [
      `select * from read_csv('${other}')`,
      `select * from read_text('${other}')`,
      `select * from '${other}'`,
      `select * from glob('${folder}/*')`,
      `copy t to '${join(folder, "out.csv")}'`,
      `attach '${join(folder, "more.duckdb")}'`,
      "install httpfs",
      "load httpfs",
      "set enable_external_access = true",
      "set memory_limit = '100GB'"
    ])
      await expect(engine.run(sql), sql).rejects.toThrow();
  } finally {
    engine.close();
  }
});
