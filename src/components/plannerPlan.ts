import type {Parameters} from "./address.js";

/** What a test is to show: that a rate or a mean is better, or that it is not worse by a margin. */
export type PlanKind = "conversion" | "mean" | "rate-margin" | "mean-margin";

export type PlanSpending = "obrien-fleming" | "pocock" | "power";

/** Numbers as a reader types them: rates, alpha and power in per cent, differences of rates in percentage points. */
export interface PlanNumbers {
  rate: number;
  mean: number;
  sd: number;
  /** The smallest difference that matters; below 0 for a fall. */
  difference: number;
  /** How much worse is still good enough. */
  margin: number;
  alpha: number;
  power: number;
  variants: number;
  metrics: number;
  /** Units dealt to the control for one dealt to each variant. */
  control: number;
  perDay: number;
  days: number;
  /** Users of an account on average; 1 deals users. */
  size: number;
  cv: number;
  icc: number;
  looks: number;
}

export interface Plan extends PlanNumbers {
  kind: PlanKind;
  /** What is counted and, unless accounts of several users are dealt, what is dealt to the arms. */
  unit: "user" | "account";
  better: "higher" | "lower";
  spending: PlanSpending;
}

export type PlanChoice = "kind" | "unit" | "better" | "spending";

export const planDefaults: Plan = {
  kind: "conversion",
  unit: "user",
  better: "higher",
  spending: "obrien-fleming",
  rate: 5,
  mean: 20,
  sd: 40,
  difference: 1,
  margin: 1,
  alpha: 5,
  power: 80,
  variants: 1,
  metrics: 1,
  control: 1,
  perDay: 1000,
  days: 14,
  size: 1,
  cv: 0.8,
  icc: 0.05,
  looks: 1
};

export const planChoices: {[K in PlanChoice]: Record<Plan[K], string>} = {
  kind: {
    conversion: "a rate that differs",
    mean: "a mean that differs",
    "rate-margin": "a rate that is not worse",
    "mean-margin": "a mean that is not worse"
  },
  unit: {user: "users", account: "accounts"},
  better: {higher: "higher is better", lower: "lower is better"},
  spending: {"obrien-fleming": "O’Brien–Fleming", pocock: "Pocock", power: "power, t³"}
};

export function isRate({kind}: Pick<Plan, "kind">): boolean {
  return kind === "conversion" || kind === "rate-margin";
}

/** Whether the test is to show that nothing got worse by more than a margin. */
export function isMargin({kind}: Pick<Plan, "kind">): boolean {
  return kind === "rate-margin" || kind === "mean-margin";
}

/** Whether whole accounts are dealt to the arms and their users counted. */
export function isClustered({unit, size}: Pick<Plan, "unit" | "size">): boolean {
  return unit === "user" && size > 1;
}

const numbers = Object.entries(planDefaults).flatMap(([name, value]) =>
  typeof value === "number" ? [name as keyof PlanNumbers] : []
);
const choices = Object.keys(planChoices) as PlanChoice[];

/** The plan an address holds. What it does not hold, or what is no number or choice, is as by default. */
export function planOf(query: URLSearchParams): Plan {
  const plan: Plan = {...planDefaults};
  for (const name of numbers) {
    const text = query.get(name)?.trim();
    if (text && Number.isFinite(Number(text))) plan[name] = Number(text);
  }
  const chosen = choices.flatMap((name) => {
    const value = query.get(name);
    return value !== null && Object.hasOwn(planChoices[name], value) ? [[name, value]] : [];
  });
  return {...plan, ...(Object.fromEntries(chosen) as Partial<Plan>)};
}

/** What of a plan stands in the address: nothing that is as by default, and no number that is missing. */
export function parametersOf(plan: Plan): Parameters {
  const text = (name: keyof Plan) =>
    plan[name] === planDefaults[name] || Number.isNaN(plan[name]) ? null : String(plan[name]);
  return Object.fromEntries([...choices, ...numbers].map((name) => [name, text(name)]));
}
