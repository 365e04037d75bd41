import {scaleLinear, tickStep} from "d3";
import {html, svg} from "htl";
import {count, formatDifference, formatDifferenceInterval, formatValue, type Maybe} from "./format.js";
import type {MetricKind} from "../results/experiment.js";
import type {Decision} from "../verdict/comparison.js";
import type {Cause} from "../verdict/leading.js";
import {unitOf} from "./experiment.js";
import {pageLink} from "./pageLink.js";

/** The primary comparison of one test, in a line. */
export interface ExperimentSummary {
  id: string;
  /** Its address below experiments/. */
  slug: string;
  name: string;
  metric: string | null;
  kind?: MetricKind | null;
  valueControl: number | null;
  valueVariant: number | null;
  difference: number | null;
  lower: number | null;
  upper: number | null;
  /** The estimate that allows for an early stop, where there was one. */
  adjusted?: number | null;
  units: number;
  decision: Decision;
  /** What lies behind an invalid test or a stop that is not the primary metric's own. */
  cause?: Cause | null;
  verdict: string;
}

const tones: Record<Decision, string> = {ship: "good", keep: "", extend: "warn", stop: "bad", invalid: "bad"};

/** The verdict in words; its colour only repeats them. */
export function Verdict(decision: Decision, text: string): HTMLElement {
  return html`<span class=${`verdict ${tones[decision]}`}>${text}</span>`;
}

/** An interval of a difference with zero marked; rows of one table share `reach`. Null where there is no interval. */
export function MiniForest(value: Maybe, lower: Maybe, upper: Maybe, reach: number, label: string): SVGElement | null {
  if (value == null || lower == null || upper == null) return null;
  const x = scaleLinear([-reach, reach], [4, 156]).clamp(true);
  const at = (number: number) => x(number).toFixed(1);
  return svg`<svg viewBox="0 0 160 18" width="160" height="18" role="img" aria-label=${label}>
    <line x1="80" x2="80" y1="0" y2="18" style="stroke: var(--control)" stroke-dasharray="1.5,2.5"></line>
    <line x1=${at(lower)} x2=${at(upper)} y1="9" y2="9" style="stroke: var(--accent)" stroke-width="2.5"></line>
    <circle cx=${at(value)} cy="9" r="4.5" style="fill: var(--accent)"></circle></svg>`;
}

/** A round number that all bounds lie within, on both sides of zero. */
export function reachOf(bounds: readonly Maybe[]): number {
  const most = Math.max(0, ...bounds.map((bound) => Math.abs(bound ?? 0)));
  const step = most > 0 ? tickStep(0, most, 4) : 1;
  return Math.ceil(most / step) * step || 1;
}

/** All tests with rates, effect on one scale, units and verdict. */
export function EffectTable(experiments: readonly ExperimentSummary[], {currency = "USD"} = {}): HTMLElement {
  const shared = experiments.filter((row) => unitOf(row) === "rate");
  const reach = reachOf(shared.flatMap((row) => [row.lower, row.upper]));
  const scale = shared.length ? `, −${+(reach * 100).toFixed(2)} to +${+(reach * 100).toFixed(2)} pp` : "";
  const effect = (row: ExperimentSummary) => {
    if (row.decision === "invalid" || row.difference === null) return html`<span class="quiet">not estimable</span>`;
    const unit = unitOf(row);
    const text = `${formatDifference(row.difference, unit, currency)} (${formatDifferenceInterval(row.lower, row.upper, unit, currency) ?? "no interval"})`;
    const [plain, allowed] = [row.difference, row.adjusted].map((value) => formatDifference(value, unit, currency));
    const stopped = row.adjusted == null || allowed === plain ? "" : `; ${allowed} allowing for its early stop`;
    const picture = unit === "rate" ? MiniForest(row.difference, row.lower, row.upper, reach, text) : null;
    return html`<div>${picture}<span class="quiet">${text}${stopped}</span></div>`;
  };
  const line = (row: ExperimentSummary) =>
    html`<tr role="row">
      <th scope="row" role="rowheader">
        <a href=${pageLink(`experiments/${row.slug}.html`)}>${row.name}</a><br /><span class="quiet"
          >${row.metric ?? "no metric yet"}</span
        >
      </th>
      <td role="cell" data-label="Control → variant">
        ${formatValue(row.valueControl, unitOf(row), currency)} →
        ${formatValue(row.valueVariant, unitOf(row), currency)}
      </td>
      <td role="cell" data-label="Effect">${effect(row)}</td>
      <td role="cell" class="number" data-label="Units">${count(row.units)}</td>
      <td role="cell" data-label="Verdict">${Verdict(row.decision, row.verdict)}</td>
    </tr>`;
  const head = (text: string, kind?: string) => html`<th scope="col" role="columnheader" class=${kind}>${text}</th>`;
  return html`<table class="cards effects" role="table">
    <thead role="rowgroup">
      <tr role="row">
        ${head("Test")}${head("Control → variant")}${head(`Effect${scale}`)}${head("Units", "number")}${head("Verdict")}
      </tr>
    </thead>
    <tbody role="rowgroup">
      ${experiments.map(line)}
    </tbody>
  </table>`;
}
