import {describe, expect, it} from "vitest";
import {type ExperimentPlan, experimentPlan} from "../../loaders/experimentPlan.js";
import {effectPage} from "../../loaders/results/effect.js";
import {leavingHazard, monthlyTrials, useAround} from "../../loaders/results/effectModels.js";
import {type RiskMonth, readSample} from "../../loaders/results/effectSample.js";
import {computeExperiments} from "../../loaders/results/experiments.js";
import {type Rows, span, warehouse} from "./company.js";

const plans = ["Starter", "Team"].map((family, i) => ({plan_id: family.toLowerCase(), family, tier_rank: i + 1}));

const plan = experimentPlan.parse({
  unit: "account",
  control: "control",
  metrics: [
    {id: "days", name: "Active days", kind: "mean", table: "events", where: "event = 'day'", window_hours: 240}
  ],
  uptake: {table: "offer_events", where: "state = 'accepted'", window_hours: 240}
});

async function effectOf(rows: Rows, asOf: string, register: ExperimentPlan | null = null) {
  const w = await warehouse(rows, {asOf});
  if (register) w.registers.experiments.set("x", {...register, file: "experiments.yaml", lineOf: () => 7});
  try {
    return await effectPage(w, (await computeExperiments(w)).experiments, {dimensions: [], values: {}});
  } finally {
    w.registers.experiments.clear();
  }
}

/** Six accounts in each arm with so many active days; the first three of those offered accept. */
const offered: Rows = (() => {
  const days = {control: [1, 2, 3, 2, 1, 3], offered: [6, 5, 4, 2, 1, 3]};
  const units = Object.entries(days).flatMap(([arm, list]) => list.map((n, i) => ({id: `${arm}${i}`, arm, n, i})));
  return {
    exposures: units.map(({id, arm}) => ({
      ...{experiment_id: "x", unit_id: id, variant_id: arm, unit_type: "account", exposed_at: "2025-01-01 10:00:00"}
    })),
    events: units.flatMap(({id, n}) => [
      {account_id: id, at: "2025-01-01 09:00:00", event: "day"},
      {account_id: id, at: "2025-01-11 10:00:00", event: "day"},
      ...Array.from({length: n}, (_, day) => ({account_id: id, at: `2025-01-0${day + 2} 10:00:00`, event: "day"}))
    ]),
    offer_events: units
      .filter(({arm, i}) => arm === "offered" && i < 3)
      .map(({id}) => ({offer_id: "o", account_id: id, state: "accepted", at: "2025-01-03 10:00:00"})),
    subscription_periods: units.map(({id, i}) => span(id, "2024-12-05", i === 0 ? "2025-01-05" : null, 1000))
  };
})();

describe("randomised offers", () => {
  it("by intention to treat, for those won over, and naively", async () => {
    const {offers} = await effectOf(offered, "2025-03-31", plan);
    const [outcome] = offers[0]!.outcomes;
    // Means 2 and 3.5; half accept: 1.5 / 0.5. Takers have 5, the other nine (12 + 6) / 9.
    expect(outcome).toMatchObject({nControl: 6, nOffered: 6, valueControl: 2, valueOffered: 3.5, uptakeOffered: 0.5});
    expect(outcome!.itt!.value).toBeCloseTo(1.5, 12);
    expect(outcome!.late!.value).toBeCloseTo(3, 12);
    expect(outcome!.naive).toBeCloseTo(3, 12);
  });

  it("whether an account still pays when its time is over", async () => {
    const outcomes = [
      {id: "pays", kind: "active" as const, table: "licences", where: "true", value: "1", window_hours: 240}
    ];
    const {offers} = await effectOf(offered, "2025-03-31", {...plan, outcomes});
    expect(offers[0]!.outcomes[0]).toMatchObject({unit: "rate", valueControl: 5 / 6, valueOffered: 5 / 6});
  });

  it("wait until the window is over, and need a plan that says what taking up is", async () => {
    const early = await effectOf(offered, "2025-01-08", plan);
    expect(early.offers[0]!.outcomes[0]).toMatchObject({
      itt: null,
      reason: "fewer than 5 in an arm have had their time"
    });
    const without = {...plan, uptake: undefined};
    expect((await effectOf(offered, "2025-03-31", without)).offers).toEqual([]);
    expect((await effectOf(offered, "2025-03-31")).offers).toEqual([]);
  });

  it("name the place of a table they cannot read", async () => {
    const wrong = {...plan, uptake: {table: "work_items", where: "true"}};
    await expect(effectOf(offered, "2025-03-31", wrong)).rejects.toThrow("work_items");
    const broken = {...plan, uptake: {table: "offer_events", where: "colour = 1"}};
    await expect(effectOf(offered, "2025-03-31", broken)).rejects.toThrow("cannot be computed");
  });
});

describe("a trial for each month", () => {
  const account = (
    id: string,
    firstUpgrade: number | null,
    until: number,
    more: (month: number) => Partial<RiskMonth>
  ) => ({
    ...{id, weight: 1, firstUpgrade},
    months: Array.from({length: until + 1}, (_, month): RiskMonth => ({
      ...{account: id, month, firstUpgrade, plan: "Team", rank: 1, seats: 1, tenure: month, leaving: 0, canUpgrade: 1},
      ...{canLeave: 1, term: 1, left: 0, quantity: 5, quantityBefore: 5, featuresBefore: 1, pressureBefore: null},
      ...more(month)
    }))
  });

  it("follows the months after it in which an account could leave, until it does", () => {
    const accounts = [
      // Others in month 0: months 1 to 3. Upgraded in month 1: months 2 to 4.
      account("stays", 1, 6, () => ({})),
      // Others in 0 and 1, which ends with its leaving in 4; upgraded in 2: months 3 and 4.
      account("upgrades and leaves", 2, 4, (month) => ({left: month === 4 ? 1 : 0})),
      // Others in 0: months 1 and 2. In month 1 it asked to leave, so that no trial begins there.
      account("asks and leaves", null, 2, (month) => ({left: month === 2 ? 1 : 0, leaving: month === 2 ? 1 : 0})),
      // Others in 0 to 3; the only month it can leave in is in three of the four.
      account("has a term", null, 6, (month) => ({canLeave: month === 3 ? 1 : 0}))
    ];
    const side = {all: 2, read: 2};
    const {treated, controls} = monthlyTrials({accounts, upgraded: side, others: side, first: 0, last: 6}, 3);
    expect(treated).toMatchObject({trials: 2, units: 2, exposure: 3 + 2, events: 1});
    expect(controls).toMatchObject({trials: 1 + 2 + 1 + 4, units: 4, exposure: 3 + 6 + 2 + 3, events: 2});
  });
});

describe("upgrades", () => {
  const company = (upgraders: number): Rows => ({
    plans,
    subscription_periods: Array.from({length: 40}, (_, i) => `c${i}`).flatMap((id, i) =>
      i < upgraders
        ? [
            span(id, "2024-01-05", `2024-${String(3 + (i % 6)).padStart(2, "0")}-10`, 1000, {plan_id: "starter"}),
            span(
              id,
              `2024-${String(3 + (i % 6)).padStart(2, "0")}-10`,
              i % 2 ? `2024-${["09", "12", "11", "10"][i % 4]}-15` : null,
              3000,
              {
                plan_id: "team"
              }
            )
          ]
        : [
            span(id, "2024-01-05", i % 3 ? null : `2024-${["06", "12", "08", "10"][i % 4]}-15`, 1000, {
              plan_id: "starter"
            })
          ]
    ),
    usage: Array.from({length: 40}, (_, i) => i).flatMap((i) =>
      Array.from({length: 12}, (_, m) => ({
        ...{account_id: `c${i}`, day: `2024-${String(m + 1).padStart(2, "0")}-03`, feature: "x"},
        quantity: 10 + i + (i < upgraders && m + 1 >= 3 + (i % 6) ? 10 + i : 0)
      }))
    )
  });

  it("say why there is nothing to compare", async () => {
    expect(await effectOf({}, "2025-01-31")).toMatchObject({
      reason: "no account could upgrade yet",
      rates: [],
      use: null
    });
    expect(await effectOf(company(0), "2025-01-31")).toMatchObject({reason: "no account has upgraded yet"});
    expect(await effectOf(company(1), "2025-01-31")).toMatchObject({reason: "fewer than 5 accounts have upgraded"});
    const without = {...company(3), plans: []};
    expect((await effectOf(without, "2025-01-31")).reason).not.toBeNull();
  });

  it("are set beside accounts that had not upgraded, by month", async () => {
    const w = await warehouse(company(18), {asOf: "2025-01-31"});
    const sample = await readSample(w);
    expect(sample.upgraded).toEqual({all: 18, read: 18});
    const trials = monthlyTrials(sample, 3);
    expect(trials.treated).toMatchObject({trials: 18, units: 18});
    // One trial an account and month until it upgrades or leaves; three months must follow before January ends.
    expect(trials.controls!.trials).toBeGreaterThan(100);
    expect(leavingHazard(sample)).toMatchObject({left: 17, leftUpgraded: 9, reason: null});
    // Use doubles with the upgrade: log(1 + 2q) − log(1 + q), nearly log 2.
    const use = useAround(sample, 5)!;
    expect(use.simple.treated).toBe(18);
    expect(Math.exp(use.simple.att)).toBeGreaterThan(1.9);
    expect(Math.exp(use.simple.att)).toBeLessThan(2);
    expect(use.events.find(({event}) => event === -2)!.att).toBeCloseTo(0, 10);
  });

  it("within a plan or segment, where enough left on both sides", async () => {
    const rows: Rows = {
      ...company(18),
      accounts: Array.from({length: 40}, (_, i) => ({account_id: `c${i}`, region: "EU"}))
    };
    const w = await warehouse(rows, {asOf: "2025-12-31"});
    const values = {plan: ["Starter", "Team"], region: ["EU", "US"]};
    const {groups, trials} = await effectPage(w, [], {dimensions: ["plan", "region"], values});
    // Everybody begins on Starter in the EU, so that both groups hold every trial.
    expect(groups.map(({dimension, name}) => [dimension, name])).toEqual([
      ["plan", "Starter"],
      ["region", "EU"]
    ]);
    for (const {difference} of groups) expect(difference!.value).toBeCloseTo(trials[1]!.difference!.value, 10);
  });

  it("of a very large company are drawn, and each account stands for several", async () => {
    const sample = await readSample(await warehouse(company(18), {asOf: "2025-01-31"}), 10);
    expect(sample).toMatchObject({upgraded: {all: 18, read: 10}, others: {all: 22, read: 10}});
    expect(sample.accounts.reduce((sum, {weight}) => sum + weight, 0)).toBeCloseTo(40, 10);
  });
});
