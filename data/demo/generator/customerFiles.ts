import type {Account} from "./accounts.js";
import {monthsOf, seatPrice} from "./catalogue.js";
import type {Customer, Upgrade} from "./customer.js";
import {billings} from "./customer.js";
import type {Cell, Table} from "./csv.js";
import {table} from "./csv.js";
import type {Random} from "./random.js";
import type {Channel, Request} from "./requests.js";
import {dataEnd, dateOf, day, dayMonthYear, hour, isoStamp, monthStart, stamp} from "./time.js";

/** The CRM's list of companies, customers and prospects alike. */
export function companiesTable(accounts: readonly Account[]): Table {
  const header = [
    ..."Record ID,Company name,Company domain,Billing account,Type,Industry,Number of Employees,Region".split(","),
    ..."Primary contact,Contact email,Contact role,Create Date,Merged Into,Merged Date".split(",")
  ];
  const rows = accounts.map((account): Cell[] => {
    const {recordId, name, domain, id, type, industry, employees, region, contact} = account;
    const created = stamp(account.createdAt)!.slice(0, 16);
    const facts = [recordId, name, domain, id, type, industry, employees, region];
    return [...facts, contact.name, contact.email, contact.role, created, account.mergedInto, stamp(account.mergedAt)];
  });
  return table("crm/companies.csv", header, rows);
}

/**
 * Renewals of licences of a year and more from the last two years and the coming quarter: semicolons, a BOM, day first.
 * A licence that grew in the ninety days before counts as upgraded; a higher price alone does not.
 */
export function renewalsTable(random: Random, customers: readonly Customer[]): Table {
  const rows: Cell[][] = [];
  for (const customer of customers) {
    const {subscription, account, endedAt} = customer;
    const {endReason} = subscription.spans.at(-1)!;
    const months = monthsOf(subscription.interval);
    if (months < 12) continue;
    for (const at of billings(customer, monthStart(6), dataEnd + 92 * day)) {
      const left = endedAt ?? customer.endsAt;
      if (left !== null && left < at) continue;
      const open = at >= dataEnd && left !== at;
      const spans = subscription.spans.filter(({startsAt, tier}) => startsAt <= at && tier !== null);
      const now = spans.at(-1)!;
      const before = spans.filter(({startsAt}) => startsAt < at).at(-1) ?? now;
      if (before.months !== months) continue;
      const lately = spans.filter(({startsAt}) => startsAt < at - 90 * day).at(-1) ?? before;
      const grown = now.tier! - lately.tier! || now.seats! - lately.seats!;
      const lost = left === at && endReason === "canceled";
      const outcome = lost ? "Lost" : open ? "Open" : grown > 0 ? "Upgraded" : grown < 0 ? "Downgraded" : "Renewed";
      const decided = lost ? now.cancelRequestedAt : open ? null : at - random.int(0, 35) * day;
      const value = (now.amount - now.discount) / 100;
      const amount = value.toFixed(2).replace(".", ",");
      const dates = [dayMonthYear(at), months, amount, subscription.currency, outcome];
      rows.push([account.id, subscription.id, ...dates, decided === null ? null : dayMonthYear(decided)]);
    }
  }
  rows.sort((a, b) => (key(a) < key(b) ? -1 : 1));
  const header = "Account;Subscription;Renewal date;Term months;Amount;Currency;Stage;Closed on".split(";");
  return table("crm/renewals.csv", header, rows, {delimiter: ";", bom: true});
}

const key = (row: Cell[]): string => `${String(row[2]).split("-").reverse().join("")}${row[0]}`;

/**
 * Offers and their steps: those that led to an upgrade, each with the request behind it, those that came to nothing, and
 * requests without an offer. `known` holds the request of each upgrade; `calls` are steps of other offers.
 */
export function offersTable(
  random: Random,
  upgrades: readonly Upgrade[],
  customers: readonly Customer[],
  {known, others}: {known: readonly Request[]; others: readonly Request[]},
  calls: readonly {at: number; cells: Cell[]}[]
): Table {
  const steps: {at: number; cells: Cell[]}[] = [...calls];
  const offer = (offerId: string, account: Account, states: [string, number][], price: number, by?: Channel) => {
    const drawn = random.chance(0.62) ? "self_serve" : "assisted";
    const channel = by ?? drawn;
    const discount = random.chance(0.3) ? random.pick([5, 10, 15]) : 0;
    for (const [state, at] of states) {
      if (at >= dataEnd) continue;
      const quoted = (price / 100).toFixed(2);
      steps.push({at, cells: [offerId, account.id, state, isoStamp(at), channel, quoted, `${discount}%`]});
    }
  };
  const ask = (request: Request, offerId = "upgrade-request", price: number | null = null) => {
    const {requestedAt, acceptedAt, provisionedAt, revertedAt} = request;
    const states = {requested: requestedAt, accepted: acceptedAt, provisioned: provisionedAt, reverted: revertedAt};
    for (const [state, at] of Object.entries(states)) {
      if (at === null || at >= dataEnd) continue;
      const quoted = price === null ? null : (price / 100).toFixed(2);
      steps.push({at, cells: [offerId, request.accountId, state, isoStamp(at), request.channel, quoted, "0%"]});
    }
  };
  for (const [i, {customer, at, kind, toTier, toSeats}] of upgrades.entries()) {
    const request = known[i]!;
    const price = seatPrice(toTier, customer.subscription.interval) * toSeats;
    if (!random.chance(0.5)) {
      ask(request, "upgrade-request", price);
      continue;
    }
    const lead = Math.round(random.between(0.5, 21) * day);
    const offered = request.requestedAt - lead;
    const viewed = offered + Math.round(lead * random.between(0.1, 0.9));
    const {channel, requestedAt, provisionedAt, revertedAt} = request;
    const states: [string, number][] = [
      ["offered", offered],
      ["viewed", viewed],
      ["requested", requestedAt],
      ["accepted", at],
      ["provisioned", provisionedAt!]
    ];
    if (revertedAt !== null) states.push(["reverted", revertedAt]);
    offer(kind === "tier" ? "next-tier" : "seat-pack", customer.account, states, price, channel);
  }
  for (const request of others) ask(request);
  for (let n = 0; n < 520; n++) {
    const customer = random.pick(customers);
    const {account, startedAt, endedAt, subscription} = customer;
    const last = Math.min(endedAt ?? dataEnd, dataEnd) - 20 * day;
    if (last <= startedAt) continue;
    const at = Math.round(random.between(startedAt, last) / 1000) * 1000;
    const states: [string, number][] = [["offered", at]];
    if (random.chance(0.55)) states.push(["viewed", at + random.int(1, 90) * hour]);
    if (random.chance(0.35)) states.push(["declined", at + random.int(91, 300) * hour]);
    const item = subscription.items[0]!;
    offer(random.pick(["next-tier", "seat-pack", "annual-saver"]), account, states, item.unit * item.seats!);
  }
  steps.sort((a, b) => a.at - b.at);
  const header = "offer,billing_account,step,occurred_at,channel,price_quoted,discount".split(",");
  return table(
    "crm/offers.csv",
    header,
    steps.map(({cells}) => cells)
  );
}

/** Work that upgrades caused, in the local time of the team in Singapore. */
export function workTable(random: Random, upgrades: readonly Upgrade[]): Table {
  const rows: {at: number; cells: Cell[]}[] = [];
  const local = (at: number): string | null => (at < dataEnd ? stamp(at + 8 * hour)!.slice(0, 16) : null);
  for (const {customer, at, kind} of upgrades) {
    const kinds: [string, number, string][] = [["provisioning", 8, "Operations"]];
    if (kind === "tier") kinds.push(["onboarding", 14 * 24, "Customer success"]);
    if (kind === "tier" && random.chance(0.4)) kinds.push(["migration", 5 * 24, "Solutions engineer"]);
    for (const [name, hoursAllowed, owner] of kinds) {
      const opened = Math.round(at / 60_000) * 60_000;
      const due = opened + hoursAllowed * hour;
      const took = hoursAllowed * Math.exp(random.normal(-0.75, 0.75));
      const done = opened + Math.round(took * 60) * 60_000;
      const dueLocal = stamp(due + 8 * hour)!.slice(0, 16);
      rows.push({at: opened, cells: [customer.account.id, name, local(opened), dueLocal, local(done), owner]});
    }
  }
  rows.sort((a, b) => a.at - b.at);
  const header = "Item,Account,Work,Opened,Due,Done,Owner role".split(",");
  return table(
    "ops/upgrade-work.csv",
    header,
    rows.map(({cells}, i) => [`OPS-${3001 + i}`, ...cells])
  );
}

/** What customers bought the product for, before and after. */
export function outcomesTable(random: Random, customers: readonly Customer[]): Table {
  const rows: {at: number; cells: Cell[]}[] = [];
  for (const {account, startedAt, endedAt, subscription, secondary} of customers) {
    const tier = subscription.items[0]!.tier!;
    const at = startedAt + random.int(120, 300) * day;
    if (secondary || !random.chance(0.1 + 0.17 * tier) || at >= (endedAt ?? dataEnd)) continue;
    const [outcome, unit, low, high] = random.pick([
      ["hours saved on reporting", "hours a month", 20, 160],
      ["time to close a request", "hours", 24, 90],
      ["manual hand-offs", "a week", 15, 120]
    ] as const);
    const saves = outcome === "hours saved on reporting";
    const baseline = saves ? 0 : random.int(low, high);
    const target = saves ? random.int(low, high) : Math.round(baseline * 0.6);
    const value = saves ? target * random.between(0.5, 1.3) : baseline * random.between(0.45, 0.95);
    const grade = random.weighted([
      ["measured", 0.45],
      ["estimated", 0.35],
      ["claimed", 0.2]
    ]);
    rows.push({at, cells: [account.id, outcome, unit, baseline, target, Math.round(value), dateOf(at), grade]});
  }
  rows.sort((a, b) => a.at - b.at);
  const header = "account,outcome,unit,baseline,target,value,measured_on,evidence".split(",");
  return table(
    "success/outcomes.csv",
    header,
    rows.map(({cells}) => cells)
  );
}
