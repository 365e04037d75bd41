import type {Context} from "./context.js";
import {Figure} from "./figure.js";
import {plural, rate} from "./format.js";
import {IncidenceChart, type IncidenceSeries} from "./incidenceChart.js";
import {IntervalChart} from "./intervalChart.js";
import type {Site} from "./site.js";
import {intervalTable, valueColumn} from "./tables.js";
import {spreadTitle} from "./titles.js";
import type {UpgradeAgesView} from "./upgradeAgesView.js";

/** Why a selection may hold more accounts than are shown. */
function leftOutText(accounts: number, {minCell}: Site): string | null {
  return accounts > 0
    ? `${plural(accounts, "account")} in groups under ${minCell} cannot be told apart and ${accounts === 1 ? "is" : "are"} left out.`
    : null;
}

function titleOf({year, median, upgraded}: UpgradeAgesView): string {
  if (!upgraded.length) return "The time to the first upgrade is not known yet";
  if (median !== null) return `Half have upgraded ${plural(median, "month")} after their first payment`;
  if (year)
    return `A year after the first payment, ${rate(year.upgraded.value)} have upgraded and ${rate(year.lost.value)} have left before`;
  const last = upgraded.at(-1)!;
  return `${plural(last.time, "month")} after the first payment, ${rate(last.value)} have upgraded`;
}

/** When accounts first upgrade, with those that leave before they could as the other way out. */
export function FirstUpgradeFigure(view: UpgradeAgesView, {site, queries}: Context): HTMLElement {
  const {upgraded, lost, accounts, leftOut, median} = view;
  const series: IncidenceSeries[] = [
    {name: "Upgraded", values: upgraded},
    {name: "Left", values: lost, color: "var(--churn)"}
  ];
  const value = (label: string) => valueColumn(label, "rate", site.currency);
  return Figure({
    title: titleOf(view),
    subtitle: `Share of ${plural(accounts, "account")} that had upgraded, or left before that, by months since the first payment; 95% band (Aalen–Johansen)`,
    chart: (width) => IncidenceChart(series, {width, time: "months since the first payment"}),
    empty: `Fewer than ${site.minCell} accounts have been seen from their first payment on.`,
    note: [
      upgraded.length && median === null ? "The median is not reached: fewer than half have upgraded." : null,
      "One minus Kaplan–Meier, with losses as if censored, is not shown: it would count customers who left as still able to upgrade.",
      "Under a plan an account counts while it holds it.",
      "Accounts of the first month of the exports are left out, since nobody knows how long they had paid.",
      leftOutText(leftOut, site)
    ]
      .filter((part) => part !== null)
      .join(" "),
    measure: "upgrade_hazard",
    mart: "upgrade_risk",
    queries,
    table: {
      columns: [
        {label: "Months", number: true},
        {label: "At risk", number: true},
        value("Upgraded"),
        value("lower"),
        value("upper"),
        value("Left before"),
        value("left, lower"),
        value("left, upper")
      ],
      rows: upgraded.map((point, i) => [
        point.time,
        point.atRisk,
        point.value,
        point.lower,
        point.upper,
        lost[i]?.value,
        lost[i]?.lower,
        lost[i]?.upper
      ])
    }
  });
}

/** How often accounts make their first upgrade, by how long they have paid. */
export function TenureFigure({tenure, leftOut}: UpgradeAgesView, {site, queries}: Context): HTMLElement {
  const named = tenure.map((row) => ({...row, name: `accounts at ${row.name.replace("over", "more than")}`}));
  return Figure({
    title:
      tenure.length === 1
        ? "Too few accounts to compare by tenure"
        : spreadTitle(named, "upgrade for the first time more often than", "No clear difference by tenure"),
    subtitle:
      "First upgrades per account-month by months since the first payment, all months, exact 95% Poisson interval",
    chart: (width) => IntervalChart(tenure, {width, unit: "rate", bounds: [0, 1], counted: "account-months"}),
    empty: "No account has been seen from its first payment on.",
    note: [`An account counts until its first upgrade, so each has at most one.`, leftOutText(leftOut, site)]
      .filter((part) => part !== null)
      .join(" "),
    measure: "upgrade_hazard",
    mart: "upgrade_risk",
    queries,
    table: intervalTable(tenure, "rate", site.currency, "account-months")
  });
}
