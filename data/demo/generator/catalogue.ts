export const tiers = ["Starter", "Team", "Business", "Enterprise"] as const;
export type Interval = "monthly" | "quarterly" | "annual" | "two-year" | "three-year";
export type Currency = "USD" | "EUR";

// Monthly list price of a seat, minor units, the same figure in both currencies.
// Multiples of 6, so that a year at ten months' price divides by twelve.
const seatPrices = [1200, 2400, 4200, 6600];

/** Flat-priced items beside the plan; they have no place in the order of tiers. */
export const addOns = [
  {code: "analytics-addon", name: "Analytics add-on", price: 9000},
  {code: "priority-support", name: "Priority support", price: 15000}
] as const;

export type AddOn = (typeof addOns)[number]["code"];

/** planCode(1, "annual") // "team-annual" */
export function planCode(tier: number, interval: Interval): string {
  return `${tiers[tier]!.toLowerCase()}-${interval}`;
}

const lengths: Record<Interval, {months: number; paid: number}> = {
  monthly: {months: 1, paid: 1},
  quarterly: {months: 3, paid: 3},
  annual: {months: 12, paid: 10},
  "two-year": {months: 24, paid: 20},
  "three-year": {months: 36, paid: 30}
};

export function monthsOf(interval: Interval): number {
  return lengths[interval].months;
}

/** List price of a seat per interval, minor units; a year costs ten months. */
export function seatPrice(tier: number, interval: Interval): number {
  return seatPrices[tier]! * lengths[interval].paid;
}

export function addOnPrice(code: AddOn, interval: Interval): number {
  return addOns.find((addOn) => addOn.code === code)!.price * lengths[interval].paid;
}

/** Plans of the tiers as sold: at which intervals each tier is, and what a payment covers. */
export const offerings = tiers.flatMap((name, tier) => {
  const rare: Interval[] = [
    ["quarterly"],
    ["two-year"],
    ["quarterly", "two-year", "three-year"],
    ["two-year", "three-year"]
  ][tier] as Interval[];
  return (["monthly", "annual", ...rare] as Interval[]).map((interval) => {
    const months = monthsOf(interval);
    const [unit, count] = months % 12 ? (["month", months] as const) : (["year", months / 12] as const);
    return {tier, name, plan: planCode(tier, interval), label: interval, unit, count, price: seatPrice(tier, interval)};
  });
});

/** Licences for short projects; their prices make a whole number of cents a month. */
export const shortPlans = [
  {plan: "team-weekly", label: "weekly", tier: 1, name: "Team", unit: "week", count: 1, price: 900},
  {plan: "team-daily", label: "daily", tier: 1, name: "Team", unit: "day", count: 1, price: 240}
] as const;

/** What a thousand API calls beyond the included ones cost, for accounts that keep going at their limit. */
export const overage = {plan: "api-overage", name: "API overage", per: 1000, price: 400};

/** What each plan includes a month, lowest tier first. */
export const limits = {
  api_calls: [2_000, 8_000, 30_000, 120_000],
  automation_runs: [200, 900, 3_500, 14_000]
};

/** Bands of limit pressure: use in a month as a share of what the plan includes, the fullest feature counting. */
export const bands = [
  {from: 0, to: 0.5},
  {from: 0.5, to: 0.8},
  {from: 0.8, to: 1},
  {from: 1, to: null}
] as const;

export function bandOf(pressure: number): number {
  return bands.findIndex(({to}) => to === null || pressure < to);
}

/** Every feature of the product; the first three come with the first day. */
export const features = [
  "projects",
  "dashboards",
  "api_calls",
  "automation_runs",
  "reports",
  "integrations",
  "exports",
  "approvals"
] as const;

export type Feature = (typeof features)[number];

/** Features that come with a tier and are not in the lower ones, 0 to 3. */
export const tierFeatures = {
  forecasts: 1,
  guest_access: 1,
  audit_log: 2,
  custom_roles: 2,
  single_sign_on: 3,
  sandboxes: 3
} as const;

export type TierFeature = keyof typeof tierFeatures;

/** Euro rates by month in millionths of a dollar; ending in 1, 3, 7 or 9, no balance lands on half a cent. */
export const euroRates = [
  1.081273, 1.076619, 1.084537, 1.101429, 1.110613, 1.090371, 1.063297, 1.047813, 1.035459, 1.041291, 1.080747,
  1.121383, 1.127859, 1.151627, 1.168213, 1.163771, 1.173349, 1.163517, 1.156203, 1.170911, 1.178437, 1.183069,
  1.169753, 1.161389, 1.155127, 1.148633, 1.152971, 1.160447, 1.166819, 1.171543
].map((rate) => Math.round(rate * 1e6));

export function rateOf(currency: Currency, month: number): number {
  return currency === "USD" ? 1_000_000 : euroRates[month]!;
}
