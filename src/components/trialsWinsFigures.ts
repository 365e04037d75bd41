import type {Context} from "./context.js";
import {Figure} from "./figure.js";
import {count, list, plural} from "./format.js";
import {IntervalChart, type IntervalRow} from "./intervalChart.js";
import {StepCurve} from "./stepCurve.js";
import {intervalTable, valueColumn} from "./tables.js";
import {spreadTitle} from "./titles.js";
import {smallTrials, stepTable} from "./trialsFigures.js";
import type {TrialsResult, TrialsView} from "./trialsView.js";
import type {WinRow} from "./trialsWins.js";

const noRegister =
  "Name the early wins of a trial in playbook/milestones.yaml, and conversion by what a trial had reached appears here.";

/** Says which milestones are clearly apart once all comparisons are accounted for; of many, how many. */
export function winsTitle(wins: readonly WinRow[]): string {
  if (!wins.length) return "No early win can be compared yet";
  const clear = wins.filter(({p}) => p !== null && p < 0.05);
  const side = (sign: number) => clear.filter(({difference}) => Math.sign(difference.value ?? 0) === sign);
  const [more, less] = [side(1), side(-1)];
  if (more.length === wins.length) return "Trials that reach any of these early are paid for more often";
  if (more.length && less.length) return "Some early wins go with being paid for more often, some with less often";
  const how = more.length ? "more often" : "less often";
  const names = [...new Set(clear.map(({name}) => `“${name}”`))];
  if (names.length > 2) return `Trials with any of ${count(names.length)} early wins are paid for ${how}`;
  const when = clear.length === 1 ? `by day ${clear[0]!.day}` : "early";
  return names.length
    ? `Trials that reach ${names.join(" or ")} ${when} are paid for ${how}`
    : "No early win clearly tells which trials are paid for";
}

/** Conversion of trials still unpaid at the end of a day, by what they had reached by then. */
export function WinsFigure(
  {wins, leftOut}: TrialsView,
  {windowDays, milestones}: TrialsResult,
  {site, queries}: Context
): HTMLElement {
  const rows = wins.flatMap(({name, day, reached, not}): IntervalRow[] => [
    {name, group: `By the end of day ${day}`, color: "var(--accent)", ...reached},
    {name: "not yet", group: `By the end of day ${day}`, color: "var(--tertiary)", ...not}
  ]);
  const days = [...new Set(wins.map(({day}) => day))];
  const earlier = days.map((day) => Math.max(...wins.filter((row) => row.day === day).map((row) => row.earlier)));
  return Figure({
    title: winsTitle(wins),
    subtitle: `Share of trials paid for by day ${windowDays}, by whether they had reached a milestone when the day ended, 95% interval`,
    chart: (width) => IntervalChart(rows, {width, unit: "rate", bounds: [0, 1], counted: "trials"}),
    empty: milestones.length ? "No milestone has been recorded for trials whose window is over." : noRegister,
    note: wins.length
      ? `Trials paid for by the end of the day are left out${days.length ? `: ${list(days.map((day, i) => `${count(earlier[i])} paid by day ${day}`))}` : ""}. Observed, not assigned: trials that get far early differ in other ways too. The table has p${wins.length > 1 ? `, adjusted for all ${count(wins.length)} comparisons` : ""}.${smallTrials(leftOut.wins)}`
      : null,
    measure: "trial_conversion",
    mart: "trial_milestones",
    queries,
    table: {
      columns: [
        {label: "Day", number: true},
        {label: "Milestone"},
        {label: "Reached", number: true},
        valueColumn("Paid for", "rate", site.currency),
        valueColumn("lower", "rate", site.currency),
        valueColumn("upper", "rate", site.currency),
        {label: "Not reached", number: true},
        valueColumn("Paid for, not reached", "rate", site.currency),
        valueColumn("lower", "rate", site.currency),
        valueColumn("upper", "rate", site.currency),
        valueColumn("Difference", "rate", site.currency, true),
        valueColumn("lower", "rate", site.currency, true),
        valueColumn("upper", "rate", site.currency, true),
        {label: "p, adjusted", number: true, format: (p) => (typeof p === "number" ? p.toPrecision(2) : "n/a")},
        {label: "Paid for before", number: true}
      ],
      rows: wins.map(({day, name, reached, not, difference, p, earlier}) => [
        ...[day, name, reached.n, reached.value, reached.lower, reached.upper, not.n, not.value, not.lower, not.upper],
        ...[difference.value, difference.lower, difference.upper, p, earlier]
      ])
    }
  });
}

/** How many minutes of setup it takes to the first win. */
export function MinutesFigure(
  {minutes, leftOut}: TrialsView,
  {firstWin, milestones}: TrialsResult,
  {site, queries}: Context
): HTMLElement {
  const [first, half, third] = minutes.quartiles;
  const name = (firstWin ?? "first win").toLowerCase();
  const quarter = (q: typeof half, part: string) =>
    q?.value == null
      ? `n/a: fewer than ${part} get there`
      : `${count(q.value)}${q.lower === null || q.upper === null ? "" : ` (${count(q.lower)} to ${count(q.upper)})`}`;
  return Figure({
    title:
      half?.value != null
        ? `Half of all trials reach their ${name} within ${plural(half.value, "minute")} of setup`
        : minutes.trials
          ? `Fewer than half of all trials reach their ${name}`
          : "Setup has not been measured yet",
    subtitle: "Share of all trials with their first win, by minutes of setup, window over, 95% interval",
    chart: (width) => StepCurve(minutes.curve, {width, axis: "minutes of setup"}),
    empty: milestones.length ? "No setup step has been recorded for trials whose window is over." : noRegister,
    note: minutes.trials
      ? `Minutes until a quarter, a half and three quarters get there: ${quarter(first, "a quarter")}; ${quarter(half, "half")}; ${quarter(third, "three quarters")}. Of ${plural(minutes.trials, "trial")}, ${count(minutes.won)} have a first win. The others ended without one and stay in the share.${smallTrials(leftOut.setup)}`
      : null,
    mart: "trial_setup",
    queries,
    table: stepTable(minutes.curve, "Minutes", "First win", site.currency)
  });
}

/** Conversion by the minutes of setup in the first days. */
export function EffortFigure(
  {effort, leftOut}: TrialsView,
  {windowDays, landmarkDays}: TrialsResult,
  {site, queries}: Context
): HTMLElement {
  const day = landmarkDays.at(-1);
  return Figure({
    title: spreadTitle(
      effort.map((row) => ({...row, name: `trials with ${row.name.toLowerCase()}`})),
      "are paid for more often than",
      "No clear difference by setup effort"
    ).replace("trials with no setup", "trials without setup"),
    subtitle: `Share of trials paid for by day ${windowDays}, by minutes of setup to the end of day ${day}, 95% interval`,
    chart: (width) => IntervalChart(effort, {width, unit: "rate", bounds: [0, 1], counted: "trials"}),
    empty: "No setup step has been recorded for trials whose window is over.",
    note: effort.length
      ? `Only trials not paid for by the end of day ${day}. Much setup may be much interest or much trouble; this picture cannot say which.${smallTrials(leftOut.setup)}`
      : null,
    measure: "trial_conversion",
    mart: "trial_setup",
    queries,
    table: intervalTable(effort, "rate", site.currency, "trials")
  });
}
