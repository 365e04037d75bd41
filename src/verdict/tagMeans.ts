import type {TagMean} from "../results/readout.js";
import {benjaminiHochberg} from "../stats/adjustP.js";
import {hartungKnapp} from "../stats/hartungKnapp.js";
import type {SegmentEstimate} from "../stats/heterogeneity.js";
import {tUpperQuantile} from "../stats/studentT.js";
import type {ExperimentRead} from "./analyse.js";
import {isRate, liftOf, type LogRatio, logRatio} from "./logRatio.js";

/** What the copy of an arm is like, beyond the tags of the plan. */
export type CopyTags = (test: ExperimentRead, arm: string) => readonly string[];

/**
 * For each tag, the mean difference of tests whose variant has it and whose control has not, by random effects with Hartung and Knapp's
 * interval. Variants of one test that share the tag count as one: their mean, with the error of the control that they share. No mean for
 * one test. It is observed, not an effect of the tag: arms differ in more than one tag, and tests with the tag in more than the arms.
 */
export function tagMeans(tests: readonly ExperimentRead[], copyTags: CopyTags): TagMean[] {
  const sources = ["plan", "copy"] as const;
  const all = sources.flatMap((source) => {
    const tagsOf = (test: ExperimentRead, arm: string): readonly string[] =>
      source === "copy" ? copyTags(test, arm) : (test.arms.find(({id}) => id === arm)?.tags ?? []);
    const tags = [...new Set(tests.flatMap((test) => test.arms.flatMap(({id}) => tagsOf(test, id))))].sort();
    return tags.flatMap((tag): TagMean[] => {
      const studies = tests.flatMap((test) => {
        const study = studyOf(test, (arm) => tagsOf(test, arm).includes(tag));
        return study ? [{...study, name: test.name}] : [];
      });
      return studies.length > 0 ? [meanOf(tag, source, studies)] : [];
    });
  });
  const adjusted = benjaminiHochberg(all.map(({p}) => p));
  all.forEach((one, i) => (one.pAdjusted = adjusted[i] ?? null));
  return all.sort((a, b) => b.tests.length - a.tests.length || (b.mean?.value ?? 0) - (a.mean?.value ?? 0));
}

function meanOf(
  tag: string,
  source: TagMean["source"],
  studies: readonly (SegmentEstimate & {name: string})[]
): TagMean {
  const found = hartungKnapp(studies);
  return {
    ...{tag, source, tests: studies.map(({name}) => name)},
    mean: found && liftOf(found.value, found.se, tUpperQuantile(0.025, found.df)),
    p: found?.p ?? null,
    pAdjusted: null,
    spread: found && Math.sqrt(found.tau2)
  };
}

function studyOf(test: ExperimentRead, has: (arm: string) => boolean): SegmentEstimate | null {
  const first = test.comparisons.find((one) => one.role === "primary" && isRate(one));
  const own = test.comparisons.filter((one) => one.role === "primary" && one.metric === first?.metric);
  const logs = own
    .filter(({control, variant}) => has(variant) && !has(control))
    .map((comparison) => logRatio(test, comparison))
    .filter((log): log is LogRatio => log !== null);
  const m = logs.length;
  if (m === 0) return null;
  // Any two of them vary together by what their control does.
  const shared = Math.min(...logs.map((log) => Math.min(log.shared, log.se ** 2)));
  const squares = logs.reduce((sum, {se}) => sum + se * se, 0);
  return {
    value: logs.reduce((sum, {value}) => sum + value, 0) / m,
    se: Math.sqrt(squares + m * (m - 1) * shared) / m
  };
}
