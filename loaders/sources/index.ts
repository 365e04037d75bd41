import {growthbookExposures} from "./growthbook.js";
import {recurlySubscriptionHistory} from "./recurly.js";
import {stripeSubscriptions} from "./stripe.js";

/**
 * A vendor's export: how to recognise it and how its headers fill a contract table. It says what an entry of
 * sources.yaml could say by hand, so adding a vendor is adding a mapping.
 */
export interface Source {
  id: string;
  table: string;
  /** Headers that only this export has together. */
  recognise: string[];
  /** A header or expression a column; of several, the first whose headers the file has. */
  columns: Record<string, string | readonly (string | {needs: string[]; expression: string})[]>;
  where?: string;
  key?: string;
}

/** Every vendor export that `source:` may name. */
export const sources: ReadonlyMap<string, Source> = new Map(
  [stripeSubscriptions, recurlySubscriptionHistory, growthbookExposures].map((source) => [source.id, source])
);
