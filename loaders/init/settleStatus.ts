import {type Engine, identifier, literal} from "../engines/duckdb.js";
import {readRows} from "../staging/files.js";
import type {ExportGroup} from "./findExports.js";
import {type Proposal, plain} from "./proposal.js";

/** Words for the states of a licence, as the contract spells them. */
const states: Record<string, string> = {
  active: "active",
  live: "active",
  current: "active",
  trialing: "trialing",
  trial: "trialing",
  intrial: "trialing",
  pastdue: "past_due",
  overdue: "past_due",
  paused: "paused",
  unpaid: "unpaid",
  incomplete: "incomplete",
  nonrenewing: "non_renewing",
  canceled: "canceled",
  cancelled: "canceled",
  expired: "canceled",
  ended: "canceled",
  churned: "canceled"
};

/** Reads the state of guessed licences where every word under its header is known; puts them out of force where one is not. */
export async function settleStatus(engine: Engine, one: Proposal, {members, headers}: ExportGroup): Promise<void> {
  const header = headers.find((h) => ["status", "state", "subscriptionstatus"].includes(plain(h)));
  if (!one.guessed || one.table !== "subscription_periods" || header === undefined) return;
  const found = await engine.rows<{word: string}>(
    `select distinct ${identifier(header)} as word from (${readRows(members, {ordered: false})}) where ${identifier(header)} is not null order by 1 limit 50`
  );
  const strange = found.filter(({word}) => states[plain(word)] === undefined);
  if (strange.length > 0) {
    one.off ??= `${header} has ${strange.length} words that name no state of a licence: say with where which rows count, then take the # away`;
    return;
  }
  const cases = found.map(({word}) => `when ${literal(word)} then ${literal(states[plain(word)]!)}`);
  if (cases.length > 0) one.columns!.status = `case ${identifier(header)} ${cases.join(" ")} end`;
}
