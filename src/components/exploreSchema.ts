import {html} from "htl";
import type {ExploreTable} from "../results/explore.js";
import {plural} from "./format.js";

/** The tables with what a row is and their columns; a click on a name hands it over. */
export function ExploreSchema(tables: readonly ExploreTable[], insert: (name: string) => void): HTMLElement {
  const name = (text: string) =>
    html`<button type="button" class="name" aria-label=${`insert ${text}`} onclick=${() => insert(text)}>
      ${text}
    </button>`;
  return html`<section class="schema" aria-labelledby="schema-title">
    <h2 id="schema-title">Tables</h2>
    ${tables.map(
      (table) =>
        html`<details>
          <summary>${table.name} <span>${plural(table.rows, "row")}</span></summary>
          <p>${table.about}</p>
          <ul>
            <li>${name(table.name)} <span>from mart ${table.mart}</span></li>
            ${table.columns.map((column) => html`<li>${name(column.name)} <span class="type">${column.type.toLowerCase()}</span> <span>${column.about}</span></li>`)}
          </ul>
        </details>`
    )}
  </section>`;
}
