import type {CadenceCell, Estimated, FatigueOutcome, Funnel, Hazard, Lag, MessagesResult} from "../results/messages.js";
import {day, formatInterval, rate, ratio, type Maybe} from "./format.js";
import type {HeatCell} from "./heatChart.js";
import type {IntervalRow} from "./intervalChart.js";
import type {Sentence} from "./sentences.js";

/** What the heat map may show. */
export type CadenceMeasure = "perAccount" | "delivered" | "opened" | "clicked";

export const cadenceMeasures: Record<CadenceMeasure, string> = {
  perAccount: "Messages per account",
  delivered: "Share delivered",
  opened: "Share opened",
  clicked: "Share clicked"
};

/** What a page on messages opens with. */
export function messagesClaim({recent, messages}: MessagesResult): Sentence {
  if (recent.value === null)
    return {
      before: messages
        ? "Too few accounts were sent messages in the last 4 weeks to say how many"
        : "No message has been sent yet",
      value: null
    };
  return {
    before: "In the last 4 weeks, an account that was sent anything was sent ",
    value: `${recent.value.toFixed(1)} messages`,
    interval: recent.lower === null ? "no spread" : `${recent.lower.toFixed(1)} to ${recent.upper!.toFixed(1)}`,
    after: recent.opened?.value == null ? "" : `, and ${rate(recent.opened.value, 0)} of them were opened`
  };
}

/** A cell of the heat map; the shares are of messages sent. */
export function cadenceValue(cell: CadenceCell, measure: CadenceMeasure): number | null {
  if (measure === "perAccount") return cell.perAccount;
  const part = cell[measure];
  return part === null || !cell.sent ? null : part / cell.sent;
}

export function heatCells(cadence: readonly CadenceCell[], measure: CadenceMeasure): HeatCell[] {
  return cadence.map((cell) => ({row: cell.stage, column: cell.week, value: cadenceValue(cell, measure)}));
}

/** Which stage had the most messages per account and week of the last 26; a count of all, so nothing is uncertain. */
export function cadenceTitle({cadence, stages}: Pick<MessagesResult, "cadence" | "stages">): string {
  const weeks = [...new Set(cadence.map(({week}) => week))].sort().slice(-26);
  const means = stages.flatMap(({id, name}) => {
    const own = cadence.filter(({stage, week, sent}) => stage === id && sent !== null && weeks.includes(week));
    const accounts = own.reduce((sum, cell) => sum + cell.accounts!, 0);
    return accounts ? [{name, value: own.reduce((sum, {sent}) => sum + sent!, 0) / accounts}] : [];
  });
  const [most] = means.sort((a, b) => b.value - a.value);
  if (!most) return "No week has enough accounts to show";
  return means.length === 1
    ? `${most.name}: ${ratio(most.value)} messages in a week with any`
    : `${most.name} is the densest stage: ${ratio(most.value)} messages in a week with any`;
}

/** What opens and clicks do not tell. */
export const openCaveat =
  "Some mail programs open every message themselves, some filters follow every link and some readers hide both, so opens and clicks are what was recorded, not what was read.";

const stepNames: Record<Funnel["steps"][number]["id"], string> = {
  delivered: "Delivered",
  opened: "Opened",
  clicked: "Clicked",
  trying: "Trial begun",
  paid: "Trial paid for",
  upgraded: "Upgraded"
};

/** The steps of a stage; what came after the mail only where it came to anybody. */
export function funnelRows({steps}: Funnel): IntervalRow[] {
  return steps
    .filter(({id, count}) => count > 0 || id === "delivered" || id === "opened" || id === "clicked")
    .map(({id, count, share}) => ({
      name: stepNames[id],
      n: count,
      value: share.value,
      lower: share.lower,
      upper: share.upper,
      color: ["trying", "paid", "upgraded"].includes(id) ? "var(--new)" : "var(--accent)"
    }));
}

export function funnelTitle(funnel: Funnel, name: string): string {
  const [opened, clicked] = ["opened", "clicked"].map((id) => funnel.steps.find((step) => step.id === id)!.share.value);
  return `${name}: ${rate(opened, 0)} of accounts opened a mail, ${rate(clicked, 0)} clicked`;
}

const outcomeNames: Record<FatigueOutcome, {verb: string; none: string; what: string}> = {
  unsubscribed: {
    verb: "unsubscribed",
    none: "unsubscribing",
    what: "Share of fortnights in which an account unsubscribed"
  },
  muted: {verb: "muted messages", none: "muting", what: "Share of fortnights in which an account muted messages"},
  ticket: {verb: "opened tickets", none: "tickets", what: "Share of fortnights in which an account opened a ticket"}
};

/** The hazards of one outcome, 14 days looked back before 30. */
export function hazardsOf(hazards: readonly Hazard[], outcome: FatigueOutcome): Hazard[] {
  return hazards.filter((one) => one.outcome === outcome).sort((a, b) => a.days - b.days);
}

export function hazardSubtitle(outcome: FatigueOutcome): string {
  return `${outcomeNames[outcome].what}, by messages it had been sent before; 95% interval, accounts as clusters`;
}

/** Says that more goes with more only where the odds of both looks back are clear, all outcomes shown counted. */
export function hazardTitle(own: readonly Hazard[], outcome: FatigueOutcome, shown: number): string {
  const {verb, none} = outcomeNames[outcome];
  const odds = own.flatMap((one) => (one.odds ? [one.odds] : []));
  if (!odds.length) return `Nothing can be said of messages and ${none} yet`;
  const isClear = ({p}: {p: number}) => p < 0.05 / Math.max(1, shown);
  const sides = new Set(odds.map(({ratio}) => Math.sign(ratio - 1)));
  if (!odds.every(isClear) || sides.size > 1) return `No clear pattern between messages sent and ${none}`;
  return `Accounts that had been sent more ${verb} ${odds[0]!.ratio > 1 ? "more" : "less"} often`;
}

export function hazardRows(own: readonly Hazard[]): (IntervalRow & {fortnights: number; events: number})[] {
  return own.flatMap(({days, bins}) =>
    bins.map(({from, to, fortnights, events, share}) => ({
      name: to === null ? `${from} or more` : from === to ? `${from}` : `${from} to ${to}`,
      group: `Sent in the ${days} days before`,
      ...{fortnights, events, n: fortnights},
      ...{value: share.value, lower: share.lower, upper: share.upper},
      color: from === 0 ? "var(--control)" : "var(--accent)"
    }))
  );
}

/** "1.42 times (1.28 to 1.59) in 14 days, …". */
export function oddsText(own: readonly Hazard[]): string {
  return own
    .flatMap(({days, odds}) =>
      odds
        ? [`${ratio(odds.ratio)} times (${formatInterval(odds.lower, odds.upper, "ratio", "")}) for ${days} days`]
        : []
    )
    .join(", ");
}

/** "5 minutes", "15 hours", "7.5 days". */
export function duration(hours: Maybe): string {
  if (typeof hours !== "number") return "n/a";
  const [value, unit] = hours < 1 ? [hours * 60, "minute"] : hours < 48 ? [hours, "hour"] : [hours / 24, "day"];
  const text = value < 10 && unit !== "minute" ? String(Number(value.toFixed(1))) : value.toFixed(0);
  return `${text} ${unit}${text === "1" ? "" : "s"}`;
}

/** The stage whose messages come last after their trigger, in words. */
export function lagTitle(lags: readonly Lag[], name: (stage: string) => string): string {
  const known = lags.flatMap(({stage, hours}) => (hours ? [{stage, median: hours.median}] : []));
  const slowest = known.sort((a, b) => b.median - a.median)[0];
  if (!slowest) return "No message can be told from its trigger yet";
  return `${name(slowest.stage)}: half of the messages that answer a trigger come ${duration(slowest.median)} or more after it`;
}

/** "46.3% (44.5 to 48.1%)". */
export function estimateText(share: Estimated | null): string {
  if (share === null) return "n/a";
  const interval = formatInterval(share.lower, share.upper, "rate", "");
  return `${rate(share.value)}${interval ? ` (${interval})` : ""}`;
}

export function weekName(week: string): string {
  return day(week).replace(/ \d{4}$/, "");
}
