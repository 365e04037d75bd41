import type {Readout} from "../results/readout.js";
import {wilson} from "../stats/wilson.js";
import type {ExperimentRead} from "./analyse.js";
import {holdoutGaps, isHoldout} from "./holdoutGaps.js";
import {cumulate, isPast, pastEffects} from "./pastEffects.js";
import {type CopyTags, tagMeans} from "./tagMeans.js";

/**
 * What all message tests say together: how many won, what each did, raw and drawn towards what tests usually do, what shipped adds up to,
 * the gap to a holdout, and what tests with a tag in common had in common. Only finished, planned tests whose split holds count, each by
 * its first primary rate; on the log-ratio scale, told as lifts. Metrics of the same id are taken to be the same; different ones are
 * never added up.
 */
export function readout(tests: readonly ExperimentRead[], copyTags: CopyTags = () => []): Readout {
  const messages = tests.filter((test) => !isHoldout(test));
  const past = tests.filter(isPast).filter(({comparisons}) => comparisons.some(({role}) => role === "primary"));
  const {effects, usual, omitted, common} = pastEffects(past);
  const won = past.filter(({comparisons}) =>
    comparisons.some(({role, decision}) => role === "primary" && decision === "ship")
  ).length;
  const share = wilson(won, past.length);
  const planned = messages.filter(({exploratory}) => !exploratory);
  return {
    tally: {
      ...{tests: past.length, won},
      rate: share && {value: won / past.length, lower: share[0], upper: share[1]},
      running: planned.filter(({status, srm}) => status === "running" && !srm.flag).length,
      invalid: planned.filter(({srm}) => srm.flag).length,
      unplanned: messages.length - planned.length
    },
    usual,
    effects: effects.map(({effect}) => effect),
    omitted,
    cumulative: cumulate(effects, common),
    holdouts: holdoutGaps(tests, (metric, day) => {
      const before = effects.filter(({effect}) => effect.metric === metric && effect.ended <= day);
      return cumulate(before, common)[0] ?? null;
    }),
    tags: tagMeans(past, copyTags)
  };
}
