import {plural} from "./format.js";

/** What every page knows about the data behind it. */
export interface Site {
  company: string;
  currency: string;
  minorPerMajor: number;
  asOf: string;
  closedMonth: string | null;
  openMonth: string | null;
  dimensions: string[];
  values: Record<string, string[]>;
  tiers: {name: string; rank: number}[];
  checks: {
    total: number;
    held: number;
    failed: {name: string; severity: string; broken: number; about: string; measures: string[]}[];
  };
  tables: Record<string, number>;
  missing: string[];
  /** Months between the two ends of retention. */
  windowMonths: number;
  minCell: number;
  annotations?: {on: string; text: string}[];
}

/** When retention's window begins: "a year ago", or "6 months ago" where it is set so. */
export function windowAgo({windowMonths}: Pick<Site, "windowMonths">): string {
  return windowMonths === 12 ? "a year ago" : `${windowMonths} months ago`;
}

const labels: Record<string, string> = {
  plan: "Plan",
  size_band: "Size",
  region: "Region",
  industry: "Industry",
  role: "Role"
};

/** "Size" for size_band; a dimension of one's own is named as its column. */
export function dimensionLabel(dimension: string): string {
  const words = dimension.replaceAll("_", " ");
  return labels[dimension] ?? words.charAt(0).toUpperCase() + words.slice(1);
}

/** Why the rows of a comparison hold fewer accounts than the total; null where they hold all. */
export function smallGroupsNote(accounts: number, {minCell}: Site): string | null {
  return accounts > 0
    ? `${plural(accounts, "account")} in groups of fewer than ${minCell} count in the total, but not in every row.`
    : null;
}

/** A value of a dimension in words; what has none is said so that it does not read as a claim about plans. */
export function keyLabel(value: string): string {
  return value === "no plan" ? "without a plan" : value;
}

/** Tiers are ordinal: one hue from light to dark, spread over the ranks there are. */
export function tierColor(rank: number | null | undefined, tiers: number): string {
  if (!rank || tiers < 1) return "var(--tertiary)";
  const step = tiers === 1 ? 4 : 1 + Math.round(((rank - 1) / (tiers - 1)) * 3);
  return `var(--tier-${Math.min(4, Math.max(1, step))})`;
}
