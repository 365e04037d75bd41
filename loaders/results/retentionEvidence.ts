import {bootstrapGroups, keptRatio, leaveOneOut, momentsOf, retainedRatio} from "../../src/stats/index.js";
import type {Evidence, RateEvidence} from "../../src/results/evidence.js";
import type {Warehouse} from "../warehouse.js";
import {closedIndex, labelOf} from "./yearChange.js";

/** What an account paid a window ago, pays now and keeps, and the values it goes by: the plan of then, its size and so on. */
interface Row {
  s: number;
  e: number;
  m: number;
  keys: string[];
}

const draws = 2000;
const seed = 20261031;
const fewest = 30;
const largest = 0.2;

/**
 * Intervals two ways, largest account and leave-one-out range of NRR and GRR in the last closed month. Groups of fewer accounts than
 * may be published are left out.
 */
export async function retentionEvidence(
  w: Warehouse,
  dimensions: string[]
): Promise<{period: string; draws: number; groups: Evidence[]}> {
  const index = closedIndex(w);
  const columns = dimensions.map((d, i) =>
    d === "plan" ? `coalesce(r.plan, 'no plan') as k${i}` : `coalesce(a.${d}, 'unknown') as k${i}`
  );
  const found = await w.engine.rows<Record<string, number | string>>(`select r.start_amount as s, r.end_amount as e,
      r.kept_amount as m${columns.map((c) => `, ${c}`).join("")}
    from retention_accounts as r left join account_attributes as a on a.account_id = r.account_id
    where r.month_index = ${index} order by r.account_id`);
  const rows = found.map(({s, e, m, ...keys}): Row => ({
    s: Number(s),
    e: Number(e),
    m: Number(m),
    keys: dimensions.map((_, i) => String(keys[`k${i}`]))
  }));
  const groups = groupsOf(rows, dimensions).filter(
    ({dimension, members}) => dimension === null || members.length >= w.config.privacy.min_cell
  );
  const numbers = new Map<Row, number[]>(rows.map((row) => [row, []]));
  for (const [g, {members}] of groups.entries()) for (const row of members) numbers.get(row)!.push(g);
  const boots = bootstrapGroups(
    rows.map((row) => ({x: row.s, y: [row.e, row.m], groups: numbers.get(row)!})),
    groups.length,
    {draws, seed}
  );
  return {
    period: labelOf(index),
    draws,
    groups: groups.flatMap(({dimension, value, members}, g) => {
      const own = evidenceOf(members, boots[g]!);
      return own ? [{dimension, value, ...own}] : [];
    })
  };
}

function groupsOf(rows: Row[], dimensions: string[]) {
  const company = {dimension: null as string | null, value: null as string | null, members: rows};
  const segments = dimensions.flatMap((dimension, i) => {
    const byValue = new Map<string, Row[]>();
    for (const row of rows) {
      const members = byValue.get(row.keys[i]!);
      if (members) members.push(row);
      else byValue.set(row.keys[i]!, [row]);
    }
    return [...byValue].sort(([a], [b]) => a.localeCompare(b)).map(([value, members]) => ({dimension, value, members}));
  });
  return [company, ...segments];
}

function evidenceOf(rows: Row[], boots: ReturnType<typeof bootstrapGroups>[number]) {
  if (rows.length === 0) return null;
  const leave = leaveOneOut(rows.map(({s, e}) => [s, e]));
  const share = leave?.largestShare ?? 1;
  const weak = rows.length < fewest ? "few accounts" : share > largest ? "one large account" : null;
  return {
    n: rows.length,
    largestShare: share,
    weak: weak as Evidence["weak"],
    nrr: rateOf(rows, "e", boots[0] ?? null),
    grr: rateOf(rows, "m", boots[1] ?? null)
  };
}

function rateOf(rows: Row[], y: "e" | "m", boot: {lower: number; upper: number} | null): RateEvidence {
  const sum = (part: "s" | "e" | "m") => rows.reduce((all, row) => all + row[part], 0);
  const {n, co} = momentsOf(
    rows.map((row) => ({s: row.s, k: row[y], l: row.s - row[y]})),
    ["ss", "ll", "sl", "kk", "kl"]
  );
  const [start, left] = [sum("s"), sum(y)];
  const ratio =
    y === "e"
      ? retainedRatio({n, sumY: start - left, sumX: start, yy: co.ll!, xx: co.ss!, xy: co.sl!})
      : keptRatio({n, kept: left, lost: start - left, kk: co.kk!, ll: co.ll!, kl: co.kl!});
  const leave = leaveOneOut(rows.map((row) => [row.s, row[y]]));
  return {
    value: sum(y) / sum("s"),
    linearised: [ratio?.lower ?? null, ratio?.upper ?? null],
    bootstrap: boot ? [boot.lower, boot.upper] : null,
    leaveOneOut: leave ? [leave.lower, leave.upper] : null
  };
}
