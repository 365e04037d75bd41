import type {Context} from "./context.js";
import {total, type CubeCell} from "./cube.js";
import {shareOver, type CellEstimate} from "./estimates.js";
import {Figure} from "./figure.js";
import {count, month, plural} from "./format.js";
import {IntervalChart, type IntervalRow} from "./intervalChart.js";
import {intervalTable} from "./tables.js";

/** One way of counting who left, with the counts behind it. */
export type ChurnKind = CellEstimate & {name: string; group: string; lost: number};

/** Churn of a month by both denominators, and by kind. Kinds are left out where no reason is known for anybody. */
export function churnKinds(cells: readonly CubeCell[]): ChurnKind[] {
  const kind = (name: string, group: string, part: string, whole: string): ChurnKind => ({
    name,
    group,
    lost: total(cells, part),
    ...shareOver(cells, part, whole)
  });
  const known = total(cells, "voluntary") + total(cells, "involuntary") > 0 || total(cells, "lost") === 0;
  const rows = [
    kind("Of all customers", "All who left", "lost", "accounts"),
    kind("Of those up for renewal", "All who left", "due_lost", "due"),
    ...(known
      ? [
          kind("Cancelled", "Of all customers", "voluntary", "accounts"),
          kind("Payment failed", "Of all customers", "involuntary", "accounts")
        ]
      : [])
  ];
  return rows.filter((row) => row.n > 0);
}

function churnTitle(rows: readonly ChurnKind[]): string {
  const [all, due] = rows;
  if (!all) return "There was no customer a month ago";
  if (all.lost === 0) return `None of ${plural(all.n, "customer")} left`;
  return due && due.name === "Of those up for renewal" && due.n < all.n
    ? `${count(all.lost)} of ${plural(all.n, "customer")} left; ${count(due.n)} had a term that ended`
    : `${count(all.lost)} of ${plural(all.n, "customer")} left`;
}

/** Logo churn of the last closed month: who could leave, and whether they did or their payment failed. */
export function ChurnKindsFigure(
  {churn, unexplained, month: at}: {churn: readonly ChurnKind[]; unexplained: number; month: string | null},
  {site, queries}: Context
): HTMLElement {
  const rows: IntervalRow[] = [...churn];
  return Figure({
    title: churnTitle(churn),
    subtitle: `Share of accounts that left in ${at ? month(at) : "the month"}, 95% interval`,
    chart: (width) => IntervalChart(rows, {width, unit: "rate", bounds: [0, 1]}),
    empty: "Churn needs two months of subscriptions.",
    note:
      unexplained > 0
        ? `For ${plural(unexplained, "account")} that left the exports give no reason; ${unexplained === 1 ? "it counts" : "they count"} in neither kind.`
        : null,
    measure: "logo_churn_renewable",
    queries,
    table: intervalTable(rows, "rate", site.currency)
  });
}
