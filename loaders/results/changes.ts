import {benjaminiHochberg, compareProportions} from "../../src/stats/index.js";
import type {Warehouse} from "../warehouse.js";
import {recipes} from "./recipes.js";

interface Change {
  title: string;
  detail: string;
  tone: "good" | "bad" | "neutral";
}

interface Candidate {
  what: string;
  now: {x: number; n: number};
  before: {x: number; n: number};
  better: "higher" | "lower";
}

/**
 * What changed in the last closed month against the same month a year ago, by rule: the changes told from chance by p-values adjusted
 * over all candidates (Benjamini–Hochberg), the largest first; then what is only a count. Says so when nothing is told from chance.
 */
export async function whatChanged(w: Warehouse): Promise<Change[]> {
  const index = w.months.findLast((m) => m.is_closed)?.month_index;
  if (index === undefined) return [];
  const candidates = (await rates(w, index)).filter((c) => Math.min(c.now.n, c.before.n) >= w.config.privacy.min_cell);
  const tests = candidates.map((c) => compareProportions(c.before, c.now));
  const adjusted = benjaminiHochberg(tests.map((t) => t.p));
  const told = candidates
    .map((c, i) => ({c, test: tests[i]!, p: adjusted[i] ?? 1}))
    .filter(({p}) => p < 0.05)
    .sort((a, b) => a.p - b.p)
    .slice(0, 4)
    .map(({c, test}): Change => {
      const rose = test.difference! > 0;
      return {
        title: `${c.what} ${rose ? "rose" : "fell"} to ${percent(c.now)}, from ${percent(c.before)} a year ago.`,
        detail: `${c.now.x} of ${c.now.n} accounts; change ${points(test.difference!)} (${points(test.lower!)} to ${points(test.upper!)}).`,
        tone: rose === (c.better === "higher") ? "good" : "bad"
      };
    });
  const quiet: Change[] =
    told.length === 0 && candidates.length > 0
      ? [
          {
            title: "No rate moved by more than chance explains.",
            detail: `${candidates.length} rates of the month compared with the same month a year ago.`,
            tone: "neutral"
          }
        ]
      : [];
  return [...told, ...quiet, ...(await late(w))];
}

async function rates({engine}: Warehouse, index: number): Promise<Candidate[]> {
  const read = (from: string, x: string, n: string) =>
    engine.rows<{month_index: number; plan: string | null; x: number; n: number}>(
      `select month_index, plan, sum(${x}) as x, sum(${n}) as n from ${from} where month_index in (${index}, ${index - 12}) group by 1, 2`
    );
  const churn = await read(
    "movements",
    recipes.movements.sums.customers_lost.replaceAll("r.", ""),
    recipes.movements.sums.customers_start.replaceAll("r.", "")
  );
  const upgrades = await read("upgrade_months", "upgraded", "1");
  const candidates = (rows: typeof churn, name: string, better: Candidate["better"]): Candidate[] => {
    const sum = (month: number, plan: string | null) => {
      const own = rows.filter((r) => r.month_index === month && (plan === null || r.plan === plan));
      return {x: own.reduce((total, r) => total + r.x, 0), n: own.reduce((total, r) => total + r.n, 0)};
    };
    const plans = [...new Set(rows.map((r) => r.plan))].filter((plan) => plan !== null).sort();
    return [null, ...plans].map((plan) => ({
      what: plan === null ? name : `${plan} ${name.toLowerCase()}`,
      now: sum(index, plan),
      before: sum(index - 12, plan),
      better
    }));
  };
  return [...candidates(upgrades, "Upgrade rate", "higher"), ...candidates(churn, "Logo churn", "lower")];
}

async function late({engine}: Warehouse): Promise<Change[]> {
  const [row] = await engine.rows<{n: number; days: number | null; kind: string | null}>(`select count(*) as n,
      max(datediff('day', w.due_at, q.as_of_end)) as days, arg_min(w.kind, w.due_at) as kind
    from work_items as w cross join parameters as q
    where w.due_at < q.as_of_end and (w.done_at is null or w.done_at >= q.as_of_end) and w.opened_at < q.as_of_end`);
  if (!row || row.n === 0) return [];
  const title =
    row.n === 1
      ? "One piece of upgrade work is past its service level."
      : `${row.n} pieces of upgrade work are past their service level.`;
  return [
    {
      title,
      detail: `The oldest waits ${row.days} days${row.kind ? ` for ${row.kind.replaceAll("_", " ")}` : ""}.`,
      tone: "bad"
    }
  ];
}

function percent({x, n}: {x: number; n: number}): string {
  return `${((100 * x) / n).toFixed(1)}%`;
}

function points(difference: number): string {
  return `${difference < 0 ? "−" : "+"}${Math.abs(100 * difference).toFixed(1)} pp`;
}
