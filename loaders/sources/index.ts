import {fitHeader} from "./fitSource.js";
import {amplitudeEvents, amplitudeExposures} from "./amplitude.js";
import {chargebeeSubscriptions} from "./chargebee.js";
import {
  delightedResponses,
  qualtricsLegacyResponses,
  qualtricsResponses,
  surveymonkeyResponses,
  typeformResponses
} from "./surveys.js";
import {growthbookExposures} from "./growthbook.js";
import {hubspotApiCompanies, hubspotCompanies, hubspotDeals} from "./hubspot.js";
import {invoiceLines} from "./invoiceLines.js";
import {launchdarklyExposures} from "./launchdarkly.js";
import {mixpanelEvents, mixpanelExposures} from "./mixpanel.js";
import {optimizelyDecisions} from "./optimizely.js";
import {posthogEvents, posthogExposures} from "./posthog.js";
import {recurlyAccounts, recurlyInvoices, recurlySubscriptionHistory, recurlySubscriptions} from "./recurly.js";
import {revenuecatPayments, revenuecatRefunds, revenuecatTransactions, revenuecatTrials} from "./revenuecat.js";
import {
  salesforceAccounts,
  salesforceOpportunities,
  salesforceOpportunityHistory,
  salesforceOpportunityVersions
} from "./salesforce.js";
import {segmentExposures, segmentTracks} from "./segment.js";
import {stripeApiSubscriptions, stripeInvoiceLineItems, stripeSubscriptionItems} from "./stripeApi.js";
import {stripeCustomers, stripeInvoices, stripeSubscriptions} from "./stripe.js";
import {zendeskApiTickets, zendeskTickets} from "./zendesk.js";
import {zuoraRatePlanCharges, zuoraSubscriptions} from "./zuora.js";

/**
 * How a column is filled: from a header, or from an expression whose headers stand in double quotes. A header written "?so" is null where
 * the file lacks it. Of several, the first whose headers the file has is taken.
 */
export type Fill = string | {sql: string} | readonly (string | {sql: string})[];

/**
 * A vendor's export: how to recognise it and how its headers fill a contract table. It says what an entry of
 * sources.yaml could say by hand, so adding a vendor is adding a mapping. Headers are found whatever their case and punctuation.
 */
export interface Source {
  id: string;
  table: string;
  /** What one row is: "subscription". */
  grain: string;
  /** How well the dates of changes are known. */
  precision: "exact" | "day" | "period" | "snapshot";
  /** What surprises who reads the export, in a sentence or two. */
  oddities: string;
  /** What it was tried on beside its documented headers. */
  triedOn?: string;
  /** Headers that only this export has together. */
  recognise: readonly string[];
  /** Headers that it never has, where another export has all of `recognise` too. */
  unlike?: readonly string[];
  /** True where it is proposed only if no other export fills its table, for both would say the same twice. */
  secondary?: true;
  /** Files that it must be joined to, as `lookup` says it: by its header `here` to theirs `there`; known by what they have. */
  joins?: readonly {as: string; here: string; there: string; has: readonly string[]; what: string}[];
  /** Where properties are a cell of JSON, headers do not tell: the events by which it is known then. */
  told?: {cell: string; header: string; events: readonly string[]};
  /** Other spellings of a header. */
  aliases?: Readonly<Record<string, readonly string[]>>;
  columns: Readonly<Record<string, Fill>>;
  /** Rows that count, as an expression. */
  where?: string;
  key?: string;
  /** Zone of times that do not say theirs, where the vendor says it. */
  time_zone?: "UTC";
}

const all: readonly Source[] = [
  stripeSubscriptions,
  stripeInvoices,
  stripeCustomers,
  stripeApiSubscriptions,
  stripeSubscriptionItems,
  stripeInvoiceLineItems,
  recurlySubscriptionHistory,
  recurlySubscriptions,
  recurlyInvoices,
  recurlyAccounts,
  chargebeeSubscriptions,
  revenuecatTransactions,
  revenuecatPayments,
  revenuecatRefunds,
  revenuecatTrials,
  zuoraRatePlanCharges,
  zuoraSubscriptions,
  invoiceLines,
  segmentTracks,
  segmentExposures,
  amplitudeEvents,
  amplitudeExposures,
  mixpanelEvents,
  mixpanelExposures,
  posthogEvents,
  posthogExposures,
  growthbookExposures,
  launchdarklyExposures,
  optimizelyDecisions,
  hubspotCompanies,
  hubspotApiCompanies,
  hubspotDeals,
  salesforceAccounts,
  salesforceOpportunities,
  salesforceOpportunityHistory,
  salesforceOpportunityVersions,
  zendeskTickets,
  zendeskApiTickets,
  delightedResponses,
  typeformResponses,
  surveymonkeyResponses,
  qualtricsResponses,
  qualtricsLegacyResponses
];

/** Every vendor export that `source:` may name. */
export const sources: ReadonlyMap<string, Source> = new Map(all.map((source) => [source.id, source]));

/** The sources that a file with these headers may be: none, one, or several that fill different tables. */
export function recognised(headers: readonly string[]): Source[] {
  return all.filter((source) => {
    const has = (name: string) => fitHeader(name, headers, source.aliases) !== null;
    return source.recognise.every(has) && !(source.unlike ?? []).some(has);
  });
}
