import type {Account} from "./accounts.js";
import {addOns, limits, planCode, seatPrice, tiers, euroRates} from "./catalogue.js";
import type {Customer} from "./customer.js";
import type {Cell, Table} from "./csv.js";
import {table} from "./csv.js";
import type {Random} from "./random.js";
import type {Span} from "./subscription.js";
import {day, dayMonthYear, monthStart, stamp} from "./time.js";

const money = (minor: number): string => (minor / 100).toFixed(2);

/** The subscription history as a billing tool exports it: one row per item and version. */
export function subscriptionHistory(spans: readonly Span[], accounts: Map<string, Account>): Table {
  const header = [
    ..."subscription_uuid,item_uuid,version_uuid,account_code,account_email,plan_code,version_state".split(","),
    ..."version_in_trial,version_kind,version_started_at,version_ended_at,canceled_at,expiration_reason".split(","),
    ..."subscription_currency,version_plan_interval_unit,version_plan_interval_length".split(","),
    ..."version_subscription_quantity,version_subscription_unit_amount,version_discount_amount".split(",")
  ];
  const sorted = [...spans].sort((a, b) => {
    return order(a.accountId, b.accountId) || order(a.subscriptionId, b.subscriptionId) || a.startsAt - b.startsAt;
  });
  const cells = sorted.map((span): Cell[] => [
    span.subscriptionId,
    span.itemId,
    span.versionId,
    span.accountId,
    accounts.get(span.accountId)?.contact.email ?? null,
    span.plan,
    span.status === "trial" ? "active" : span.status,
    String(span.status === "trial"),
    span.kind === "one_off" ? "setup" : "plan",
    stamp(span.startsAt),
    stamp(span.endsAt),
    stamp(span.cancelRequestedAt),
    span.endReason,
    span.currency,
    "months",
    span.months,
    span.seats,
    money(span.unit),
    money(span.discount)
  ]);
  return table("recurly/subscription_history.csv", header, cells);
}

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Setup fees of large customers: paid once, so no part of MRR. */
export function setupFees(random: Random, customers: readonly Customer[]): Span[] {
  return customers
    .filter(({migrated, secondary, subscription}) => !migrated && !secondary && subscription.spans[0]?.tier === 3)
    .filter(() => random.chance(0.5))
    .map(({subscription, startedAt, account}): Span => {
      const price = random.pick([150_000, 250_000, 400_000]);
      const id = `${subscription.id}-setup`;
      return {
        ...{versionId: `${id}-v1`, accountId: account.id, subscriptionId: subscription.id, itemId: id},
        ...{plan: "setup-fee", tier: null, status: "active", kind: "one_off", seats: null, unit: price, amount: price},
        ...{discount: 0, currency: subscription.currency, months: 1, startsAt: startedAt, endsAt: startedAt + 30 * day},
        ...{cancelRequestedAt: null, endReason: "completed"}
      };
    });
}

export function plansTable(): Table {
  const rows = tiers.flatMap((name, tier) =>
    (["monthly", "annual"] as const).map((interval): Cell[] => {
      const included = `${limits.api_calls[tier]!} API calls, ${limits.automation_runs[tier]!} automation runs a month`;
      const unit = interval === "annual" ? "year" : "month";
      const price = money(seatPrice(tier, interval));
      return [planCode(tier, interval), `${name} (${interval})`, name, tier + 1, unit, price, "USD", included];
    })
  );
  const extras = addOns.flatMap(({code, name, price}): Cell[][] => [
    [`${code}-monthly`, `${name} (monthly)`, name, null, "month", money(price), "USD", null],
    [`${code}-annual`, `${name} (annual)`, name, null, "year", money(price * 10), "USD", null]
  ]);
  const fee: Cell[] = ["setup-fee", "Setup fee", "Setup", null, null, null, null, null];
  const header = "Plan code,Plan name,Tier,Tier order,Billed every,List price,Currency,Included".split(",");
  return table("pricing/plans.csv", header, [...rows, ...extras, fee]);
}

export function limitsTable(): Table {
  const rows = tiers.flatMap((_, tier) =>
    (["monthly", "annual"] as const).flatMap((interval): Cell[][] => {
      const plan = planCode(tier, interval);
      const limited = Object.entries(limits).map(([name, by]): Cell[] => [plan, name, by[tier]!, "month"]);
      return [...limited, [plan, "projects", null, null]];
    })
  );
  return table("pricing/limits.csv", ["Plan code", "Feature", "Included", "Per"], rows);
}

/** Month-end rates from a finance tool set to a continental locale: semicolons, decimal commas, day first. */
export function ratesTable(): Table {
  const rows = euroRates.map((rate, month): Cell[] => {
    return [dayMonthYear(monthStart(month)), "EUR", "USD", (rate / 1e6).toFixed(6).replace(".", ",")];
  });
  return table("finance/fx.csv", ["Month", "From", "To", "Rate"], rows, {delimiter: ";", bom: true, eol: "\r\n"});
}
