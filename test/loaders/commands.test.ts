import {describe, expect, it} from "vitest";
import {writeFolder} from "../writeFolder.js";
import {cli} from "./runCli.js";

const sources = `company: Small Co
currency: USD
exports:
  - files: subs.csv
    table: subscription_periods
    columns: {account_id: who, subscription_id: id, plan_id: plan, seats: seats, amount: "cast(cents as bigint)", starts_at: from, ends_at: to}
  - files: accounts.csv
    table: accounts
    columns: {account_id: who, region: region}
  - files: seen.csv
    source: growthbook.exposures
  - files: bought.csv
    table: events
    columns: {user_id: user, at: at, event: "'purchase'"}
as_of: 2025-03-15
settings: {segments: [region]}
`;

const exposures = Array.from(
  {length: 400},
  (_, i) => `u${i},2025-01-0${1 + (i % 9)} 10:00:00,banner,${i % 2 ? "b" : "a"}`
);
const purchases = exposures.flatMap((_, i) =>
  i % 10 === 0 || i % 10 === 1 || i % 10 === 3 ? [`u${i},2025-01-10 12:00:00`] : []
);

const files = {
  "sources.yaml": sources,
  "subs.csv":
    "who,id,plan,seats,cents,from,to\nacme,1,team,5,10000,2025-01-10,2025-02-12\nacme,1,team,8,16000,2025-02-12,\nbolt,2,team,,5000,2025-01-20,2025-02-20\n",
  "accounts.csv": "who,region\nacme,Europe\nbolt,Asia\n",
  "seen.csv": `user_id,timestamp,experiment_id,variation_id\n${exposures.join("\n")}\n`,
  "bought.csv": `user,at\n${purchases.join("\n")}\n`,
  "playbook/experiments.yaml":
    "experiments:\n  banner:\n    unit: user\n    control: a\n    split: {a: 1, b: 1}\n    ends: 2025-01-31\n    metrics:\n      - {id: buy, kind: conversion, table: events, where: \"event = 'purchase'\"}\n"
};

describe("commands", {timeout: 60_000}, () => {
  it("metrics --json prints stocks at as-of and flows of the last closed month", async () => {
    const {stdout} = await cli("metrics", "--json", "--data", writeFolder(files));
    const {as_of, currency, measures} = JSON.parse(stdout);
    expect([as_of, currency]).toEqual(["2025-03-15", "USD"]);
    expect(Object.keys(measures[0])).toEqual([
      "id",
      "period",
      "segment",
      "value",
      "lower",
      "upper",
      "n",
      "unit",
      "method",
      "definition",
      "checks"
    ]);
    const get = (id: string) => measures.find((m: {id: string}) => m.id === id);
    expect(get("mrr")).toMatchObject({period: "2025-03", segment: null, value: 160, n: 1, unit: "money", checks: "ok"});
    expect(get("logo_churn")).toMatchObject({period: "2025-02", value: 0.5, n: 2});
    expect(get("upgrade_rate")).toMatchObject({period: "2025-02", value: 1, n: 1});
    expect(get("nrr")).toMatchObject({value: null, lower: null, n: 0});
    for (const id of [
      "mrr",
      "arr",
      "nrr",
      "grr",
      "logo_churn",
      "quick_ratio",
      "upgrade_rate",
      "upgrade_hazard",
      "trial_conversion",
      "arpa",
      "ltv",
      "active_accounts"
    ])
      expect(get(id)).toBeDefined();
  });

  it("metrics takes a month, a segment and an as-of date, and refuses others by name", async () => {
    const data = writeFolder(files);
    const january = JSON.parse((await cli("metrics", "--json", "--data", data, "--month", "2025-01")).stdout).measures;
    expect(january.every((m: {period: string}) => m.period === "2025-01")).toBe(true);
    expect(january.find((m: {id: string}) => m.id === "mrr").value).toBe(150);
    const by = JSON.parse(
      (await cli("metrics", "--json", "--data", data, "--month", "2025-01", "--by", "region")).stdout
    ).measures;
    expect(
      by.filter((m: {id: string}) => m.id === "mrr").map((m: {segment: string; value: number}) => [m.segment, m.value])
    ).toEqual([
      ["region=Asia", 50],
      ["region=Europe", 100]
    ]);
    expect(JSON.parse((await cli("metrics", "--json", "--data", data, "--as-of", "2025-01-31")).stdout).as_of).toBe(
      "2025-01-31"
    );
    const refused = await cli("metrics", "--data", data, "--by", "colour");
    expect([refused.code, refused.stderr]).toEqual([
      2,
      expect.stringContaining("--by: unknown segment: colour; use one of segment, plan, region")
    ]);
    expect((await cli("metrics", "--data", data, "--month", "2031-01")).stderr).toContain(
      "the data run from 2025-01 to 2025-03"
    );
  });

  it("experiments --json prints the comparison with its split", async () => {
    const {stdout} = await cli("experiments", "--json", "--data", writeFolder(files), "--id", "banner");
    const {experiments} = JSON.parse(stdout);
    expect(experiments).toHaveLength(1);
    expect(experiments[0]).toMatchObject({id: "banner", unit: "user", srm: {p: 1, flag: false}, funnel: []});
    const [comparison] = experiments[0].comparisons;
    expect(comparison).toMatchObject({
      metric: "buy",
      role: "primary",
      control: "a",
      variant: "b",
      n_control: 200,
      n_variant: 200,
      value_control: 0.2,
      value_variant: 0.4,
      decision: "ship"
    });
    expect(comparison.difference).toBeCloseTo(0.2, 12);
    expect(comparison.alternatives.map(({method}: {method: string}) => method)).toEqual([
      "Newcombe’s hybrid score interval"
    ]);
    // It is over and planned no looks, so it is read once.
    const {rule, lower, p, crossed} = comparison.sequential;
    expect([rule, lower, p, crossed]).toEqual(["fixed horizon", ...[comparison.lower, comparison.p_adjusted, true]]);
    expect((await cli("experiments", "--data", writeFolder(files), "--id", "none")).stderr).toContain(
      "unknown experiment: none; known are banner"
    );
  });

  it("experiments --json prints a metric with a cap both ways", async () => {
    const plan = `${files["playbook/experiments.yaml"]}      - {id: many, kind: mean, table: events, cap: 0.5}\n`;
    const data = writeFolder({...files, "playbook/experiments.yaml": plan});
    const {stdout} = await cli("experiments", "--json", "--data", data);
    const [, many] = JSON.parse(stdout).experiments[0].comparisons;
    expect(many).toMatchObject({metric: "many", value_control: 0.1, value_variant: 0.2});
    expect(many.alternatives).toMatchObject([{method: "without the cap"}]);
    expect(many.alternatives[0].difference).toBeCloseTo(0.2, 12);
  });

  it("check --json prints the import report and exits 1 where a check of severity error is broken", async () => {
    const good = await cli("check", "--json", "--data", writeFolder(files));
    const report = JSON.parse(good.stdout);
    expect(good.code).toBe(0);
    expect(Object.keys(report)).toEqual(["files", "tables", "totals", "reasons", "rejects", "checks", "drift"]);
    expect(report.tables.find((t: {table: string}) => t.table === "subscription_periods")).toEqual({
      table: "subscription_periods",
      rows: 3,
      accounts: 2,
      dated: "starts_at",
      first: "2025-01-10",
      last: "2025-02-12",
      newest: "2025-02-12"
    });
    expect(report.totals).toEqual([
      {table: "subscription_periods", kind: null, currency: "USD", rows: 3, accounts: 2, amount: 31000}
    ]);
    expect(Object.keys(report.files[0])).toEqual([
      "path",
      "source",
      "table",
      "rows_in",
      "kept",
      "rejected",
      "filtered",
      "unmapped"
    ]);
    expect(report.checks.every((c: {severity: string}) => ["error", "warn"].includes(c.severity))).toBe(true);
    const bad = await cli(
      "check",
      "--json",
      "--data",
      writeFolder({
        ...files,
        "sources.yaml": sources.replace(
          "columns: {account_id: who, subscription_id",
          "columns: {currency: \"'EUR'\", account_id: who, subscription_id"
        )
      })
    );
    expect(bad.code).toBe(1);
    expect(JSON.parse(bad.stdout).checks.find((c: {name: string}) => c.name === "fx_rate_is_known")).toMatchObject({
      severity: "error",
      broken: 3
    });
  });

  it("an unknown option or command is said with the usage", async () => {
    expect((await cli("metrics", "--jsn")).stderr).toMatch(/Unknown option '--jsn'[\s\S]*Usage/);
    expect((await cli("metrix")).code).toBe(2);
  });
});
