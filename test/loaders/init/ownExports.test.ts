import {readFileSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {describe, expect, it} from "vitest";
import {readConfig} from "../../../loaders/config.js";
import {csv} from "../sources/exported.js";
import {hubspotCompanies} from "../sources/otherExports.js";
import {stripeSubscriptions} from "../sources/billingExports.js";
import {staged} from "../staging/staged.js";
import {proposed} from "./proposed.js";

// A company's own exports, with words for headers that are no vendor's and no contract's.
const accounts = csv(
  "Account ID,Account Name,Sector,Country,Signup Date,Seats",
  "A1,Acme,Energy,DE,2025-11-03,12",
  "A2,Bolt,Food,FR,2025-12-13,60"
);
const subscriptions = csv(
  "subscription_id,account_id,start_date,end_date,plan_tier,seats,mrr_amount,is_trial",
  "S1,A1,2025-12-13,2026-03-01,Solo,2,20,FALSE",
  "S2,A1,2026-03-01,,Team,10,150.50,FALSE",
  "S3,A2,2026-01-13,2026-01-27,Team,3,0,TRUE"
);
const usage = csv(
  "usage_id,subscription_id,usage_date,feature_name,usage_count",
  "U1,S1,2026-01-13,export,4",
  "U2,S2,2026-03-14,export,9"
);
const tickets = csv(
  "ticket_id,account_id,submitted_at,closed_at,first_response_time_minutes,satisfaction_score",
  "T1,A1,2026-01-13 10:00,2026-01-14 10:00,90,4"
);
const churn = csv("churn_event_id,account_id,churn_date,refund_usd", "C1,A2,2026-01-27,0");
const files = {
  "accounts.csv": accounts,
  "subscriptions.csv": subscriptions,
  "feature_usage.csv": usage,
  "support_tickets.csv": tickets,
  "churn_events.csv": churn
};
const reread = async (folder: string, data: Record<string, string>) =>
  staged({
    ...data,
    "plans.csv": readFileSync(join(folder, "plans.csv")),
    "sources.yaml": readFileSync(join(folder, "sources.yaml"))
  });

describe("exports of a company's own", () => {
  it("are placed by the words of their headers, and read so", async () => {
    const {folder, currency} = await proposed(files);
    const {ask, rejects} = await reread(folder, files);
    expect(rejects).toEqual([]);
    expect(currency).toBe("USD");
    expect(await ask("select account_id, name, industry, region, size_band from accounts order by 1")).toEqual([
      ["A1", "Acme", "Energy", "DE", "small"],
      ["A2", "Bolt", "Food", "FR", "medium"]
    ]);
    expect(
      await ask(
        "select subscription_id, plan_id, seats, amount, interval_unit, kind, currency from subscription_periods order by 1"
      )
    ).toEqual([
      ["S1", "Solo", 2, 2000, "month", "recurring", "USD"],
      ["S2", "Team", 10, 15050, "month", "recurring", "USD"],
      ["S3", "Team", 3, 0, "month", "trial", "USD"]
    ]);
    expect(await ask("select trial_id, account_id, plan_id from trials")).toEqual([["S3", "A2", "Team"]]);
    expect(await ask("select ticket_id, cast(first_reply_at as varchar), csat from tickets")).toEqual([
      ["T1", "2026-01-13 11:30:00", 4]
    ]);
  });

  it("that name no account get it from the licences", async () => {
    const {folder} = await proposed(files);
    const {ask} = await reread(folder, files);
    expect(await ask("select usage_id, account_id, quantity from usage order by 1")).toEqual([
      ["U1", "A1", 4],
      ["U2", "A1", 9]
    ]);
  });

  it("that do not say what happened stand behind a #, ready to be completed", async () => {
    const {exports, said, folder, text} = await proposed(files);
    expect(exports.map((entry) => entry.files)).not.toContain("churn_events.csv");
    expect(said).toContain("churn_events.csv as events: no header says what happened");
    // Without the # the entry is in force.
    const [live, resting] = text.split("  # Not in force");
    writeFileSync(join(folder, "sources.yaml"), `${live}  # Not in force${resting!.replace(/^ {2}# /gm, "  ")}`);
    const entry = readConfig(folder).exports.find((one) => one.files === "churn_events.csv")!;
    expect([entry.table, entry.columns.at, entry.columns.event]).toEqual(["events", "churn_date", "'churn_events'"]);
  });

  it("say how their money is read, by the header or as whole units", async () => {
    const cents = subscriptions
      .replace("mrr_amount", "amount_cents")
      .replace("is_trial", "billing_interval")
      .replaceAll("FALSE", "annually")
      .replaceAll("TRUE", "monthly")
      .replace("150.50", "15050");
    const {exports, said} = await proposed({"subscriptions.csv": cents});
    expect(exports[0]!.columns).toMatchObject({amount: 'round(cast("amount_cents" as double))'});
    expect(said).toContain("amount_cents is read as minor units, such as cents, for one billing_interval");
    const {said: major} = await proposed({"subscriptions.csv": subscriptions});
    expect(major).toContain("mrr_amount is read as whole units of money, such as dollars, a month");
  });

  it("of an amount without an interval, or with states nobody knows, are not put in force", async () => {
    const bare = await proposed({"subscriptions.csv": subscriptions.replace("mrr_amount", "price"), "t.csv": tickets});
    expect(bare.said).toContain("no header says how long price covers: correct interval_unit");
    const known = csv(
      "subscription_id,account_id,start_date,mrr,status",
      "S1,A1,2026-01-13,10,Cancelled",
      "S2,A1,2026-01-13,10,past due"
    );
    expect((await proposed({"licences.csv": known})).exports[0]!.columns).toMatchObject({
      status: `case "status" when 'Cancelled' then 'canceled' when 'past due' then 'past_due' end`
    });
    const strange = await proposed({"licences.csv": known.replace("past due", "on hold"), "t.csv": tickets});
    expect(strange.said).toContain("status has 1 words that name no state of a licence");
  });

  it("whose rows do not fit their table are left out, and so is a second one of the same", async () => {
    const twice = `${accounts}${"A1,Acme,Energy,DE,2025-11-03,12\n".repeat(3)}`;
    const {said} = await proposed({"accounts.csv": twice, "tickets.csv": tickets});
    expect(said).toContain("accounts.csv as accounts: 3 of its 5 rows do not fit accounts");
    const two = await proposed({"a.csv": subscriptions, "b.csv": subscriptions.replace("seats", "qty")});
    expect(two.exports.filter(({table}) => table === "subscription_periods")).toHaveLength(1);
  });

  it("leave out accounts to whose ids no licence belongs, where others have them", async () => {
    const own = csv("account_id,account_name,industry", "cus_1,Acme,Energy", "cus_2,Bolt,Food");
    const both = await proposed({
      "accounts.csv": own,
      "hubspot.csv": hubspotCompanies,
      "subs.csv": stripeSubscriptions
    });
    expect(both.said).toContain("hubspot.csv as hubspot.companies: no licence belongs to any of its ids");
    const alone = await proposed({"hubspot.csv": hubspotCompanies, "subs.csv": stripeSubscriptions});
    expect(alone.exports[0]).toEqual({files: "hubspot.csv", source: "hubspot.companies"});
    expect(alone.said).toContain("hubspot.csv: no licence belongs to any of its ids: map account_id");
  });

  it("with the contract's own column names are read as they stand", async () => {
    const {exports} = await proposed({
      "x.csv": csv("account_id,plan_id,amount,starts_at,interval_unit", "a,solo,1000,2026-01-13,month")
    });
    expect(exports[0]).toMatchObject({
      table: "subscription_periods",
      columns: {account_id: "account_id", amount: "amount"}
    });
  });
});
