import type {Currency} from "./catalogue.js";
import type {Random} from "./random.js";
import {companyNames, industries, personName} from "./names.js";

export const regions = ["Europe", "North America", "Asia Pacific"] as const;
export type SizeBand = "small" | "medium" | "large";

export interface Account {
  id: string;
  recordId: number;
  workspaceId: string;
  name: string;
  domain: string;
  industry: string;
  employees: number;
  sizeBand: SizeBand;
  region: (typeof regions)[number];
  currency: Currency;
  contact: {name: string; email: string; role: string};
  createdAt: number;
  type: "Customer" | "Prospect";
  mergedInto: string | null;
  mergedAt: number | null;
  /** Lasting mood of the account, in points of a 0 to 10 answer. */
  mood: number;
}

// Shares of small, medium and large companies, by tier of the first plan.
const sizeShares = [
  [0.58, 0.29, 0.13],
  [0.42, 0.37, 0.21],
  [0.29, 0.41, 0.3],
  [0.22, 0.38, 0.4]
] as const;

const employeeRange = {small: [4, 49], medium: [50, 499], large: [500, 6000]} as const;

/** A maker of accounts, numbered in the order they are made; it repeats no name, nor one of those taken. */
export function accountMaker(
  random: Random,
  last = 1000,
  taken: readonly string[] = []
): (tier: number, createdAt: number) => Account {
  const companyName = companyNames(random.fork("names"), taken);
  let number = last;
  return (tier, createdAt) => {
    number++;
    const industry = random.weighted(industries.map((name, i) => [name, [0.3, 0.2, 0.2, 0.16, 0.14][i]!] as const));
    const name = companyName(industry);
    const domain = `${name.toLowerCase().replaceAll(" ", "-")}.example`;
    const [small, medium, large] = sizeShares[tier]!;
    const sizeBand = random.weighted<SizeBand>([
      ["small", small],
      ["medium", medium],
      ["large", large]
    ]);
    const [low, high] = employeeRange[sizeBand];
    const region = random.weighted([
      [regions[0], 0.39],
      [regions[1], 0.37],
      [regions[2], 0.24]
    ]);
    const person = personName(random);
    const role = random.weighted([
      ["Admin", 0.4],
      ["Team lead", 0.25],
      ["Finance", 0.15],
      ["IT", 0.2]
    ]);
    return {
      id: `ds-${number}`,
      recordId: 70_000_000 + number * 37,
      workspaceId: `w${number}`,
      name,
      domain,
      industry,
      employees: Math.round(low * (high / low) ** random.next()),
      sizeBand,
      region,
      currency: region === "Europe" ? (random.chance(0.78) ? "EUR" : "USD") : random.chance(0.02) ? "EUR" : "USD",
      contact: {name: person, email: `${person.toLowerCase().replace(" ", ".")}@${domain}`, role},
      createdAt,
      type: "Prospect",
      mergedInto: null,
      mergedAt: null,
      mood: random.normal(0, 1.1)
    };
  };
}
