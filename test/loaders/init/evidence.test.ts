import {readFileSync, readdirSync} from "node:fs";
import {join} from "node:path";
import {describe, expect, it} from "vitest";
import {createContract} from "../../../loaders/contract.js";
import {openDuckDB} from "../../../loaders/engines/duckdb.js";
import {exportsFor, pageState} from "../../../loaders/init/printInit.js";
import {pageNeeds} from "../../../loaders/init/pageNeeds.js";
import {familyNames} from "../../../loaders/init/planLadder.js";
import {csv} from "../sources/exported.js";
import {growthbook} from "../sources/eventExports.js";
import {qualtrics, qualtricsLegacy, salesforceAccounts, typeform} from "../sources/otherExports.js";
import {proposed} from "./proposed.js";

const header =
  "id,Customer ID,Plan,Quantity,Currency,Interval,Amount,Status,Start (UTC),Current Period End (UTC),Canceled At (UTC),Ended At (UTC)";
const subscription = (id: string, plan: string, seats: number, currency: string, interval: string, amount: number) =>
  `${id},c_${id},${plan},${seats},${currency},${interval},${amount},active,2026-01-13 00:00,2026-02-13 00:00,,`;

describe("the order of plans", () => {
  it("is by what a seat pays a month, whatever the interval, and names of intervals make no tier", async () => {
    const {folder, text} = await proposed({
      "subs.csv": csv(
        header,
        // 10 and 100/12 = 8.33 a month are Solo's; Team's seats pay 150/10 = 15; Max pays 12 × 240/12 = 240 a year for one seat: 20.
        subscription("1", "solo-monthly", 1, "usd", "month", 10),
        subscription("2", "solo-annual", 1, "usd", "year", 100),
        subscription("3", "team", 10, "usd", "month", 150),
        subscription("4", "max", 1, "usd", "year", 240)
      )
    });
    expect(readFileSync(join(folder, "plans.csv"), "utf8")).toBe(
      "plan_id,name,family,tier_rank\nsolo-annual,solo-annual,solo,1\nsolo-monthly,solo-monthly,solo,1\nteam,team,team,2\nmax,max,max,3\n"
    );
    expect(text).toContain("#   tier 1: solo-annual, USD 8.33 a seat and month (median), 1 licences");
    expect(text).toContain("#   tier 3: max, USD 20.00 a seat and month (median), 1 licences");
  });

  it("has no place for what is held beside a dearer plan", async () => {
    const {folder} = await proposed({
      "history.csv": csv(
        "subscription_uuid,version_uuid,account_code,version_started_at,version_ended_at,version_state,plan_code,subscription_currency,version_plan_interval_unit,version_plan_interval_length,version_subscription_quantity,version_total_recurring_amount,version_in_trial",
        "u1,v1,a,2026-01-13,,active,team,EUR,months,1,1,50.00,false"
      ),
      "items.csv": csv(
        "account_id,subscription_id,item_id,plan_id,amount,currency,interval_unit,starts_at",
        "a,u1,i2,extra,500,EUR,month,2026-01-13"
      )
    });
    expect(readFileSync(join(folder, "plans.csv"), "utf8")).toContain("extra,extra,extra,\n");
  });

  it("knows the words of intervals and currencies", () => {
    const name = familyNames(["pro.month", "pro_year_usd", "Annual Pro", "monthly"]);
    expect(["pro.month", "pro_year_usd", "Annual Pro", "monthly"].map(name)).toEqual(["pro", "pro", "pro", "monthly"]);
  });
});

describe("the currency", () => {
  const licences = (...codes: string[]) =>
    csv(header, ...codes.map((code, i) => subscription(String(i), "solo", 1, code, "month", 10)));
  it("is the one of most licences", async () => {
    const one = await proposed({"subs.csv": licences("eur", "eur")});
    expect([one.currency, one.said.includes("several currencies")]).toEqual(["EUR", false]);
    const mixed = await proposed({"subs.csv": licences("eur", "usd", "usd")});
    expect(mixed.currency).toBe("USD");
    expect(mixed.text).toContain(
      "# found USD in 2 licences, EUR in 1 licences; the most frequent is taken\ncurrency: USD"
    );
    expect(mixed.said).toContain("Amounts are in several currencies");
    const lines = csv(
      "id,Customer,Amount Due,Amount Paid,Currency,Paid At (UTC)",
      ...Array.from({length: 5}, (_, i) => `i${i},c,1,1,usd,2026-01-13`)
    );
    expect((await proposed({"subs.csv": licences("eur"), "invoices.csv": lines})).currency).toBe("EUR");
  });

  it("is named by a header, or else a guess that says so", async () => {
    expect(
      (await proposed({"events.csv": csv("event_id,account_id,timestamp,event,fee_gbp", "1,a,2026-01-13,paid,3")}))
        .currency
    ).toBe("GBP");
    expect((await proposed({"exposures.csv": growthbook})).text).toContain("# no export says its currency: correct it");
  });
});

describe("surveys whose questions have names of their own", () => {
  const typed = (question: string, ...scores: (string | number)[]) =>
    csv(
      `#,${question},Start Date (UTC),Submit Date (UTC),Network ID`,
      ...scores.map((score, i) => `t${i},${score},2026-01-13 10:00:00,2026-01-13 10:02:00,n${i}`)
    );
  it("are read by the words of the question and the range of all answers", async () => {
    const {exports, text} = await proposed({"s.csv": typed("How satisfied are you?", 5, 1, "4 - fairly")});
    expect(exports).toEqual([
      {
        files: "s.csv",
        source: "typeform.responses",
        columns: {
          scale: "'csat'",
          question: "'How satisfied are you?'",
          score: `nullif(regexp_extract("How satisfied are you?", '^\\s*(\\d+)', 1), '')`
        }
      }
    ]);
    expect(text).toContain("# confirm: How satisfied are you? is read as csat: 3 answers from 1 to 5");
    expect((await proposed({"s.csv": typed("How easy was it?", 7, 1)})).exports[0]!.columns).toMatchObject({
      scale: "'ces'"
    });
    expect((await proposed({"s.csv": typeform})).exports).toEqual([{files: "s.csv", source: "typeform.responses"}]);
  });

  it("are read as text where no word tells the scale, with the scales as comments", async () => {
    const {exports, said} = await proposed({
      "s.csv": typed("Rate us,Say more", "5,all is well here", "6,too slow by far")
    });
    expect(exports[0]!.columns).toEqual({scale: "'text'", question: "'Say more'", text: "Say more"});
    expect(said).toContain("s.csv as typeform.responses: Rate us has 2 answers from 5 to 6: which scale is it?");
  });

  it("take the question from the second row of headers", async () => {
    const {exports} = await proposed({"q.csv": qualtrics, "old.csv": qualtricsLegacy});
    expect(exports.find(({files}) => files === "q.csv")!.columns).toMatchObject({
      scale: "'csat'",
      question: "'Wie zufrieden sind Sie?'"
    });
  });
});

describe("exports that need another one", () => {
  const items = csv("id,subscription_id,plan_id,quantity,created", "si,sub,p,2,2026-01-13");
  const subscriptions = csv(
    "id,customer_id,status,billing_cycle_anchor,ended_at,start_date",
    "sub,cus,active,1,,2026-01-13"
  );
  const plans = csv(
    "id,amount,currency,interval,interval_count,usage_type,product_id,billing_scheme",
    "p,1000,usd,month,1,licensed,x,per_unit"
  );
  it("are joined to it where it is there, and name it where it is not", async () => {
    const {exports} = await proposed({"items.csv": items, "subs.csv": subscriptions, "prices.csv": plans});
    expect(exports[0]).toEqual({
      files: "items.csv",
      source: "stripe.subscription_items",
      lookup: {
        subscription: {files: "subs.csv", on: {subscription_id: "id"}},
        plan: {files: "prices.csv", on: {plan_id: "id"}}
      }
    });
    const {said} = await proposed({"items.csv": items, "accounts.csv": salesforceAccounts});
    expect(said).toContain(
      "items.csv is stripe.subscription_items, which needs the table of subscriptions and the table of plans or prices beside it"
    );
  });

  it("of Salesforce, the history with its opportunities", async () => {
    const {exports} = await proposed({
      "history.csv": csv("Id,OpportunityId,StageName,Amount,CreatedDate", "h1,006A,Proposal,100,2026-01-13T10:00:00Z"),
      "opportunities.csv": csv(
        "Id,AccountId,StageName,CloseDate,Type,Amount",
        "006A,001A,Proposal,2026-03-13,Upsell,100"
      )
    });
    expect(exports.find(({source}) => source === "salesforce.opportunity_history")!.lookup).toEqual({
      opportunity: {files: "opportunities.csv", on: {OpportunityId: "Id"}}
    });
  });

  it("of invoice lines, with the invoices that name the customer", async () => {
    const {exports} = await proposed({
      "lines.csv": csv(
        "id,invoice_id,amount,currency,period_start,period_end,plan_id,proration,quantity,subscription_id",
        "l,i,1000,usd,2026-01-13,2026-02-13,p,FALSE,1,s"
      ),
      "invoices.csv": csv("id,customer_id,amount_due,amount_paid,amount_remaining", "i,c,1000,1000,0")
    });
    expect(exports[0]).toMatchObject({
      source: "stripe.invoice_line_items",
      lookup: {invoice: {files: "invoices.csv", on: {invoice_id: "id"}}}
    });
  });
});

describe("pageNeeds", () => {
  it("names pages that are there and tables of the contract, and an export for each", async () => {
    const engine = await openDuckDB(":memory:");
    const contract = await createContract(engine);
    engine.close();
    const pages = readdirSync(join(import.meta.dirname, "../../../src"));
    for (const {path, needs, better} of pageNeeds) {
      expect(pages).toContain(`${path === "/" ? "index" : path.slice(1)}.md`);
      for (const table of [...needs.flat(), ...better]) {
        expect([...contract.keys()]).toContain(table);
        expect(exportsFor(table)).not.toBe("");
      }
    }
  });

  it("are met by one of several tables", () => {
    const page = {path: "/x", title: "X", needs: [["responses", "tickets"], ["plans"]], better: ["usage"]};
    expect(pageState(page, new Set(["tickets", "plans"]))).toBe("has what it needs; more with usage");
    expect(pageState(page, new Set(["plans"]))).toBe("needs responses or tickets");
    expect(pageState(page, new Set(["tickets", "plans", "usage"]))).toBe("has what it needs");
  });
});
