import * as Plot from "@observablehq/plot";
import {chart, type Chart, type ChartOptions} from "./chart.js";
import {month, moneyShort} from "./format.js";

/** Monthly recurring revenue from one month to another, in minor units; losses are positive and subtracted. */
export interface Bridge {
  from: string;
  to: string;
  start: number;
  new: number;
  expansion: number;
  reactivation: number;
  contraction: number;
  churn: number;
  fx: number;
  end: number;
  /** Revenue of accounts that are on pause, and of those back from one. */
  pause?: number;
  resume?: number;
  /** What a filter adds or takes because accounts changed group. */
  moved?: number;
}

export interface BridgeChartOptions extends Partial<ChartOptions> {
  currency: string;
  minorPerMajor: number;
}

interface Bar {
  name: string;
  low: number;
  high: number;
  /** Where the next bar begins. */
  after: number;
  text: string;
  color: string;
  i: number;
}

export const steps = [
  {key: "new", name: "New", sign: 1, color: "var(--new)"},
  {key: "expansion", name: "Expansion", sign: 1, color: "var(--accent)"},
  {key: "reactivation", name: "Reactivation", sign: 1, color: "var(--reactivation)"},
  {key: "resume", name: "Resumed", sign: 1, color: "var(--reactivation)"},
  {key: "contraction", name: "Contraction", sign: -1, color: "var(--contraction)"},
  {key: "pause", name: "Paused", sign: -1, color: "var(--contraction)"},
  {key: "churn", name: "Churn", sign: -1, color: "var(--churn)"},
  {key: "fx", name: "FX", sign: 1, color: "var(--fx)"},
  {key: "moved", name: "Moved group", sign: 1, color: "var(--fx)"}
] as const;

/** Steps that many companies never have; they are drawn only where they are not zero. */
export const rare: ReadonlySet<string> = new Set(["moved", "fx", "pause", "resume"]);

function bars(bridge: Bridge, {currency, minorPerMajor}: BridgeChartOptions): Bar[] {
  const major = (value: number) => value / minorPerMajor;
  const total = (name: string, value: number): Bar => ({
    name,
    low: 0,
    high: value,
    after: value,
    text: moneyShort(value, currency),
    color: "var(--ink)",
    i: 0
  });
  const list = [total(month(bridge.from), major(bridge.start))];
  let level = major(bridge.start);
  for (const step of steps) {
    const change = step.sign * major(bridge[step.key] ?? 0);
    if (change === 0 && rare.has(step.key)) continue;
    const next = level + change;
    list.push({
      name: step.name,
      low: Math.min(level, next),
      high: Math.max(level, next),
      after: next,
      text: moneyShort(change, currency, true),
      color: step.color,
      i: 0
    });
    level = next;
  }
  list.push(total(month(bridge.to), major(bridge.end)));
  return list.map((bar, i) => ({...bar, i}));
}

/** Where the bars begin: zero, unless the changes would then be too small to see. */
function base(list: readonly Bar[]): number {
  const lowest = Math.min(...list.map((bar) => (bar.low === 0 ? bar.high : bar.low)), ...list.map((bar) => bar.after));
  const highest = Math.max(...list.map((bar) => bar.high));
  if (lowest < highest * 0.5) return 0;
  const step = 10 ** Math.floor(Math.log10(highest - lowest || highest));
  return Math.max(0, Math.floor((lowest - (highest - lowest) * 0.3) / step) * step);
}

/** How revenue got from one month to the other. On a phone the bars lie down. */
export function BridgeChart(bridge: Bridge | null, options: BridgeChartOptions): Chart | null {
  if (!bridge) return null;
  const {currency, width = 640} = options;
  const list = bars(bridge, options);
  const from = base(list);
  const top = Math.max(...list.map((bar) => bar.high));
  // A movement too small to see is drawn as a thin line rather than not at all.
  const least = (top - from) / 150;
  const shown = list.map((bar) => ({...bar, low: Math.max(from, Math.min(bar.low, bar.high - least))}));
  const label = `Bridge of monthly recurring revenue. ${list.map((bar) => `${bar.name} ${bar.text}`).join(", ")}.`;
  const starts = from > 0 ? [`bars start at ${moneyShort(from, currency)}`] : [];
  const between = shown.slice(0, -1);
  const fill = (bar: Bar) => bar.color;
  const dashes = {stroke: "var(--control)", strokeDasharray: "1,2"};
  if (width < list.length * 74)
    return chart(
      {
        height: list.length * 34 + 26,
        marginLeft: 92,
        marginRight: 62,
        marginBottom: 4,
        marginTop: 22,
        x: {axis: null, domain: [from, top]},
        y: {axis: null, type: "band", domain: list.map((bar) => bar.i), padding: 0.3},
        marks: [
          Plot.ruleX([from], {stroke: "var(--control)"}),
          Plot.barX(shown, {x1: "low", x2: "high", y: "i", fill, insetRight: -0.5}),
          Plot.text(shown, {
            x: "high",
            y: "i",
            text: "text",
            dx: 6,
            textAnchor: "start",
            fontWeight: 600,
            fill: "var(--ink)"
          }),
          Plot.text(shown, {
            frameAnchor: "left",
            dx: -92,
            y: "i",
            text: "name",
            textAnchor: "start",
            fill: "var(--secondary)"
          }),
          Plot.text(starts, {frameAnchor: "top-left", dy: -20, fill: "var(--tertiary)"})
        ]
      },
      {width, label}
    );
  return chart(
    {
      height: 280,
      marginLeft: 4,
      marginRight: 4,
      marginTop: 36,
      x: {axis: null, type: "band", domain: list.map((bar) => bar.i), padding: 0.28},
      y: {axis: null, domain: [from, top]},
      marks: [
        Plot.link(between, {x1: "i", x2: (bar: Bar) => bar.i + 1, y1: "after", y2: "after", ...dashes}),
        Plot.barY(shown, {x: "i", y1: "low", y2: "high", fill, rx: 1}),
        Plot.ruleY([from], {stroke: "var(--control)"}),
        Plot.text(shown, {x: "i", y: "high", text: "text", dy: -9, fontWeight: 600, fill: "var(--ink)"}),
        Plot.text(shown, {x: "i", frameAnchor: "bottom", text: "name", dy: 18, fill: "var(--secondary)"}),
        Plot.text(starts, {frameAnchor: "top-left", dy: -32, fill: "var(--tertiary)"})
      ]
    },
    {width, label}
  );
}
