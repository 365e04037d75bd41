import {cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, describe, expect, it, vi} from "vitest";
import {writeSources} from "../../loaders/commands/init.js";
import {selectMeasures} from "../../loaders/commands/metrics.js";
import {readResult, runPipeline} from "../../loaders/pipeline.js";

// Public test data that lies beside the project on some machines and is never part of it.
const data = join(import.meta.dirname, "../../../shared/data");
const there = ["ravenstack", "fivetran_seeds", "survey_fixtures"].every((name) => existsSync(join(data, name)));
if (!there) process.stdout.write("note: public exports are not beside the project, so init is not tried on them\n");

const root = mkdtempSync(join(tmpdir(), "upswing-real-init-"));
afterAll(() => rmSync(root, {recursive: true, force: true}));

/** A newcomer's first two steps with a folder of exports: init, and what check reads. */
async function newcomer(name: string) {
  const folder = mkdtempSync(join(root, "exports-"));
  for (const file of readdirSync(join(data, name)).filter((one) => one.endsWith(".csv")))
    cpSync(join(data, name, file), join(folder, file));
  const said: string[] = [];
  const spy = vi.spyOn(process.stdout, "write").mockImplementation((text) => said.push(String(text)) > 0);
  await writeSources(folder);
  spy.mockRestore();
  const run = await runPipeline({data: folder, root});
  const {files} = readResult<{files: {path: string; source: string; kept: number; rejected: number}[]}>(run, "report");
  return {run, files, said: said.join(""), text: readFileSync(join(folder, "sources.yaml"), "utf8"), folder};
}

describe.runIf(there)("init on public exports, without an edit", {timeout: 60_000}, () => {
  it("RavenStack: the revenue, retention and trials that plain SQL over its files has", async () => {
    const {run, files, said, folder} = await newcomer("ravenstack");
    expect(files.map(({source, kept, rejected}) => [source, kept, rejected]).sort()).toEqual([
      ["accounts", 500, 0],
      ["plans", 3, 0],
      ["subscription_periods", 5000, 0],
      ["tickets", 2000, 0],
      ["trials", 778, 0],
      ["usage", 25000, 0]
    ]);
    const measures = selectMeasures(readResult(run, "measures"), {});
    const value = (id: string) => measures.find((m) => m.id === id)!.value;
    // sum(mrr_amount) of what is no trial and held on 31 December 2024.
    expect(value("mrr")).toBe(10159608);
    expect([value("active_subscriptions"), value("paid_subscriptions")]).toEqual([4514, 3814]);
    // 185 accounts paid 1,262,113 a year before, and pay 3,688,789 now; of what they paid 1,256,938 is left.
    expect(value("nrr")).toBeCloseTo(3688789 / 1262113, 9);
    expect(readFileSync(join(folder, "plans.csv"), "utf8")).toBe(
      "plan_id,name,family,tier_rank\nBasic,Basic,Basic,1\nPro,Pro,Pro,2\nEnterprise,Enterprise,Enterprise,3\n"
    );
    expect(said).toContain("ravenstack_churn_events.csv as events: no header says what happened");
  });

  it("Stripe's tables, whose items name subscriptions that are not there: said, and nothing is read wrong", async () => {
    const {files, said} = await newcomer("fivetran_seeds/stripe");
    expect(files.map(({source}) => source)).toContain("stripe.customers");
    expect(said).toContain("stripe.subscription_items: none of its 14 rows can be read: account_id no value");
  });

  it("Recurly's tables: the subscriptions, and no payment of which nobody knows whether it was paid", async () => {
    const {files} = await newcomer("fivetran_seeds/recurly");
    expect(files.map(({source, kept}) => [source, kept])).toContainEqual(["recurly.subscriptions", 4]);
    expect(files.map(({source}) => source)).not.toContain("payments");
  });

  it("surveys: the texts of Qualtrics, with its scores as proposals", async () => {
    const {files, said} = await newcomer("survey_fixtures");
    expect(files.map(({source, kept}) => [source, kept]).sort()).toEqual([
      ["qualtrics.legacy_responses", 1],
      ["qualtrics.responses", 1]
    ]);
    expect(said).toContain("which scale is it?");
  });
});
