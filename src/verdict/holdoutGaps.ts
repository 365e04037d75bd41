import type {Cumulative, HoldoutGap} from "../results/readout.js";
import type {ExperimentRead} from "./analyse.js";
import {isRate, liftOf, logRatio} from "./logRatio.js";

const tag = "holdout";

/** Whether one arm of the test is kept without messages. */
export function isHoldout({arms}: Pick<ExperimentRead, "arms">): boolean {
  return arms.some(({tags}) => tags.includes(tag));
}

/**
 * How much better those with messages do than those kept without, for every primary rate of a test with an arm tagged holdout, running
 * or not, beside what shipped by its last day moved the same metric by. A gap holds all that messages do, those that were never tested
 * among them, so it need not equal the sum.
 */
export function holdoutGaps(
  tests: readonly ExperimentRead[],
  shippedBy: (metric: string, day: string) => Cumulative | null
): HoldoutGap[] {
  return tests.filter(isHoldout).flatMap((test) => {
    const held = test.arms.find(({tags}) => tags.includes(tag))!.id;
    const rates = test.comparisons.filter((one) => one.role === "primary" && isRate(one));
    return rates
      .filter(({control, variant}) => control === held || variant === held)
      .map((one): HoldoutGap => {
        const flipped = one.variant === held;
        const log = test.srm.flag ? null : logRatio(test, one);
        const last = test.ends !== null && test.ends < test.to ? test.ends : test.to;
        return {
          ...{slug: test.slug, name: test.name, status: test.status, from: test.from, to: test.to, unit: test.unit},
          ...{metric: one.metric, metricName: one.metricName},
          nHoldout: flipped ? one.nVariant : one.nControl,
          nRest: flipped ? one.nControl : one.nVariant,
          gap: log && liftOf(flipped ? -log.value : log.value, log.se),
          reason: test.srm.flag
            ? "units did not split as planned, so the groups cannot be compared"
            : log
              ? null
              : "too few conversions for a ratio",
          shipped: shippedBy(one.metric, last)
        };
      });
  });
}
