import {tableFromIPC} from "apache-arrow";
import {expect, it} from "vitest";
import {accountShelf, shelf} from "../../../loaders/explore/shelf.js";
import {arrowStream} from "../../../loaders/explore/arrowStream.js";
import {exploreTables} from "../../../loaders/explore/exploreTables.js";
import {readModels} from "../../../loaders/models.js";
import {exploreExamples} from "../../../src/components/exploreExamples.js";
import {span, warehouse} from "../company.js";
import {openWasm} from "./wasm.js";

// What names a person, an account or anything of one, or was written by one.
const personal = /(^|_)(ids?|account|user|person|unit|contact|name|domain|email|comment|text|subject|body)$/;

const regions = [
  "north",
  "north",
  "north",
  "north",
  "north",
  "north",
  "south",
  "south",
  "south",
  "east",
  "east",
  "east"
];

/** Twelve accounts that pay 1 to 12 dollars a month from January to May 2025, but for the first, which leaves in April. */
async function company(settings = "", added = 0) {
  const all = [...regions, ...Array<string>(added).fill("west")];
  return warehouse(
    {
      accounts: all.map((region, i) => ({account_id: `acc-${i}`, name: `Company ${i}`, region})),
      subscription_periods: all.map((_, i) =>
        span(`acc-${i}`, "2025-01-01", i === 0 ? "2025-04-10" : null, 100 * (i + 1))
      )
    },
    {asOf: "2025-05-15", settings}
  );
}

async function asker(w: Awaited<ReturnType<typeof company>>) {
  const {explore, marts} = await exploreTables(w);
  return {explore, marts, ask: await openWasm(explore.tables, marts)};
}

it("what is shipped by default is a list kept by hand, of marts there are, with no column of an account or person", async () => {
  const {explore} = await asker(await company());
  expect(explore.tables.map(({name}) => name)).toEqual([
    ...["revenue_by_group", "movements_by_group", "plan_movements", "movement_causes_by_group", "turnover_by_group"],
    ...[
      "retention_by_group",
      "renewals_by_group",
      "cohorts_by_group",
      "upgrades_by_group",
      "upgrades_by_limit",
      "upgrade_outcomes_by_group"
    ],
    ...["upgrade_requests_by_group", "trials_by_group", "milestones_by_group", "messages_by_group"],
    ...["message_funnel_by_group", "scores_by_group", "feature_use_by_group"]
  ]);
  const marts = readModels([]).map(({name}) => name);
  expect([...shelf.map(({mart}) => mart), ...accountShelf].filter((mart) => !marts.includes(mart))).toEqual([]);
  const columns = explore.tables.flatMap((table) => table.columns.map((column) => ({table: table.name, ...column})));
  expect(columns.filter(({name}) => personal.test(name))).toEqual([]);
  expect(columns.filter(({about}) => about === "")).toEqual([]);
  expect(explore.tables.filter(({about}) => !/^One row per .*\.$/.test(about))).toEqual([]);
  expect(explore.tables.filter((table) => !table.columns.some(({name}) => name === "accounts"))).toEqual([]);
  expect(["account_id", "person_email", "unit_id", "name", "comment"].every((name) => personal.test(name))).toBe(true);
});

it("groups add up by hand; small ones are put together, and left out where still too few", async () => {
  const {ask, explore} = await asker(await company("", 2));
  const groups = (month: string) =>
    ask(
      `select value, accounts, billed from revenue_by_group where month = '${month}' and dimension = 'region' order by value`
    ).rows;
  // North is 1 + … + 6 = 21 dollars, south 7 + 8 + 9 and east 10 + 11 + 12: three each. West has two, so they join them.
  expect(groups("2025-03-01")).toEqual([
    ["north", 6, 2100],
    ["small groups", 8, 2400 + 3300 + 1300 + 1400]
  ]);
  // In April the first account has left.
  expect(groups("2025-04-01")[0]).toEqual(["north", 5, 2000]);
  expect(
    ask("select sum(accounts_lost), sum(churn_amount) from movements_by_group where dimension = 'all'").rows
  ).toEqual([[1, 100]]);
  // May is not over.
  expect(ask("select max(month) as month from revenue_by_group").rows).toEqual([["2025-04-01"]]);
  for (const {name} of explore.tables) {
    expect(ask(`select count(*) from ${name} where accounts < 5 or accounts is null`).rows, name).toEqual([[0]]);
  }

  const strict = await asker(await company("privacy: {min_cell: 7}"));
  expect(
    strict.ask("select dimension, value, accounts from revenue_by_group where month = '2025-03-01' order by 1").rows
  ).toEqual([
    ["all", "all", 12],
    ["industry", "unknown", 12],
    ["plan", "no plan", 12],
    ["region", "small groups", 12],
    ["size_band", "unknown", 12]
  ]);
  // One account in the west would be the total less the others, so the next larger group joins it.
  const alone = await asker(await company("privacy: {min_cell: 3}", 1));
  expect(
    alone.ask(
      "select value, accounts, billed from revenue_by_group where month = '2025-03-01' and dimension = 'region' order by value"
    ).rows
  ).toEqual([
    ["north", 6, 2100],
    ["small groups", 4, 3300 + 1300],
    ["south", 3, 2400]
  ]);
  const tooFew = await asker(await company("privacy: {min_cell: 13}"));
  expect(tooFew.explore.tables.reduce((sum, {rows}) => sum + rows, 0)).toBe(0);
});

it("nothing that names an account is in the bytes, unless the build includes accounts", async () => {
  const w = await company();
  const {marts, explore} = await asker(w);
  const named = /acc-\d|Company \d/;
  expect(Buffer.from(marts).toString("latin1")).not.toMatch(named);
  expect(explore.accounts).toBe(false);

  const open = await asker({...w, includeAccounts: true});
  expect(open.explore.tables.map(({name}) => name)).toEqual(expect.arrayContaining(["months", ...accountShelf]));
  expect(Buffer.from(open.marts).toString("latin1")).toMatch(/acc-\d/);
  expect(Buffer.from(open.marts).toString("latin1")).not.toMatch(/Company \d/);
  const columns = open.explore.tables.flatMap((table) => table.columns.map(({name}) => name));
  expect(columns.filter((name) => /person|user|email|comment|text|^name$/.test(name))).toEqual([]);
  expect(
    open.ask("select sum(mrr) from account_months inner join months using (month_index) where month = '2025-04-01'")
      .rows
  ).toEqual([[7700]]);
});

it("tables are Arrow streams one after another, and DuckDB-Wasm reads from each the rows it is said to have", async () => {
  const {explore, marts, ask} = await asker(await company());
  expect(explore.bytes).toBe(marts.length);
  for (const {name, from, to, rows, columns} of explore.tables) {
    // A stream begins with the mark of a message, a file with "ARROW1", which DuckDB-Wasm takes for nothing.
    expect([...marts.slice(from, from + 4)]).toEqual([255, 255, 255, 255]);
    const table = tableFromIPC(marts.slice(from, to));
    expect([name, table.numRows, table.schema.fields.map((field) => field.name)]).toEqual([
      name,
      rows,
      columns.map((column) => column.name)
    ]);
    expect(ask(`select count(*) from ${name}`).rows).toEqual([[rows]]);
    expect(ask(`select column_type from (describe ${name})`).rows.flat()).toEqual(columns.map(({type}) => type));
  }
});

it("arrowStream(columns, rows) keeps every type and what is missing", async () => {
  const columns = (["DATE", "VARCHAR", "BIGINT", "DOUBLE", "BOOLEAN"] as const).map((type) => ({name: type, type}));
  const bytes = arrowStream(columns, [
    ["1969-12-31", "naïve", 9007199254740991, 0.1 + 0.2, true],
    [null, null, null, null, null]
  ]);
  const ask = await openWasm([{name: "t", from: 0, to: bytes.length}], bytes);
  expect(ask("select * from t").rows).toEqual([
    ["1969-12-31", "naïve", 9007199254740991, 0.3, "true"],
    [null, null, null, null, null]
  ]);
});

it("every example runs where there is next to nothing", async () => {
  const {ask} = await asker(await company());
  for (const {question, sql} of exploreExamples(100)) expect(ask(sql).columns.length, question).toBeGreaterThan(2);
});
