import type {UseStudy} from "./effect.js";
import {isClear} from "./effectText.js";
import {list, pValue} from "./format.js";

/** The months compared before an upgrade: "6 to 2 months before". */
function monthsOf(events: readonly number[]): string {
  const [first, last] = [-Math.min(...events), -Math.max(...events)];
  if (first === last) return first === 1 ? "the month before" : `the month ${first} before`;
  return `months ${first} to ${last} before`;
}

/** What all months before the upgrade say together: whether the two sides moved alike until then. */
export function beforeVerdict({before}: UseStudy): string {
  if (!before)
    return "No month before the upgrade can be compared, so nothing tests whether the two sides moved alike.";
  const found =
    before.p < 0.05
      ? "taken together, they differ by more than chance gives"
      : "no month stands out from chance, which does not show that both moved alike";
  return `The test, ${monthsOf(before.events)}: ${found} (joint p ${pValue(before.p)}).`;
}

/** A warning where a month before the upgrade leaves out 0 by its own interval; null where none does. */
export function beforeWarning({events, before}: UseStudy): string | null {
  const off = events.filter((one) => one.event < -1 && isClear(one));
  if (off.length === 0) return before && before.p < 0.05 ? "Use differed before the upgrade already." : null;
  const below = off.filter(({att}) => att < 0).length;
  const how =
    below === off.length
      ? "may already have been rising"
      : below === 0
        ? "may already have been falling"
        : "may already have moved otherwise";
  const months = list(off.map(({event}) => String(-event)));
  return `Use ${how} before the upgrade: ${months} months before, the interval of that month leaves out 0. What follows may have begun earlier.`;
}
