import type {TierFeature} from "./catalogue.js";
import {tierFeatures} from "./catalogue.js";
import type {Customer} from "./customer.js";
import type {Random} from "./random.js";
import {dataEnd, dateOf, day, dayStart, isWeekend} from "./time.js";
import type {UsageRow} from "./usage.js";
import {upgradesOf} from "./upgradeChanges.js";

/** Share of upgrades after which a feature that came with the tier is used within so many days, and later never. */
export const adoptionModel = {within: {30: 0.34, 60: 0.48, 90: 0.56}, fromStart: 0.5, everyDays: [9, 22]} as const;

const gated = Object.entries(tierFeatures) as [TierFeature, number][];

/** Use of features that come with a tier, by those who take them up, while they hold it. */
export function useEntitled(random: Random, customers: readonly Customer[], unneeded: ReadonlySet<string>): UsageRow[] {
  const out: UsageRow[] = [];
  for (const customer of customers) {
    if (customer.secondary) continue;
    for (const [feature, from] of gated) {
      const spans = customer.subscription.spans.filter(({kind, tier}) => kind === "recurring" && (tier ?? -1) >= from);
      const [first] = spans;
      if (!first) continue;
      const entitled = (at: number) =>
        spans.some(
          ({startsAt, endsAt, status}) => startsAt < at && (endsAt ?? dataEnd) >= at + day && status !== "paused"
        );
      const upgraded = upgradesOf(customer).some(
        ({at, before}) => at === first.startsAt && before.kind === "recurring"
      );
      const after = upgraded ? adopted(random) : random.chance(adoptionModel.fromStart) ? random.int(1, 60) : null;
      if (after === null || (upgraded && unneeded.has(`${customer.account.id} ${first.startsAt}`))) continue;
      let at = dayStart(first.startsAt) + after * day;
      for (; at < dataEnd; at += random.int(...adoptionModel.everyDays) * day) {
        const used = at === dayStart(first.startsAt) + after * day || !isWeekend(at);
        const quantity = 1 + random.poisson(1.2);
        if (used && entitled(at))
          out.push({day: dateOf(at), workspaceId: customer.account.workspaceId, feature, quantity});
      }
    }
  }
  return out;
}

function adopted(random: Random): number | null {
  const fate = random.next();
  const {30: soon, 60: later, 90: late} = adoptionModel.within;
  if (fate < soon) return random.int(1, 30);
  if (fate < later) return random.int(31, 60);
  return fate < late ? random.int(61, 90) : null;
}

/** Tier upgrades that brought new features, and those after which any of them, or each, was used within so many days. */
export function adoptionTruth(customers: readonly Customer[], usage: readonly UsageRow[]) {
  const firstUse = new Map<string, string>();
  for (const {workspaceId, feature, day: on} of usage) {
    const key = `${workspaceId} ${feature}`;
    if (!(firstUse.get(key)! <= on)) firstUse.set(key, on);
  }
  const pairs = customers
    .filter(({secondary}) => !secondary)
    .flatMap((customer) => {
      const {spans} = customer.subscription;
      return upgradesOf(customer).flatMap(({at, before, after}) => {
        if (before.kind !== "recurring") return [];
        const held = spans.filter((one) => one.startsAt < at && one.tier !== null).map(({tier}) => tier!);
        const fresh = gated.filter(([, from]) => from > Math.max(...held) && from <= after.tier!);
        const uses = fresh.map(([name]) => firstUse.get(`${customer.account.workspaceId} ${name}`) ?? null);
        return fresh.length ? [{at, uses}] : [];
      });
    });
  return [30, 60, 90].map((days) => {
    const mature = pairs.filter(({at}) => dayStart(at) + (days + 1) * day <= dataEnd);
    const intime = (at: number, use: string | null) => use !== null && use <= dateOf(at + days * day);
    const features = mature.flatMap(({at, uses}) => uses.map((use) => intime(at, use)));
    return {
      days,
      ...{upgrades: mature.length, withAny: mature.filter(({at, uses}) => uses.some((use) => intime(at, use))).length},
      ...{features: features.length, used: features.filter(Boolean).length}
    };
  });
}
