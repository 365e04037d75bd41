import {type ExperimentPlan, checkPlan, experimentPlan} from "../../loaders/experimentPlan.js";
import {computeExperiments} from "../../loaders/results/experiments.js";
import {type Rows, warehouse} from "./company.js";

type Row = Rows[string][number];

export const start = "2025-01-01 00:00:00";
export const buying = {id: "buy", kind: "conversion", table: "events", where: "event = 'buy'", window_hours: 48};

/** A plan of control a, with its defaults; of the metric `buy` unless others are given. */
export const plan = (more: Record<string, unknown> = {}): ExperimentPlan =>
  experimentPlan.parse({control: "a", metrics: [buying], ...more});

/** A metric of the column value of the events of `users`. */
export const summing = (more: Record<string, unknown> = {}) => ({
  ...{id: "sum", kind: "mean", table: "events", value: "value", window_hours: 48},
  ...more
});

/** What is read from the experiment x of rows, as every page and command gets it. */
export async function readOut(
  rows: Rows,
  register: ExperimentPlan | null,
  {asOf = "2025-01-31", settings}: {asOf?: string; settings?: string} = {}
) {
  const w = await warehouse(rows, {asOf, ...(settings ? {settings} : {})});
  if (register) {
    const placed = {...register, file: "experiments.yaml", lineOf: () => 7};
    checkPlan("x", placed);
    w.registers.experiments.set("x", placed);
  }
  const {experiments} = await computeExperiments(w).finally(() => w.registers.experiments.clear());
  return experiments[0]!;
}

export const seen = (unit_id: string, variant_id: string, exposed_at = start, more: Row = {}): Row => ({
  ...{experiment_id: "x", unit_id, variant_id, unit_type: "user", exposed_at},
  ...more
});

export const event = (user_id: string, at: string, name: string, more: Row = {}): Row => ({
  ...{user_id, at, event: name},
  ...more
});

/** Day `offset` of the test at noon, as a timestamp. */
export const day = (offset: number, hour = 12): string =>
  new Date(Date.UTC(2025, 0, 1 + offset, hour)).toISOString().slice(0, 19).replace("T", " ");

/** Exposures of n users of an arm, named after it. */
export const group = (arm: string, n: number, exposed_at = start, more: Row = {}): Row[] =>
  Array.from({length: n}, (_, i) => seen(`${arm}${i}`, arm, exposed_at, more));

/** The first `count` users of an arm buy, an hour after the start. */
export const buyers = (arm: string, count: number, at = "2025-01-01 01:00:00", name = "buy"): Row[] =>
  Array.from({length: count}, (_, i) => event(`${arm}${i}`, at, name));

/** One event of each user of an arm with its value and its day. */
export const values = (arm: string, list: readonly number[], at = "2025-01-01 01:00:00"): Row[] =>
  list.map((value, i) => event(`${arm}${i}`, at, "value", {value}));

/** Arms a and b of so many users, of whom so many buy. */
export const twoArms = (a: {x: number; n: number}, b: {x: number; n: number}, at = start): Rows => ({
  exposures: [...group("a", a.n, at), ...group("b", b.n, at)],
  events: [...buyers("a", a.x), ...buyers("b", b.x)]
});
