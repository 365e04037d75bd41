import type {Estimated} from "../../src/results/messages.js";
import {ratioOfSums, wilson} from "../../src/stats/index.js";

/** Σy / Σx over accounts, a row an account, with the interval of that; null with fewer accounts than are shown. */
export function ratioOver(rows: readonly {y: number; x: number}[], minCell: number): Estimated | null {
  const n = rows.length;
  if (n < minCell) return null;
  const sumY = rows.reduce((sum, {y}) => sum + y, 0);
  const sumX = rows.reduce((sum, {x}) => sum + x, 0);
  const [meanY, meanX] = [sumY / n, sumX / n];
  const moment = (part: (row: {y: number; x: number}) => number) => rows.reduce((sum, row) => sum + part(row), 0);
  const found = ratioOfSums(
    {
      ...{n, sumY, sumX},
      yy: moment(({y}) => (y - meanY) ** 2),
      xx: moment(({x}) => (x - meanX) ** 2),
      xy: moment(({x, y}) => (x - meanX) * (y - meanY))
    },
    {min: 0, max: 1}
  );
  return found && {value: found.value, lower: found.lower, upper: found.upper, n};
}

/** A share of units with its Wilson interval. */
export function shareOf(count: number, n: number): Estimated {
  const interval = wilson(count, n);
  return {value: n > 0 ? count / n : null, lower: interval?.[0] ?? null, upper: interval?.[1] ?? null, n};
}

/** The value of which a share of all is at or below; of two middle values the lower. Null without values. */
export function quantileOf(sorted: readonly number[], share: number): number | null {
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? null;
}
