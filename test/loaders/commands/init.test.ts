import {existsSync, readFileSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {gzipSync} from "node:zlib";
import {describe, expect, it} from "vitest";
import {writeSources} from "../../../loaders/commands/init.js";
import {readConfig} from "../../../loaders/config.js";
import {type WorkbookCell, workbook} from "../../workbook.js";
import {writeFolder} from "../../writeFolder.js";
import {zip} from "../../zip.js";
import {proposed} from "../init/proposed.js";
import {
  invoiceLines,
  recurlySubscriptions,
  revenuecat,
  stripeCustomers,
  stripeSubscriptions
} from "../sources/billingExports.js";
import {delighted, surveymonkey, zendesk} from "../sources/otherExports.js";
import {csv} from "../sources/exported.js";

describe("writeSources()", () => {
  it("reads one export into several tables", async () => {
    expect((await proposed({"rc.csv": revenuecat})).exports.slice(0, 4)).toEqual([
      {files: "rc.csv", source: "revenuecat.transactions"},
      {files: "rc.csv", source: "revenuecat.payments"},
      {files: "rc.csv", source: "revenuecat.refunds"},
      {files: "rc.csv", source: "revenuecat.trials"}
    ]);
  });

  it("proposes invoice lines only where nothing better says what is held", async () => {
    const alone = await proposed({"lines.csv": invoiceLines});
    expect(alone.exports[0]).toEqual({files: "lines.csv", source: "invoice.lines"});
    const both = await proposed({"lines.csv": invoiceLines, "subs.csv": stripeSubscriptions});
    expect(both.exports.map(({source}) => source)).toEqual(["stripe.subscriptions", undefined]);
    expect(both.said).toContain(
      "lines.csv as invoice.lines: stripe.subscriptions fills subscription_periods, and both would count licences twice"
    );
    const two = await proposed({"lines.csv": invoiceLines, "recurly.csv": recurlySubscriptions});
    expect(two.exports.filter(({source}) => source !== undefined)).toHaveLength(1);
  });

  it("takes the second best where the best yields no row", async () => {
    const {exports, said} = await proposed({
      "lines.csv": invoiceLines,
      "subs.csv": csv(
        stripeSubscriptions.split("\n")[0]!,
        "s,c,,team,1,USD,month,no amount,active,2026-01-03,2026-01-03,2026-01-03,2026-02-03,,,,"
      )
    });
    expect(exports[0]).toEqual({files: "lines.csv", source: "invoice.lines"});
    expect(said).toContain("subs.csv as stripe.subscriptions: none of its 1 rows can be read: amount");
  });

  it("looks into gzip, zip, JSON lines and names that a glob would misread", async () => {
    const {exports} = await proposed({
      "a [1].csv.gz": gzipSync(stripeCustomers),
      "b.zip": zip([{name: "inside/tickets.csv", content: zendesk}]),
      "c.jsonl": `{"id": 1, "person": 2, "survey_type": "nps", "score": 9, "comment": "", "created_at": 1767225600}\n`
    });
    expect(exports).toEqual([
      {files: "a [[]1].csv.gz", source: "stripe.customers"},
      {files: "b.zip/inside/tickets.csv", source: "zendesk.tickets"},
      {files: "c.jsonl", source: "delighted.responses"}
    ]);
  });

  it("places the sheets of a workbook one by one", async () => {
    const rows = (...all: WorkbookCell[][]) => new Map(all.map((cells, i) => [i + 1, cells]));
    const book = workbook({
      Sheet1: rows(["account_id", "company_name", "industry"], ["a", "Acme", "Energy"]),
      Support: rows(["ticket_id", "account_id", "opened_at"], ["t1", "a", {serial: 46035}])
    });
    const {exports} = await proposed({"crm accounts.xlsx": book});
    expect(exports.map(({files, table}) => [files, table])).toEqual([
      ["crm accounts.xlsx/Sheet1", "accounts"],
      ["crm accounts.xlsx/Support", "tickets"]
    ]);
  });

  it("says what to do where nothing can be placed, and check says so too", async () => {
    const {said, folder, exports} = await proposed({"things.csv": csv("colour,shape", "red,round")});
    expect(exports).toEqual([]);
    expect(said).toContain("things.csv (colour, shape)");
    expect(said).toContain("Next: no export is in force yet");
    expect(() => readConfig(folder)).toThrow("invalid exports: [] lists no export");
  });

  it("names the chunks of an export by one glob, and other files that it would also name one by one", async () => {
    const chunks = {"subs-01.csv": stripeSubscriptions, "subs-02.csv": stripeSubscriptions};
    expect((await proposed(chunks)).exports[0]).toEqual({files: "subs-0*.csv", source: "stripe.subscriptions"});
    const beside = await proposed({...chunks, "subs-03.csv": zendesk});
    expect(beside.exports.slice(0, 2).map(({files}) => files)).toEqual(["subs-01.csv", "subs-02.csv"]);
  });

  it("writes over a sources.yaml only when forced, and never over a list of plans", async () => {
    const folder = writeFolder({"sources.yaml": "mine", "plans.csv": "mine", "subs.csv": stripeSubscriptions});
    await expect(writeSources(folder)).rejects.toThrow(
      `is there already; edit it, or write it anew: npm run init -- ${folder} --force`
    );
    expect(readFileSync(join(folder, "sources.yaml"), "utf8")).toBe("mine");
    const forced = await proposed(
      {"sources.yaml": "mine", "plans.csv": "mine\n1\n", "subs.csv": stripeSubscriptions},
      {force: true}
    );
    expect(forced.text).toContain("source: stripe.subscriptions");
    expect(readFileSync(join(forced.folder, "plans.csv"), "utf8")).toBe("mine\n1\n");
    expect(existsSync(join(forced.folder, "plan-ladder.csv"))).toBe(true);
  });

  it("keeps the order of plans that was corrected by hand", async () => {
    const {folder} = await proposed({"subs.csv": stripeSubscriptions});
    const mine = "plan_id,name,family,tier_rank\nsolo,Solo,Solo,1\nteam,Team,Team,2\n";
    writeFileSync(join(folder, "plans.csv"), mine);
    await writeSources(folder, {force: true});
    expect(readFileSync(join(folder, "plans.csv"), "utf8")).toBe(mine);
    expect(readFileSync(join(folder, "sources.yaml"), "utf8")).toContain("files: plans.csv");
  });

  it("says what is missing: a folder, exports in it, a file that can be read", async () => {
    await expect(writeSources(undefined)).rejects.toThrow("npm run init -- <folder>");
    await expect(writeSources(writeFolder({"notes.txt": "x"}))).rejects.toThrow(
      "no export there; put in files of .csv"
    );
    const {said, exports} = await proposed({"broken.parquet": "PAR", "tickets.csv": zendesk});
    expect(said).toContain("broken.parquet: Parquet cannot be read");
    expect(exports).toHaveLength(1);
  });

  it("shows and writes nothing of a person", async () => {
    const {said, text} = await proposed({
      "subs.csv": stripeSubscriptions,
      "c.csv": stripeCustomers,
      "s.csv": surveymonkey,
      "d.csv": delighted
    });
    for (const value of ["example.org", "Ada", "192.0.2.1", "cus_1", "Good", "Fast"])
      expect([value, said.includes(value), text.includes(value)]).toEqual([value, false, false]);
  });

  it("says which pages light up and what the others need", async () => {
    const {said} = await proposed({"subs.csv": stripeSubscriptions});
    expect(said).toMatch(/^ {2}Retention +has what it needs; more with accounts, renewals$/m);
    expect(said).toMatch(/^ {2}Trials +needs trials$/m);
    expect(said).toMatch(/^ {2}trials +a list of trials with account, start and end; or revenuecat.trials$/m);
  });
});
