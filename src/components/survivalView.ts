import {kaplanMeier, type SurvivalStep} from "../stats/kaplanMeier.js";
import {logRank} from "../stats/logRank.js";
import {medianSurvival} from "../stats/medianSurvival.js";
import {riskFromCounts} from "../stats/riskFromCounts.js";
import {cubeCells, pooledKey, select, total, type Cube, type CubeCell} from "./cube.js";
import type {Selection} from "./filters.js";
import {keyLabel, tierColor, type Site} from "./site.js";

export interface SurvivalResult {
  /** Accounts followed, those of them who entered late, those whose age nobody knows, and those who left. */
  accounts: number;
  late: number;
  unknown: number;
  left: number;
  /** Months after which nobody is followed. */
  oldest: number;
  plan: Cube;
  term: Cube;
}

export type SurvivalBy = "plan" | "term" | "all";

/** One curve as far as ten are at risk, and who was at risk at each of its ages. */
export interface SurvivalCurve {
  name: string;
  color: string;
  n: number;
  events: number;
  steps: SurvivalStep[];
  median: {value: number | null; lower: number | null; upper: number | null};
}

export interface SurvivalView {
  by: SurvivalBy;
  curves: SurvivalCurve[];
  /** Groups too small for a curve of even a few months. */
  short: string[];
  p: number | null;
  /** Accounts in groups too small to show, which the selection may or may not hold. */
  leftOut: number;
}

const least = 10;

/** Curves of the groups that the filters leave, and whether they differ by more than chance. */
export function survivalView(
  result: SurvivalResult,
  selection: Selection,
  {tiers, minCell}: Pick<Site, "tiers" | "minCell">,
  by: SurvivalBy
): SurvivalView {
  const first = by === "term" ? "term" : "plan";
  const {kept, unknown} = select(cellsFor(result[first], first, selection), selection);
  const values = [...new Set(kept.map((cell) => cell.keys[first]!))].filter((value) => value !== pooledKey);
  const groups =
    by === "all"
      ? [{name: "All accounts", color: "var(--accent)", cells: kept}]
      : values
          .map((value) => ({
            value,
            cells: kept.filter((cell) => cell.keys[first] === value),
            ...look(value, by, tiers)
          }))
          .filter(({cells}) => total(cells, "n") >= minCell)
          .sort((a, b) => a.order - b.order);
  const tables = groups.map(({cells}) => riskOf(cells, result.oldest));
  const all = groups.map(({name, color, cells}, g): SurvivalCurve => {
    const few = tables[g]!.findIndex(({atRisk}) => atRisk < least);
    const steps = kaplanMeier(tables[g]!.slice(0, few < 0 ? undefined : few));
    const events = steps.reduce((sum, step) => sum + step.events, 0);
    return {name, color, n: total(cells, "n"), events, steps, median: medianSurvival(steps)};
  });
  return {
    by,
    curves: all.filter(({steps}) => steps.length > 1),
    short: all.filter(({steps}) => steps.length < 2).map(({name}) => name),
    p: tables.length > 1 ? (logRank(tables)?.p ?? null) : null,
    leftOut: total(unknown, "n")
  };
}

/** The cube of the first dimension alone, or with the one other that is chosen, else the one of all. */
function cellsFor(cube: Cube, first: string, selection: Selection): readonly CubeCell[] {
  const others = Object.keys(selection).filter((d) => d !== first && selection[d] != null);
  const margin = others.length > 1 ? undefined : cube.margins?.[others[0] ?? first];
  return cubeCells(margin ?? cube);
}

function riskOf(cells: readonly CubeCell[], oldest: number) {
  const counts = (kind: string) => Array.from({length: oldest + 1}, (_, age) => total(cells, `${kind}_${age}`));
  return riskFromCounts({entered: counts("entered"), events: counts("lost"), left: counts("gone")});
}

const termNames: Record<string, string> = {1: "Monthly", 3: "Quarterly", 6: "Half-yearly", 12: "Yearly"};
const termColors = ["var(--new)", "var(--accent)", "var(--contraction)", "var(--churn)"];

/** "Monthly" for 1, "24 months" for 24. */
export function termName(months: number | string): string {
  return termNames[String(months)] ?? `${months} months`;
}

function look(value: string, by: SurvivalBy, tiers: Site["tiers"]) {
  if (by === "term") {
    const order = Number(value);
    const color = termColors[order < 3 ? 0 : order < 12 ? 2 : order === 12 ? 1 : 3]!;
    return {name: termName(value), color: Number.isNaN(order) ? "var(--tertiary)" : color, order: order || Infinity};
  }
  const rank = tiers.find((tier) => tier.name === value)?.rank;
  return {name: keyLabel(value), color: tierColor(rank, tiers.length), order: rank ?? Infinity};
}
