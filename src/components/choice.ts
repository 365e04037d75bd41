import {html} from "htl";

export interface ChoiceForm<T extends string> extends HTMLElement {
  value: T;
}

/** One of a few views of the same figure, as a select; the first is chosen to begin with. */
export function Choice<T extends string>(label: string, options: Readonly<Record<T, string>>): ChoiceForm<T> {
  const names = Object.entries(options) as [T, string][];
  const select = html<HTMLSelectElement>`<select>
    ${names.map(([value, name]) => html`<option value=${value}>${name}</option>`)}
  </select>`;
  const form = html<ChoiceForm<T>>`<form class="filters" aria-label=${label}>
    <label><span>${label}</span>${select}</label>
  </form>`;
  Object.defineProperty(form, "value", {get: () => select.value});
  form.addEventListener("submit", (event) => event.preventDefault());
  return form;
}
