import {html} from "htl";
import type {Sentence} from "./sentences.js";

/** The sentence a page opens with: its live number in the accent, the interval quiet beside it. */
export function Claim({before, value, interval, after}: Sentence): HTMLElement {
  return html`<h1 class="claim">
    ${before}${value ? html`<strong>${value}</strong>` : null}${interval ? html.fragment` <span class="interval">(${interval})</span>` : null}${after}
  </h1>`;
}

/** The quiet line under it: method, n, period, links. Empty parts are left out. */
export function MethodLine(...parts: (string | Node | null | undefined | false)[]): HTMLElement {
  const kept = parts.filter((part): part is string | Node => Boolean(part));
  return html`<p class="method">${kept.map((part, i) => html.fragment`${i ? " · " : ""}${part}`)}</p>`;
}
