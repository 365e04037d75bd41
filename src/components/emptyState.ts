import {html} from "htl";

const exports: Record<string, [title: string, export_: string]> = {
  subscription_periods: ["No subscriptions yet", "a subscription export"],
  trials: ["No trials yet", "a trials export"],
  exposures: ["No message tests yet", "an exposures export"],
  responses: ["No survey answers yet", "a survey export"],
  tickets: ["No support ratings yet", "a tickets export"],
  usage: ["No usage yet", "a usage export"],
  entitlements: ["No limits yet", "a usage export and a list of plan limits"],
  offer_events: ["No requests yet", "an export of upgrade requests"],
  plans: ["No plans yet", "a list of plans with their ranks"]
};

/** Says that a table has no rows and which export would fill it; `alone`, in place of everything below it. */
export function EmptyState(table: string, then: string, alone = false): HTMLElement {
  const [title, what] = exports[table] ?? [`No ${table.replaceAll("_", " ")} yet`, `an export of ${table}`];
  return html`<section class=${alone ? "empty alone" : "empty"}>
    <h2>${title}</h2>
    <p>Add ${what} to <code>sources.yaml</code> as table <code>${table}</code>, and ${then}.</p>
  </section>`;
}
