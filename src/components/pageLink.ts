/**
 * Address of another page, such as `pageLink("data.html#nrr")`.
 * It is taken from where this module is served, because a component does not know how deep its page lies.
 */
export function pageLink(path: string): string {
  return new URL(`../../${path}`, import.meta.url).href;
}
