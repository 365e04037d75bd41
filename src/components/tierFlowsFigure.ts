import {BarList} from "./barList.js";
import {scopeNote} from "./countCubes.js";
import type {Context} from "./context.js";
import {pooledKey} from "./cube.js";
import {DataTable, type Cell, type Table} from "./dataTable.js";
import {EmptyState} from "./emptyState.js";
import {Figure} from "./figure.js";
import type {Selection} from "./filters.js";
import {count, moneyShort, plural, sentenceCase} from "./format.js";
import {valueColumn} from "./tables.js";
import {tierFlowsView, type Flow, type TierFlows} from "./tierFlowsView.js";

const nameOf = ({from, to, isUp}: Flow) =>
  from === pooledKey ? `other moves ${isUp ? "up" : "down"}` : `${from} → ${to}`;

/** Moves between plans, first up, then down, the most frequent first. */
export function TierFlowsFigure(result: TierFlows, selection: Selection, {site, queries}: Context): HTMLElement {
  // Without ranks nothing tells a move up from one down, so none can be counted.
  if (site.missing.includes("plans") || site.tiers.length === 0)
    return EmptyState("plans", "moves between plans, up and down, appear here");
  const {flows, hidden} = tierFlowsView(result, selection);
  const sorted = [...flows].sort((a, b) => Number(b.isUp) - Number(a.isUp) || b.count - a.count);
  const sum = (isUp: boolean, part: "count" | "mrrChange") =>
    flows.filter((flow) => flow.isUp === isUp).reduce((total, flow) => total + flow[part], 0);
  const money = (minor: number) => moneyShort(minor / site.minorPerMajor, site.currency, true);
  const left = hidden.up + hidden.down;
  const said = (isUp: boolean) => {
    const [n, direction] = [sum(isUp, "count"), isUp ? ("up" as const) : ("down" as const)];
    if (n === 0 && hidden[direction] > 0) return `too few ${direction} to show`;
    return `${isUp ? plural(n, "move") : count(n)} ${direction}, ${money(sum(isUp, "mrrChange"))}`;
  };
  const bars = sorted.slice(0, 14).map((flow) => ({
    name: nameOf(flow),
    value: flow.count,
    detail: money(flow.mrrChange),
    color: flow.isUp ? "var(--accent)" : "var(--contraction)"
  }));
  const tiers = site.tiers
    .map(({name}) => name)
    .filter((name) => flows.some(({from, to}) => from === name || to === name));
  return Figure({
    title: flows.length
      ? sentenceCase(`${said(true)}; ${said(false)}`)
      : left > 0
        ? "Too few accounts changed plan to show"
        : "No account has changed plan",
    subtitle: "Every change of plan in the last 12 months, up and down, and what it did to monthly revenue that day",
    empty: "No account has changed plan.",
    note: `${scopeNote(selection, left, site)}${selection.plan == null ? "" : " The plan is the one left."} Two moves in a month count twice; a return after a break is none.${tiers.length > 1 ? " In the table below the bars, an empty place had no moves or too few to show." : ""}`,
    measure: "upgrade_rate_tier",
    mart: "tier_moves",
    queries,
    chart: (width) => BarList(bars, {width}),
    ...(tiers.length > 1 ? {body: DataTable(matrixOf(flows, tiers, money))} : {}),
    table: {
      columns: [
        {label: "From"},
        {label: "To"},
        {label: "Direction"},
        {label: "Moves", number: true},
        valueColumn("MRR change", "money", site.currency, true)
      ],
      rows: sorted.map((flow) => [
        flow.from,
        flow.to,
        flow.isUp ? "up" : "down",
        flow.count,
        flow.mrrChange / site.minorPerMajor
      ])
    }
  });
}

/** Moves from the plan of a row to that of a column, below the diagonal down, with what they did to monthly revenue. */
function matrixOf(flows: readonly Flow[], tiers: readonly string[], money: (minor: number) => string): Table {
  const find = (from: string, to: string) => flows.find((flow) => flow.from === from && flow.to === to);
  return {
    caption: "From the plan of the row to the plan of the column: moves and change of monthly revenue",
    columns: [
      {label: "From"},
      ...tiers.map((to) => ({
        label: `to ${to}`,
        number: true,
        format: (_: Cell, row: readonly Cell[]) => {
          const flow = find(String(row[0]), to);
          return flow ? `${count(flow.count)} · ${money(flow.mrrChange)}` : row[0] === to ? "–" : "";
        }
      }))
    ],
    rows: tiers.map((from) => [from, ...tiers.map((to) => find(from, to)?.count ?? null)])
  };
}
