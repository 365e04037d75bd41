import {describe, expect, it} from "vitest";
import {fitSource} from "../../../loaders/sources/fitSource.js";
import {recognised, sources} from "../../../loaders/sources/index.js";
import {warehouse} from "../company.js";
import {growthbook} from "./eventExports.js";
import {csv, exported, lines} from "./exported.js";

/** RevenueCat's scheduled export, version 5, as documented and in its order. */
const v5 =
  "rc_original_app_user_id rc_last_seen_app_user_id_alias country country_source product_identifier product_display_name product_duration start_time end_time grace_period_end_time effective_end_time store is_auto_renewable is_trial_period is_in_intro_offer_period is_sandbox price_in_usd purchase_price_in_usd takehome_percentage tax_percentage commission_percentage store_transaction_id original_store_transaction_id refunded_at unsubscribe_detected_at billing_issues_detected_at purchased_currency price_in_purchased_currency purchase_price_in_purchased_currency entitlement_identifiers renewal_number is_trial_conversion presented_offering ownership_type reserved_subscriber_attributes custom_subscriber_attributes platform experiment_id experiment_variant updated_at offer offer_type first_seen_time auto_resume_time".split(
    " "
  );

describe("RevenueCat's scheduled export, version 5", () => {
  it("is recognised by its documented headers, and by nothing that it does not have", () => {
    expect(v5).toHaveLength(44);
    expect(recognised(v5).map(({id}) => id)).toEqual([
      "revenuecat.transactions",
      "revenuecat.payments",
      "revenuecat.refunds",
      "revenuecat.trials"
    ]);
    for (const id of ["revenuecat.transactions", "revenuecat.payments", "revenuecat.refunds", "revenuecat.trials"]) {
      const source = sources.get(id)!;
      const text = JSON.stringify([source.columns, source.where ?? ""]);
      const asked = [...text.matchAll(/\\"\??([a-z_]+)\\"/g)].map((match) => match[1]!);
      expect(asked.filter((name) => !v5.includes(name))).toEqual([]);
      // Nothing stays empty for want of a header.
      expect([...fitSource(source, v5).columns.keys()]).toEqual(Object.keys(source.columns));
    }
  });

  it("is read whole, a renewal after a trial in yen that was refunded", async () => {
    const row = (cells: Record<string, string>) => v5.map((name) => cells[name] ?? "").join(",");
    const shared = {
      rc_original_app_user_id: "u1",
      product_identifier: "pro.month",
      product_duration: "P1M",
      is_sandbox: "false",
      original_store_transaction_id: "t1",
      purchased_currency: "JPY",
      updated_at: "2026-02-20 00:00:00"
    };
    const text = csv(
      v5.join(","),
      row({
        ...shared,
        start_time: "2026-01-13 00:00:00",
        end_time: "2026-01-20 00:00:00",
        effective_end_time: "2026-01-20 00:00:00",
        is_trial_period: "true",
        store_transaction_id: "t1",
        renewal_number: "1",
        price_in_purchased_currency: "0",
        purchase_price_in_purchased_currency: "0",
        presented_offering: "default"
      }),
      row({
        ...shared,
        start_time: "2026-01-20 00:00:00",
        end_time: "2026-02-20 00:00:00",
        effective_end_time: "2026-02-20 00:00:00",
        is_trial_period: "false",
        store_transaction_id: "t2",
        renewal_number: "2",
        price_in_purchased_currency: "0",
        purchase_price_in_purchased_currency: "1200",
        refunded_at: "2026-02-01 00:00:00"
      })
    );
    const held = await exported("revenuecat.transactions", text);
    expect(
      lines(
        await held.ask(
          "select plan_id, kind, amount, currency, cast(cast(ends_at as date) as varchar), end_reason from subscription_periods order by starts_at"
        )
      )
    ).toEqual(["pro.month trial 0 JPY 2026-01-20 -", "pro.month recurring 1200 JPY 2026-02-01 refunded"]);
    const refunds = await exported("revenuecat.refunds", text);
    expect(
      lines(await refunds.ask("select amount, currency, cast(cast(paid_at as date) as varchar), kind from payments"))
    ).toEqual(["1200 JPY 2026-02-01 refund"]);
  });
});

describe("GrowthBook's exposures", () => {
  it("repeat, and the first of each unit counts, whatever the order of the rows", async () => {
    const rows = growthbook.trimEnd().split("\n");
    // u1 saw 0 on the 5th and 6th; u2 saw 1 on the 7th, and 0 a day later.
    const text = csv(
      rows[0]!,
      "u2,2026-01-08 10:00:00,x1,0,Firefox",
      ...rows.slice(1).reverse(),
      "u2,2026-01-07 10:00:00,x1,1,Safari"
    );
    const {ask, counts} = await exported("growthbook.exposures", text);
    expect(counts).toEqual({in: 4, kept: 4, rejected: 0, filtered: 0});
    const exposures = await ask(
      "select experiment_id, variant_id, unit_type, unit_id, cast(exposed_at as varchar) from exposures"
    );
    const named = exposures.map(([experiment_id, variant_id, unit_type, unit_id, exposed_at]) => ({
      experiment_id: experiment_id!,
      variant_id: variant_id!,
      unit_type: unit_type!,
      unit_id: unit_id!,
      exposed_at: exposed_at!
    })) as Record<string, string>[];
    const {engine} = await warehouse({exposures: named}, {asOf: "2026-01-31"});
    const assigned = await engine.rows(
      "select unit_id, variant_id, cast(cast(exposed_at as date) as varchar) as day, variants_seen as seen from assignments order by 1"
    );
    expect(assigned).toEqual([
      {unit_id: "u1", variant_id: "0", day: "2026-01-05", seen: 1},
      {unit_id: "u2", variant_id: "1", day: "2026-01-07", seen: 2}
    ]);
  });
});
