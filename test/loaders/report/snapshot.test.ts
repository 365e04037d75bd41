import {existsSync, readFileSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {expect, it} from "vitest";
import {writeCopy, writeSnapshot} from "../../../loaders/commands/snapshot.js";
import {readResult, runPipeline} from "../../../loaders/pipeline.js";
import {readReports} from "../../../loaders/report/readReports.js";
import {listFiles} from "../../../loaders/site/readDist.js";
import type {ReportEntry, ShownReport} from "../../../src/results/report.js";
import {writeFolder} from "../../writeFolder.js";

const sources = `company: Small & Co
exports:
  - files: subs.csv
    table: subscription_periods
    columns: {account_id: who, subscription_id: id, amount: "cast(cents as bigint)", starts_at: from, ends_at: to}
  - files: accounts.csv
    table: accounts
    columns: {account_id: who, region: region}
settings: {segments: [region]}
`;
const files = {
  "sources.yaml": sources,
  "subs.csv": "who,id,cents,from,to\nacme-secret,1,10000,2025-01-10,\nbolt-secret,2,5000,2025-02-20,\n",
  "accounts.csv": "who,region\nacme-secret,Europe\nbolt-secret,Asia\n"
};

it("a report keeps measures, marts and a commentary, is compared with the one before, and is never written over", async () => {
  const data = writeFolder(files);
  const freeze = async (asOf: string, name: string) =>
    writeSnapshot(await runPipeline({data, root: data, asOf}), data, name);
  await freeze("2025-01-31", "january");
  await freeze("2025-02-28", "february");
  const folder = join(data, "playbook/reports/february");
  expect(listFiles(folder)).toEqual([
    "commentary.md",
    "february.html",
    "marts/cohort_ages.csv",
    "marts/fx.csv",
    "marts/month_totals.csv",
    "marts/trial_cohorts.csv",
    "measures.json"
  ]);

  const [february, january] = readReports(data);
  expect([february!.name, january!.name, january!.diff]).toEqual(["february", "january", null]);
  expect(february!.diff).toMatchObject({previous: "january", previousAsOf: "2025-01-31", settings: []});
  const mrr = february!.diff!.rows.find(({id}) => id === "mrr")!;
  // 100 a month in January, 150 in February; a total has no interval.
  expect(mrr).toMatchObject({
    before: {value: 100},
    now: {value: 150, period: "2025-02"},
    difference: 50,
    apart: null,
    why: []
  });

  // Two regions of one account each are fewer than five.
  expect(february!.measures.filter(({segment, n}) => segment !== null && n !== null && n > 0 && n < 5)).toEqual([]);
  expect(february!.leftOut).toBeGreaterThan(0);
  expect(readFileSync(join(folder, "marts/cohort_ages.csv"), "utf8").trim().split("\n")).toHaveLength(1);
  const kept = listFiles(folder).map((file) => readFileSync(join(folder, file), "utf8"));
  expect(kept.join("\n")).not.toContain("secret");

  const before = readFileSync(join(folder, "measures.json"), "utf8");
  await expect(freeze("2025-02-28", "february")).rejects.toThrow(/report exists already; choose another name/);
  await expect(freeze("2025-02-28", "Not a name")).rejects.toThrow(/invalid snapshot name: Not a name/);
  expect(readFileSync(join(folder, "measures.json"), "utf8")).toBe(before);
}, 60_000);

it("a commentary stands in the copy once it is written, and nothing in it runs", async () => {
  const data = writeFolder(files);
  writeSnapshot(await runPipeline({data, root: data, asOf: "2025-02-28"}), data, "february");
  const folder = join(data, "playbook/reports/february");
  const copy = () => readFileSync(join(folder, "february.html"), "utf8");
  expect(copy()).not.toContain("<h2>Commentary</h2>");
  writeFileSync(
    join(folder, "commentary.md"),
    "## What happened\n\nA *sale* <img src=x onerror=alert(1)> [x](javascript:alert(1))\n"
  );
  expect(writeCopy(data, "february")).toBe(0);
  expect(copy()).toContain("<h3>What happened</h3>\n<p>A <em>sale</em> &lt;img src=x");
  expect(copy()).toContain("Small &#38; Co");
  expect(copy()).not.toMatch(/<script|<img|<link|\bsrc=["']|href="(?!https?:|mailto:)|@import|url\(/);
  expect(copy()).toContain("default-src 'none'");

  const run = await runPipeline({data, root: data, asOf: "2025-03-31"});
  expect(readResult<{reports: ReportEntry[]}>(run, "reports").reports).toMatchObject([
    {name: "february", previous: null}
  ]);
  expect(readResult<ShownReport>(run, "report-february").commentary).toContain("<em>sale</em>");
  expect(() => writeCopy(data, "march")).toThrow(/no report march/);
  expect(existsSync(join(data, "playbook/reports/march"))).toBe(false);
}, 60_000);
