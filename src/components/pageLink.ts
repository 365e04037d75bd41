import {pageFacts} from "./pageFacts.js";

/**
 * Address of another page, such as `pageLink("data.html#nrr")`; null for a page that this build leaves out, and a link without an
 * address is plain text.
 * It is taken from where this module is served, because a component does not know how deep its page lies.
 */
export function pageLink(path: string): string | null {
  const file = path.replace(/[?#].*$/, "");
  const isAbsent = pageFacts()?.absent?.some((pattern) => new RegExp(pattern).test(file)) ?? false;
  return isAbsent ? null : new URL(`../../${path}`, import.meta.url).href;
}
