import type {Cumulative, HoldoutGap, Lift, PastEffect, Readout, TagMean} from "../results/readout.js";
import type {Cell, Column, Table} from "./dataTable.js";
import {count, day, formatInterval, list, plural, pValue, rate, type Maybe} from "./format.js";
import type {IntervalRow} from "./intervalChart.js";

const measured = "As measured";
const drawn = "Drawn to the mean";
const quiet = "var(--control)";
/** A chart of so many winners can still be read; the table has all. */
const mostShipped = 12;
/** An interval that reaches further than three times the control would leave no room for the others. */
const widest = 2;

/** "+33%", "−4.1%"; a bound beyond ten times the control says no more than that. */
export function liftText(value: Maybe): string {
  if (typeof value === "number" && value > 10) return "> +1,000%";
  const text = rate(value, Math.abs(value ?? 0) < 0.0995 ? 1 : 0);
  return typeof value === "number" && value > 0 ? `+${text}` : text;
}

export function liftInterval({lower, upper}: Lift): string {
  return `${liftText(lower).replace("%", "")} to ${liftText(upper)}`;
}

const row = (name: string, lift: Lift, color: string, more: Partial<IntervalRow> = {}): IntervalRow => ({
  ...{name, color, value: lift.value, lower: lift.lower, upper: lift.upper},
  ...more
});

/** As measured and drawn, one under the other. */
function pair(group: string, raw: Lift, shrunken: Lift | null, n?: number): IntervalRow[] {
  return [
    row(measured, raw, shrunken ? quiet : "var(--accent)", {group, n}),
    ...(shrunken ? [row(drawn, shrunken, "var(--accent)", {group})] : [])
  ];
}

/** The newest of what shipped. */
export function shippedRows(effects: readonly PastEffect[]): IntervalRow[] {
  const shipped = effects.filter((effect) => effect.shipped).slice(-mostShipped);
  return shipped.flatMap(({name, metricName, raw, shrunken, n}) => pair(`${name}: ${metricName}`, raw, shrunken, n));
}

/** "2 of 3 finished tests won". */
export function tallyTitle({tests, won}: Readout["tally"]): string {
  if (tests === 0) return "No planned test is finished and valid yet";
  return `${count(won)} of ${plural(tests, "finished test")} won`;
}

/** What share of tests wins, what was not counted, and what usual means here. */
export function tallyNote({tally, usual, omitted, effects}: Readout): string {
  const {rate: share, running, invalid, unplanned} = tally;
  const others = [
    [running, "still running"],
    [invalid, "with a broken split"],
    [unplanned, "without a plan"]
  ] as const;
  const left = others.filter(([n]) => n > 0).map(([n, text]) => `${count(n)} ${text}`);
  const shipped = effects.filter((effect) => effect.shipped).length;
  return [
    share && `A share of ${formatInterval(share.lower, share.upper, "rate", "USD")} is in line with that.`,
    left.length > 0 && `Not counted: ${list(left)}.`,
    usual &&
      `Winners are picked for being large, so as measured they are too large on average. Drawn, each is moved towards the mean of all ${plural(usual.effects, "variant")} of ${plural(usual.tests, "test")}, ${liftText(usual.mean.value)} (${liftInterval(usual.mean)}), by how little its own data say.`,
    usual &&
      usual.tests < 5 &&
      "So few tests tell little of how much effects differ: read what is drawn as a direction.",
    !usual && effects.length > 0 && "One test cannot tell what tests usually do, so nothing is drawn to a mean.",
    shipped > mostShipped && `The newest ${count(mostShipped)} winners are drawn; the table has every variant.`,
    ...omitted.map(({name, reason}) => `“${name}” is not here: ${reason}.`)
  ]
    .filter(Boolean)
    .join(" ");
}

const lift = (label: string): Column => ({
  label,
  number: true,
  format: (value) => (value == null ? "n/a" : liftText(value as Maybe))
});
const bounds = (label: string): Column[] => [lift(label), lift("lower"), lift("upper")];
const cells = (one: Lift | null): Cell[] => [one?.value, one?.lower, one?.upper];

export function effectsTable(effects: readonly PastEffect[]): Table {
  return {
    columns: [
      ...[
        {label: "Test"},
        {label: "Variant"},
        {label: "Metric"},
        {label: "Ended", format: (value: Cell) => day(String(value))}
      ],
      ...[{label: "Units", number: true}, {label: "Shipped"}, ...bounds(measured), ...bounds(drawn)]
    ],
    rows: effects.map(({name, variant, metricName, ended, n, shipped, raw, shrunken}) => [
      ...[name, variant, metricName, ended, n, shipped ? "yes" : "no", ...cells(raw), ...cells(shrunken)]
    ])
  };
}

const best = ({naive, shrunken}: Cumulative): Lift => shrunken ?? naive;

/** "What shipped raised “Upgrade requested” by 33% (10 to 61%)". */
export function cumulativeTitle(cumulative: readonly Cumulative[]): string {
  const [first] = cumulative;
  if (!first) return "Nothing that moved a rate has shipped yet";
  if (cumulative.length > 1) return `What shipped, for each of ${count(cumulative.length)} metrics`;
  const sum = best(first);
  return sum.lower > 0
    ? `Multiplied, what shipped makes “${first.metricName}” better by ${liftText(sum.value).replace("+", "")} (${liftInterval(sum)})`
    : `What shipped changed “${first.metricName}” by ${liftText(sum.value)} (${liftInterval(sum)}), which may be nothing`;
}

export function cumulativeRows(cumulative: readonly Cumulative[]): IntervalRow[] {
  return cumulative.flatMap(({metricName, tests, naive, shrunken}) =>
    pair(`${metricName}, ${plural(tests, "test")}`, naive, shrunken)
  );
}

export function cumulativeTable(cumulative: readonly Cumulative[]): Table {
  return {
    columns: [{label: "Metric"}, {label: "Tests", number: true}, ...bounds(measured), ...bounds(drawn)],
    rows: cumulative.map(({metricName, tests, naive, shrunken}) => [
      ...[metricName, tests, ...cells(naive), ...cells(shrunken)]
    ])
  };
}

/** "With messages, “Upgrade requested” is 30% better than without (9 to 55%)". */
export function holdoutTitle(holdouts: readonly HoldoutGap[]): string {
  const [first] = holdouts;
  if (!first) return "No test keeps anybody without messages";
  if (!first.gap) return "The gap to those without messages is not known";
  const {value, lower, upper} = first.gap;
  const told = lower > 0 || upper < 0;
  const size = `${rate(Math.abs(value), 0)} ${value < 0 ? "worse" : "better"}`;
  return told
    ? `With messages, “${first.metricName}” is ${size} than without`
    : `With messages, “${first.metricName}” is not told from without`;
}

export function holdoutRows(holdouts: readonly HoldoutGap[]): IntervalRow[] {
  return holdouts.flatMap(({name, metricName, gap, shipped, nHoldout, nRest}) => {
    const group = `${name}: ${metricName}`;
    if (!gap) return [];
    const own = row("With messages, beside none", gap, "var(--accent)", {group, n: nHoldout + nRest});
    if (!shipped) return [own];
    return [own, row(`What shipped, ${shipped.shrunken ? "drawn" : "as measured"}`, best(shipped), quiet, {group})];
  });
}

export function holdoutTable(holdouts: readonly HoldoutGap[]): Table {
  return {
    columns: [
      ...[{label: "Test"}, {label: "Metric"}, {label: "Without messages", number: true}, {label: "With", number: true}],
      ...[
        ...bounds("Gap"),
        ...bounds("Shipped, drawn"),
        ...bounds("Shipped, as measured"),
        {label: "Reason", text: true}
      ]
    ],
    rows: holdouts.map(({name, metricName, nHoldout, nRest, gap, shipped, reason}) => [
      ...[name, metricName, nHoldout, nRest, ...cells(gap), ...cells(shipped?.shrunken ?? null)],
      ...[...cells(shipped?.naive ?? null), reason]
    ])
  };
}

/** "outcome-led", and where the copy tells it, "hard to read (copy)". */
export function tagName({tag, source}: Pick<TagMean, "tag" | "source">): string {
  return source === "copy" ? `${tag.replaceAll("_", " ")} (copy)` : tag.replaceAll("_", "-");
}

export function tagsTitle(tags: readonly TagMean[]): string {
  const known = tags.filter(({mean}) => mean !== null);
  if (tags.length === 0) return "No variant has a tag that its control has not";
  if (known.length === 0) return "No tag has been in two tests yet";
  const told = known.filter(({pAdjusted}) => pAdjusted !== null && pAdjusted < 0.05).length;
  return told === 0
    ? `None of ${plural(known.length, "tag")} goes with better or worse results by more than chance explains`
    : `${count(told)} of ${plural(known.length, "tag")} ${told === 1 ? "goes" : "go"} with results that chance does not explain`;
}

const isDrawn = ({mean}: TagMean) => mean !== null && mean.upper <= widest;

export function tagRows(tags: readonly TagMean[]): IntervalRow[] {
  return tags.filter(isDrawn).map((one) => row(tagName(one), one.mean!, "var(--accent)", {n: one.tests.length}));
}

/** Which tags are not drawn, and why. */
export function tagsNote(tags: readonly TagMean[]): string {
  const wide = tags.filter((one) => one.mean !== null && !isDrawn(one)).map(tagName);
  const single = tags.filter(({mean}) => mean === null).map(tagName);
  return [
    single.length > 0 && `In one test only, so without a mean: ${list(single)}.`,
    wide.length > 0 && `In too few tests for an interval that could be drawn: ${list(wide)}; see the table.`
  ]
    .filter(Boolean)
    .join(" ");
}

export function tagsTable(tags: readonly TagMean[]): Table {
  const p = (label: string): Column => ({label, number: true, format: (value) => pValue(value as Maybe)});
  return {
    columns: [
      ...[{label: "Tag"}, {label: "Tests", number: true}, ...bounds("Mean difference"), p("p"), p("p adjusted")],
      {label: "In", text: true}
    ],
    rows: tags.map((one) => [
      ...[tagName(one), one.tests.length, ...cells(one.mean), one.p, one.pAdjusted, one.tests.join(", ")]
    ])
  };
}
