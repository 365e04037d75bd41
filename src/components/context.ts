import type {Accounts} from "./accountsTable.js";
import type {Selection} from "./filters.js";
import type {Pick} from "./rowPicks.js";
import type {Site} from "./site.js";

/** What every figure of a page needs to know besides its data. */
export interface Context {
  site: Site;
  queries: Record<string, string>;
  /** Rows of single accounts, in a build that includes them, and which of them are selected. */
  accounts?: Accounts;
  selection?: Selection;
  /** Sets the filter that a row of a figure stands for, or takes it away. */
  choose?: (pick: Pick) => void;
}
