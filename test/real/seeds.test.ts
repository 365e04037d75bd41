import {existsSync, readFileSync} from "node:fs";
import {join} from "node:path";
import {describe, expect, it} from "vitest";
import {recognised, sources} from "../../loaders/sources/index.js";
import {csvParseRows} from "d3";
import {exported} from "../loaders/sources/exported.js";

// Public test data that lies beside the project on some machines and is never part of it: tables of warehouses and files of surveys.
const data = join(import.meta.dirname, "../../../shared/data");
const there = existsSync(join(data, "fivetran_seeds")) && existsSync(join(data, "survey_fixtures"));
if (!there)
  process.stdout.write("note: exports of vendors are not beside the project, so the tests on them do not run\n");

const read = (path: string) => readFileSync(join(data, path), "utf8");
const known = (path: string) => recognised(csvParseRows(read(path).replace(/^\uFEFF/, ""))[0]!).map(({id}) => id);
const load = async (source: string, path: string, options?: Parameters<typeof exported>[2]) => {
  const {ask, counts} = await exported(source, read(path), options);
  return {counts, rows: await ask(`from ${sources.get(source)!.table} order by all`)};
};

interface Seed {
  source: string;
  path: string;
  /** Rows in, kept, rejected and filtered. */
  counts: [number, number, number, number];
  /** Cells that one of the rows has among others. */
  row?: unknown[];
  options?: Parameters<typeof exported>[2];
}

const seeds = "fivetran_seeds";
const fixtures = "survey_fixtures";
const asText = {entry: {columns: {scale: "'text'", text: "Q2"}}};
const cases: Seed[] = [
  {
    source: "amplitude.events",
    path: `${seeds}/amplitude/amplitude_event_data.csv`,
    counts: [10, 10, 0, 0],
    row: ["f4d527be-fe98-11e8-a527-0205484b2e0a", "2025-03-01 19:42:58.123", "watch_test_amplitude"]
  },
  {
    source: "mixpanel.events",
    path: `${seeds}/mixpanel/event.csv`,
    counts: [5, 5, 0, 0],
    row: ["9e308c27-42ab-57af-beef-555708cde092", "2020-08-01 10:16:46", "plays"]
  },
  {
    source: "hubspot.api_companies",
    path: `${seeds}/hubspot/company_data.csv`,
    counts: [24, 24, 0, 0],
    row: ["2182162682", "United States", "2019-07-05 20:35:26"]
  },
  {
    // 99.0 USD from 26 March to 26 April 2019, expired after nine minutes. One subscription stands twice, with two updates.
    source: "recurly.subscriptions",
    path: `${seeds}/recurly/subscription_history_data.csv`,
    counts: [5, 4, 0, 1],
    row: ["d2033e289f1823674fd6cb332db6bf5f", "canceled", 9900, "USD", "month", 1, "2019-03-26 09:37:26"]
  },
  {
    source: "salesforce.accounts",
    path: `${seeds}/salesforce/sf_account_data.csv`,
    counts: [10, 1, 0, 9],
    row: ["0015500000Xyy06AAB", "Eric's Test"]
  },
  // Every opportunity there is deleted.
  {source: "salesforce.opportunities", path: `${seeds}/salesforce/sf_opportunity_data.csv`, counts: [10, 0, 0, 10]},
  {
    source: "salesforce.opportunity_versions",
    path: `${seeds}/salesforce/sf_opportunity_history_data.csv`,
    counts: [10, 0, 0, 10]
  },
  {
    source: "stripe.customers",
    path: `${seeds}/stripe/customer_data.csv`,
    counts: [12, 11, 0, 1],
    row: ["cus_ImVzJQmSlYHjZL", "2021-01-18 12:35:30"]
  },
  {
    source: "zendesk.api_tickets",
    path: `${seeds}/zendesk/ticket_data.csv`,
    counts: [10, 8, 0, 2],
    row: ["14173", "370321120273", "2020-10-28 12:03:02", "2020-11-11 17:01:32"]
  },
  {
    // MRR 49 is 4900 cents; one charge is deleted, and one has no MRR.
    source: "zuora.rate_plan_charges",
    path: `${seeds}/zuora/zuora_rate_plan_charge_data.csv`,
    counts: [5, 3, 1, 1],
    row: ["C-00000026", 4900, "month", "2019-12-31 00:00:00", "2023-12-31 00:00:00"]
  },
  // A draft, two evergreen subscriptions and two that are deleted.
  {source: "zuora.subscriptions", path: `${seeds}/zuora/zuora_subscription_data.csv`, counts: [5, 0, 0, 5]},
  {
    source: "qualtrics.responses",
    path: `${fixtures}/qualtrics_sample.csv`,
    counts: [3, 1, 0, 2],
    row: ["R_2YPOQ602ER1jkf1", "Hello World!", "2017-07-18 08:28:48"],
    options: asText
  },
  {
    source: "qualtrics.legacy_responses",
    path: `${fixtures}/qualtrics_sample_legacy.csv`,
    counts: [2, 1, 0, 1],
    row: ["R_2YPOQ602ER1jkf1", "Hello World!", "2017-07-18 08:28:48"],
    options: asText
  }
];

describe.runIf(there)("exports of vendors as others keep them", () => {
  it.each(cases)("$source", async ({source, path, counts: [all, kept, rejected, filtered], row, options}) => {
    expect(known(path)).toContain(source);
    const {counts, rows} = await load(source, path, options);
    expect(counts).toEqual({in: all, kept, rejected, filtered});
    if (row) expect(rows.map((found) => row.every((cell) => found.includes(cell as never)))).toContain(true);
    else expect(rows).toEqual([]);
  });

  it("stripe.subscription_items, which begin after their subscriptions ended, or name none that is there", async () => {
    const {counts} = await load("stripe.subscription_items", `${seeds}/stripe/subscription_item_data.csv`, {
      entry: {
        lookup: {
          subscription: {files: "subscriptions.csv", on: {subscription_id: "id"}},
          plan: {files: "plans.csv", on: {plan_id: "id"}}
        }
      },
      files: {
        "subscriptions.csv": read(`${seeds}/stripe/subscription_data.csv`),
        "plans.csv": read(`${seeds}/stripe/plan_data.csv`)
      }
    });
    expect(counts).toEqual({in: 14, kept: 0, rejected: 14, filtered: 0});
  });
});
