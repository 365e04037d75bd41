import {growthShelf} from "./growthShelf.js";
import {revenueShelf} from "./revenueShelf.js";
import type {Shelved} from "./shelved.js";

/**
 * What everybody may ask questions of. A mart of rows of accounts is here only as sums over groups, and a group only with the
 * smallest number of accounts that may be published; marts are added here by hand, one by one.
 */
export const shelf: Shelved[] = [...revenueShelf, ...growthShelf];

/** Marts of single accounts, for builds that were asked to hold them: no person, no text that a person wrote. */
export const accountShelf = [
  "account_attributes",
  "account_months",
  "movements",
  "retention_accounts",
  "renewal_accounts",
  "tenures",
  "upgrade_months",
  "upgrade_events",
  "trial_outcomes"
];
