import {html} from "htl";
import type {Context} from "./context.js";
import type {Table} from "./dataTable.js";
import type {EffectResult, Offer, OfferOutcome} from "./effect.js";
import {isDecided, lowerFirst, ratesTitle, waysOfCounting} from "./effectText.js";
import {Figure} from "./figure.js";
import {count, formatDifference, formatValue, list, plural, rate, ratio, sentenceCase} from "./format.js";
import {IntervalChart, type IntervalRow} from "./intervalChart.js";
import {dimensionLabel, keyLabel, tierColor} from "./site.js";
import {intervalTable, valueColumn} from "./tables.js";
import {clearlyApart} from "./titles.js";

const grey = "var(--tertiary)";

/** One outcome of a randomised offer: by being offered, for those who took it up because of it, and naively. */
export function OfferFigure(offer: Offer, outcome: OfferOutcome, {site, queries}: Context): HTMLElement {
  const {itt, late, naive, unit, name} = outcome;
  const difference = (value: number) => formatDifference(value, unit, site.currency);
  const dead = offer.broken;
  const rows: IntervalRow[] = itt
    ? [
        {name: "Being offered it", ...itt, color: dead ? grey : undefined},
        ...(late ? [{name: "For those it won over", ...late, color: dead ? grey : undefined}] : []),
        ...(naive === null
          ? []
          : [{name: "Not an effect: takers less the rest", value: naive, lower: null, upper: null, color: grey}])
      ]
    : [];
  const title = dead
    ? `${offer.name}: the split is broken, so nothing follows`
    : !itt
      ? `${offer.name}: too early to tell`
      : isDecided(offer, outcome)
        ? `“${offer.name}” changed ${lowerFirst(name)} by ${difference(itt.value)}`
        : `“${offer.name}” did not clearly change ${lowerFirst(name)}`;
  const days = outcome.windowHours
    ? `, ${plural(Math.round(outcome.windowHours / 24), "day")} from the first exposure`
    : "";
  const level = rate(1 - offer.alpha, 0);
  return Figure({
    title,
    subtitle: `${name}: ${offer.variantName} less ${offer.controlName}, ${level} interval${days}. ${count(outcome.nOffered)} and ${count(outcome.nControl)} ${offer.unit}s`,
    chart: (width) =>
      IntervalChart(rows, {
        width,
        unit,
        currency: site.currency,
        difference: true,
        reference: {value: 0, label: "no difference"}
      }),
    empty: outcome.reason ?? "No arm has had its time yet.",
    note: offerNote(offer, outcome, site.currency),
    mart: "assignments",
    queries,
    table: intervalTable(
      rows.map((row) => ({...row, n: outcome.nOffered + outcome.nControl})),
      unit,
      site.currency,
      `${offer.unit}s`,
      true
    )
  });
}

function offerNote(offer: Offer, outcome: OfferOutcome, currency: string): string {
  const {uptake, uptakeOffered, uptakeControl, valueOffered, valueControl, unit, late, reason} = outcome;
  const shown = (value: number | null) => formatValue(value, unit, currency);
  const taken = uptake
    ? `${offer.uptake}: ${rate(uptakeOffered, 1)} of those offered, ${rate(uptakeControl, 1)} of the others. Mean ${shown(valueOffered)} and ${shown(valueControl)}.`
    : "";
  const second = late
    ? "The second row divides the first by the uptake; it holds if the offer works only through being taken up. "
    : reason
      ? `For those it won over: not estimable, ${reason}. `
      : "";
  return `${taken} ${second}The last row compares people who chose; they differed before.`;
}

/** The same ratio counted three ways, and in a sentence each why they differ. */
export function RatesFigure({rates, hazard, leftOutside}: EffectResult, {queries, site}: Context): HTMLElement {
  const rows = rates.map((pair) => ({
    name: waysOfCounting[pair.id].name,
    value: pair.ratio,
    lower: pair.lower,
    upper: pair.upper,
    n: pair.upgraded.months,
    color: pair.id === "ever" ? grey : undefined
  }));
  const sentences = rates.map((pair) => {
    const of = ({rate: value}: {rate: number | null}) => rate(value, 2);
    return html`<li>
      <strong>${waysOfCounting[pair.id].name}: ${pair.ratio === null ? "n/a" : ratio(pair.ratio)}</strong>
      <span
        >${pair.reason ? `${sentenceCase(pair.reason)}.` : `${of(pair.upgraded)} left a month, beside ${of(pair.others)} of the others.`}
        ${waysOfCounting[pair.id].why}</span
      >
    </li>`;
  });
  const known = rates.some((pair) => pair.ratio !== null);
  const adjusted =
    hazard?.ratio == null
      ? null
      : `With first plan, size, billing, age and calendar month held alike, the odds are ${ratio(hazard.ratio)} times (${ratio(hazard.lower)} to ${ratio(hazard.upper)}).`;
  const outside =
    leftOutside > 0
      ? `${plural(leftOutside, "account")} left outside such a month and ${leftOutside === 1 ? "is" : "are"} not in the last row.`
      : null;
  return Figure({
    title: ratesTitle(rates),
    subtitle: "Monthly rate of leaving after an upgrade ÷ that of the others, 95% interval clustered by account",
    chart: (width) =>
      IntervalChart(known ? rows : [], {
        width,
        unit: "ratio",
        reference: {value: 1, label: "as often"},
        bounds: [0, Infinity],
        counted: "months"
      }),
    ...(known
      ? {
          body: html`<ul class="changes">
            ${sentences}
          </ul>`
        }
      : {}),
    note: [adjusted, outside, "An observed difference, not what the upgrade did."].filter(Boolean).join(" "),
    empty: `No rates to compare: ${rates.find(({reason}) => reason)?.reason ?? "nobody has upgraded and left yet"}.`,
    mart: "risk_months",
    queries,
    table: ratesTable({rates}, site.currency)
  });
}

function ratesTable({rates}: Pick<EffectResult, "rates">, currency: string): Table {
  const share = (label: string) => valueColumn(label, "rate", currency);
  const number = (label: string) => ({label, number: true});
  const times = (label: string) => valueColumn(label, "ratio", currency);
  return {
    columns: [
      {label: "Counted by"},
      ...[number("Upgraded, months"), number("left"), share("rate"), share("lower"), share("upper")],
      ...[number("Others, months"), number("left"), share("rate"), share("lower"), share("upper")],
      ...[times("Ratio"), times("lower"), times("upper")]
    ],
    rows: rates.map(({id, upgraded, others, ratio: value, lower, upper}) => [
      waysOfCounting[id].name,
      ...[upgraded, others].flatMap((one) => [one.months, one.left, one.rate, one.lower, one.upper]),
      ...[value, lower, upper]
    ])
  };
}

/** The trials within each plan and segment. */
export function GroupsFigure({groups}: EffectResult, {site, queries}: Context): HTMLElement {
  const rows = groups.map(({dimension, name, difference, accounts}) => ({
    ...{name: keyLabel(name), group: dimensionLabel(dimension), n: accounts},
    ...{value: difference.value, lower: difference.lower, upper: difference.upper},
    color:
      dimension === "plan"
        ? tierColor(site.tiers.find((tier) => tier.name === name)?.rank, site.tiers.length)
        : undefined
  }));
  return Figure({
    title: groupsTitle(rows),
    subtitle:
      "Trials of 12 months by what an account was before, weighted difference in percentage points, 95% interval",
    chart: (width) =>
      IntervalChart(rows, {
        width,
        unit: "rate",
        difference: true,
        reference: {value: 0, label: "no difference"},
        counted: "upgraded"
      }),
    note: "Groups in which fewer than five left on a side are not shown. The plan is that of the trial’s start, other traits are today’s.",
    empty: "In no group have enough accounts upgraded and left.",
    mart: "risk_months",
    queries,
    table: intervalTable(rows, "rate", site.currency, "accounts that upgraded", true)
  });
}

/** Groups in which the two sides differ, with the chance that several groups give held in check. */
function groupsTitle(rows: readonly IntervalRow[]): string {
  if (!rows.length) return "Too few left to compare group by group";
  const {above, below} = clearlyApart(rows, 0);
  const names = (some: readonly {name: string}[]) => list(some.map(({name}) => name));
  const parts = [below.length && `less often in ${names(below)}`, above.length && `more often in ${names(above)}`];
  const clear = parts.filter(Boolean).join(" and ");
  return clear
    ? `After an upgrade accounts left ${clear}`
    : "In no group do upgraded accounts clearly leave more or less often";
}
