import {html} from "htl";
import {definitions} from "../definitions.js";
import type {ExperimentSummary} from "./effectTable.js";
import {formatInterval, formatValue, plural} from "./format.js";
import type {Tile} from "./measureTile.js";
import {pageLink} from "./pageLink.js";
import type {Site} from "./site.js";

/** Something a reader should act on, and the page where it stands. */
export interface Alert {
  title: string;
  detail: string;
  page: string;
}

interface Watched {
  tiles: readonly Tile[];
  experiments: readonly ExperimentSummary[];
}

/**
 * What needs attention, by rule: a measure whose whole interval misses its target, a test that harms or has no result, and checks that
 * do not hold and touch a measure. A target within the interval is no alert: chance explains the gap.
 */
export function alertsOf({tiles, experiments}: Watched, site: Site): Alert[] {
  return [
    ...tiles.flatMap((tile) => missedTarget(tile, site)),
    ...experiments
      .filter(({decision}) => decision === "stop" || decision === "invalid")
      .map(({name, verdict, slug}) => ({title: `${name}: ${verdict}`, detail: "", page: `experiments/${slug}.html`})),
    ...site.checks.failed
      .filter(({measures}) => measures.length > 0)
      .map(({about, broken, measures}) => ({
        title: `A data check fails on ${plural(broken, "row")}`,
        detail: `What should hold: ${about} It touches ${plural(measures.length, "measure")}.`,
        page: "data.html#what-was-checked"
      }))
  ];
}

function missedTarget({id, measure, target, name}: Tile, {currency}: Site): Alert[] {
  const better = definitions[id]?.better;
  const {lower, upper, unit, value} = measure;
  if (target === null || value === null || lower === null || upper === null || !better) return [];
  if (better === "higher" ? upper >= target : lower <= target) return [];
  const side = better === "higher" ? "below" : "above";
  return [
    {
      title: `${name ?? definitions[id]!.name} is ${side} its target of ${formatValue(target, unit, currency)}`,
      detail: `${formatValue(value, unit, currency)}, interval ${formatInterval(lower, upper, unit, currency)}.`,
      page: `data.html#${id}`
    }
  ];
}

/** What needs attention, a line each, and where to look; says so where nothing does. */
export function Alerts(watched: Watched, site: Site): HTMLElement {
  const alerts = alertsOf(watched, site);
  return html`<section class="card">
    <h2>What needs attention</h2>
    ${
      alerts.length > 0
        ? html`<ul class="changes">
            ${alerts.map(
              ({title, detail, page}) =>
                html`<li>
                  <strong><span class="warn" aria-hidden="true">⚠</span> <a href=${pageLink(page)}>${title}</a></strong
                  ><span>${detail}</span>
                </li>`
            )}
          </ul>`
        : html`<p class="quiet">No target is missed by more than chance, no test does harm, and all checks hold.</p>`
    }
  </section>`;
}
