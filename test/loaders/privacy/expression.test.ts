import {describe, expect, it, onTestFinished} from "vitest";
import {type Engine, openDuckDB} from "../../../loaders/engines/duckdb.js";
import {vetExpression} from "../../../loaders/privacy/expression.js";
import {writeFolder} from "../../writeFolder.js";
import {run} from "../company.js";
import {subscriptions, yaml} from "../subscriptions.js";

const open = async (): Promise<Engine> => {
  const engine = await openDuckDB(":memory:");
  onTestFinished(() => engine.close());
  return engine;
};

const bad: [string, RegExp][] = [
  ["(select content from read_text('/etc/passwd'))", /a query within it/],
  ["(select count(*) from read_csv('/etc/passwd'))", /a query within it/],
  ["exists (from glob('/etc/*'))", /a query within it/],
  ["Customer in (select account_id from accounts)", /a query within it/],
  ["(select count(*) from range(100000000) as a, range(100000000) as b)", /a query within it/],
  ["(table accounts)", /a query within it/],
  ["array(select 1)", /a query within it/],
  ["Customer from accounts", /a query and no expression/],
  ["1 as a from read_csv('/etc/passwd')", /a query and no expression/],
  ["distinct Customer", /a query and no expression/],
  ["Customer where true", /cannot be read|no expression/],
  ["1 union select 2", /a query and no expression|cannot be read/],
  ["Customer, Plan", /several expressions/],
  ["Customer; drop table accounts", /a second statement/],
  ["1; select 2", /a second statement/],
  ["1; copy accounts to '/tmp/x.csv'", /a second statement/],
  ["1; attach '/tmp/x.db'", /a second statement/],
  ["1; install httpfs", /a second statement/],
  ["1; pragma database_list", /a second statement/],
  ["1; set memory_limit = '64GB'", /a second statement/],
  ["1) as v from read_csv('/etc/passwd') --", /cannot be read/],
  ["1}) from accounts --", /cannot be read/],
  ["1 /*", /cannot be read/],
  ["getenv('HOME')", /getenv\(\) is not allowed/],
  ["current_setting('memory_limit')", /current_setting\(\) is not allowed/],
  ["getvariable('inner_key')", /getvariable\(\) is not allowed/],
  ["\"GetVariable\"('inner_key')", /getvariable\(\) is not allowed/],
  ["main.getvariable('inner_key')", /getvariable\(\) is not allowed/],
  ["Customer.getvariable()", /getvariable\(\) is not allowed/],
  ["case when true then coalesce(null, [current_database()])[1] end", /current_database\(\) is not allowed/],
  ["count(*) filter (where random() > 0.5) over ()", /random\(\) is not allowed/],
  ["list_transform([1], lambda x: random())", /random\(\) is not allowed/],
  ["current_user", /current_user is not allowed/],
  ["current_date", /current_date is not allowed/],
  ["now()", /now\(\) is not allowed/],
  ["nextval('s')", /nextval\(\) is not allowed/],
  ["columns(*)", /\* and columns\(\)/],
  ["to_json(columns('.*'))", /\* and columns\(\)/],
  ["list_sum(list_transform(range(30000), lambda x: list_sum(range(30000))))", /range\(\) is not allowed/],
  ["repeat('x', 2000000000)", /repeat\(\) is not allowed/],
  ["lpad(Customer, 2000000000, 'x')", /lpad\(\) needs a plain number/],
  ["rpad(Customer, cast(Amount as integer), 'x')", /rpad\(\) needs a plain number/],
  ["unnest([1, 2])", /unnest\(\) is not allowed/],
  ["query_table('accounts')", /query_table\(\) is not allowed/],
  ["glob('/etc/*')", /glob\(\) is not allowed/],
  ["read_text('/etc/passwd')", /read_text\(\) is not allowed/],
  ["$1", /a parameter/],
  ["", /cannot be read/]
];

const good = [
  "Customer",
  `"Created (UTC)"`,
  "round(cast(Amount as double) * 100)",
  "case when x in ('a', 'b') then 1 else null end",
  "row_number() over (partition by Customer order by Start)",
  "cast(x as timestamp) + interval 3 day",
  "Name glob 'a*' and Name like '%;%' or Name = '-- no comment'",
  "ws.billing_account",
  "strptime(x, '%d-%m-%Y') -- how they write it",
  "list_transform(string_split(x, ','), lambda v: upper(v))[1]",
  "lpad(Customer, 8, '0')",
  "json_extract_string(properties, '$.plan')",
  "minor_units(Amount, Currency)",
  "try_cast(x as decimal(18, 2))",
  "regexp_extract(x, '^(.*?)-', 1)"
];

describe("an expression of sources.yaml", () => {
  it.each(bad)("%s is refused before it is run", async (text, why) => {
    expect((await vetExpression(await open(), text)).refusal).toMatch(why);
  });

  it.each(good)("%s is let through", async (text) => {
    expect(await vetExpression(await open(), text)).toMatchObject({refusal: null});
  });

  it("says which names it reads", async () => {
    const {refers} = await vetExpression(await open(), `upper("Contact email") || crm.name || 'Phone'`);
    expect(refers).toEqual([["Contact email"], ["crm", "name"]]);
    expect((await vetExpression(await open(), "Email.upper()")).refers).toEqual([["Email"]]);
  });

  it("is refused with its file, line and a remedy", {timeout: 30_000}, async () => {
    const error = (text: string) =>
      run({"sources.yaml": text, "subs.csv": subscriptions}).then(
        () => "no error",
        (e: Error) => e.message.replace(/^\S*\/(?=sources\.yaml)/, "")
      );
    expect(
      await error(yaml().replace("plan_id: Plan", `plan_id: "(select content from read_text('/etc/passwd'))"`))
    ).toBe(
      "sources.yaml:9: columns.plan_id may not be run: a query within it is not allowed; write one expression over the headers of subs.csv"
    );
    expect(
      await error(yaml().replace("    columns:", `    where: "Plan = 'x'; copy accounts to 'o.csv'"\n    columns:`))
    ).toMatch(/^sources\.yaml:6: where may not be run: it holds a second statement; /);
  });
});

describe("a session that reads exports", () => {
  const locked = async () => {
    const folder = writeFolder({"data/a.csv": "id\n1\n", "data/b.csv": "id\n2\n", "copies/c.csv": "id\n3\n"});
    const engine = await open();
    await engine.lock({files: [`${folder}/data/a.csv`], folders: [`${folder}/copies`], memoryGb: 0.5});
    const outcome = (sql: string) =>
      engine.rows(sql.replaceAll("@", folder)).then(
        (rows) => rows,
        (e: Error) => e.message
      );
    return outcome;
  };

  it("reads the listed files and no other", async () => {
    const outcome = await locked();
    expect(await outcome("from read_csv('@/data/a.csv')")).toEqual([{id: 1}]);
    expect(await outcome("from read_csv('@/copies/c.csv')")).toEqual([{id: 3}]);
    for (const sql of [
      "from read_csv('@/data/b.csv')",
      "from read_csv('@/data/../data/b.csv')",
      "from read_csv('@/copies/../data/b.csv')",
      "from '@/data/b.csv'",
      "from read_text('/etc/passwd')",
      "from read_blob('/etc/passwd')",
      "from glob('/etc/*')",
      "copy (select 1) to '@/data/a2.csv'",
      "attach '@/x.db'",
      "install httpfs",
      "from read_csv('https://example.com/a.csv')"
    ])
      expect(await outcome(sql), sql).toMatch(/Permission Error|disabled|Catalog Error/);
    expect(await outcome("load httpfs")).toMatch(/disabled/);
  });

  it("keeps its settings", async () => {
    const outcome = await locked();
    for (const sql of [
      "set memory_limit = '64GB'",
      "set enable_external_access = true",
      "set allowed_paths = ['/etc/passwd']",
      "reset lock_configuration"
    ])
      expect(await outcome(sql), sql).toMatch(/locked|Cannot/);
  });

  it("stops at its limits of memory and of time, and goes on", async () => {
    const engine = await open();
    await engine.lock({files: [], folders: [], memoryGb: 0.1});
    await expect(
      engine.run("select length(string_agg(md5(cast(i as varchar)), '')) from range(20000000) as r (i)")
    ).rejects.toThrow(/Out of Memory/);
    const endless = "select count(*) from range(1000000) as a (i), range(1000000) as b (i) where a.i * b.i % 7 = 3";
    const start = performance.now();
    expect(await engine.within(0.3, () => engine.run(endless))).toBeNull();
    expect(performance.now() - start).toBeLessThan(20_000);
    expect(await engine.within(10, () => engine.rows("select 1 as one"))).toEqual([{one: 1}]);
    await expect(engine.within(10, () => engine.run("select x"))).rejects.toThrow(/x/);
  });

  it("an entry that takes too long is named by its line", {timeout: 60_000}, async () => {
    const rows = Array.from({length: 60_000}, (_, i) => `s${i},acme,team,1.00,month,2025-01-05,\n`).join("");
    const slow = `"list_max(list_transform(string_split(repeat_me, ''), lambda v: levenshtein(v, id)))"`.replace(
      "repeat_me",
      "lpad(id, 900, 'ab')"
    );
    await expect(
      run({
        "sources.yaml": `${yaml().replace("plan_id: Plan", `plan_id: ${slow}`)}\nlimits: {seconds: 1}\n`,
        "subs.csv": `id,Customer,Plan,Amount,Interval,Start,End\n${rows}`
      })
    ).rejects.toThrow(
      /sources\.yaml:4: reading subs\*\.csv\* takes longer than 1 seconds; make its expressions \(.*plan_id.*\) simpler, or raise limits\.seconds/
    );
  });
});
