import {describe, expect, it} from "vitest";
import {csv, exported, lines, spans} from "./exported.js";

describe("exports that need another one beside them", () => {
  it("takes items of a warehouse with what its other tables say of them", async () => {
    const {ask} = await exported(
      "stripe.subscription_items",
      csv(
        "id,subscription_id,plan_id,quantity,created",
        "si_1,sub_1,p1,2,2026-01-01 00:00:00",
        "si_2,sub_1,p2,1,2026-02-01 00:00:00"
      ),
      {
        entry: {
          lookup: {
            subscription: {files: "subscriptions.csv", on: {subscription_id: "id"}},
            plan: {files: "plans.csv", on: {plan_id: "id"}}
          }
        },
        files: {
          "subscriptions.csv": csv(
            "id,customer_id,status,ended_at,start_date",
            "sub_1,cus_1,active,,2026-01-01 00:00:00"
          ),
          "plans.csv": csv(
            "id,amount,currency,interval,interval_count,usage_type",
            "p1,1000,usd,month,1,licensed",
            "p2,5,usd,month,1,metered"
          )
        }
      }
    );
    expect(lines(await ask(spans))).toEqual([
      "cus_1 sub_1 p1 active 2 2000 USD month 1 recurring 2026-01-01 - snapshot",
      "cus_1 sub_1 p2 active 1 5 USD month 1 metered 2026-02-01 - snapshot"
    ]);
  });

  it("dates an upgrade to the next period where only invoice lines are left", async () => {
    const {ask, counts} = await exported(
      "stripe.invoice_line_items",
      csv(
        "id,invoice_id,amount,currency,period_start,period_end,plan_id,proration,quantity,subscription_id,subscription_item_id",
        "l1,i1,1000,usd,2026-01-01 00:00:00,2026-02-01 00:00:00,solo,FALSE,1,sub_1,si_1",
        "l2,i2,-500,usd,2026-01-16 00:00:00,2026-02-01 00:00:00,solo,TRUE,1,sub_1,si_1",
        "l3,i2,1500,usd,2026-01-16 00:00:00,2026-02-01 00:00:00,team,TRUE,1,sub_1,si_1",
        "l4,i2,3000,usd,2026-02-01 00:00:00,2026-03-01 00:00:00,team,FALSE,1,sub_1,si_1"
      ),
      {
        entry: {lookup: {invoice: {files: "invoices.csv", on: {invoice_id: "id"}}}},
        files: {"invoices.csv": csv("id,customer_id", "i1,cus_1", "i2,cus_1")}
      }
    );
    expect(lines(await ask(spans))).toEqual([
      "cus_1 sub_1 solo - 1 1000 USD month 1 - 2026-01-01 2026-02-01 period",
      "cus_1 sub_1 team - 1 3000 USD month 1 - 2026-02-01 2026-03-01 period"
    ]);
    expect(counts.filtered).toBe(2);
  });

  it("takes the history of Salesforce with the account of its opportunity", async () => {
    const {ask, counts} = await exported(
      "salesforce.opportunity_history",
      csv(
        "Id,OpportunityId,StageName,Amount,CreatedDate",
        "h1,006A,Proposal,100,2026-01-05T10:00:00Z",
        "h2,006A,Closed Lost,100,2026-01-09T10:00:00Z",
        "h3,006B,Closed Won,100,2026-01-09T10:00:00Z"
      ),
      {
        entry: {lookup: {opportunity: {files: "opportunities.csv", on: {OpportunityId: "Id"}}}},
        files: {"opportunities.csv": csv("Id,AccountId,Type", "006A,001A,Upsell", "006B,001B,Renewal")}
      }
    );
    expect(lines(await ask("from offer_events order by all"))).toEqual([
      "Upsell 001A declined 2026-01-09 10:00:00 assisted 10000 -",
      "Upsell 001A offered 2026-01-05 10:00:00 assisted 10000 -"
    ]);
    expect(counts.filtered).toBe(1);
  });
});
