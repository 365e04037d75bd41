export const tiers = ["Starter", "Team", "Business", "Enterprise"] as const;
export type Interval = "monthly" | "annual";
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

export function monthsOf(interval: Interval): number {
  return interval === "annual" ? 12 : 1;
}

/** List price of a seat per interval, minor units; a year costs ten months. */
export function seatPrice(tier: number, interval: Interval): number {
  return seatPrices[tier]! * (interval === "annual" ? 10 : 1);
}

export function addOnPrice(code: AddOn, interval: Interval): number {
  return addOns.find((addOn) => addOn.code === code)!.price * (interval === "annual" ? 10 : 1);
}

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

/** Euro rates by month in millionths of a dollar; ending in 1, 3, 7 or 9, no balance lands on half a cent. */
export const euroRates = [
  1.081273, 1.076619, 1.084537, 1.101429, 1.110613, 1.090371, 1.063297, 1.047813, 1.035459, 1.041291, 1.080747,
  1.121383, 1.127859, 1.151627, 1.168213, 1.163771, 1.173349, 1.163517, 1.156203, 1.170911, 1.178437, 1.183069,
  1.169753, 1.161389, 1.155127, 1.148633, 1.152971, 1.160447, 1.166819, 1.171543
].map((rate) => Math.round(rate * 1e6));

export function rateOf(currency: Currency, month: number): number {
  return currency === "USD" ? 1_000_000 : euroRates[month]!;
}
