import {expect, it} from "vitest";
import {openDuckDB} from "../../../loaders/engines/duckdb.js";
import {refusal} from "../../../loaders/staging/expressions.js";
import {writeFolder} from "../../writeFolder.js";
import {run} from "../company.js";
import {join} from "node:path";

it.each([
  "cast(price as double) * 100",
  `minor_units("Amount; --", 'select')`,
  "case when lower(\"State\") = 'it''s ; done' then 1 end",
  'row_number() over (partition by "from" order by at desc)',
  "extract(year from cast(at as date))",
  '"select" is distinct from other'
])("takes %s", (expression) => expect(refusal(expression)).toBe(null));

it.each([
  ["1; drop table plans", "a second statement"],
  ["1 -- as v", "a comment"],
  ["1 /* as v */", "a comment"],
  ["'open", "leaves a quote open"],
  ['"open', "leaves a quote open"],
  ["$$text$$", "dollar quote"],
  ["(select max(price) from plans)", "other rows or tables"],
  ["exists (from plans)", "other rows or tables"],
  ["(SELECT content FROM read_text('/etc/passwd'))", "other rows or tables"],
  ["(from read_csv('/etc/passwd'))", "other rows or tables"],
  ["list_sum(range(1000000000))", "a function that may not be used"],
  ["repeat('a', 1000000000)", "a function that may not be used"],
  ["getenv('HOME')", "a function that may not be used"],
  ["current_setting('temp_directory')", "a function that may not be used"],
  ["1) from other, (2", "brackets that do not match"],
  ["a[1", "brackets that do not match"]
])("refuses %s", (expression, why) => expect(refusal(expression)).toContain(why));

it("an expression that is refused stops the run, with its file and line", async () => {
  const files = {
    "sources.yaml":
      "exports:\n  - files: a.csv\n    table: accounts\n    columns:\n      account_id: id\n      name: (select content from read_text('/etc/passwd'))\n",
    "a.csv": "id\n1\n"
  };
  await expect(run(files)).rejects.toThrow(/sources\.yaml:6: columns\.name asks other rows or tables/);
});

it("a confined session reads its files, and nothing else in any way", async () => {
  const folder = writeFolder({"mine.csv": "a\n1\n", "other.csv": "a\n2\n"});
  const [mine, other] = [join(folder, "mine.csv"), join(folder, "other.csv")];
  const engine = await openDuckDB(join(folder, "w.duckdb"), {temp: join(folder, "spill")});
  try {
    await engine.confine([mine]);
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
