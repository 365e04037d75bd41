import {html} from "htl";
import {definitions} from "../definitions.js";
import {pageLink} from "./pageLink.js";

/** To what a measure means. */
export function DefinitionLink(id: string): HTMLElement {
  return html`<a href=${pageLink(`data.html#${id}`)} aria-label=${`definition of ${definitions[id]?.name ?? id}`}
    >definition</a
  >`;
}

/** To another page of the site. */
export function PageLink(path: string, text: string): HTMLElement {
  return html`<a href=${pageLink(path)}>${text}</a>`;
}
