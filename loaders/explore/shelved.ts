import type {ExploreType} from "../../src/results/explore.js";

/** A number of a group: what is summed over the rows of the mart, r, and what it means. */
export type Sum = [sql: string, about: string, type?: "BIGINT" | "DOUBLE"];

/** A mart as it may be published: added up over groups of accounts. */
export interface Shelved {
  name: string;
  about: string;
  mart: string;
  /** The column of time: its name, a SQL date and what it means. Marts with `month_index` have m, their row of months. */
  period?: [name: string, sql: string, about: string];
  /** What a row is told apart by, besides time and group. */
  keys?: Record<string, [sql: string, about: string, type: ExploreType]>;
  /** Dimensions of its own, as SQL. */
  by?: Record<string, string>;
  /** Whether it is also grouped by plan, and by the segments of the settings. */
  plan?: boolean;
  segments?: boolean;
  /** Rows to leave out. */
  where?: string;
  sums: Record<string, Sum>;
}

/** 1 where a condition holds. */
export const when = (condition: string) => `case when ${condition} then 1 else 0 end`;

/** Sums of columns of money under their own names. */
export function amounts(of: Record<string, string>): Record<string, Sum> {
  return Object.fromEntries(
    Object.entries(of).map(([name, about]) => [name, [`r.${name}`, `${about}; money in minor units`] satisfies Sum])
  );
}

/** The months of a mart with `month_index`. */
export const month: Shelved["period"] = ["month", "m.month", "First day of the closed month"];
/** By month, and in every way accounts are grouped. */
export const everyGroup = {period: month, plan: true, segments: true};
