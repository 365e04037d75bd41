import {wilson} from "../../src/stats/index.js";
import type {Answer, Context, Parts} from "./answers.js";
import {matureBy} from "./trialAnswers.js";

/** Whether upgrades were needed, lasted and were used, each over a year of upgrades; and who bought the next version. */
export function upgradeQuality({history, i, byPlan}: Context): Record<string, Answer> {
  const {label} = history[i]!;
  const year = history.slice(Math.max(0, i - 11), i + 1).map((h) => h.label);
  /** Sums of a recipe over some months. */
  const share = (recipe: keyof Parts, part: string, whole: string, labels: string[], text: Texts): Answer => {
    const months = history.filter((h) => labels.includes(h.label)).map((h) => h.parts[recipe]?.values);
    const sum = (name: string) => months.reduce((total, values) => total + (values?.[name] ?? 0), 0);
    const [x, n] = [sum(part), sum(whole)];
    const interval = wilson(x, n);
    return {
      value: n > 0 ? x / n : null,
      lower: interval?.[0] ?? null,
      upper: interval?.[1] ?? null,
      n,
      method: `${text.of}; Wilson interval`,
      reason: text.none
    };
  };
  const reversed = (days: number) =>
    share("upgradeEvents", `reversed_${days}`, `seen_${days}`, matureBy(label, days), {
      of: `the last 12 months of upgrades that are ${days} days old`,
      none: `no upgrade is ${days} days old`
    });
  const adopted = (days: number) =>
    share("featureAdoption", `used_${days}`, `seen_${days}`, matureBy(label, days), {
      of: `the last 12 months of tier upgrades that are ${days} days old`,
      none: `no tier upgrade that brought a new feature is ${days} days old`
    });
  const release = history.slice(0, Math.max(0, i - 11)).findLast((h) => h.parts.perpetualOwners)?.label;
  return {
    upgrade_without_need: share("upgradeEvents", "no_need", "known_need", year, {
      of: "tier upgrades of 12 months whose use of limits is known",
      none: "no tier upgrade with a known use of limits"
    }),
    upgrade_reversal_90: reversed(90),
    upgrade_reversal_180: reversed(180),
    feature_adoption_30: adopted(30),
    feature_adoption_60: adopted(60),
    feature_adoption_90: adopted(90),
    ...(byPlan
      ? {}
      : {
          perpetual_upgrade_rate: share("perpetualOwners", "bought", "seen", release === undefined ? [] : [release], {
            of: `owners at the release of ${release ?? "a later version"}, 12 months on`,
            none: "no version with owners of the one before was released 12 months ago or earlier"
          })
        })
  };
}

/** What the share is of, and why there is none. */
interface Texts {
  of: string;
  none: string;
}
