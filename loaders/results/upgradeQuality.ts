import type {Measure} from "../../src/definitions.js";
import {literal} from "../engines/duckdb.js";
import type {Warehouse} from "../warehouse.js";
import {type CountCubes, countCubes} from "./countCubes.js";
import {matureBy} from "./trialAnswers.js";
import {closedIndex, labelOf} from "./yearChange.js";

/** A share of upgrades as sums: the SQL from where it is counted, the name of each upgrade's count, and when it can be told. */
interface Question {
  kind: string;
  from: string;
  name: string;
  where: string;
  /** Days until it can be told. */
  days: number;
}

const kindOfUpgrade = "case when u.tier_up = 1 then 'tier' else 'seats' end";

const questions: Question[] = [
  {
    kind: "need",
    from: "upgrade_events",
    name: "case when u.pressure < 0.5 then 'low' else 'high' end",
    where: "u.tier_up = 1 and u.pressure is not null",
    days: 0
  },
  ...[90, 180].map((days) => ({
    kind: `reversal|${days}`,
    from: "upgrade_events",
    name: `${kindOfUpgrade} || '|' || u.next_${days}`,
    where: `u.next_${days} is not null`,
    days
  })),
  ...[30, 60, 90].flatMap((days) => [
    {
      kind: `adoption|${days}`,
      from: "feature_adoption",
      name: `case when u.any_${days} = 1 then 'used' else 'not' end`,
      where: `u.place = 1 and u.any_${days} is not null`,
      days
    },
    {
      kind: `feature|${days}`,
      from: "feature_adoption",
      name: `case when u.used_${days} = 1 then 'used|' else 'not|' end || u.feature`,
      where: `u.used_${days} is not null`,
      days
    }
  ])
];

/**
 * Upgrades by whether they were needed, lasted and were used, over the 12 months that each measure is of, and as `before|…` over the
 * 12 before those, where the months reach so far. The plan is the one left.
 */
export async function upgradeQuality(w: Warehouse, dimensions: string[]): Promise<CountCubes> {
  const last = closedIndex(w);
  // In its first month nothing can be told from the month before.
  const first = w.months[1]?.label ?? "";
  const facts = questions.flatMap((question) =>
    [0, 12].flatMap((ago) => {
      const labels = matureBy(labelOf(last - ago), question.days);
      if (ago > 0 && (labels[0]! < first || question.kind.startsWith("feature"))) return [];
      return [factsOf(question, labels, ago > 0)];
    })
  );
  return countCubes(w, facts.join(" union all "), dimensions);
}

function factsOf({kind, from, name, where}: Question, labels: string[], isBefore: boolean): string {
  return `select u.account_id, u.plan, '${isBefore ? "before|" : ""}${kind}' as kind, ${name} as name, 1 as amount
    from ${from} as u inner join months as m on m.month_index = u.month_index
    where ${where} and m.label in (${labels.map(literal).join(", ")})`;
}

/** The last 24 closed months of measures for one value of a dimension; null where they rest on too few to publish. */
export interface SegmentLine {
  id: string;
  dimension: string;
  value: string;
  series: (number | null)[];
}

/** How measures got where they are, for each value of each dimension, and the months that the lines are of. */
export function segmentLines(w: Warehouse, measures: readonly Measure[], ids: readonly string[], dimensions: string[]) {
  const months = w.months
    .filter((m) => m.is_closed)
    .map((m) => m.label)
    .slice(-24);
  const lines = new Map<string, SegmentLine>();
  for (const {id, segment, period, value, n} of measures) {
    const dimension = dimensions.find((d) => segment?.startsWith(`${d}=`));
    const place = months.indexOf(period);
    if (!ids.includes(id) || dimension === undefined || place < 0) continue;
    const key = `${id} ${segment}`;
    if (!lines.has(key))
      lines.set(key, {id, dimension, value: segment!.slice(dimension.length + 1), series: months.map(() => null)});
    const isShown = value !== null && n !== null && n >= w.config.privacy.min_cell;
    lines.get(key)!.series[place] = isShown ? Number(value.toFixed(4)) : null;
  }
  return {months, lines: [...lines.values()]};
}
