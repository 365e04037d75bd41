import {stringify} from "yaml";
import type {FoundCurrency} from "./findCurrency.js";
import type {LadderPlan} from "./planLadder.js";
import {type Tried, entryOf} from "./proposal.js";
import {sources} from "../sources/index.js";

/** What sources.yaml is to say. */
export interface Draft {
  tried: Tried[];
  currency: FoundCurrency;
  /** The plans and the file that lists them; null where there are none, or an export lists them. */
  ladder: {file: string; plans: LadderPlan[]} | null;
  /** The day to read up to, where no export tells of one. */
  asOf: string | null;
  /** How many trials last so long that the usual window would end before their first charge, and the longest; null where none does. */
  longTrials: {trials: number; longest: number} | null;
  /** What was not placed, and why. */
  unplaced: string[];
}

/** A sources.yaml with comments. Entries that are not in force stand in it as comments, with the reason. */
export function sourcesText({tried, currency, ladder, asOf, longTrials, unplaced}: Draft): string {
  const live = tried.filter(({off}) => off === null);
  const resting = tried.filter(({off}) => off !== null);
  const list =
    ladder === null ? "" : `${ladderNote(ladder)}${indent(stringify([ladderEntry(ladder.file)], {lineWidth: 0}))}\n`;
  return `# Which export feeds which table. Proposed by npm run init from headers and values; docs/data.md explains the format.
# Lines that begin with "confirm" say what only you can know. Entries behind a # are not in force.
company: Your company # as pages name it
${note(currency.evidence)}currency: ${currency.currency}
${note(zoneNote(live))}time_zone: UTC
${asOf === null ? "# as_of: 2026-10-31 # the day the exports were made; if not given, the last day of what has happened in them" : `as_of: ${asOf} # confirm: the day the exports were made, for nothing in them has a date`}

exports:${live.length === 0 && ladder === null ? " []" : ""}
${live.map((one) => `${indent(about(one))}${indent(written(one))}\n`).join("")}${list}${resting
    .map((one) => `${indent(about(one))}${indent(written(one)).replace(/^ {2}/gm, "  # ")}\n`)
    .join(
      ""
    )}${longTrials === null ? "" : windowNote(longTrials)}${unplaced.length > 0 ? note(`Not placed; map them by hand, or leave them:`) : ""}${unplaced.map((what) => note(`  ${what}`)).join("")}`;
}

function windowNote({trials, longest}: NonNullable<Draft["longTrials"]>): string {
  const said = `confirm: ${count(trials)} trials run so long that day 45, when a trial counts as not converted, comes before their first charge; the longest has ${count(longest)} days.`;
  return `${note(said)}${note("If that is your trial, take the # away and give the days within which it should convert.")}# settings: {trial: {window_days: ${Math.min(longest + 7, 365)}}}

`;
}

/** What lists the plans, in the contract's own words. */
function ladderEntry(file: string): Record<string, unknown> {
  const columns = {plan_id: "plan_id", name: "name", family: "family", tier_rank: "tier_rank"};
  return {files: file, table: "plans", columns};
}

function ladderNote({file, plans}: NonNullable<Draft["ladder"]>): string {
  const price = ({price, currency}: LadderPlan) =>
    price === null ? "never paid for" : `${currency ?? ""} ${price.toFixed(2)} a seat and month`.trim();
  const tier = ({tier_rank}: LadderPlan) => (tier_rank === null ? "no tier" : `tier ${tier_rank}`);
  const lines = plans
    .slice(0, 20)
    .map((plan) => `  ${tier(plan)}: ${plan.plan_id}, ${price(plan)} (median), ${count(plan.licences)} licences`);
  return indent(
    [
      `confirm: the order of plans, lowest first, by what licences pay. Correct tier_rank in ${file} where it is wrong.`,
      ...lines,
      ...(plans.length > 20 ? [`  and ${plans.length - 20} more`] : [])
    ]
      .map(note)
      .join("")
  );
}

function about({table, source, rows, confirm, off, reason}: Tried): string {
  const grain = source === undefined ? "" : `, one row a ${sources.get(source)!.grain}`;
  const read = rows ? `${count(rows.kept)} of ${count(rows.rows_in)} rows read into ${table}` : `for ${table}`;
  const rejected =
    rows && rows.rejected > 0 ? `; ${count(rows.rejected)} rejected, as ${reason ?? "they do not fit"}` : "";
  return [
    ...(off === null ? [`${read}${grain}${rejected}`] : [`Not in force: ${off}`]),
    ...confirm.map((what) => `confirm: ${what}`)
  ]
    .map(note)
    .join("");
}

function written(one: Tried): string {
  return stringify([entryOf(one)], {lineWidth: 0});
}

function zoneNote(live: Tried[]): string {
  const open = live.filter(({source}) => source === undefined || sources.get(source)!.time_zone === undefined);
  if (open.length === 0) return "Every export says that its times are UTC; months end by this zone.";
  const files = [...new Set(open.map(({files}) => files))].slice(0, 8).join(", ");
  return `Months end by this zone, and times that do not say theirs are read in it: confirm for ${files}. An entry may have a time_zone of its own.`;
}

const count = (n: number) => n.toLocaleString("en-US");

/** Text of an export stays on its line and in its comment. */
function note(text: string): string {
  return `# ${text.replace(/[\p{Cc}\u2028\u2029]+/gu, " ")}\n`;
}

function indent(text: string): string {
  return text.replace(/^(?=.)/gm, "  ");
}
