import {group} from "d3";
import type {Customer} from "./customer.js";
import type {Cell, Table} from "./csv.js";
import {table} from "./csv.js";
import type {Random} from "./random.js";
import {dataEnd, day, hour, isoStamp} from "./time.js";
import {accountsAt, usersAt} from "./users.js";

/** A message test as planted: who sees what with which true rates. */
export interface Design {
  id: string;
  unit: "user" | "account";
  from: number;
  to: number;
  /** The chance of an arm as it came out; a broken split differs from what was planned. */
  arms: Record<string, {share: number; rate: number}>;
  units: number;
  event: string;
  windowHours: number;
  buys: number;
  contacts: number;
  unsubscribes: number;
}

const shared = {windowHours: 336, buys: 0, contacts: 0.22, unsubscribes: 0.009};

export const designs: Design[] = [
  {
    ...{id: "limit_banner", unit: "user", event: "upgrade_requested", units: 7600, ...shared},
    ...{from: Date.UTC(2026, 4, 4), to: Date.UTC(2026, 5, 15)},
    arms: {control: {share: 1, rate: 0.045}, usage_fact: {share: 1, rate: 0.067}}
  },
  {
    ...{id: "seat_reminder_tone", unit: "user", event: "seats_requested", units: 7200, ...shared, buys: 0.6},
    ...{from: Date.UTC(2026, 6, 6), to: Date.UTC(2026, 7, 17)},
    arms: {control: {share: 1, rate: 0.085}, friendly: {share: 1, rate: 0.085}, urgent: {share: 1, rate: 0.085}}
  },
  {
    ...{id: "annual_offer", unit: "account", event: "annual_accepted", units: 1000, ...shared},
    ...{from: Date.UTC(2026, 8, 14), to: Date.UTC(2026, 9, 27)},
    arms: {control: {share: 0.64, rate: 0.05}, savings: {share: 0.36, rate: 0.08}}
  }
];

export interface Exposed {
  design: Design;
  unitId: string;
  accountId: string;
  arm: string;
  at: number;
}

export interface UnitEvent {
  unitId: string;
  accountId: string;
  at: number;
  event: string;
  value: number | null;
}

/** Runs every design: exposures (repeated, a few of them to two arms) and what the units did then. */
export function runExperiments(random: Random, customers: readonly Customer[]) {
  const exposures: Exposed[] = [];
  const events: UnitEvent[] = [];
  for (const design of designs) {
    const {arms, from, to, unit} = design;
    const pool =
      unit === "user"
        ? usersAt(customers, from).map(({id, account}) => ({unitId: id, accountId: account.id}))
        : [...new Set(accountsAt(customers, from))].map(({id}) => ({unitId: id, accountId: id}));
    for (const one of random.shuffle(pool).slice(0, design.units)) {
      const arm = random.weighted(Object.entries(arms).map(([id, {share}]) => [id, share] as const));
      const at = Math.round(random.between(from, to - day) / 1000) * 1000;
      exposures.push({design, ...one, arm, at});
      for (let n = random.poisson(0.3); n > 0; n--) {
        const again = at + random.int(1, 12) * day + random.int(0, 80_000) * 1000;
        const mixed = random.chance(0.02);
        const seen = mixed ? random.pick(Object.keys(arms).filter((id) => id !== arm)) : arm;
        if (again < dataEnd) exposures.push({design, ...one, arm: seen, at: again});
      }
      react(random, design, one, arms[arm]!.rate, at, events);
    }
  }
  events.sort((a, b) => a.at - b.at || (a.unitId < b.unitId ? -1 : 1));
  exposures.sort((a, b) => a.at - b.at || (a.unitId < b.unitId ? -1 : 1));
  return {exposures, events};
}

function react(
  random: Random,
  {event, windowHours, buys, contacts, unsubscribes}: Design,
  unit: {unitId: string; accountId: string},
  rate: number,
  at: number,
  events: UnitEvent[]
): void {
  const add = (when: number, name: string, value: number | null = null) => {
    const rounded = Math.round(when / 1000) * 1000;
    if (rounded < dataEnd) events.push({...unit, at: rounded, event: name, value});
  };
  const within = () => at + random.between(60_000, windowHours * hour - 60_000);
  if (random.chance(rate)) {
    const when = within();
    add(when, event);
    if (random.chance(0.04)) add(when + 30_000, event);
    if (random.chance(buys)) add(when + 600_000, "purchase", Math.round(90 * Math.exp(random.normal(0, 0.6))) * 100);
  }
  if (random.chance(0.006)) add(at - random.between(1, 9) * day, event);
  if (random.chance(0.008)) add(at + windowHours * hour + random.between(1, 200) * hour, event);
  for (let n = random.poisson(contacts); n > 0; n--) add(within(), "support_contact");
  if (random.chance(unsubscribes)) add(within(), "unsubscribe");
}

/** The exposures of users, and those of accounts with the rows of a test run elsewhere. */
export function exposureTables(exposures: readonly Exposed[], more: readonly Cell[][]): Table[] {
  const of = (unit: Design["unit"]) => exposures.filter(({design}) => design.unit === unit);
  const cells = ({design, unitId, accountId, arm, at}: Exposed): Cell[] => {
    const facts = [isoStamp(at), design.id, arm];
    return design.unit === "user" ? [unitId, ...facts, accountId] : [unitId, ...facts];
  };
  const facts = ["timestamp", "experiment_id", "variation_id"];
  return [
    table("growth/exposures-users.csv.gz", ["user_id", ...facts, "account"], of("user").map(cells)),
    table("growth/exposures-accounts.csv", ["account_id", ...facts], [...more, ...of("account").map(cells)])
  ];
}

export function eventsTable(events: readonly UnitEvent[]): Table {
  const rows = events.map(({unitId, accountId, at, event, value}, i): Cell[] => {
    const user = unitId === accountId ? null : unitId;
    const price = value === null ? null : (value / 100).toFixed(2);
    return [`ev${700_001 + i}`, user, accountId, isoStamp(at), event, price, value === null ? null : "USD"];
  });
  return table("growth/events.csv", "id,user_id,account,timestamp,event,value,currency".split(","), rows);
}

/** What came out, by the arm of a unit's first exposure and within the window after it. */
export function experimentTruth(exposures: readonly Exposed[], events: readonly UnitEvent[]) {
  const byUnit = group(events, ({unitId}) => unitId);
  return designs.map((design) => {
    const seen = group(
      exposures.filter((exposure) => exposure.design === design),
      ({unitId}) => unitId
    );
    const arms = Object.entries(design.arms).map(([id, {share, rate}]) => {
      const first = [...seen.values()].map((all) => all[0]!).filter(({arm}) => arm === id);
      const window = design.windowHours * hour;
      const count = (units: Exposed[], name: string) =>
        units.map(({unitId, at}) => {
          const own = byUnit.get(unitId) ?? [];
          return own.filter((one) => one.event === name && one.at >= at && one.at < at + window);
        });
      const mature = first.filter(({at}) => at + window <= dataEnd);
      const some = (units: Exposed[], name: string) => count(units, name).filter(({length}) => length > 0).length;
      return {
        ...{id, trueShare: share, trueRate: rate, units: first.length, matureUnits: mature.length},
        converted: some(first, design.event),
        matureConverted: some(mature, design.event),
        unsubscribed: some(first, "unsubscribe"),
        contacts: count(first, "support_contact").flat().length,
        revenueMinor: count(first, "purchase")
          .flat()
          .reduce((sum, {value}) => sum + value!, 0)
      };
    });
    const multipleExposed = [...seen.values()].filter((all) => new Set(all.map(({arm}) => arm)).size > 1).length;
    return {id: design.id, unit: design.unit, windowHours: design.windowHours, multipleExposed, arms};
  });
}
