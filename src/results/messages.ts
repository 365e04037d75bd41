import type {MetricKind} from "./experiment.js";
/** A share or mean with its 95% interval; n is what it is counted over. */
export interface Estimated {
  value: number | null;
  lower: number | null;
  upper: number | null;
  n: number;
}

/** A stage as the register names it, in the order of the register. */
export interface Stage {
  id: string;
  name: string;
}

/** What one stage was sent in one week; numbers are null under the least number of accounts that is shown. */
export interface CadenceCell {
  stage: string;
  /** The Monday. */
  week: string;
  accounts: number | null;
  perAccount: number | null;
  sent: number | null;
  delivered: number | null;
  opened: number | null;
  clicked: number | null;
}

/** Mails of a stage to the accounts whose window is over, each counted once; `waiting` have not had their time. */
export interface Funnel {
  stage: string;
  accounts: number;
  waiting: number;
  steps: {id: "delivered" | "opened" | "clicked" | "trying" | "paid" | "upgraded"; count: number; share: Estimated}[];
}

export type FatigueOutcome = "unsubscribed" | "muted" | "ticket";

/** Fortnights at risk by what was sent before, for one outcome and one look back. */
export interface Hazard {
  outcome: FatigueOutcome;
  /** Days looked back. */
  days: number;
  bins: {from: number; to: number | null; accounts: number; fortnights: number; events: number; share: Estimated}[];
  /** The odds of an extra message, as a ratio; null where none can be fitted. */
  odds: {ratio: number; lower: number; upper: number; p: number} | null;
  accounts: number;
  fortnights: number;
  events: number;
}

/** Hours from a trigger to the first message of the stage. */
export interface Lag {
  stage: string;
  trigger: string;
  triggers: number;
  /** Share of triggers that a message followed. */
  answered: Estimated;
  /** Messages that did. */
  messages: number;
  hours: {first: number; median: number; third: number} | null;
}

export type Band = "easy" | "medium" | "hard";

/** How clear a piece of copy is. */
export interface CopyLint {
  sentences: number;
  words: number;
  syllables: number;
  readingEase: number | null;
  grade: number | null;
  wordsPerSentence: number | null;
  longWordShare: number | null;
  asks: number;
  you: number;
  we: number;
  /** Null where the copy never says "we". */
  youToWe: number | null;
  jargon: string[];
  seconds: number;
  band: Band | null;
  /** True under 100 words, where one sentence decides the figures. */
  isUnstable: boolean;
}

/** A template: what the register says of it, how clear it is, and what became of it. */
export interface Template {
  id: string;
  name: string;
  stage: string | null;
  tags: string[];
  copy: string | null;
  lint: CopyLint | null;
  accounts: number;
  sent: number | null;
  opened: Estimated | null;
  clicked: Estimated | null;
}

/** The copy of an arm of a message test, and its first primary metric. */
export interface ArmCopy {
  experiment: string;
  slug: string;
  arm: string;
  copy: string;
  lint: CopyLint;
  metric: string | null;
  kind: MetricKind | null;
  value: number | null;
  n: number | null;
}

/** What a template says of other customers, and what is wrong with it. */
export interface PeerClaim {
  template: string;
  text: string | null;
  source: string | null;
  asOf: string | null;
  expires: string | null;
  n: number | null;
  measure: string | null;
  warnings: {problem: string; remedy: string}[];
}

export interface MessagesResult {
  registered: boolean;
  stages: Stage[];
  /** Accounts that were sent anything in the last four weeks, and messages to each. */
  recent: Estimated & {from: string | null; opened: Estimated | null; sent: number};
  messages: number;
  accounts: number;
  first: string | null;
  cadence: CadenceCell[];
  windowDays: number;
  funnels: Funnel[];
  lagDays: number;
  lags: Lag[];
  hazards: Hazard[];
  templates: Template[];
  arms: ArmCopy[];
  claims: PeerClaim[];
}
