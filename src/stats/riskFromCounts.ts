import {checkCount} from "./arguments.js";
import type {RiskStep} from "./riskTable.js";

/** What happened at each age, 0 first: subjects that came under watch then, had the event, and left the watch for whatever reason. */
export interface AgeCounts {
  entered: readonly number[];
  events: readonly number[];
  left: readonly number[];
}

/**
 * The risk table of counts by age: a row for every age from 1 to the last anybody reached, the number at risk just before it.
 *
 * Who enters at an age is at risk from the next on; who leaves at an age was at risk at it. `left` includes the events. Counts of
 * groups add up, so a table of any selection comes from sums. Throws on counts that cannot be.
 *
 * riskFromCounts({entered: [3], events: [0, 1], left: [0, 1, 2]}) // [{time: 1, atRisk: 3, events: [1]}, {time: 2, atRisk: 2, events: [0]}]
 */
export function riskFromCounts({entered, events, left}: AgeCounts): RiskStep[] {
  const last = left.findLastIndex((n) => n > 0);
  let atRisk = (entered[0] ?? 0) - (left[0] ?? 0);
  return Array.from({length: Math.max(0, last)}, (_, i) => {
    const time = i + 1;
    const step = {time, atRisk, events: [checkCount("events", events[time] ?? 0)]};
    atRisk += checkCount("entered", entered[time] ?? 0) - checkCount("left", left[time] ?? 0);
    if (atRisk < 0) throw new RangeError(`invalid left: more than are at risk at ${time}`);
    return step;
  });
}
