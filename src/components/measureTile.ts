import {html} from "htl";
import {definitions, type Measure} from "../definitions.js";
import {
  count,
  formatDifference,
  formatDifferenceInterval,
  formatInterval,
  formatValue,
  month,
  type Maybe
} from "./format.js";
import {pageLink} from "./pageLink.js";
import type {Bounded} from "../stats/independentDifference.js";
import type {Change} from "../results/change.js";
import {changeText} from "./sentences.js";
import {IntervalBar, Sparkline} from "./sparkline.js";

export interface Tile {
  id: string;
  measure: Measure;
  target: number | null;
  change: Change | null;
  /** Against the month before, shown first. */
  lastMonth?: Change | null;
  /** Why the value should not be leant on: it is greyed and this stands under it. */
  weak?: string | null;
  /** What it is compared with, and by how much it is higher. */
  beside?: Bounded & {name: string; difference: Bounded | null};
  series: {period: string; value: Maybe; lower?: Maybe; upper?: Maybe}[];
  /** Name to show where the measure is not one of the definitions, or needs another. */
  name?: string;
}

/** ✓, or ⚠ with the names of the checks that do not hold. */
function Trust({checks}: Measure): HTMLElement {
  return checks === "ok"
    ? html`<span class="good" role="img" aria-label="The checks behind it hold.">data ✓</span>`
    : html`<span class="warn" role="img" aria-label=${`Checks that do not hold: ${checks}.`} title=${checks}
        >data ⚠</span
      >`;
}

function Nothing(measure: Measure): HTMLElement {
  return html`<p class="value none">n/a</p>
    <p class="change">${measure.reason ?? "no data"}</p>`;
}

/** "Team 96.4% (93 to 99%): +2.1 pp (−1.0 to +5.2 pp)". */
function Beside(
  {name, value, lower, upper, difference}: NonNullable<Tile["beside"]>,
  {unit}: Measure,
  currency: string
) {
  const interval = formatInterval(lower, upper, unit, currency);
  const apart = difference && formatDifferenceInterval(difference.lower, difference.upper, unit, currency);
  return html`<p class="change beside">
    ${name}
    ${value === null ? "n/a" : formatValue(value, unit, currency)}${interval && ` (${interval})`}${difference ? html.fragment`<br />difference ${formatDifference(difference.value, unit, currency)}${apart && ` (${apart})`}` : null}
  </p>`;
}

/** Name · value · change · how it got here · interval with target · what to trust: the same in every tile. */
export function MeasureTile(tile: Tile, {currency}: {currency: string}): HTMLElement {
  const {measure, target, change, series} = tile;
  const {value, lower, upper, unit, n} = measure;
  const definition = definitions[measure.id];
  const format = (number: Maybe) => formatValue(number, unit, currency);
  const interval = formatInterval(lower, upper, unit, currency);
  const facts = [
    interval,
    !n ? null : `n ${count(n)}`,
    target === null ? null : `target ${format(target)}`,
    measure.period ? month(measure.period) : null
  ].filter((fact) => fact !== null);
  const bar =
    typeof value === "number" && typeof lower === "number" && typeof upper === "number"
      ? IntervalBar({
          value,
          lower,
          upper,
          target,
          label: `Interval ${interval}${target === null ? "" : `, target ${format(target)}`}`
        })
      : null;
  const moved = (one: Change | null | undefined) =>
    one
      ? changeText(
          one,
          (number) => formatDifference(number, unit, currency, value),
          formatDifferenceInterval(one.lower, one.upper, unit, currency)
        )
      : "";
  const changes = [tile.lastMonth, change].map(moved).filter(Boolean);
  return html`<section class=${tile.weak ? "card tile weak" : "card tile"}>
    <h2>${tile.name ?? definition?.name ?? measure.id}</h2>
    <div>
      ${
        value === null
          ? Nothing(measure)
          : html.fragment`<p class="value">${format(value)}</p>
      <p class="change">${changes.map((text, i) => html.fragment`${i ? html`<br />` : null}${text}`)}</p>
      ${tile.weak ? html`<p class="change">${tile.weak}</p>` : null}`
      }
      ${tile.beside ? Beside(tile.beside, measure, currency) : null} ${Sparkline(series, format)} ${bar}
      <p class="trust">
        ${Trust(measure)} ·
        ${facts.join(" · ")}${definition ? html.fragment` · <a href=${pageLink(`data.html#${measure.id}`)} aria-label=${`definition of ${definition.name}`}>definition</a>` : null}
      </p>
    </div>
  </section>`;
}
