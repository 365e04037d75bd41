import type {Account} from "./accounts.js";
import type {Cell, Table} from "./csv.js";
import {table} from "./csv.js";
import type {Random} from "./random.js";
import {addMonths, dataEnd, dataStart, dateOf, day, stamp} from "./time.js";

/** The product that is bought once and kept: each version is a licence of its own. */
export const desktopFamily = "Studio Desktop";
export const versions = [
  {version: 1, releasedAt: Date.UTC(2024, 4, 1), price: 24_900},
  {version: 2, releasedAt: Date.UTC(2025, 2, 4), price: 27_900},
  {version: 3, releasedAt: Date.UTC(2026, 1, 10), price: 29_900}
].map((one) => ({...one, plan: `studio-desktop-${one.version}`}));

/** Chance in a month that an owner of the version before buys the new one, by months since its release. */
export const desktopModel = {
  upgradeMonthly: [
    {from: 0, to: 2, hazard: 0.1},
    {from: 2, to: 6, hazard: 0.05},
    {from: 6, to: null, hazard: 0.02}
  ],
  upgradeShareOfPrice: 0.5,
  owners: {only: 92, also: 58}
};

interface Owned {
  account: Account;
  version: number;
  at: number;
  seats: number;
  from: string | null;
  key: string;
}

/** Sales of the desktop product: to accounts with nothing else, and to some that subscribe too. */
export function desktopSales(
  random: Random,
  makeAccount: (tier: number, createdAt: number) => Account,
  subscribers: readonly Account[]
): {sales: Owned[]; accounts: Account[]} {
  const accounts: Account[] = [];
  const sales: Owned[] = [];
  const {only, also} = desktopModel.owners;
  const buy = (account: Account, at: number) => {
    const seats = 1 + random.poisson(1.6);
    let version = versions.filter(({releasedAt}) => releasedAt <= at).at(-1)!.version;
    let owned: Owned = {account, version, at, seats, from: null, key: ""};
    sales.push(owned);
    for (; version < versions.length; version++) {
      const next = upgradeAt(random, Math.max(at, versions[version]!.releasedAt), versions[version]!.releasedAt);
      if (next === null) return;
      owned = {account, version: version + 1, at: next, seats, from: null, key: ""};
      sales.push(owned);
    }
  };
  for (let i = 0; i < only; i++) {
    const at = boughtAt(random);
    const account = makeAccount(0, at - random.int(0, 20) * day);
    account.type = "Customer";
    accounts.push(account);
    buy(account, at);
  }
  for (const account of random.shuffle(subscribers).slice(0, also)) {
    buy(account, Math.max(boughtAt(random), Math.round((account.createdAt + day) / 1000) * 1000));
  }
  const kept = sales.filter(({at}) => at < dataEnd).sort((a, b) => a.at - b.at);
  kept.forEach((sale, i) => (sale.key = `SD${sale.version}-${(48_611 + i * 7919).toString(36).toUpperCase()}`));
  for (const sale of kept) {
    const before = kept.find(({account, version}) => account === sale.account && version === sale.version - 1);
    sale.from = before?.key ?? null;
  }
  return {sales: kept, accounts};
}

// Half of all first licences are of the first months; the rest come evenly.
function boughtAt(random: Random): number {
  const until = random.chance(0.5) ? dataStart + 150 * day : dataEnd - 5 * day;
  return Math.round(random.between(dataStart, until) / 1000) * 1000;
}

function upgradeAt(random: Random, from: number, releasedAt: number): number | null {
  for (let age = 0, at = releasedAt; at < dataEnd; at = addMonths(releasedAt, ++age)) {
    const until = addMonths(releasedAt, age + 1);
    if (until <= from) continue;
    const {hazard} = desktopModel.upgradeMonthly.find((one) => one.to === null || age < one.to)!;
    if (random.chance(hazard)) return Math.round(random.between(Math.max(from + 3_600_000, at), until) / 1000) * 1000;
  }
  return null;
}

export function desktopTable(sales: readonly Owned[]): Table {
  const rows = sales.map(({account, version, at, seats, from, key}, i): Cell[] => {
    const {price} = versions[version - 1]!;
    const paid = (from ? price * desktopModel.upgradeShareOfPrice : price) * seats;
    const order = `SO-${10_001 + i}`;
    return [
      key,
      order,
      account.id,
      `studio-desktop-${version}`,
      seats,
      (paid / 100).toFixed(2),
      "USD",
      stamp(at),
      from
    ];
  });
  const header = "License key,Order,Customer,Product,Seats,Paid,Currency,Purchased,Upgraded from".split(",");
  return table("desktop/licences.csv", header, rows);
}

/** Owners of version N on the day N + 1 came out and later: who was at risk and who bought, by month since then. */
export function desktopTruth(sales: readonly Owned[]) {
  return {
    sales: sales.length,
    accounts: new Set(sales.map(({account}) => account.id)).size,
    releases: versions.slice(1).map(({version, releasedAt}) => {
      const owners = sales.filter((one) => one.version === version - 1 && one.at < releasedAt);
      const next = (owner: Owned) => sales.find((one) => one.account === owner.account && one.version === version);
      const bought = owners.map((owner) => next(owner)?.at ?? null);
      const ages = [];
      for (let age = 0; addMonths(releasedAt, age + 1) <= dataEnd; age++) {
        const [from, to] = [addMonths(releasedAt, age), addMonths(releasedAt, age + 1)];
        const atRisk = bought.filter((at) => at === null || at >= from).length;
        ages.push({months: age, atRisk, bought: bought.filter((at) => at !== null && at >= from && at < to).length});
      }
      const upgraded = bought.filter((at) => at !== null).length;
      return {version, releasedOn: dateOf(releasedAt), owners: owners.length, upgraded, ages};
    })
  };
}
