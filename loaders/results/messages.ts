import type {CadenceCell, Funnel, Lag, MessagesResult, Stage} from "../../src/results/messages.js";
import type {Measure} from "../../src/definitions.js";
import {meanInterval} from "../../src/stats/index.js";
import {messageLagDays, messageWindowDays} from "../messageRegister.js";
import type {Warehouse} from "../warehouse.js";
import {peerClaims} from "./messageClaims.js";
import {type Tested, armCopies, templateRows} from "./messageCopy.js";
import {quantileOf, ratioOver, shareOf} from "./messageEstimates.js";
import {messageFatigue} from "./messageFatigue.js";
import {group, sumBy} from "./messageGroups.js";

/** What the page of messages reads. */
export async function messagesPage(
  w: Warehouse,
  tests: readonly Tested[],
  latest: (id: string) => Measure
): Promise<MessagesResult> {
  const register = w.registers.messages;
  const minCell = w.config.privacy.min_cell;
  const [total] = await w.engine.rows<{messages: number; accounts: number; first: string | null}>(
    `select count(*) as messages, count(distinct account_id) as accounts, cast(cast(min(sent_at) as date) as varchar) as first
    from sent_messages`
  );
  const seen = await w.engine.rows<{stage: string}>("select distinct stage from sent_messages order by 1");
  const ids = [...new Set([...Object.keys(register?.stages ?? {}), ...seen.map(({stage}) => stage)])];
  const stages = ids.map((id): Stage => ({id, name: register?.stages[id]?.name ?? stageName(id)}));
  return {
    registered: register !== null,
    stages,
    ...total!,
    recent: await recentMessages(w),
    cadence: (await cadenceCells(w)).map((cell) => (cell.accounts! < minCell ? hidden(cell) : cell)),
    windowDays: messageWindowDays,
    funnels: await funnels(w, stages),
    lagDays: messageLagDays,
    lags: await lags(w, stages),
    hazards: await messageFatigue(w),
    templates: await templateRows(w, stages),
    arms: armCopies(tests, register),
    claims: peerClaims(register, {asOf: w.asOf, windowMonths: w.config.settings.nrr.window_months, latest})
  };
}

/** Accounts reached in the last 28 days: messages to each, and the share opened. */
async function recentMessages(w: Warehouse): Promise<MessagesResult["recent"]> {
  const rows = await w.engine.rows<{sent: number; opened: number}>(`select count(*) as sent, sum(m.is_opened) as opened
    from sent_messages as m cross join parameters as q
    where m.sent_at >= q.as_of_end - interval '28' day group by m.account_id`);
  const n = rows.length;
  if (n < w.config.privacy.min_cell)
    return {value: null, lower: null, upper: null, n: 0, from: null, opened: null, sent: 0};
  const mean = sumBy(rows, ({sent}) => sent) / n;
  const variance = sumBy(rows, ({sent}) => (sent - mean) ** 2) / (n - 1);
  const [span] = await w.engine.rows<{day: string}>(
    "select cast(cast(as_of_end - interval '28' day as date) as varchar) as day from parameters"
  );
  return {
    ...(meanInterval({n, mean, variance}) ?? {value: mean, lower: null, upper: null, n}),
    from: span!.day,
    sent: sumBy(rows, ({sent}) => sent),
    opened: ratioOver(
      rows.map(({sent, opened}) => ({y: opened, x: sent})),
      w.config.privacy.min_cell
    )
  };
}

/** Weeks that are over. */
async function cadenceCells(w: Warehouse): Promise<CadenceCell[]> {
  return w.engine.rows<CadenceCell>(`select c.stage, cast(c.week as varchar) as week, count(*) as accounts,
      avg(c.sent) as "perAccount", sum(c.sent) as sent, sum(c.delivered) as delivered, sum(c.opened) as opened,
      sum(c.clicked) as clicked
    from message_weeks as c cross join parameters as q
    where cast(c.week as timestamp) + interval '7' day <= q.as_of_end group by 1, 2 order by 1, 2`);
}

function hidden({stage, week}: CadenceCell): CadenceCell {
  return {stage, week, accounts: null, perAccount: null, sent: null, delivered: null, opened: null, clicked: null};
}

const steps = ["delivered", "opened", "clicked", "trying", "paid", "upgraded"] as const;

async function funnels(w: Warehouse, stages: readonly Stage[]): Promise<Funnel[]> {
  const counts = steps.map((id) => `sum(case when is_over = 1 then is_${id} else 0 end) as ${id}`).join(", ");
  const rows = await w.engine.rows<
    {stage: string; accounts: number; waiting: number} & Record<(typeof steps)[number], number>
  >(
    `select stage, sum(is_over) as accounts, count(*) - sum(is_over) as waiting, ${counts} from message_funnel group by 1`
  );
  return stages.flatMap(({id}) => {
    const row = rows.find(({stage, accounts}) => stage === id && accounts >= w.config.privacy.min_cell);
    if (!row) return [];
    const {stage, accounts, waiting} = row;
    return [
      {
        stage,
        accounts,
        waiting,
        steps: steps.map((step) => ({id: step, count: row[step], share: shareOf(row[step], accounts)}))
      }
    ];
  });
}

async function lags(w: Warehouse, stages: readonly Stage[]): Promise<Lag[]> {
  const rows = await w.engine.rows<{stage: string; account: string; hours: number | null}>(
    "select stage, account_id as account, hours from message_lags order by 1, 2, 3"
  );
  const byStage = group(rows, ({stage}) => stage);
  return stages.flatMap(({id}) => {
    const own = byStage.get(id) ?? [];
    const accounts = [...group(own, ({account}) => account).values()];
    const isAnswered = ({hours}: {hours: number | null}) => (hours === null ? 0 : 1);
    const answered = ratioOver(
      accounts.map((some) => ({y: sumBy(some, isAnswered), x: some.length})),
      w.config.privacy.min_cell
    );
    if (!answered) return [];
    const hours = own.flatMap((row) => (row.hours === null ? [] : [row.hours])).sort((a, b) => a - b);
    const reached = accounts.filter((some) => some.some(isAnswered)).length;
    const [first, median, third] = [0.25, 0.5, 0.75].map((share) => quantileOf(hours, share));
    return [
      {
        stage: id,
        trigger: triggerName(w, id),
        triggers: own.length,
        answered,
        messages: hours.length,
        hours: reached >= w.config.privacy.min_cell ? {first: first!, median: median!, third: third!} : null
      }
    ];
  });
}

function triggerName(w: Warehouse, stage: string): string {
  const on = w.registers.messages?.stages[stage]?.trigger;
  if (on?.on === "limit") return `the month’s use reaches ${Math.round(100 * on.at)}% of a limit`;
  return on?.on === "event" ? `the event ${on.event}` : "a trial begins";
}

/** "Near limit" for near_limit. */
function stageName(id: string): string {
  const words = id.replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
