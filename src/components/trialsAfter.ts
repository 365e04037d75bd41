import type {Counts} from "./trialCounts.js";
import {share, type Share} from "./trialsWins.js";

/** Converted trials some days after the conversion. */
export interface AfterRow {
  day: number;
  /** Of those whose day is over, how many still pay. */
  paying: Share;
  holds: {higher: number; same: number; lower: number; gone: number};
}

export function afterRows({values}: Counts, {afterDays}: {afterDays: number[]}, minCell: number): AfterRow[] {
  return afterDays.flatMap((day) => {
    const at = (what: string) => values[`${day}|${what}`] ?? 0;
    const holds = {
      higher: at("higher tier"),
      same: at("same tier"),
      lower: at("lower tier"),
      gone: at("not paying")
    };
    const paying = holds.higher + holds.same + holds.lower;
    const n = paying + holds.gone;
    return n < minCell ? [] : [{day, paying: share(paying, n), holds}];
  });
}

/** What those who tried say afterwards, by whether they pay. */
export interface FeedbackRow {
  outcome: "converted" | "abandoned";
  asked: number;
  answered: Share;
  favourable: Share;
}

export function feedbackRows({values}: Counts, minCell: number): FeedbackRow[] {
  return (["converted", "abandoned"] as const).flatMap((outcome) => {
    const [asked, answered, favourable] = ["asked", "answered", "favourable"].map(
      (what) => values[`${outcome}|${what}`] ?? 0
    ) as [number, number, number];
    return answered < minCell
      ? []
      : [{outcome, asked, answered: share(answered, asked), favourable: share(favourable, answered)}];
  });
}
