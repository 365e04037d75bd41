import {readFileSync} from "node:fs";
import {join} from "node:path";
import {describe, expect, it} from "vitest";
import {parse} from "yaml";
import {writeSources} from "../../../loaders/commands/init.js";
import {writeFolder} from "../../writeFolder.js";
import {invoiceLines, recurlySubscriptions, revenuecat, stripeSubscriptions} from "../sources/billingExports.js";

const proposed = async (files: Record<string, string>) => {
  const folder = writeFolder(files);
  await writeSources(folder);
  const text = readFileSync(join(folder, "sources.yaml"), "utf8");
  const {exports} = parse(text) as {exports: Record<string, unknown>[]};
  return {exports, text};
};

describe("writeSources()", () => {
  it("reads one export into several tables", async () => {
    expect((await proposed({"rc.csv": revenuecat})).exports).toEqual([
      {files: "rc.csv", source: "revenuecat.transactions"},
      {files: "rc.csv", source: "revenuecat.payments"},
      {files: "rc.csv", source: "revenuecat.refunds"},
      {files: "rc.csv", source: "revenuecat.trials"}
    ]);
  });

  it("proposes invoice lines only where nothing better says what is held", async () => {
    const alone = await proposed({"lines.csv": invoiceLines});
    expect(alone.exports).toEqual([{files: "lines.csv", source: "invoice.lines"}]);
    const both = await proposed({"lines.csv": invoiceLines, "subs.csv": stripeSubscriptions});
    expect(both.exports).toEqual([{files: "subs.csv", source: "stripe.subscriptions"}]);
    expect(both.text).toContain(
      "# left out: lines.csv (invoice.lines), for stripe.subscriptions fills subscription_periods"
    );
    const two = await proposed({"lines.csv": invoiceLines, "recurly.csv": recurlySubscriptions});
    expect(two.exports).toHaveLength(1);
  });
});
