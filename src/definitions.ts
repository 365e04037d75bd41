import {feedback} from "./definitions/feedback.js";
import {retention} from "./definitions/retention.js";
import {retentionMethods} from "./definitions/retentionMethods.js";
import {revenue} from "./definitions/revenue.js";
import {upgradeQuality} from "./definitions/upgradeQuality.js";
import {upgrades} from "./definitions/upgrades.js";

/** What a value is counted in. Rates are 0–1, money is in major units of the reporting currency. */
export type Unit = "money" | "rate" | "count" | "score" | "ratio";

/** What a measure means. Pages, docs/metrics.md and the command line all read this one table. */
export interface Definition {
  id: string;
  /** Name in a sentence of its own. */
  name: string;
  /** Other names it goes by, under which it can be searched for. */
  also?: readonly string[];
  /** What it answers, for a reader who has never met it. */
  short: string;
  formula: string;
  unit: Unit;
  /** What is counted, and over which time. */
  grain: string;
  /** The mart it is computed from. */
  mart: string;
  /** Where the definition comes from, or which choice was made. */
  source: string;
  better: "higher" | "lower" | null;
  /** A stock is read at an instant, a flow over a period that must be closed. */
  kind: "stock" | "flow";
}

/** One answer. A value that does not exist is null and `reason` says why. */
export interface Measure {
  id: string;
  /** "YYYY-MM" */
  period: string;
  segment: string | null;
  value: number | null;
  lower: number | null;
  upper: number | null;
  n: number | null;
  unit: Unit;
  method: string;
  definition: string;
  /** "ok", or the names of the failing checks behind it. */
  checks: string;
  reason?: string;
}

/** Every measure by its id. */
export const definitions: Readonly<Record<string, Definition>> = Object.fromEntries(
  [...revenue, ...retention, ...retentionMethods, ...upgrades, ...upgradeQuality, ...feedback].map((d) => [d.id, d])
);
