/** Parameters of the address by name; null is not there, which is how a control as it is by default stands in it. */
export type Parameters = Readonly<Record<string, string | null>>;

/** An address with these parameters set. addressWith({plan: "Team", by: null}, "http://x.example/?by=1") // "http://x.example/?plan=Team" */
export function addressWith(parameters: Parameters, href: string): string {
  const url = new URL(href);
  for (const [name, value] of Object.entries(parameters))
    if (value === null) url.searchParams.delete(name);
    else url.searchParams.set(name, value);
  return url.href;
}

/** What the address holds under a name where that is on offer, else what stands for it by default. */
export function readAddress<T extends string | null>(
  name: string,
  offered: readonly string[],
  standard: T
): string | T {
  const value = new URLSearchParams(location.search).get(name);
  return value !== null && offered.includes(value) ? value : standard;
}

/** Puts parameters into the address as a step that the back button undoes; none where nothing changes. */
export function writeAddress(parameters: Parameters): void {
  const held = new URLSearchParams(location.search);
  if (Object.entries(parameters).every(([name, value]) => held.get(name) === value)) return;
  history.pushState(null, "", addressWith(parameters, location.href));
}

/**
 * Shows a control anew, and tells its listeners, when the back or forward button changed what it holds. `read` takes the
 * control's state from the address and says it as text: a step to another heading of the page, or of another control, is none of it.
 */
export function followAddress(control: HTMLElement, held: () => string, read: () => void): void {
  addEventListener("popstate", () => {
    const before = held();
    read();
    if (held() !== before) control.dispatchEvent(new Event("input"));
  });
}
