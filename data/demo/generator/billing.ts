import type {Account} from "./accounts.js";
import {addOns, euroRates, features, limits, offerings, overage, shortPlans, tierFeatures} from "./catalogue.js";
import type {Customer} from "./customer.js";
import type {Cell, Table} from "./csv.js";
import {table} from "./csv.js";
import {desktopFamily, versions} from "./desktop.js";
import type {Random} from "./random.js";
import type {Span} from "./subscription.js";
import {dateOf, day, dayMonthYear, monthStart, stamp} from "./time.js";

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
    {one_off: "setup", metered: "usage", recurring: "plan", trial: "plan"}[span.kind],
    stamp(span.startsAt),
    stamp(span.endsAt),
    stamp(span.cancelRequestedAt),
    span.endReason,
    span.currency,
    span.every ? `${span.every}s` : "months",
    span.every ? 1 : span.months,
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

const sold = [...offerings, ...shortPlans];

export function plansTable(): Table {
  const rows = sold.map(({plan, name, label, tier, unit, count, price}): Cell[] => {
    const included = `${limits.api_calls[tier]!} API calls, ${limits.automation_runs[tier]!} automation runs a month`;
    return [plan, `${name} (${label})`, name, tier + 1, unit, count, money(price), "USD", included, null, null];
  });
  const extras = addOns.flatMap(({code, name, price}): Cell[][] => [
    [`${code}-monthly`, `${name} (monthly)`, name, null, "month", 1, money(price), "USD", null, null, null],
    [`${code}-annual`, `${name} (annual)`, name, null, "year", 1, money(price * 10), "USD", null, null, null]
  ]);
  const fee: Cell[] = ["setup-fee", "Setup fee", "Setup", null, null, null, null, null, null, null, null];
  const calls = [overage.plan, overage.name, overage.name, null, "month", 1, money(overage.price), "USD"];
  const metered: Cell[] = [...calls, "Per 1,000 API calls beyond the plan", null, null];
  const desktop = versions.map(({plan, version, releasedAt, price}): Cell[] => {
    const name = `${desktopFamily} ${version}`;
    return [plan, name, desktopFamily, null, null, null, money(price), "USD", null, version, dateOf(releasedAt)];
  });
  const header = [
    ..."Plan code,Plan name,Tier,Tier order,Billed every,Billing length,List price,Currency,Included".split(","),
    ..."Version,Released".split(",")
  ];
  return table("pricing/plans.csv", header, [...rows, ...extras, fee, metered, ...desktop]);
}

/** What each plan includes: limits by the month, and features without limit from the tier that has them. */
export function limitsTable(): Table {
  const rows = sold.flatMap(({plan, tier}): Cell[][] => {
    const limited = Object.entries(limits).map(([name, by]): Cell[] => [plan, name, by[tier]!, "month"]);
    const free = features.filter((name) => !(name in limits)).map((name): Cell[] => [plan, name, null, null]);
    const higher = Object.entries(tierFeatures).filter(([, from]) => tier >= from);
    return [...limited, ...free, ...higher.map(([name]): Cell[] => [plan, name, null, null])];
  });
  return table("pricing/limits.csv", ["Plan code", "Feature", "Included", "Per"], rows);
}

/** Month-end rates from a finance tool set to a continental locale: semicolons, decimal commas, day first. */
export function ratesTable(): Table {
  const rows = euroRates.map((rate, month): Cell[] => {
    return [dayMonthYear(monthStart(month)), "EUR", "USD", (rate / 1e6).toFixed(6).replace(".", ",")];
  });
  return table("finance/fx.csv", ["Month", "From", "To", "Rate"], rows, {delimiter: ";", bom: true, eol: "\r\n"});
}
