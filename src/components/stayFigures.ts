import type {CohortView} from "./cohortView.js";
import type {Context} from "./context.js";
import type {Cell, Table} from "./dataTable.js";
import {Figure} from "./figure.js";
import {count, list, plural, pValue, rate, type Maybe} from "./format.js";
import {SurvivalChart} from "./survivalChart.js";
import type {SurvivalCurve, SurvivalResult, SurvivalView} from "./survivalView.js";
import {cellShare, cohortName, TriangleChart, type Triangle, type TriangleMeasure} from "./triangleChart.js";

const share = (value: Cell) => rate(value as Maybe, 1);
const measures = {
  active: {
    of: "accounts that pay",
    title: (value: string, when: string) => `After ${when}, ${value} of accounts still pay`
  },
  gross: {
    of: "first revenue that is still paid, each account’s growth left out",
    title: (value: string, when: string) =>
      `After ${when}, accounts still pay ${value} of what they began with, growth left out`
  },
  net: {
    of: "first revenue, growth and losses together",
    title: (value: string, when: string) => `After ${when}, a cohort pays ${value} of what it began with`
  }
};

/** What is left of each cohort at each age, and of all those old enough. */
export function TriangleFigure(
  view: CohortView | undefined,
  measure: TriangleMeasure,
  {site, queries}: Context
): HTMLElement {
  const {triangle, selected = false, leftOut = 0} = view ?? {};
  const {grain = 1, totals = [], omitted = {cohorts: 0, accounts: 0}} = triangle ?? {};
  const what = {1: "month", 3: "quarter", 12: "year"}[grain] ?? "period";
  const seen = totals.filter(({age, accounts}) => age > 0 && accounts >= 30);
  const at = seen.find(({age}) => age * grain === 12) ?? seen.at(-1);
  const when = at && (at.age * grain === 12 ? "a year" : plural(at.age, what));
  const value = at?.[measure];
  const drawn = new Set(triangle?.cells.map(({cohort}) => cohort)).size;
  const older = (totals[0]?.cohorts ?? 0) > drawn && "Cohorts before those shown count in the last row.";
  const hidden =
    omitted.cohorts > 0 && `${plural(omitted.cohorts, "cohort")} of fewer than ${site.minCell} accounts left out.`;
  const small =
    leftOut > 0 &&
    `${plural(leftOut, "account")} in groups under ${site.minCell} of a cohort cannot be told apart and are left out.`;
  return Figure({
    title:
      when && value != null
        ? measures[measure].title(rate(value, 0), when)
        : selected
          ? "Too few accounts here are old enough for cohorts"
          : "No cohort is old enough yet",
    subtitle: `Percent of ${measures[measure].of}, by the ${what} of an account’s first payment and its age`,
    chart: (width) => (triangle ? TriangleChart(triangle, measure, {width}) : null),
    empty: selected
      ? `No cohort here has ${site.minCell} accounts that are a ${what} old.`
      : "Cohorts need accounts whose first payment lies within the exports.",
    note: [
      "Hatched: some accounts of the cohort have yet to reach that age, and the last row leaves it out.",
      "Revenue is valued at the exchange rate of the first month.",
      "Accounts that paid in the first month of the exports are no cohort: nobody saw them begin.",
      selected &&
        "Under a filter, an account counts by the plan it began with, and by its other properties as they are today.",
      older,
      hidden,
      small
    ]
      .filter(Boolean)
      .join(" "),
    measure: {active: "logo_churn", gross: "grr", net: "nrr"}[measure],
    mart: "cohort_ages",
    queries,
    table: triangle && triangleTable(triangle, measure)
  });
}

function triangleTable({cells, totals}: Triangle, measure: TriangleMeasure): Table {
  const interval = measure === "active";
  return {
    columns: [
      {label: "Cohort"},
      {label: "Age", number: true},
      {label: "Accounts", number: true},
      {label: "Share", number: true, format: share},
      ...(interval ? ["lower", "upper"].map((label) => ({label, number: true, format: share})) : []),
      {label: "State"}
    ],
    rows: [
      ...totals.map((t) => [
        "All old enough",
        t.age,
        t.accounts,
        t[measure],
        ...(interval ? [t.lower, t.upper] : []),
        "total"
      ]),
      ...cells.map((c) => [
        cohortName(c.cohort),
        c.age,
        c.accounts,
        cellShare(c, measure),
        ...(interval ? [null, null] : []),
        c.mature ? "mature" : "immature"
      ])
    ]
  };
}

/** How long accounts stay, by what they hold. */
export function SurvivalFigure(view: SurvivalView, result: SurvivalResult, {site, queries}: Context): HTMLElement {
  const {by, curves, short, leftOut} = view;
  const notes = [
    by !== "all" &&
      `An account that changes ${by === "plan" ? "plan" : "term"} leaves one curve and enters the other at that age.`,
    "A curve falls when an account first leaves, even if it comes back; a pause is treated as in churn.",
    result.late > 0 &&
      `Of all ${plural(result.accounts, "account")} ${count(result.late)} paid before the exports begin: they enter late, at the age since they were opened.`,
    result.unknown > 0 && `${plural(result.unknown, "account")} of unknown age left out.`,
    `A curve stops where fewer than 10 are at risk.`,
    short.length > 0 && `${list(short)}: too few for a curve.`,
    leftOut > 0 &&
      `${plural(leftOut, "account")} in groups under ${site.minCell} cannot be told apart and are left out.`,
    view.p !== null &&
      curves.length > 1 &&
      `Log-rank p ${view.p < 0.0001 ? "" : "= "}${pValue(view.p)}: what was observed, not what the ${by} does.`
  ];
  return Figure({
    title: survivalTitle(view),
    subtitle: `Share of accounts that never left, by months since the first payment${by === "all" ? "" : ` and the ${by} held`}, 95% interval`,
    chart: (width) => SurvivalChart(curves, {width}),
    empty: "A curve needs ten accounts followed for two months.",
    note: notes.filter(Boolean).join(" "),
    measure: "logo_churn",
    mart: "tenure_spells",
    queries,
    table: survivalTable(curves)
  });
}

/** Compares the groups at the latest full year that all reached, and only where they differ by more than chance. */
export function survivalTitle({by, curves, p}: SurvivalView): string {
  if (curves.length === 0) return "Too few accounts to follow yet";
  const reach = Math.min(...curves.map(({steps}) => steps.at(-1)!.time));
  const age = reach >= 12 ? Math.floor(reach / 12) * 12 : reach;
  const when = age % 12 === 0 ? (age === 12 ? "a year" : `${age / 12} years`) : plural(age, "month");
  const at = (curve: SurvivalCurve) => curve.steps.findLast(({time}) => time <= age)!.survival;
  const sorted = [...curves].sort((a, b) => at(b) - at(a));
  const [high, low] = [sorted[0]!, sorted.at(-1)!];
  const of = (curve: SurvivalCurve) => rate(at(curve), 0);
  if (curves.length === 1)
    return `After ${when}, ${of(high)} ${by === "all" ? "have" : `on ${high.name} have`} never left`;
  if (p === null || p >= 0.05) return `No clear difference between ${by}s in how long accounts stay`;
  return `After ${when}, ${of(high)} on ${high.name} have never left, ${of(low)} on ${low.name}`;
}

function survivalTable(curves: readonly SurvivalCurve[]): Table {
  const median = ({median: m, steps}: SurvivalCurve) =>
    m.value === null
      ? `not reached in ${steps.at(-1)!.time} months`
      : `${count(m.value)} (${m.lower ?? "…"} to ${m.upper ?? "not reached"})`;
  return {
    columns: [
      {label: "Group"},
      ...["Months", "At risk", "Left"].map((label) => ({label, number: true})),
      ...["Never left", "lower", "upper"].map((label) => ({label, number: true, format: share})),
      {label: "Median stay, months"}
    ],
    rows: curves.flatMap((curve) =>
      curve.steps.map((s) => [curve.name, s.time, s.atRisk, s.events, s.survival, s.lower, s.upper, median(curve)])
    )
  };
}
