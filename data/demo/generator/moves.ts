import type {Account} from "./accounts.js";
import type {Table} from "./csv.js";
import * as retention from "./retention.js";
import type {Span} from "./subscription.js";
import {dateOf, monthCount, monthName} from "./time.js";
import type {UsageRow} from "./usage.js";

/** An account that goes on under a new code and in a new workspace from one instant on. */
export interface Move {
  from: Account;
  to: Account;
  at: number;
}

interface Gap {
  workspaceId: string;
  endedAt: number;
  startsAt: number;
}

/** Usage without the days a licence was missing, and in the new workspace once an account has one. */
export function moveUsage(usage: readonly UsageRow[], gaps: readonly Gap[], moves: readonly Move[]): UsageRow[] {
  const missing = new Map(gaps.map((gap) => [gap.workspaceId, gap]));
  const moved = new Map(moves.map((move) => [move.from.workspaceId, move]));
  return usage.flatMap((row) => {
    const gap = missing.get(row.workspaceId);
    if (gap && row.day >= dateOf(gap.endedAt) && row.day <= dateOf(gap.startsAt)) return [];
    const move = moved.get(row.workspaceId);
    return move && row.day > dateOf(move.at) ? [{...row, workspaceId: move.to.workspaceId}] : [row];
  });
}

const dated = {
  "delighted/nps.csv": ["account", "sent_at"],
  "delighted/csat.csv": ["account", "sent_at"],
  "zendesk/tickets.csv": ["Requester external id", "Created at"],
  "mailer/messages.csv.gz": ["account", "sent"],
  "mailer/tips.csv.gz": ["account", "sent"],
  "crm/offers.csv": ["billing_account", "occurred_at"],
  "ops/upgrade-work.csv": ["Account", "Opened"],
  "success/outcomes.csv": ["account", "measured_on"]
} as const;

/** Writes the new account code into what other tools recorded after the move. */
export function moveAccounts(tables: readonly Table[], moves: readonly Move[]): void {
  const byCode = new Map(moves.map((move) => [move.from.id, move]));
  for (const {path, header, rows} of tables) {
    const names = dated[path as keyof typeof dated] as readonly [string, string] | undefined;
    if (!names) continue;
    const [account, on] = [header.indexOf(names[0]), header.indexOf(names[1])];
    for (const {cells} of rows) {
      const move = byCode.get(String(cells[account]));
      if (!move) continue;
      const cell = cells[on]!;
      const at = typeof cell === "number" ? cell * 1000 : Date.parse(`${cell.slice(0, 10)}T00:00:00Z`);
      if (at >= move.at) cells[account] = move.to.id;
    }
  }
}

/** Month ends, movements, upgrades and retention if a licence bought again after a planted gap is one that never ended. */
export function joinGaps(
  spans: readonly Span[],
  accounts: Map<string, Account>,
  gaps: readonly {from: string; endedAt: number; startsAt: number}[]
) {
  const joined = spans.map((span) => {
    const gap = gaps.find(({from, endedAt}) => from === span.subscriptionId && endedAt === span.endsAt);
    return gap ? {...span, endsAt: gap.startsAt} : span;
  });
  const months = [monthCount - 13, monthCount - 1];
  return {
    monthEnds: retention.monthEnds(joined, accounts),
    movements: retention.movements(joined, accounts),
    upgrades: retention.upgradesByMonth(joined, accounts),
    retention: Object.fromEntries(
      months.map((month) => [monthName(month), retention.retention(joined, accounts, month).all])
    )
  };
}
