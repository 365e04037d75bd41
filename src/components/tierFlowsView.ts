import {kindCounts, type CountCubes} from "./countCubes.js";
import {pooledKey} from "./cube.js";
import type {Selection} from "./filters.js";

/** Moves between plans, of which the kind is the plan left, a tab, and the plan taken. */
export interface TierFlows {
  up: CountCubes;
  down: CountCubes;
}

/** How often accounts went from one plan to another, and what that did to monthly revenue, in minor units. */
export interface Flow {
  from: string;
  to: string;
  isUp: boolean;
  count: number;
  mrrChange: number;
}

export interface TierFlowsView {
  flows: Flow[];
  /** Accounts whose moves up and down are too few to show, or of which it cannot be told. */
  hidden: {up: number; down: number};
}

/** The moves of a selection; a plan is the one left. */
export function tierFlowsView({up, down}: TierFlows, selection: Selection): TierFlowsView {
  const plan = selection.plan ?? null;
  const flows: Flow[] = [];
  const hidden = {up: 0, down: 0};
  for (const [cubes, direction] of [
    [up, "up"],
    [down, "down"]
  ] as const) {
    const {kinds, leftOut} = kindCounts(cubes, selection);
    const fits = (from: string) => plan === null || from === plan || from === pooledKey;
    for (const [kind, {moves = 0, mrr = 0, n = 0}] of kinds) {
      const [from = "", to = from] = kind.split("\t");
      if (!fits(from)) continue;
      if (plan !== null && from === pooledKey) hidden[direction] += n;
      else flows.push({from, to, isUp: direction === "up", count: moves, mrrChange: mrr});
    }
    for (const [kind, accounts] of leftOut) if (fits(kind.split("\t")[0]!)) hidden[direction] += accounts;
  }
  return {flows, hidden};
}
