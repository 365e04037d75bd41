import type {Cumulative, PastEffect, Readout} from "../results/readout.js";
import {heterogeneity} from "../stats/index.js";
import type {ExperimentRead} from "./analyse.js";
import {isHoldout} from "./holdoutGaps.js";
import {type LogRatio, isRate, liftOf, logRatio} from "./logRatio.js";

/** One effect with what its sums need: on the log scale. */
export interface Estimated {
  effect: PastEffect;
  log: LogRatio;
  /** How much of its own distance from the mean is kept; null without a spread between tests. */
  own: number | null;
}

/** What is common to all: mean and its error on the log scale. */
interface Usual {
  mean: number;
  se: number;
  tau2: number;
}

/** Finished, planned and split as planned, so that its differences are effects. A holdout tests no message. */
export function isPast(test: ExperimentRead): boolean {
  return test.status === "finished" && !test.exploratory && !test.srm.flag && !isHoldout(test);
}

/**
 * Every variant's effect on its test's first primary rate, raw and drawn towards the mean of all (empirical Bayes: DerSimonian and
 * Laird's mean and τ²). Nothing is drawn where there is one test only. Variants of one test share a control, which τ² takes no notice of:
 * they look more alike than they are, so effects of such tests are drawn a little further. Of several variants that won one test, the one
 * with the largest effect is taken as shipped.
 * Winners are too large on average; drawn effects are not, whichever were picked: Efron (2011), JASA 106:1602–1614.
 */
export function pastEffects(tests: readonly ExperimentRead[]): {
  effects: Estimated[];
  usual: Readout["usual"];
  omitted: Readout["omitted"];
  common: Usual | null;
} {
  const omitted: Readout["omitted"] = [];
  const raw = tests.flatMap((test): Estimated[] => {
    const first = test.comparisons.find((one) => one.role === "primary" && isRate(one));
    const own = test.comparisons.filter((one) => one.role === "primary" && one.metric === first?.metric);
    const found = own.flatMap((comparison): Estimated[] => {
      const log = first ? logRatio(test, comparison) : null;
      if (!log) return [];
      const effect: PastEffect = {
        ...{id: test.id, slug: test.slug, name: test.name, unit: test.unit, ended: test.ends ?? test.to},
        ...{metric: comparison.metric, metricName: comparison.metricName, decision: comparison.decision},
        variant: test.arms.find(({id}) => id === comparison.variant)?.name ?? comparison.variant,
        n: comparison.nControl + comparison.nVariant,
        ...{shipped: false, raw: liftOf(log.value, log.se), shrunken: null}
      };
      return [{effect, log, own: null}];
    });
    const reason = first ? "too few conversions for a ratio" : "its primary metric is no rate";
    if (found.length === 0) omitted.push({name: test.name, reason});
    return found;
  });
  const ids = new Set(raw.map(({effect}) => effect.id));
  const found = ids.size < 2 ? null : heterogeneity(raw.map(({log}) => log));
  const effects = raw
    .map((one, i): Estimated => {
      if (!found) return one;
      const {value, se} = found.shrunk[i]!;
      const own = found.tau2 / (found.tau2 + one.log.se ** 2);
      return {...one, effect: {...one.effect, shrunken: liftOf(value, se)}, own};
    })
    .sort((a, b) => a.effect.ended.localeCompare(b.effect.ended));
  const size = ({effect}: Estimated) => (effect.shrunken ?? effect.raw).value;
  for (const id of ids) {
    const won = effects.filter(({effect}) => effect.id === id && effect.decision === "ship");
    const best = won.sort((a, b) => size(b) - size(a))[0];
    if (best) best.effect.shipped = true;
  }
  const {value: mean = 0, se = 0} = found?.random ?? {};
  return {
    effects,
    usual: found && {
      ...{mean: liftOf(mean, se), spread: Math.sqrt(found.tau2), tests: ids.size, effects: raw.length}
    },
    omitted,
    common: found && {mean, se, tau2: found.tau2}
  };
}

/**
 * What shipped, a metric at a time: log ratios added up, which multiplies the ratios and holds where no change takes from another. The
 * drawn sum has the error of each effect and that of the mean they are all drawn towards; the error of τ² is left out, so that of 400
 * simulated sets of 10 to 40 tests its interval held the truth in 84 to 95 %, that of the raw sum in 35 to 86 %.
 */
export function cumulate(effects: readonly Estimated[], common: Usual | null): Cumulative[] {
  const shipped = effects.filter(({effect}) => effect.shipped);
  return [...new Set(shipped.map(({effect}) => effect.metric))].map((metric) => {
    const own = shipped.filter(({effect}) => effect.metric === metric);
    const sum = (of: (one: Estimated) => number) => own.reduce((total, one) => total + of(one), 0);
    const kept = (one: Estimated) => one.own ?? 1;
    return {
      ...{metric, metricName: own[0]!.effect.metricName, tests: own.length},
      naive: liftOf(
        sum(({log}) => log.value),
        Math.sqrt(sum(({log}) => log.se ** 2))
      ),
      shrunken:
        common &&
        liftOf(
          sum((one) => common.mean + kept(one) * (one.log.value - common.mean)),
          Math.sqrt(sum((one) => kept(one) * one.log.se ** 2) + (sum((one) => 1 - kept(one)) * common.se) ** 2)
        )
    };
  });
}
