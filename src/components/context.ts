import type {Site} from "./site.js";

/** What every figure of a page needs to know besides its data. */
export interface Context {
  site: Site;
  queries: Record<string, string>;
}
