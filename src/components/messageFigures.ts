import {html} from "htl";
import type {FatigueOutcome, Funnel, Hazard, MessagesResult} from "../results/messages.js";
import type {Context} from "./context.js";
import {DataTable, type Table} from "./dataTable.js";
import {Figure} from "./figure.js";
import {count, day, list, plural, rate, ratio} from "./format.js";
import {HeatChart} from "./heatChart.js";
import {IntervalChart} from "./intervalChart.js";
import {
  cadenceMeasures,
  cadenceTitle,
  cadenceValue,
  duration,
  estimateText,
  funnelRows,
  funnelTitle,
  hazardRows,
  hazardSubtitle,
  hazardTitle,
  hazardsOf,
  heatCells,
  lagTitle,
  oddsText,
  openCaveat,
  weekName,
  type CadenceMeasure
} from "./messagesView.js";
import {intervalTable, valueColumn} from "./tables.js";

export function CadenceFigure(result: MessagesResult, measure: CadenceMeasure, {site, queries}: Context): HTMLElement {
  const {cadence, stages} = result;
  const isRate = measure !== "perAccount";
  const name = (id: string) => stageName(result, id);
  const few = cadence.filter(({sent}) => sent === null).length;
  const share = (label: string) => valueColumn(label, "rate", site.currency);
  return Figure({
    title: cadenceTitle(result),
    subtitle: `${cadenceMeasures[measure]}${isRate ? ", in percent of messages sent" : " that was sent any"}, by stage and week, weeks that are over`,
    chart: (width) =>
      HeatChart(heatCells(cadence, measure), {
        ...{width, rows: stages, columnName: weekName},
        format: (value) => (isRate ? rate(value, 0).replace("%", "") : value.toFixed(1)),
        label: `${cadenceMeasures[measure]} by stage and week. The table has every week.`
      }),
    empty: "No week of messages is over yet.",
    note: `${isRate ? `${openCaveat} ` : ""}The newest weeks that fit are drawn, each named by its Monday; the table has all.${few ? ` Hatched: fewer than ${site.minCell} accounts, not shown.` : ""}`,
    mart: "message_weeks",
    queries,
    table: {
      columns: [
        {label: "Week of", format: (week) => day(String(week))},
        {label: "Stage"},
        {label: "Accounts", number: true},
        {label: "Sent", number: true},
        {label: "Per account", number: true, format: (value) => ratio(value as number | null)},
        ...[share("Delivered"), share("Opened"), share("Clicked")]
      ],
      rows: cadence.map((cell) => [
        ...[cell.week, name(cell.stage), cell.accounts, cell.sent, cell.perAccount],
        ...(["delivered", "opened", "clicked"] as const).map((part) => cadenceValue(cell, part))
      ])
    }
  });
}

/** What became of the accounts that were sent an e-mail of one stage. */
export function FunnelFigure(funnel: Funnel, result: MessagesResult, {site, queries}: Context): HTMLElement {
  const rows = funnelRows(funnel);
  return Figure({
    title: funnelTitle(funnel, stageName(result, funnel.stage)),
    subtitle: `Share of ${plural(funnel.accounts, "account")} sent an e-mail of the stage, within ${result.windowDays} days of the first, 95% Wilson interval`,
    chart: (width) => IntervalChart(rows, {width, unit: "rate", bounds: [0, 1]}),
    note: `Each account counts once, and every share is of those that were sent one.${funnel.waiting ? ` ${plural(funnel.waiting, "account")} inside the ${result.windowDays} days are left out.` : ""} What came after the mail need not have come from it.`,
    mart: "message_funnel",
    queries,
    table: intervalTable(rows, "rate", site.currency)
  });
}

/** How often accounts turned away in a fortnight, by what they had been sent before. */
export function FatigueFigure(
  {hazards}: {hazards: readonly Hazard[]},
  outcome: FatigueOutcome,
  {site, queries}: Context
): HTMLElement {
  const own = hazardsOf(hazards, outcome);
  const rows = hazardRows(own);
  const odds = oddsText(own);
  return Figure({
    title: hazardTitle(own, outcome, hazards.length),
    subtitle: hazardSubtitle(outcome),
    chart: (width) => IntervalChart(rows, {width, unit: "rate", bounds: [0, 1], counted: "fortnights"}),
    empty: "No fortnight of an account with this outcome has been seen.",
    note: own[0]
      ? html`<strong>Observed, not an effect.</strong> Who is sent more differs from who is sent less: accounts on trial
          or near a limit get more mail and have more to ask.
          ${odds ? `One message more goes with odds ${odds}, as logistic regression draws the line.` : ""}
          ${plural(own[0].accounts, "account")}, ${count(own[0].fortnights)} fortnights, ${count(own[0].events)} with
          it.`
      : null,
    mart: "message_fortnights",
    queries,
    table: {
      columns: [
        ...[{label: "Looked back"}, {label: "Messages"}, valueColumn("Share", "rate", site.currency)],
        ...[valueColumn("lower", "rate", site.currency), valueColumn("upper", "rate", site.currency)],
        ...[
          {label: "Fortnights", number: true},
          {label: "With it", number: true}
        ]
      ],
      rows: rows.map((row) => [row.group, row.name, row.value, row.lower, row.upper, row.fortnights, row.events])
    }
  });
}

/** How long after what set them off the messages of a stage came. */
export function LagFigure(result: MessagesResult, {queries}: Context): HTMLElement {
  const {lags, lagDays, stages, registered} = result;
  const without = stages.filter(({id}) => !lags.some(({stage}) => stage === id)).map(({name}) => name);
  const hours = (label: string) => ({
    label,
    number: true,
    format: (value: unknown) => duration(value as number | null)
  });
  const table: Table = {
    columns: [
      ...[{label: "Stage"}, {label: "Set off when", text: true}, {label: "Triggers", number: true}],
      {label: "Answered", number: true},
      ...[hours("A quarter within"), hours("Half within"), hours("Three quarters within")],
      {label: "Messages", number: true}
    ],
    rows: lags.map(({stage, trigger, triggers, answered, hours, messages}) => [
      ...[stageName(result, stage), trigger, triggers, estimateText(answered)],
      ...[hours?.first, hours?.median, hours?.third, messages]
    ])
  };
  return Figure({
    title: lagTitle(lags, (id) => stageName(result, id)),
    subtitle: `Time from a trigger to the first message of its stage, triggers whose ${lagDays} days are over; share answered with 95% interval, accounts as clusters`,
    ...(lags.length
      ? {body: html`<div class="scroll">${DataTable(table)}</div>`}
      : {
          chart: () => null,
          empty: registered
            ? "Give a stage its trigger in playbook/messages.yaml, and the time to its message appears here."
            : "List stages and what sets them off in playbook/messages.yaml, and the time to each message appears here."
        }),
    note: `${lags.length ? "A trigger without a message before the next one, or in these days, is unanswered. Use of a limit is known by the day, so those times are up to a day too long." : ""}${lags.length && without.length ? ` No trigger is named for ${list(without)}.` : ""}`,
    mart: "message_lags",
    queries,
    table
  });
}

export function stageName({stages}: Pick<MessagesResult, "stages">, id: string | null): string {
  return stages.find((stage) => stage.id === id)?.name ?? id ?? "";
}
