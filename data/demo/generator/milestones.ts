import {group} from "d3";
import type {Cell, Table} from "./csv.js";
import {table} from "./csv.js";
import type {Payment} from "./payments.js";
import type {Random} from "./random.js";
import {dataEnd, day, dayStart, hour, isoStamp} from "./time.js";
import type {Trial} from "./trials.js";

/** Planted in trials, by whether the trial will convert: who reaches a milestone, how soon, and what setting up takes. */
export const milestoneModel = {
  first_project: {reached: {true: 0.88, false: 0.58}, medianDays: {true: 1.1, false: 2.6}},
  invited_teammate: {reached: {true: 0.66, false: 0.3}, medianDays: {true: 2.2, false: 3.8}},
  setup: {steps: [3, 6], medianSeconds: {true: 210, false: 330}},
  feedback: {answered: {true: 0.42, false: 0.22}, mean: {true: 5.6, false: 4.3}, deviation: 1.2},
  byDays: [3, 7]
} as const;

const names = ["first_project", "invited_teammate", "connected_data"] as const;

export interface TrialEvent {
  trial: Trial;
  at: number;
  event: (typeof names)[number] | "setup_step_done";
  seconds: number | null;
}

/** What the product noted during trials: milestones, once each, and steps of the setting up with the seconds spent. */
export function trialEvents(random: Random, trials: readonly Trial[]): TrialEvent[] {
  const events = trials.flatMap((trial) => {
    const {startedAt, endsAt, convertsAt, winDay} = trial;
    const until = Math.min(endsAt, convertsAt ?? endsAt, dataEnd);
    const converts = convertsAt === null ? "false" : "true";
    const found: TrialEvent[] = [];
    const add = (at: number, event: TrialEvent["event"], seconds: number | null = null) => {
      const rounded = Math.round(at / 1000) * 1000;
      if (rounded < until) found.push({trial, at: rounded, event, seconds});
    };
    for (const name of ["first_project", "invited_teammate"] as const) {
      const {reached, medianDays} = milestoneModel[name];
      const after = medianDays[converts] * Math.exp(random.normal(0, 0.8));
      if (random.chance(reached[converts])) add(startedAt + after * day, name);
    }
    const won = dayStart(startedAt) + winDay * day;
    if (won < until) add(Math.min(won + random.between(7, 19) * hour, until - 60_000), "connected_data");
    const {steps, medianSeconds} = milestoneModel.setup;
    let at = startedAt;
    for (let n = random.int(...steps); n > 0; n--) {
      const seconds = Math.round(medianSeconds[converts] * Math.exp(random.normal(0, 0.7)));
      at += seconds * 1000 + (random.chance(0.7) ? random.between(0, 0.4) : random.between(6, 60)) * hour;
      add(at, "setup_step_done", seconds);
    }
    return found;
  });
  return events.sort((a, b) => a.at - b.at || (a.trial.id < b.trial.id ? -1 : 1));
}

export function trialEventsTable(events: readonly TrialEvent[]): Table {
  const rows = events.map(({trial, at, event, seconds}, i): Cell[] => {
    const {id} = trial.account;
    return [`te${900_001 + i}`, id, `u${id.slice(3)}-1`, isoStamp(at), event, seconds];
  });
  return table("product/trial-events.csv.gz", "event_id,account,user_id,at,event,seconds".split(","), rows);
}

/** How easy the start was, 1 to 7, asked when the trial is over. */
export function trialSurveyTable(random: Random, trials: readonly Trial[], header: string[]): Table {
  const rows: Cell[][] = [];
  for (const {account, endsAt, convertsAt} of trials) {
    const at = Math.min(endsAt, convertsAt ?? endsAt) + hour;
    if (at >= dataEnd) continue;
    const {answered, mean, deviation} = milestoneModel.feedback;
    const converts = convertsAt === null ? "false" : "true";
    const replied = at + random.int(600, 300_000) * 1000;
    const raw = mean[converts] + random.normal(0, deviation);
    const says = random.chance(answered[converts]) && replied < dataEnd;
    const facts = [account.contact.email, account.id, `u${account.id.slice(3)}-1`, "ces", "trial", at / 1000];
    const answer = [replied / 1000, Math.max(1, Math.min(7, Math.round(raw)))];
    rows.push([`r${70_000 + rows.length}`, ...facts, ...(says ? answer : [null, null]), null, "desktop"]);
  }
  return table("delighted/trial.csv", header, rows, {eol: "\r\n"});
}

/** How each trial ended, as the company counts it. */
export type Outcome = {trial: Trial; outcome: "converted" | "pending" | "abandoned"; voided: boolean; paid?: Payment};

/**
 * Of the trials not paid for by the end of day N (the day of the start is day 0): who had reached a milestone by then,
 * and who converted later; trials whose window is not over are left out.
 */
export function milestoneTruth(events: readonly TrialEvent[], outcomes: readonly Outcome[]) {
  const known = outcomes.filter(({outcome}) => outcome !== "pending");
  return names.flatMap((milestone) => {
    const reachedAt = new Map(events.filter(({event}) => event === milestone).map(({trial, at}) => [trial, at]));
    return milestoneModel.byDays.map((byDay) => {
      const counts = {reached: 0, reachedConverted: 0, others: 0, othersConverted: 0};
      for (const {trial, outcome, paid} of known) {
        const landmark = dayStart(trial.startedAt) + (byDay + 1) * day;
        if (paid && paid.at < landmark) continue;
        const reached = (reachedAt.get(trial) ?? Infinity) < landmark;
        counts[reached ? "reached" : "others"]++;
        if (outcome === "converted") counts[reached ? "reachedConverted" : "othersConverted"]++;
      }
      return {milestone, byDay, ...counts};
    });
  });
}

/**
 * Mean minutes of setting up by outcome: in all, and, of trials that reach a milestone, by the first one; and trials open
 * or refunded at the end of the data.
 */
export function setupTruth(events: readonly TrialEvent[], outcomes: readonly Outcome[]) {
  const byTrial = group(events, ({trial}) => trial);
  const minutes = (outcome: string, until: (own: readonly TrialEvent[]) => number | null) => {
    const sums = outcomes.flatMap(({trial, outcome: ended}) => {
      const own = byTrial.get(trial) ?? [];
      const last = ended === outcome ? until(own) : null;
      return last === null ? [] : [own.reduce((sum, {at, seconds}) => sum + (at <= last ? (seconds ?? 0) : 0), 0)];
    });
    const mean = sums.reduce((a, b) => a + b, 0) / sums.length / 60;
    return {trials: sums.length, minutes: Number(mean.toFixed(6))};
  };
  const firstWin = (own: readonly TrialEvent[]) => own.find(({seconds}) => seconds === null)?.at ?? null;
  const of = (outcome: string) => ({all: minutes(outcome, () => dataEnd), toFirstWin: minutes(outcome, firstWin)});
  const open = outcomes.filter(({trial}) => trial.endsAt > dataEnd && (trial.convertsAt ?? Infinity) >= dataEnd);
  return {
    setup: {converted: of("converted"), abandoned: of("abandoned")},
    running: open.length,
    refunded: outcomes.filter(({voided}) => voided).length
  };
}

/** Invitations to say how easy the start was, and the answers. */
export function feedbackTruth({header, rows}: Table) {
  const score = header.indexOf("score");
  const scores = rows.map(({cells}) => cells[score]!).filter((value) => value !== null);
  const mean = scores.reduce((sum: number, value) => sum + Number(value), 0) / scores.length;
  return {invited: rows.length, answered: scores.length, mean: Number(mean.toFixed(8))};
}
