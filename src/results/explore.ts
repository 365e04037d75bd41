/** Types of columns that are shipped, by their names in DuckDB. */
export type ExploreType = "DATE" | "VARCHAR" | "BIGINT" | "DOUBLE" | "BOOLEAN";

export interface ExploreColumn {
  name: string;
  type: ExploreType;
  about: string;
}

/** A table that questions can be asked of, and where its Arrow stream lies in the file of all of them. */
export interface ExploreTable {
  name: string;
  /** "One row per …". */
  about: string;
  /** The mart it adds up, or is. */
  mart: string;
  columns: ExploreColumn[];
  rows: number;
  from: number;
  to: number;
}

/** What the page of one's own questions knows before anything is loaded. */
export interface Explore {
  tables: ExploreTable[];
  /** Size of the file of tables. */
  bytes: number;
  /** Whether there are rows of single accounts. */
  accounts: boolean;
}
