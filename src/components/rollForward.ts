import type {Bridge} from "./bridgeChart.js";
import {total, type CubeCell} from "./cube.js";
import {addMonths} from "./format.js";

const flows = ["new", "expansion", "reactivation", "resume", "contraction", "pause", "churn", "fx"] as const;

/**
 * One month of the ledger in minor units; `start` is the end of the month before. Under a plan, `entered` and `left` are all that
 * accounts paid which changed to it and from it. `moved` is what groups too small to show, or take-overs between groups, add or take.
 */
export type RollForward = Required<Omit<Bridge, "from" | "to">> & {
  month: string;
  /** True while the month can still change. */
  open: boolean;
  entered: number;
  left: number;
};

/** The last 12 closed months of a selection of the ledger, and the open one. Every row adds up, and starts where the last one ended. */
export function rollForward(ledger: Map<string, CubeCell[]>, month: string | null, byPlan: boolean): RollForward[] {
  const until = [...ledger.keys()].sort();
  const rows = until.map((period, i) => {
    const sum = (name: string) => total(ledger.get(period)!, name);
    const start = i === 0 ? sum("start") : total(ledger.get(until[i - 1]!)!, "end");
    // All plans together, whoever changes plan has grown or shrunk, and has neither come nor gone.
    const crossed = byPlan ? 0 : 1;
    const gained = crossed * sum("crossing_expansion");
    const lost = crossed * sum("crossing_contraction");
    const entered = byPlan ? sum("entered") : 0;
    const left = byPlan ? sum("left") : 0;
    return {
      month: period,
      open: month === null || period > month,
      start,
      moved: sum("start") - start + crossed * (sum("entered") - sum("left") - gained + lost),
      entered,
      left,
      new: sum("new"),
      expansion: sum("expansion") + gained,
      reactivation: sum("reactivation"),
      resume: sum("resume"),
      contraction: sum("contraction") + lost,
      pause: sum("pause"),
      churn: sum("churn"),
      fx: sum("fx"),
      end: sum("end")
    };
  });
  return rows.slice(-12 - rows.filter((row) => row.open).length);
}

/** A year of the ledger in one; what entered and left stands together with what moved. */
export function bridgeOver(months: readonly RollForward[]): Bridge | null {
  const first = months[0];
  const last = months.at(-1);
  if (!first || !last) return null;
  const sum = (name: (typeof flows)[number] | "entered" | "left" | "moved") =>
    months.reduce((all, row) => all + row[name], 0);
  const flow = Object.fromEntries(flows.map((name) => [name, sum(name)])) as Record<(typeof flows)[number], number>;
  return {
    from: addMonths(first.month, -1),
    to: last.month,
    start: first.start,
    ...flow,
    moved: sum("moved") + sum("entered") - sum("left"),
    end: last.end
  };
}
