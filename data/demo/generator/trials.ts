import type {Account} from "./accounts.js";
import type {Customer} from "./customer.js";
import {newCustomer, newSubscription} from "./customer.js";
import {trialModel} from "./model.js";
import type {Random} from "./random.js";
import type {Subscription} from "./subscription.js";
import {change, end} from "./subscription.js";
import {dataEnd, day, monthCount, monthStart} from "./time.js";
import type {UsageRow} from "./usage.js";
import {useTrial} from "./usage.js";

export interface Trial {
  id: string;
  account: Account;
  subscription: Subscription;
  tier: number;
  startedAt: number;
  endsAt: number;
  source: keyof typeof trialModel.sourceFactor;
  earlyWin: boolean;
  /** Days from the start's day to the first integration; the trial may be over by then. */
  winDay: number;
  /** When it turns into a paid licence, as the simulation knows it; may lie after the data's end. */
  convertsAt: number | null;
  customer: Customer | null;
}

/** All trials of the company: who starts one, when, and whether it will convert. */
export function planTrials(
  random: Random,
  makeAccount: (tier: number, createdAt: number) => Account,
  usage: UsageRow[]
): Trial[] {
  const starts: {at: number; tier: number; account?: Account}[] = [];
  for (let month = 0; month < monthCount; month++) {
    const season = new Date(monthStart(month)).getUTCMonth() === 11 ? 0.75 : 1;
    for (let n = random.poisson((31 + month * 0.35) * season); n > 0; n--) {
      const at = Math.round(random.between(monthStart(month), monthStart(month + 1)) / 1000) * 1000;
      starts.push({
        at,
        tier: random.weighted([
          [0, 0.52],
          [1, 0.4],
          [2, 0.08]
        ])
      });
    }
  }
  starts.sort((a, b) => a.at - b.at);
  const trials = starts.map(({at, tier}) => startTrial(random, makeAccount(tier, at), tier, at));
  const second = trials
    .filter(({convertsAt, startedAt}) => convertsAt === null && startedAt < monthStart(24))
    .filter(() => random.chance(0.03))
    .map(({account, tier, endsAt}, i) =>
      startTrial(random, account, tier, endsAt + (i < 2 ? 9 : random.int(45, 150)) * day)
    );
  const all = [...trials, ...second].sort((a, b) => a.startedAt - b.startedAt);
  all.forEach((trial, i) => {
    trial.id = `tr-${20_000 + i}`;
    const until = Math.min(trial.endsAt, trial.convertsAt ?? trial.endsAt);
    trial.winDay = useTrial(random, trial.account.workspaceId, trial.startedAt, until, trial.earlyWin, usage);
  });
  return all;
}

function startTrial(random: Random, account: Account, tier: number, startedAt: number): Trial {
  const source = random.weighted([
    ["website", 0.46],
    ["ads", 0.22],
    ["partner", 0.17],
    ["sales", 0.15]
  ] as const);
  const length = source === "sales" || random.chance(0.1) ? 30 : 14;
  const earlyWin = random.chance(trialModel.earlyWin);
  const endsAt = startedAt + length * day;
  const chance = trialModel.converts[earlyWin ? "true" : "false"] * trialModel.sourceFactor[source];
  const convertsAt = random.chance(chance) ? conversion(random, startedAt, endsAt) : null;
  const seats = [random.int(2, 8), random.int(5, 18), random.int(12, 40)][tier]!;
  const interval = random.chance([0.2, 0.35, 0.55][tier]!) ? "annual" : "monthly";
  const couponPercent = random.chance(0.22) ? random.pick([10, 15, 20, 25]) : 0;
  const subscription = newSubscription({account, tier, interval, seats, couponPercent, at: startedAt});
  change(subscription, startedAt, "trial_started", () => void (subscription.status = "trial"));
  const overAt = Math.min(endsAt, convertsAt ?? endsAt);
  if (overAt < dataEnd && overAt !== convertsAt) end(subscription, overAt, "trial_ended");
  const paidFor = {account, subscription, tier, startedAt, endsAt, source, earlyWin, winDay: -1, convertsAt};
  return {id: "", ...paidFor, customer: null};
}

// Most pay on the day the trial ends, some before, some only after a reminder.
function conversion(random: Random, startedAt: number, endsAt: number): number {
  const fate = random.next();
  if (fate < 0.56) return endsAt;
  const at = fate < 0.8 ? random.between(startedAt + 2 * day, endsAt) : random.between(endsAt, startedAt + 62 * day);
  return Math.round(at / 1000) * 1000;
}

/** The trial's account becomes a customer on the same subscription. */
export function convert(random: Random, trial: Trial): Customer {
  const {account, subscription, tier, convertsAt} = trial;
  const [item] = subscription.items;
  const {interval} = subscription;
  const terms = {interval, seats: item!.seats!, couponPercent: item!.discountPercent};
  const customer = newCustomer(random, {account, tier, ...terms, at: convertsAt!, subscription});
  change(subscription, convertsAt!, "trial_converted", () => void (subscription.status = "active"));
  trial.customer = customer;
  return customer;
}
