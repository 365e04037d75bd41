import {html} from "htl";
import {followAddress, readAddress, writeAddress} from "./address.js";

export interface ChoiceForm<T extends string> extends HTMLElement {
  value: T;
}

/**
 * One of a few views of the same figure, as a select; the first is chosen to begin with. It stands in the address under
 * `parameter`, whose hyphen keeps it apart from the dimensions of filters.
 */
export function Choice<T extends string>(
  label: string,
  parameter: `${string}-${string}`,
  options: Readonly<Record<T, string>>
): ChoiceForm<T> {
  const names = Object.entries(options) as [T, string][];
  const keys = names.map(([value]) => value);
  const select = html<HTMLSelectElement>`<select name=${parameter}>
    ${names.map(([value, name]) => html`<option value=${value}>${name}</option>`)}
  </select>`;
  const form = html<ChoiceForm<T>>`<form class="filters" aria-label=${label}>
    <label><span>${label}</span>${select}</label>
  </form>`;
  const read = () => (select.value = readAddress(parameter, keys, keys[0]!));
  Object.defineProperty(form, "value", {get: () => select.value});
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", ({target}) => {
    if (target === select) writeAddress({[parameter]: select.value === keys[0] ? null : select.value});
  });
  followAddress(form, () => select.value, read);
  read();
  return form;
}
