import {existsSync, readFileSync} from "node:fs";
import {join} from "node:path";
import {describe, expect, it} from "vitest";
import {recognised, sources} from "../../loaders/sources/index.js";
import {splitRecord} from "../../loaders/staging/files.js";
import {exported} from "../loaders/sources/exported.js";

// Public test data that lies beside the project on some machines and is never part of it: tables of warehouses and files of surveys.
const data = join(import.meta.dirname, "../../../shared/data");
const there = existsSync(join(data, "fivetran_seeds")) && existsSync(join(data, "survey_fixtures"));
if (!there)
  process.stdout.write("note: exports of vendors are not beside the project, so the tests on them do not run\n");

const read = (path: string) => readFileSync(join(data, path), "utf8");
const known = (path: string) => recognised(splitRecord(read(path).replace(/^\uFEFF/, ""), ",")).map(({id}) => id);
const load = async (source: string, path: string, options?: Parameters<typeof exported>[2]) => {
  const {ask, counts} = await exported(source, read(path), options);
  return {counts, rows: await ask(`from ${sources.get(source)!.table} order by all`)};
};

describe.runIf(there)("exports of vendors as others keep them", () => {
  const files: [string, string, number][] = [
    ["amplitude.events", "fivetran_seeds/amplitude/amplitude_event_data.csv", 0],
    ["mixpanel.events", "fivetran_seeds/mixpanel/event.csv", 0],
    ["hubspot.companies", "fivetran_seeds/hubspot/company_data.csv", 0],
    ["recurly.subscriptions", "fivetran_seeds/recurly/subscription_history_data.csv", 0],
    ["salesforce.accounts", "fivetran_seeds/salesforce/sf_account_data.csv", 0],
    ["salesforce.opportunities", "fivetran_seeds/salesforce/sf_opportunity_data.csv", 0],
    ["salesforce.opportunity_versions", "fivetran_seeds/salesforce/sf_opportunity_history_data.csv", 0],
    ["stripe.customers", "fivetran_seeds/stripe/customer_data.csv", 0],
    ["zendesk.api_tickets", "fivetran_seeds/zendesk/ticket_data.csv", 0],
    ["zuora.rate_plan_charges", "fivetran_seeds/zuora/zuora_rate_plan_charge_data.csv", 0],
    ["zuora.subscriptions", "fivetran_seeds/zuora/zuora_subscription_data.csv", 0]
  ];

  it.each(files)("%s", async (source, path) => {
    const {counts, rows} = await load(source, path);
    console.log(source, known(path), JSON.stringify(counts), JSON.stringify(rows.slice(0, 3)));
  });
  it("q", async () => {
    const entry = {columns: {scale: "'text'", text: "Q2"}};
    for (const [s, p] of [
      ["qualtrics.responses", "survey_fixtures/qualtrics_sample.csv"],
      ["qualtrics.legacy_responses", "survey_fixtures/qualtrics_sample_legacy.csv"]
    ] as const) {
      const {counts, rows} = await load(s, p, {entry});
      console.log(s, known(p), JSON.stringify(counts), JSON.stringify(rows));
    }
    const {counts, rows} = await load("stripe.subscription_items", "fivetran_seeds/stripe/subscription_item_data.csv", {
      entry: {
        lookup: {
          subscription: {files: "sub.csv", on: {subscription_id: "id"}},
          plan: {files: "plan.csv", on: {plan_id: "id"}}
        }
      },
      files: {
        "sub.csv": read("fivetran_seeds/stripe/subscription_data.csv"),
        "plan.csv": read("fivetran_seeds/stripe/plan_data.csv")
      }
    });
    console.log("items", JSON.stringify(counts), JSON.stringify(rows));
  });
});
