import type {Cumulative, PastEffect, Readout} from "../results/readout.js";
import {heterogeneity} from "../stats/heterogeneity.js";
import type {ExperimentRead} from "./analyse.js";
import {isHoldout} from "./holdoutGaps.js";
import {type LogRatio, isRate, liftOf, logRatio} from "./logRatio.js";

/** One effect with what its sums need: on the log scale. */
export interface Estimated {
  effect: PastEffect;
  log: LogRatio;
  /** Drawn towards the mean; null where one test is all there is. */
  drawn: Drawn | null;
}

/** An effect drawn to the mean: its value, and the parts of its error that add up in different ways. */
interface Drawn {
  value: number;
  /** Squared error of its own. */
  squared: number;
  /** How much of it is the mean, whose error all effects share. */
  lent: number;
  /** By how much it would move with one standard error of that share, which follows from τ² and is shared as well. */
  slope: number;
}

/** Mean of all effects with its error, on the log scale. */
interface Usual {
  mean: number;
  se: number;
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
      return [{effect, log, drawn: null}];
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
      const drawn = drawnOf(raw, i, found);
      const shrunken = liftOf(drawn.value, errorOf([drawn], found.random.se));
      return {...one, effect: {...one.effect, shrunken}, drawn};
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
    common: found && {mean, se}
  };
}

/**
 * One effect drawn to the mean of all. That τ² is estimated from so many effects is counted as Morris does: (1983), JASA 78:47–55,
 * written for more than three effects; with fewer the error is that of four.
 */
function drawnOf(
  all: readonly Estimated[],
  i: number,
  {tau2, random}: NonNullable<ReturnType<typeof heterogeneity>>
): Drawn {
  const {value, se} = all[i]!.log;
  const total = se * se + tau2;
  const lent = (se * se) / total;
  const usual = all.reduce((sum, {log}) => sum + log.se ** 2, 0) / all.length;
  const lentSquared = ((2 / Math.max(1, all.length - 3)) * lent * lent * (usual + tau2)) / total;
  const distance = value - random.value;
  return {
    ...{value: value - lent * distance, squared: (1 - lent) * se * se, lent},
    slope: distance * Math.sqrt(lentSquared)
  };
}

/** Standard error of a sum: own errors are independent, what all lean on is not. */
function errorOf(drawn: readonly Drawn[], seMean: number): number {
  const sum = (of: (one: Drawn) => number) => drawn.reduce((total, one) => total + of(one), 0);
  return Math.sqrt(sum(({squared}) => squared) + (sum(({lent}) => lent) * seMean) ** 2 + sum(({slope}) => slope) ** 2);
}

/**
 * What shipped, a metric at a time: log ratios added up, which multiplies the ratios and holds where no change takes from another. The
 * drawn sum has the error of each effect, of the mean they are all drawn to, and of how far. In 200 simulated sets of 10 to 40 tests its
 * interval held the truth in 94 to 97 %, that of the raw sum in 36 to 86 %.
 */
export function cumulate(effects: readonly Estimated[], common: Usual | null): Cumulative[] {
  const shipped = effects.filter(({effect}) => effect.shipped);
  return [...new Set(shipped.map(({effect}) => effect.metric))].map((metric) => {
    const own = shipped.filter(({effect}) => effect.metric === metric);
    const drawn = own.flatMap((one) => one.drawn ?? []);
    const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
    return {
      ...{metric, metricName: own[0]!.effect.metricName, tests: own.length},
      naive: liftOf(sum(own.map(({log}) => log.value)), Math.sqrt(sum(own.map(({log}) => log.se ** 2)))),
      shrunken: common && liftOf(sum(drawn.map(({value}) => value)), errorOf(drawn, common.se))
    };
  });
}
