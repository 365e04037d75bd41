/** What a page shows nothing without, and what it shows more with. */
export interface PageNeed {
  path: string;
  title: string;
  /** Contract tables; of several within one list one is enough. */
  needs: string[][];
  better: string[];
}

/** The pages that exports fill; every other page of the site stands without. */
export const pageNeeds: readonly PageNeed[] = [
  {path: "/", title: "Overview", needs: [["subscription_periods"]], better: ["trials", "exposures", "responses"]},
  {path: "/retention", title: "Retention", needs: [["subscription_periods"]], better: ["accounts", "renewals"]},
  {
    path: "/upgrades",
    title: "Upgrades",
    needs: [["subscription_periods"]],
    better: ["plans", "entitlements", "usage", "offer_events"]
  },
  {
    path: "/effect",
    title: "Effect",
    needs: [["subscription_periods"], ["plans"]],
    better: ["usage", "tickets", "responses"]
  },
  {path: "/trials", title: "Trials", needs: [["trials"]], better: ["events", "usage"]},
  {path: "/experiments", title: "Experiments", needs: [["exposures"]], better: ["events", "payments"]},
  {path: "/messages", title: "Messages", needs: [["messages"]], better: ["events", "tickets"]},
  {path: "/feedback", title: "Customers’ voice", needs: [["responses", "tickets"]], better: ["responses", "tickets"]}
];

/** Exports that give a table where no vendor's is known. */
export const usualExports: Readonly<Record<string, string>> = {
  trials: "a list of trials with account, start and end",
  plans: "a list of plans, the lowest tier first",
  entitlements: "a list of plans, features and limits",
  messages: "the send log of your mail or in-app messenger",
  usage: "counts of use by account, day and feature",
  offer_events: "the steps of upgrade requests and offers",
  renewals: "renewals by account and day",
  fx_rates: "a rate for each currency and month",
  outcomes: "measurements of what customers bought the product for"
};
