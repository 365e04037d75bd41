import {z} from "zod";
import {InputError, nearest} from "./inputError.js";

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, "is not a date like 2026-10-31");

const percentile = z
  .string()
  .regex(/^p(?!0+(\.0+)?$)\d{1,2}(\.\d+)?$/, "is neither a number nor a percentile like p99.5");

const metric = z.strictObject({
  id: z.string(),
  name: z.string().optional(),
  role: z.enum(["primary", "guardrail", "exploratory"]).default("primary"),
  /** revenue adds up payments less refunds; retention is a paying licence in force when the window is over. */
  kind: z.enum(["conversion", "mean", "ratio", "revenue", "retention", "quantile"]),
  table: z.string().optional(),
  /** A condition on the columns of the table. */
  where: z.string().default("true"),
  /** What a mean, ratio or quantile adds up a unit; the number of rows where it is not given. */
  value: z.string().default("1"),
  /** What a ratio divides by, added up over the same rows. */
  per: z.string().default("1"),
  /** Which quantile. */
  quantile: z.number().gt(0).lt(1).default(0.5),
  /**
   * A unit counts at most this much. A percentile such as p99.5 is read once, from the same metric in as long a time before the first
   * exposure, over all units that had a value then. The view without limits stands beside.
   */
  cap: z.union([z.number(), percentile]).optional(),
  /** A unit counts at least this much; written as cap is. */
  floor: z.union([z.number(), percentile]).optional(),
  /** Whether what a unit did in as long a time before its exposure is taken out (CUPED). */
  before: z.boolean().default(false),
  window_hours: z.number().positive().optional(),
  better: z.enum(["higher", "lower"]).default("higher"),
  /** The harm a guardrail may show at most, in the metric's own unit. */
  margin: z.number().positive().optional()
});

const notAlpha = "is not above 0 and below 0.5; 0.05 is usual";

/** What taking up an offer is, where it can be refused: a row of the table after the first exposure. */
const uptake = z.strictObject({
  name: z.string().optional(),
  table: z.string(),
  where: z.string().default("true"),
  window_hours: z.number().positive().optional()
});

/** What an offer is meant to change; active is a paying licence in force when the window is over. */
const outcome = z.strictObject({
  id: z.string(),
  name: z.string().optional(),
  kind: z.enum(["conversion", "mean", "active"]),
  table: z.string().default("licences"),
  where: z.string().default("true"),
  value: z.string().default("1"),
  window_hours: z.number().positive().optional()
});

const arm = z.strictObject({
  name: z.string().optional(),
  copy: z.string().optional(),
  /** What the copy is like: outcome-led, feature-led, … */
  tags: z.array(z.string()).default([]),
  /** Templates of the messages it is sent, by which the funnel knows them. */
  templates: z.array(z.string()).default([])
});

/** The plan of a test, as it was written before the test began. */
export const experimentPlan = z.strictObject({
  name: z.string().optional(),
  hypothesis: z.string().optional(),
  owner: z.string().optional(),
  /** What is counted. */
  unit: z.enum(["user", "account"]).default("user"),
  /** What chance dealt to the arms; the unit where it is not given. */
  randomised: z.enum(["user", "account"]).optional(),
  control: z.string(),
  split: z.record(z.string(), z.number().min(0)).optional(),
  arms: z.record(z.string(), arm).default({}),
  metrics: z.array(metric).min(1, "lists no metric"),
  uptake: uptake.optional(),
  /** Read beside the uptake; the primary metrics where none is given. */
  outcomes: z.array(outcome).optional(),
  alpha: z.number().gt(0, notAlpha).lt(0.5, notAlpha).default(0.05),
  /** The smallest difference that would matter, in the unit of the first primary metric. */
  mde: z.number().positive().optional(),
  /** Units of all arms that the test was planned for. Where no end is given the test is over with them: later units are not counted. */
  units: z.number().int().positive().optional(),
  /** The last day on which a unit may join; it rules, whether or not the units are in by then. */
  ends: day.optional(),
  /** How often the result is looked at, the last time included. */
  looks: z.number().int().min(1).max(30).optional(),
  spending: z
    .enum(["obrien-fleming", "pocock", "power"], "is not obrien-fleming, pocock or power")
    .default("obrien-fleming"),
  /** Registered before: attributes of accounts, or stage. */
  segments: z.array(z.string()).max(5, "lists more than five segments").default([])
});

export type ExperimentPlan = z.infer<typeof experimentPlan>;
export type MetricPlan = z.infer<typeof metric>;
export type UptakePlan = z.infer<typeof uptake>;
export type OutcomePlan = z.infer<typeof outcome>;

/** A plan with the places its lines are at. */
export type PlacedPlan = ExperimentPlan & {file: string; lineOf: (key: string) => number};

/** Throws an InputError for a plan whose parts do not fit together. */
export function checkPlan(id: string, plan: PlacedPlan): void {
  const fail = (key: string, text: string, remedy: string): never => {
    throw new InputError(text, {file: plan.file, line: plan.lineOf(key), key}, remedy);
  };
  const weights = Object.entries(plan.split ?? {});
  if (plan.split && !(plan.control in plan.split))
    fail(
      "control",
      `control is not in the split of ${id}: ${plan.control}`,
      `the arms are ${Object.keys(plan.split).join(", ")}`
    );
  for (const arm of plan.split ? Object.keys(plan.arms) : []) {
    if (arm in plan.split!) continue;
    const near = nearest(arm, Object.keys(plan.split!));
    fail(
      `arms.${arm}`,
      `arm ${arm} is not in the split of ${id}`,
      near ? `did you mean ${near}?` : `the arms are ${Object.keys(plan.split!).join(", ")}`
    );
  }
  const total = weights.reduce((sum, [, weight]) => sum + weight, 0);
  const isShares = weights.some(([, weight]) => !Number.isInteger(weight));
  if (plan.split && weights.filter(([, weight]) => weight > 0).length < 2)
    fail("split", `the split of ${id} has one arm only`, "name the control and at least one variant, each above 0");
  if (isShares && Math.abs(total - 1) > 1e-9)
    fail(
      "split",
      `the split of ${id} adds up to ${Number(total.toPrecision(6))}`,
      "shares add up to 1; or use whole parts, such as 1 and 1"
    );
  for (const [i, one] of plan.metrics.entries()) {
    if (plan.metrics.findIndex((other) => other.id === one.id) !== i)
      fail(`metrics.${i}`, `metric ${one.id} of ${id} is listed twice`, "give each metric an id of its own");
    if (one.table === undefined && one.kind !== "revenue" && one.kind !== "retention")
      fail(
        `metrics.${i}`,
        `metric ${one.id} of ${id} names no table`,
        "add the table whose rows it counts, such as events"
      );
    const isShare = one.kind === "conversion" || one.kind === "retention";
    if (isShare && one.margin !== undefined && one.margin >= 1)
      fail(
        `metrics.${i}`,
        `margin of ${one.id} of ${id} is ${one.margin}, though it is a share of units`,
        "write 0.01 for one in a hundred"
      );
    if (isShare && (one.cap ?? one.floor) !== undefined)
      fail(
        `metrics.${i}`,
        `metric ${one.id} of ${id} has a ${one.cap === undefined ? "floor" : "cap"}, though it is a share of units`,
        "leave it out: a unit counts as 0 or 1"
      );
    if (one.kind === "retention" && one.window_hours === undefined)
      fail(`metrics.${i}`, `metric ${one.id} of ${id} has no window`, "add window_hours: 2160 is 90 days");
  }
  if (plan.looks !== undefined && plan.units === undefined)
    fail("looks", `${id} plans ${plan.looks} looks but no units`, "add units: looks are at equal shares of them");
  if (plan.unit === "account" && plan.randomised === "user")
    fail("randomised", `${id} counts accounts but deals users`, "count users, or deal accounts");
}
