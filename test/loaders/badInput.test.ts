import {gzipSync} from "node:zlib";
import {describe, expect, it} from "vitest";
import {run} from "./company.js";
import {report, subscriptions, yaml} from "./subscriptions.js";

const error = (files: Record<string, string | Buffer>) =>
  run(files).then(
    () => "no error",
    (e: Error) => e.message.replace(/^\S*\/(?=sources\.yaml|targets\.yaml)/, "")
  );

/** The whole report of one file with a single bad row among two good ones. */
const rejectOf = async (row: string, more = "", columns = "") => {
  const {files, rejects} = await report({"sources.yaml": yaml(more, columns), "subs.csv": `${subscriptions}${row}\n`});
  expect([files[0]!.rows_in, files[0]!.kept, files[0]!.rejected]).toEqual([3, 2, 1]);
  return rejects[0]!;
};

describe("bad input is named with its place and a remedy", () => {
  it("a missing file", async () => {
    expect(await error({"sources.yaml": yaml(), "subz.csv": subscriptions})).toBe(
      "sources.yaml:4: missing export: subs*.csv*; did you mean subz.csv?"
    );
  });

  it("a missing sources.yaml", async () => {
    expect(await error({"subs.csv": subscriptions})).toMatch(/sources\.yaml: missing file; write one/);
  });

  it("a wrong header", async () => {
    const files = {
      "sources.yaml": yaml().replace("account_id: Customer", "account_id: Custommer"),
      "subs.csv": subscriptions
    };
    expect(await error(files)).toBe(
      "sources.yaml:7: columns.account_id is neither a header of subs.csv nor an expression: Custommer; did you mean Customer?"
    );
  });

  it("a wrong header inside an expression lists the headers", async () => {
    const files = {"sources.yaml": yaml().replace("cast(Amount as", "cast(Total_paid as"), "subs.csv": subscriptions};
    expect(await error(files)).toMatch(
      /^sources\.yaml:10: columns\.amount is neither.*; the headers are id, Customer, Plan, Amount/
    );
  });

  it("an unknown table, column, source or setting", async () => {
    expect(
      await error({"sources.yaml": yaml().replace("subscription_periods", "subscriptions"), "subs.csv": subscriptions})
    ).toMatch(/^sources\.yaml:5: unknown table: subscriptions; /);
    expect(
      await error({"sources.yaml": yaml().replace("plan_id: Plan", "plan: Plan"), "subs.csv": subscriptions})
    ).toBe("sources.yaml:9: unknown column of subscription_periods: plan; did you mean plan_id?");
    expect(
      await error({
        "sources.yaml": yaml().replace("table: subscription_periods", "source: stripe.subscription"),
        "subs.csv": subscriptions
      })
    ).toMatch(/^sources\.yaml:5: unknown source: stripe\.subscription; did you mean stripe\.subscriptions\?/);
    expect(
      await error({"sources.yaml": yaml("settings: {trail: {window_days: 30}}\n"), "subs.csv": subscriptions})
    ).toMatch(/^sources\.yaml:14: unknown key: settings\.trail; did you mean trial\?/);
  });

  it("a required column that is not mapped", async () => {
    expect(
      await error({"sources.yaml": yaml().replace("      starts_at: Start\n", ""), "subs.csv": subscriptions})
    ).toMatch(/^sources\.yaml:6: subscription_periods needs starts_at/);
  });

  it("an as-of date that does not exist, and a target for no measure", async () => {
    const data = {"sources.yaml": yaml(), "subs.csv": subscriptions};
    await expect(run(data, "2026-02-31")).rejects.toThrow(
      "--as-of: invalid as-of date: 2026-02-31; write a day that exists, as 2026-10-31"
    );
    await expect(run(data, "1 March 2026")).rejects.toThrow(/invalid as-of date/);
    expect(await error({...data, "playbook/targets.yaml": "targets:\n  nrrr: 1\n"})).toMatch(
      /targets\.yaml:2: unknown measure: nrrr; did you mean nrr\?/
    );
  });

  it("a bad date is rejected with file, line, column and value; a format says how to read it", async () => {
    expect(await rejectOf("s3,corp,team,5,month,31-02-2025,")).toMatchObject({
      path: "subs.csv",
      line: 4,
      column: "starts_at",
      value: "31-02-2025",
      reason: "is not a date or time; where it is one, set date_format, such as %d-%m-%Y"
    });
    const {files} = await report({
      "sources.yaml": yaml().replace("    columns:\n", '    date_format: "%d-%m-%Y"\n    columns:\n'),
      "subs.csv": subscriptions.replaceAll("2025-01-0", "01-01-202")
    });
    expect(files[0]!.rejected).toBe(0);
  });

  it("an unknown interval", async () => {
    expect(await rejectOf("s3,corp,team,5,fortnight,2025-01-01,")).toMatchObject({
      line: 4,
      column: "interval_unit",
      value: "fortnight",
      reason: "is not one of day, week, month, year"
    });
  });

  it("an amount that is not whole minor units, and an expression that fails", async () => {
    expect((await rejectOf("s3,corp,team,free,month,2025-01-01,")).reason).toMatch(
      /whole number of minor units, or the expression fails: round\(cast\(Amount as double\) \* 100\)/
    );
    const files = {
      "sources.yaml": yaml().replace('"round(cast(Amount as double) * 100)"', "Amount"),
      "subs.csv": subscriptions.replace("100.00", "99.50")
    };
    expect((await report(files)).rejects[0]).toMatchObject({
      line: 2,
      column: "amount",
      value: "99.50",
      reason: "is not a whole number of minor units"
    });
  });

  it("a row with too few fields, counted and shown with its line", async () => {
    const {files, rejects} = await report({
      "sources.yaml": yaml(),
      "subs.csv": `${subscriptions}s3,corp\ns4,dyne,team,7,month,,\n`
    });
    expect(files[0]).toMatchObject({rows_in: 4, kept: 2, rejected: 2});
    expect(rejects.map((r) => [r.line, r.column])).toEqual([
      [4, null],
      [5, "starts_at"]
    ]);
    expect(rejects[0]!.reason).toMatch(/Expected Number of Columns: 7 Found: 2/);
  });

  it("a row after blank lines, unreadable rows and fields with line breaks, by the line an editor shows", async () => {
    const rows = [
      's3,"two',
      'lines",team,5,month,2025-01-01,',
      "",
      "s4,corp",
      's5,"say ""hi""",team,7,month,soon,',
      's6,"a',
      'b",x',
      "s7,dyne,team,7,month,never,"
    ];
    const {rejects} = await report({"sources.yaml": yaml(), "subs.csv": `${subscriptions}${rows.join("\n")}\n`});
    expect(rejects.map((r) => [r.line, r.value])).toEqual([
      [7, null],
      [8, "soon"],
      [9, null],
      [11, "never"]
    ]);
  });

  it("an unknown plan is kept for revenue and reported", async () => {
    const plans = "  - files: plans.csv\n    table: plans\n    columns: {plan_id: id, family: name, tier_rank: rank}\n";
    const {files, checks} = await report({
      "sources.yaml": yaml(plans),
      "plans.csv": "id,name,rank\nteam,Team,1\n",
      "subs.csv": `${subscriptions}s3,corp,gold,5,month,2025-01-01,\n`
    });
    expect(files[0]!.kept).toBe(3);
    expect(checks.find((c) => c.name === "plan_is_known")).toMatchObject({broken: 1, examples: [{what: "gold"}]});
  });

  it("a missing exchange rate stops the run", async () => {
    const files = {"sources.yaml": yaml("", "      currency: \"'EUR'\"\n"), "subs.csv": subscriptions};
    expect(await error(files)).toMatch(
      /^fx_rate_is_known: 2 rows break it\. .* First: EUR 2025-01 no rate: add a row for EUR and 2025-01 to the fx_rates export/
    );
  });

  it("an empty file, and one with a header only", async () => {
    expect(await error({"sources.yaml": yaml(), "subs.csv": ""})).toBe(
      "subs.csv: empty export; export it again, with its header line"
    );
    const {files, checks} = await report({
      "sources.yaml": yaml(),
      "subs.csv": "id,Customer,Plan,Amount,Interval,Start,End\n"
    });
    expect(files[0]!.rows_in).toBe(0);
    expect(checks.find((c) => c.name === "exports_have_rows")!.broken).toBe(1);
  });

  it("BOM, CRLF, semicolons, quotes and gzip are read", async () => {
    const odd = `\uFEFF${subscriptions}s3,"Corp ""A"", Ltd",team,5,month,2025-01-01,\n`
      .replace(/(?<="[^"\n]*),(?= Ltd)/, "\u0001")
      .replaceAll(",", ";")
      .replace("\u0001", ",")
      .replaceAll("\n", "\r\n");
    for (const [name, content] of [
      ["subs.csv", odd],
      ["subs.csv.gz", gzipSync(odd)]
    ] as const) {
      const {files, rejects} = await report({"sources.yaml": yaml(), [name]: content});
      expect(rejects).toEqual([]);
      expect(files[0]).toMatchObject({path: name, rows_in: 3, kept: 3, unmapped: []});
    }
  });

  it("what where leaves out is counted as filtered, and headers that are not used are named", async () => {
    const {files} = await report({
      "sources.yaml": yaml().replace("    columns:\n", `    where: "Customer <> 'bolt'"\n    columns:\n`),
      "subs.csv": subscriptions.replace("End", "End,Internal note").replaceAll(/,\n/g, ",,\n").replace("note,,", "note")
    });
    expect(files[0]).toMatchObject({rows_in: 2, kept: 1, filtered: 1, unmapped: ["Internal note"]});
  });

  it("two exports on one line of YAML are told apart", async () => {
    const entry = (table: string, columns: string) =>
      `{"files": "subs.csv", "table": "${table}", "columns": ${columns}}`;
    const one = `{"as_of": "2025-02-28", "exports": [${entry("accounts", '{"account_id": "Customer", "created_at": "Plan"}')}, ${entry("subscription_periods", '{"account_id": "Customer", "amount": "100", "starts_at": "Start"}')}]}`;
    const {files} = await report({"sources.yaml": one, "subs.csv": subscriptions});
    expect(files.map(({rows_in, kept, rejected}) => [rows_in, kept, rejected])).toEqual([
      [2, 0, 2],
      [2, 2, 0]
    ]);
  });

  it("text from exports is data: quotes and SQL in values change nothing", async () => {
    const {files} = await report({
      "sources.yaml": yaml(),
      "subs.csv": `${subscriptions}s3,"'); drop table accounts; --",team,5,month,2025-01-01,\n`
    });
    expect(files[0]!.kept).toBe(3);
  });
});
