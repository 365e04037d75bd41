import {html} from "htl";
import type {Context} from "./context.js";
import {type Cell, type Column, DataTable, type Table} from "./dataTable.js";
import type {EffectResult, PooledTrial} from "./effect.js";
import {lowerFirst, relative, signedRate, trialTitle, useTitle} from "./effectText.js";
import {EmptyState} from "./emptyState.js";
import {EventChart} from "./eventChart.js";
import {Figure} from "./figure.js";
import {count, formatDifference, list, rate} from "./format.js";
import {IntervalChart, type IntervalRow} from "./intervalChart.js";
import {valueColumn} from "./tables.js";
import {beforeVerdict, beforeWarning} from "./useBefore.js";

const grey = "var(--tertiary)";

/** Trials of every month pooled: accounts that upgraded beside like ones that could have. */
export function TrialsFigure({trials, sample}: EffectResult, {queries, site}: Context): HTMLElement {
  const rows = trials.flatMap(({horizon, difference, plain, treated}): IntervalRow[] =>
    difference?.se == null
      ? []
      : [
          {name: "Beside like accounts", group: `Within ${horizon} months`, ...difference, n: treated!.units},
          {name: "Beside all the others", group: `Within ${horizon} months`, ...plain!, n: treated!.units, color: grey}
        ]
  );
  const missing = trials.find(({difference}) => difference?.se == null);
  const drawn = sample.upgraded.read < sample.upgraded.all || sample.others.read < sample.others.all;
  return Figure({
    title: trialTitle(trials),
    subtitle:
      "Accounts that upgraded in a month less those that could have and did not: share of later months in which an account could leave and did, in percentage points, 95% interval",
    chart: (width) =>
      IntervalChart(rows, {
        width,
        unit: "rate",
        difference: true,
        reference: {value: 0, label: "no difference"},
        counted: "upgraded"
      }),
    note: [
      "Every month begins a trial; both sides are still there at its end and have not asked to leave. The others are weighted to be like those that upgraded in what was known before. What no record tells of still differs.",
      drawn &&
        `Read from ${count(sample.upgraded.read)} of ${count(sample.upgraded.all)} accounts that upgraded and ${count(sample.others.read)} of ${count(sample.others.all)} that did not, drawn at random.`
    ]
      .filter(Boolean)
      .join(" "),
    empty: missing?.reason ?? "Fewer than five accounts left on one side: too few for an interval.",
    mart: "risk_months",
    queries,
    table: trialsTable(trials, site.currency)
  });
}

function trialsTable(trials: readonly PooledTrial[], currency: string): Table {
  const share = (label: string, difference = false) => valueColumn(label, "rate", currency, difference);
  const number = (label: string) => ({label, number: true});
  return {
    columns: [
      {label: "Months followed"},
      ...[number("Upgraded"), number("could-leave months"), number("left"), share("rate")],
      ...[
        number("Others’ trials"),
        number("accounts"),
        number("left"),
        share("weighted rate"),
        number("effective number")
      ],
      ...[share("Difference", true), share("lower", true), share("upper", true)]
    ],
    rows: trials.map(({horizon, treated, controls, difference, ess}) => [
      String(horizon),
      ...[treated?.units, treated?.exposure, treated?.events, treated?.rate],
      ...[controls?.trials, controls?.units, controls?.events, controls?.rate, ess === null ? null : Math.round(ess)],
      ...[difference?.value, difference?.lower, difference?.upper]
    ])
  };
}

/** How alike the two sides of the trials are in what was known before, as they are and weighted. */
export function BalanceFigure({trials}: EffectResult, {queries}: Context): HTMLElement {
  const trial = trials[0];
  const balance = trial?.balance ?? [];
  const names = (part: "before" | "after") =>
    list(balance.filter((one) => Math.abs(one[part] ?? 0) > 0.1).map(({name}) => lowerFirst(name)));
  const table: Table = {
    columns: [{label: "Known before"}, signedColumn("As they are"), signedColumn("Weighted")],
    rows: balance.map(({name, before, after}) => [name, before, after])
  };
  const differed = names("before") && `Without weights they differ in ${names("before")}.`;
  const weight =
    trial?.ess == null
      ? ""
      : `The weighted others are worth ${count(trial.ess)} trials of equal weight; the heaviest has ${rate(trial.largest)} of it.`;
  return Figure({
    title: !balance.length
      ? "Nothing to weigh yet"
      : names("after")
        ? `Weighting leaves a difference in ${names("after")}`
        : "Weighted, the two sides are alike in what was known before",
    subtitle: `Standardised difference, accounts that upgraded less the others${trial ? `, trials of ${trial.horizon} months` : ""}; within ±0.1 is alike`,
    body: balance.length
      ? DataTable(table)
      : html`<p class="quiet">${trial?.reason ?? "No account has upgraded yet."}</p>`,
    note: [differed, weight].filter(Boolean).join(" "),
    mart: "risk_months",
    queries,
    table
  });
}

function signedColumn(label: string): Column {
  const format = (value: Cell) => {
    const rounded = typeof value === "number" ? Math.round(value * 100) / 100 : null;
    return formatDifference(rounded === 0 ? 0 : rounded, "ratio", "");
  };
  return {label, number: true, format};
}

/** Use before and after the first upgrade, beside accounts that had not upgraded. */
export function UseFigure({use}: EffectResult, {site, queries}: Context): HTMLElement {
  if (!use) return EmptyState("usage", "use before and after an upgrade appears here");
  const shown = use.events.map(({event, att, lower, upper, treated, simultaneous}) => ({
    ...{event, treated, value: relative(att)},
    lower: lower === null ? null : relative(lower),
    upper: upper === null ? null : relative(upper),
    allLower: simultaneous && relative(simultaneous[0]),
    allUpper: simultaneous && relative(simultaneous[1])
  }));
  const share = (label: string) => valueColumn(label, "rate", site.currency);
  const ways = use.variants.map(({control, base, anticipation, att, lower, upper}) => {
    const who = control === "never" ? "only accounts that never upgraded" : "accounts that had not upgraded yet";
    const since = anticipation
      ? `the month ${anticipation + 1} before`
      : base === "varying"
        ? "the month before each"
        : "the last month before";
    if (att === undefined || lower == null || upper == null) return null;
    return `${signedRate(relative(att))} (${signedRate(relative(lower))} to ${signedRate(relative(upper))}) against ${who}, from ${since}`;
  });
  const {simple} = use;
  const mean =
    simple.lower === null
      ? ""
      : `On average after it ${signedRate(relative(simple.att))} (${signedRate(relative(simple.lower))} to ${signedRate(relative(simple.upper!))}), ${count(simple.treated)} accounts. `;
  const warning = beforeWarning(use);
  return Figure({
    title: useTitle(use),
    subtitle:
      "Use in a month, change against the month before the first upgrade, less that of accounts that had not upgraded yet. Thick: 95% interval; thin: for all months at once",
    chart: (width) =>
      EventChart(shown, {
        width,
        axis: "months since the first upgrade",
        label: `Use around an upgrade. ${shown.map(({event, value}) => `${event} months: ${signedRate(value)}`).join(", ")}.`
      }),
    ...(warning ? {body: html`<p class="warn">⚠ ${warning}</p>`} : {}),
    note: `${beforeVerdict(use)} ${mean}Other ways: ${ways.filter(Boolean).join("; ")}. Accounts that left are in it while they paid.`,
    empty: "Too few accounts upgraded while use was recorded.",
    mart: "risk_months",
    queries,
    table: {
      columns: [
        {label: "Months since", number: true, format: (value) => formatDifference(value as number, "count", "")},
        ...[
          share("Difference"),
          share("lower"),
          share("upper"),
          share("lower, all at once"),
          share("upper, all at once")
        ],
        {label: "Accounts that upgraded", number: true}
      ],
      rows: shown.map((p) => [p.event, p.value, p.lower, p.upper, p.allLower, p.allUpper, p.treated])
    }
  });
}
