import {isClustered, isMargin, isRate, type Plan, type PlanNumbers} from "./plannerPlan.js";
import {signed, typed} from "./plannerText.js";

const names: Record<keyof PlanNumbers, string> = {
  rate: "the rate",
  mean: "the mean",
  sd: "the standard deviation",
  difference: "the difference",
  margin: "the margin",
  alpha: "alpha",
  power: "the power",
  variants: "the number of variants",
  metrics: "the number of primary metrics",
  control: "the share of the control",
  perDay: "how many enter a day",
  days: "the days there are",
  size: "users per account",
  cv: "the spread of account sizes",
  icc: "the likeness within accounts",
  looks: "the number of looks"
};

type Rule = [name: keyof PlanNumbers, holds: (value: number) => boolean, must: string];

const whole = (most: number) => (value: number) => Number.isInteger(value) && value >= 1 && value <= most;
const positive = (value: number) => value > 0;
const rules: Rule[] = [
  ["alpha", (value) => value >= 0.0001 && value < 50, "must lie between 0.0001% and 50%"],
  ["power", (value) => value >= 50 && value <= 99.99, "must lie between 50% and 99.99%"],
  ["variants", whole(20), "must be a whole number from 1 to 20"],
  ["metrics", whole(20), "must be a whole number from 1 to 20"],
  ["control", (value) => value >= 0.01 && value <= 100, "must lie between 0.01 and 100"],
  ["perDay", (value) => value === 0 || (value >= 0.001 && value <= 1e12), "must be 0, or at least 0.001"],
  ["days", (value) => value >= 0.001 && value <= 36500, "must lie above 0 and below a century"],
  ["looks", whole(14), "must be a whole number from 1 to 14"]
];
const ofRates: Rule[] = [
  ["rate", (value) => value >= 0.0001 && value <= 99.9999, "must lie above 0% and below 100%, by at least 0.0001 pp"]
];
const ofMeans: Rule[] = [
  ["mean", () => true, ""],
  ["sd", positive, "must be above 0"]
];
const ofAccounts: Rule[] = [
  ["cv", (value) => value >= 0 && value <= 100, "must not be below 0"],
  ["icc", (value) => value >= 0 && value <= 1, "must lie between 0 and 1"]
];

/** Why nothing can be planned with these numbers, as a sentence; null if it can. */
export function planProblem(plan: Plan): string | null {
  const size = isMargin(plan) ? "margin" : "difference";
  const asked: Rule[] = [
    ...(isRate(plan) ? ofRates : ofMeans),
    isMargin(plan)
      ? ["margin", positive, "must be above 0: no test can show that two are exactly alike"]
      : ["difference", (value) => value !== 0, "must not be 0: no number of units tells it from chance"],
    ...rules,
    ...(plan.unit === "user" ? [["size", (n) => n >= 1 && n <= 1e6, "must be at least 1"] as Rule] : []),
    ...(isClustered(plan) ? ofAccounts : [])
  ];
  for (const [name, holds, must] of asked) {
    if (!Number.isFinite(plan[name])) return `This cannot be planned yet: ${names[name]} is missing`;
    if (!holds(plan[name])) return `This cannot be planned: ${names[name]} ${must}`;
  }
  if (Math.abs(plan[size]) > 1e12) return `This cannot be planned: ${names[size]} is not of this world`;
  return isRate(plan) ? outOfRange(plan) : null;
}

/** A rate stays between 0 and 100% whatever happens to it. */
function outOfRange(plan: Plan): string | null {
  const change = !isMargin(plan) ? plan.difference : plan.better === "higher" ? -plan.margin : plan.margin;
  const to = plan.rate + change;
  if (to >= 0 && to <= 100) return null;
  return `This cannot be planned: a rate of ${typed(plan.rate)}% cannot change by ${signed(change)} pp`;
}
