import {html} from "htl";
import {followAddress, readAddress, writeAddress} from "./address.js";
import type {Pick} from "./rowPicks.js";
import {dimensionLabel, keyLabel, type Site} from "./site.js";

/** The chosen value of each dimension; null is all. */
export type Selection = Readonly<Record<string, string | null>>;

export interface FiltersForm extends HTMLElement {
  value: Selection;
  /** Sets one filter from elsewhere on the page; takes it away where it is set. */
  choose: (pick: Pick) => void;
}

function fromAddress(site: Site): Selection {
  return Object.fromEntries(
    site.dimensions.map((dimension) => [dimension, readAddress(dimension, site.values[dimension] ?? [], null)])
  );
}

/** One select a dimension. The choice stands in the address, so a link shows it and the back button undoes it. */
export function Filters(site: Site): FiltersForm {
  const dimensions = site.dimensions.filter((dimension) => (site.values[dimension]?.length ?? 0) > 1);
  const selects = new Map<string, HTMLSelectElement>();
  for (const dimension of dimensions)
    selects.set(
      dimension,
      html<HTMLSelectElement>`<select name=${dimension}>
        <option value="">All</option>
        ${site.values[dimension]!.map((value) => html`<option value=${value}>${keyLabel(value)}</option>`)}
      </select>`
    );
  const clear = html<HTMLButtonElement>`<button type="button">show all</button>`;
  const form = html<FiltersForm>`<form class="filters" aria-label="Filters">
    ${[...selects].map(([dimension, select]) => html`<label><span>${dimensionLabel(dimension)}</span>${select}</label>`)}
    ${clear}
  </form>`;
  let selection = fromAddress(site);
  const show = () => {
    for (const [dimension, select] of selects) {
      select.value = selection[dimension] ?? "";
      select.parentElement!.className = selection[dimension] ? "set" : "";
    }
    clear.hidden = Object.values(selection).every((value) => value === null);
  };
  const choose = (next: Selection) => {
    selection = next;
    writeAddress(selection);
    show();
  };
  Object.defineProperty(form, "value", {get: () => selection});
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", (event) => {
    const select = event.target;
    if (select instanceof HTMLSelectElement) choose({...selection, [select.name]: select.value || null});
  });
  form.choose = ({dimension, value}) => {
    choose({...selection, [dimension]: selection[dimension] === value ? null : value});
    form.dispatchEvent(new Event("input"));
  };
  clear.addEventListener("click", () => {
    choose(Object.fromEntries(site.dimensions.map((dimension) => [dimension, null])));
    form.dispatchEvent(new Event("input"));
  });
  followAddress(
    form,
    () => JSON.stringify(selection),
    () => {
      selection = fromAddress(site);
      show();
    }
  );
  show();
  return form;
}

/** "Starter, Europe", or nothing where all are chosen. */
export function selectionText(selection: Selection): string {
  return Object.values(selection)
    .filter((value) => value !== null)
    .join(", ");
}
