import {checkCount} from "./arguments.js";

/**
 * One subject: at risk after `entry` and up to and including `exit`; cause 0 is censored at exit, 1 and up an event of that cause.
 *
 * Without an entry it is at risk from the start, so an event at time 0 counts as well. The weight is a number of like subjects.
 */
export interface Subject {
  entry?: number;
  exit: number;
  cause: number;
  weight?: number;
}

/** Counts at one time: subjects at risk just before it, and events at it by cause. A table from SQL has the same shape. */
export interface RiskStep {
  time: number;
  atRisk: number;
  events: number[];
}

/**
 * The counts that every function on survival starts from, one row per time at which somebody leaves or enters late, by time.
 *
 * Who is censored at a time is still at risk for the events at it. Entries have rows of their own, without events, so that the
 * number at risk at any time is that of the next row; another group's events may fall in between. `causes` is the number of causes
 * told apart. Throws on a subject that leaves no later than it enters, and on causes and weights that cannot be.
 *
 * riskTable([{exit: 2, cause: 1}, {exit: 2, cause: 0}, {exit: 3, cause: 1}]) // [{time: 2, atRisk: 3, events: [1]}, {time: 3, atRisk: 1, events: [1]}]
 */
export function riskTable(subjects: readonly Subject[], causes = 1): RiskStep[] {
  for (const subject of subjects) checkSubject(subject, causes);
  const weightOf = (subject: Subject) => subject.weight ?? 1;
  const exits = subjects.filter((subject) => weightOf(subject) > 0).sort((a, b) => b.exit - a.exit);
  const entries = exits.filter(({entry}) => entry !== undefined).sort((a, b) => b.entry! - a.entry!);
  const steps: RiskStep[] = [];
  // From the latest time back: whoever leaves later is at risk, unless it enters at or after the time.
  let [left, entered, i, j] = [0, 0, 0, 0];
  while (i < exits.length || (j < entries.length && entries[j]!.entry! > 0)) {
    const time = Math.max(exits[i]?.exit ?? 0, entries[j]?.entry ?? 0);
    const events = Array.from({length: causes}, () => 0);
    for (; i < exits.length && exits[i]!.exit === time; ++i) {
      const {cause} = exits[i]!;
      left += weightOf(exits[i]!);
      if (cause > 0) events[cause - 1]! += weightOf(exits[i]!);
    }
    for (; j < entries.length && entries[j]!.entry! >= time; ++j) entered += weightOf(entries[j]!);
    // Who enters at or after the time leaves after it, so as many entered as left is nobody at risk, whatever the rounding.
    steps.push({time, atRisk: i === j ? 0 : left - entered, events});
  }
  return steps.reverse();
}

/**
 * All events of a step, of whatever cause; throws if there are more of them than subjects at risk.
 *
 * countEvents({time: 1, atRisk: 5, events: [2, 1]}) // 3
 */
export function countEvents({time, atRisk, events}: RiskStep): number {
  checkCount("number at risk", atRisk);
  const count = events.reduce((sum, n) => sum + checkCount("events", n), 0);
  // Weights need not add up to the last digit.
  if (count > atRisk * (1 + 1e-9)) throw new RangeError(`invalid events: ${count} of ${atRisk} at risk at ${time}`);
  return count > atRisk * (1 - 1e-12) ? atRisk : count;
}

function checkSubject({entry, exit, cause, weight = 1}: Subject, causes: number): void {
  checkCount("exit", exit);
  checkCount("weight", weight);
  if (entry !== undefined && !(checkCount("entry", entry) < exit)) throw new RangeError(`invalid entry: ${entry}`);
  if (!(Number.isInteger(cause) && cause >= 0 && cause <= causes)) throw new RangeError(`invalid cause: ${cause}`);
}
