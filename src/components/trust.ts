import {html} from "htl";
import {definitions, type Definition} from "../definitions.js";
import {day, list, plural} from "./format.js";
import {type FailedCheck, pageFacts} from "./pageFacts.js";
import {pageLink} from "./pageLink.js";

/** What a figure is made from: a measure, or a mart where it shows no measure. */
export interface Origin {
  measure?: string | undefined;
  mart?: string | undefined;
}

/** The checks that do not hold and touch the figure: those of its measure, or of any measure of its mart. */
export function failedChecks({measure, mart}: Origin, failed: readonly FailedCheck[]): FailedCheck[] {
  const ids = measure !== undefined ? [measure] : idsOf(mart);
  return failed.filter(({measures}) => measures.some((id) => ids.includes(id)));
}

function idsOf(mart: string | undefined): string[] {
  return Object.values(definitions)
    .filter((definition) => definition.mart === mart)
    .map(({id}) => id);
}

/**
 * As of when, whether the checks behind it hold, and on demand how it is defined, counted, checked and made. Null where nothing is known.
 */
export function Trust({measure, mart}: Origin): HTMLElement | null {
  const facts = pageFacts();
  const definition = measure === undefined ? undefined : definitions[measure];
  if (!facts && !definition) return null;
  const isChecked = definition !== undefined || idsOf(mart).length > 0;
  const failed = failedChecks({measure, mart}, facts?.checks.failed ?? []);
  const state = [
    definition ? "definition" : null,
    facts && isChecked ? (failed.length === 0 ? "✓ checks hold" : `⚠ ${doubtOf(failed.length)}`) : null,
    facts && `data to ${day(facts.asOf)}`
  ].filter(Boolean);
  return html`<details class=${failed.length > 0 ? "trust doubt" : "trust"}>
    <summary>${state.join(" · ")}</summary>
    <dl>
      ${definition ? Meaning(definition) : null} ${facts ? Checks(failed, isChecked) : null}
      <dt>Made from</dt>
      <dd>
        ${mart ?? definition?.mart ?? "several marts"} ·
        <a href=${pageLink("data.html#where-the-numbers-come-from")} aria-label="lineage of the data">lineage</a>
      </dd>
    </dl>
  </details>`;
}

function doubtOf(count: number): string {
  return count === 1 ? "1 check does not hold" : `${count} checks do not hold`;
}

function Checks(failed: readonly FailedCheck[], isChecked: boolean): DocumentFragment {
  const held = isChecked ? "All checks of what it is made from hold." : "No check is tied to this figure.";
  const items = failed.map(
    ({name, about, broken}) => html`<li>${name}: ${about} Broken by ${plural(broken, "row")}.</li>`
  );
  return html.fragment`<dt>Checks</dt><dd>${
    items.length > 0
      ? html`<ul>
          ${items}
        </ul>`
      : held
  }</dd>`;
}

function Meaning({name, short, formula, grain, source, id}: Definition): DocumentFragment {
  return html.fragment`<dt>${name}</dt>
    <dd>${short} <a href=${pageLink(`data.html#${id}`)} aria-label=${`definition of ${name}`}>definition</a></dd>
    <dt>Formula</dt>
    <dd>${formula}</dd>
    <dt>Counted</dt>
    <dd>${grain}</dd>
    <dt>Method</dt>
    <dd>${source}</dd>`;
}

/** In one line, for pictures that leave the page. */
export function sourceLine(origin: Origin): string {
  const facts = pageFacts();
  if (!facts) return "Upswing";
  const failed = failedChecks(origin, facts.checks.failed).map(({name}) => name);
  const doubt = failed.length > 0 ? `. Checks that do not hold: ${list(failed)}` : "";
  return `${facts.company}, data to ${day(facts.asOf)}${doubt}`;
}
