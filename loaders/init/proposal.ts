/** What an entry of sources.yaml would say of some files, and how sure it is. */
export interface Proposal {
  /** The files, as the entry names them. */
  files: string;
  source?: string;
  table: string;
  columns?: Record<string, string>;
  where?: string;
  key?: string;
  lookup?: Record<string, {files: string; on: Record<string, string>}>;
  /** Whether it was guessed from the words of headers, and so must prove itself on the rows. */
  guessed: boolean;
  /** What only who knows the data can confirm. */
  confirm: string[];
  /** The proposal it stands back for; it takes its place where that one yields no row. */
  behind?: Proposal;
  /** Why it is written as a comment and not in force; null where it is in force. */
  off: string | null;
}

/** What became of the rows of a proposal. */
export interface Tried extends Proposal {
  /** Rows in, kept, rejected and left out by `where`; null where they could not be read. */
  rows: {rows_in: number; kept: number; rejected: number; filtered: number} | null;
  /** Why most rejected rows were rejected; never a value of theirs. */
  reason: string | null;
}

/** An entry as sources.yaml spells it; a source names its table itself. */
export function entryOf({files, source, table, where, key, lookup, columns}: Proposal): Record<string, unknown> {
  return {
    files,
    ...(source === undefined ? {table} : {source}),
    ...(where === undefined ? {} : {where}),
    ...(key === undefined ? {} : {key}),
    ...(lookup === undefined ? {} : {lookup}),
    ...(columns === undefined || Object.keys(columns).length === 0 ? {} : {columns})
  };
}

/** A header as words without case and punctuation. plain("Account ID") // "accountid" */
export function plain(header: string): string {
  return header
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, "");
}
