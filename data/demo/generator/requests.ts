import type {Customer, Upgrade} from "./customer.js";
import type {Random} from "./random.js";
import {dataEnd, day, hour} from "./time.js";

/** From the wish for more to having it: medians by how it is handled, and wishes that came to nothing. */
export const requestModel = {
  selfServe: 0.6,
  medianHours: {self_serve: 0.4, assisted: 84},
  spread: {self_serve: 0.9, assisted: 0.6},
  open: 14,
  unprovisioned: 5
} as const;

export type Channel = keyof typeof requestModel.medianHours;

/** Steps of one wish. An upgrade is billed when it is accepted. */
export interface Request {
  accountId: string;
  channel: Channel;
  requestedAt: number;
  acceptedAt: number | null;
  provisionedAt: number | null;
  revertedAt: number | null;
}

export interface Reversal {
  accountId: string;
  at: number;
  until: number;
  kind: "tier" | "seats";
}

function request(random: Random, accountId: string, at: number): Request {
  const channel = random.chance(requestModel.selfServe) ? "self_serve" : "assisted";
  const hours = requestModel.medianHours[channel] * Math.exp(random.normal(0, requestModel.spread[channel]));
  const requestedAt = at - Math.round(hours * 0.3 * 3600) * 1000;
  const provisionedAt = at + Math.round(hours * 0.7 * 3600) * 1000;
  return {accountId, channel, requestedAt, acceptedAt: at, provisionedAt, revertedAt: null};
}

/** A request behind every upgrade, in its order, then those of upgrades of which only billing knows, then open ones. */
export function upgradeRequests(
  random: Random,
  upgrades: readonly Upgrade[],
  reversals: readonly Reversal[],
  customers: readonly Customer[]
): {known: Request[]; others: Request[]} {
  const revertedAt = (accountId: string, at: number) =>
    reversals.find((one) => one.accountId === accountId && one.at === at)?.until ?? null;
  const known = upgrades.map(({customer, at}) => {
    const {id} = customer.account;
    return {...request(random, id, at), revertedAt: revertedAt(id, at)};
  });
  const seen = new Set(upgrades.map(({customer, at}) => `${customer.account.id} ${at}`));
  const others = reversals
    .filter(({accountId, at}) => !seen.has(`${accountId} ${at}`))
    .map(({accountId, at, until}): Request => ({...request(random, accountId, at), revertedAt: until}));
  const {open, unprovisioned} = requestModel;
  const here = customers.filter(({endedAt, endsAt, secondary, account}) => {
    return endedAt === null && endsAt === null && !secondary && account.mergedInto === null;
  });
  for (const [i, {account}] of random
    .shuffle(here)
    .slice(0, open + unprovisioned)
    .entries()) {
    const lately = i % 3 ? 20 * day : 150 * day;
    const at = dataEnd - Math.round(random.between(0.4, lately / day) * 86_400) * 1000;
    const accepted = i < unprovisioned ? Math.min(at + random.int(1, 30) * hour, dataEnd - 60_000) : null;
    const channel = random.chance(0.75) ? "assisted" : "self_serve";
    const steps = {requestedAt: at, acceptedAt: accepted, provisionedAt: null, revertedAt: null};
    others.push({accountId: account.id, channel, ...steps});
  }
  return {known, others};
}

/** Counts and medians of what came out, in hours from the request to the use of it. */
export function requestTruth(requests: readonly Request[]) {
  const before = (at: number | null): at is number => at !== null && at < dataEnd;
  const made = requests.filter(({requestedAt}) => requestedAt < dataEnd);
  const byChannel = (["self_serve", "assisted"] as const).map((channel) => {
    const own = made.filter((one) => one.channel === channel);
    const hours = own
      .filter(({provisionedAt}) => before(provisionedAt))
      .map(({requestedAt, provisionedAt}) => (provisionedAt! - requestedAt) / hour)
      .sort((a, b) => a - b);
    const middle = hours.length / 2;
    const median = (hours[Math.ceil(middle) - 1]! + hours[Math.floor(middle)]!) / 2;
    return {channel, requested: own.length, provisioned: hours.length, medianHours: Number(median.toFixed(4))};
  });
  const openNow = made.filter(({provisionedAt}) => !before(provisionedAt)).length;
  return {byChannel, open: openNow, reverted: made.filter(({revertedAt}) => before(revertedAt)).length};
}
