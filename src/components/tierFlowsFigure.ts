import {BarList} from "./barList.js";
import type {Context} from "./context.js";
import {pooledKey} from "./cube.js";
import {Figure} from "./figure.js";
import {count, moneyShort, plural} from "./format.js";
import {valueColumn} from "./tables.js";

/** How often accounts went from one plan to another, and what that did to monthly revenue, in minor units. */
export interface Flow {
  from: string;
  to: string;
  isUp: boolean;
  count: number;
  mrrChange: number;
}

export interface TierFlows {
  flows: Flow[];
  /** Moves of too few accounts to show. */
  hidden: number;
}

const nameOf = ({from, to, isUp}: Flow) =>
  from === pooledKey ? `other moves ${isUp ? "up" : "down"}` : `${from} → ${to}`;

/** Moves between plans, first up, then down, the most frequent first. */
export function TierFlowsFigure({flows, hidden}: TierFlows, {site, queries}: Context): HTMLElement {
  const sorted = [...flows].sort((a, b) => Number(b.isUp) - Number(a.isUp) || b.count - a.count);
  const sum = (isUp: boolean, part: "count" | "mrrChange") =>
    flows.filter((flow) => flow.isUp === isUp).reduce((total, flow) => total + flow[part], 0);
  const money = (minor: number) => moneyShort(minor / site.minorPerMajor, site.currency, true);
  const said = (isUp: boolean) => `${isUp ? "up" : "down"}, ${money(sum(isUp, "mrrChange"))}`;
  const [up, down] = [sum(true, "count"), sum(false, "count")];
  const bars = sorted.slice(0, 14).map((flow) => ({
    name: nameOf(flow),
    value: flow.count,
    detail: money(flow.mrrChange),
    color: flow.isUp ? "var(--accent)" : "var(--contraction)"
  }));
  return Figure({
    title: flows.length
      ? `${plural(up, "move")} ${said(true)}; ${count(down)} ${said(false)}`
      : "No account has changed plan",
    subtitle: "Every change of plan in the last 12 months, up and down, and what it did to monthly revenue that day",
    empty: "No account has changed plan.",
    note: [
      "All accounts, whatever the filters. Two moves in a month count twice; a return after a break is none.",
      hidden > 0
        ? `${plural(hidden, "move")} of fewer than ${site.minCell} accounts ${hidden === 1 ? "is" : "are"} left out.`
        : null
    ]
      .filter((part) => part !== null)
      .join(" "),
    mart: "tier_moves",
    queries,
    chart: (width) => BarList(bars, {width}),
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
