import {mkdtempSync, readdirSync, readFileSync, rmSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, afterEach, describe, expect, it, vi} from "vitest";
import {parse} from "yaml";
import {writeSources} from "../../../loaders/commands/init.js";
import {readResult, runPipeline} from "../../../loaders/pipeline.js";
import {sources} from "../../../loaders/sources/index.js";
import {staged} from "../staging/staged.js";
import {writeFolder} from "../../writeFolder.js";
import {billingExports} from "../sources/billingExports.js";
import {eventExports} from "../sources/eventExports.js";
import {otherExports} from "../sources/otherExports.js";

const root = mkdtempSync(join(tmpdir(), "upswing-init-test-"));
afterAll(() => rmSync(root, {recursive: true, force: true}));
afterEach(() => vi.restoreAllMocks());

const all = [...billingExports, ...eventExports, ...otherExports];
/** One whole run for each set of tables shows that pages do without the others; the rest is read to the contract. */
const tablesOf = (names: string[]) => names.map((id) => sources.get(id)!.table).join();
const first = new Set(
  all.filter((one, i) => all.findIndex((o) => tablesOf(o.sources) === tablesOf(one.sources)) === i)
);

/** Exports whose rows are in several currencies: nothing can be added up without their rates, and init says so. */
const mixed = new Set(["Stripe subscriptions", "Stripe API subscriptions", "Chargebee subscriptions"]);
mixed.add("RevenueCat transactions").add("invoice lines");

const wholeRun = async (folder: string) =>
  readResult<{files: {source: string; kept: number}[]}>(await runPipeline({data: folder, root}), "report").files;
const filesOf = (folder: string) =>
  Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name))]));

describe("what init writes for the export of every vendor", {timeout: 60_000}, () => {
  it.each(all)("$name is read to the end", async (one) => {
    const folder = writeFolder({"an export.csv": one.text});
    const said: string[] = [];
    vi.spyOn(process.stdout, "write").mockImplementation((text) => said.push(String(text)) > 0);
    await writeSources(folder);
    const {exports} = parse(readFileSync(join(folder, "sources.yaml"), "utf8")) as {exports: {source?: string}[]};
    expect(exports.flatMap(({source}) => source ?? []).sort()).toEqual([...one.sources].sort());
    if (mixed.has(one.name)) {
      expect(said.join("")).toContain("Amounts are in several currencies");
      await expect(runPipeline({data: folder, root})).rejects.toThrow("fx_rate_is_known");
      return;
    }
    const files = first.has(one) ? await wholeRun(folder) : (await staged(filesOf(folder))).imports;
    for (const source of one.sources) expect(files.find((file) => file.source === source)!.kept).toBeGreaterThan(0);
  });
});
