import type {Measure} from "../definitions.js";
import type {Context} from "./context.js";
import type {Table} from "./dataTable.js";
import {Figure} from "./figure.js";
import {count, formatInterval, money, month, plural, pp, rate, sentenceCase, type Maybe} from "./format.js";
import {IntervalChart, type IntervalRow} from "./intervalChart.js";
import {windowAgo, type Site} from "./site.js";
import {intervalTable} from "./tables.js";

/** What makes the methods differ, counted: accounts, minor units, and parts of a rate. */
export interface MethodFacts {
  cohort: {accounts: number; lost: number; start: number; lostStart: number};
  monthlyPower: number | null;
  others: {accounts: number; gains: number; losses: number};
  returned: {accounts: number; amount: number};
  compounded: {others: number; returns: number} | null;
  bridge: {others: number; rates: number} | null;
  notDue: {accounts: number; start: number};
  renewals: number;
}

/** Retention by six methods; `facts` is null before there is a cohort. */
export interface Methods {
  period: string;
  rows: {letter: string; net: Measure; gross: Measure}[];
  facts: MethodFacts | null;
}

const names: Record<string, string> = {
  A: "A Cohort",
  B: "B One month",
  C: "C Compounded",
  D: "D Bridge",
  E: "E Survivors",
  F: "F Renewals"
};

/** Why each method differs from the cohort's, in the reader's own numbers. */
export function methodReasons(
  {facts, rows}: Methods,
  site: Pick<Site, "currency" | "minorPerMajor" | "windowMonths">
): Record<string, string> {
  if (!facts) return {};
  const {cohort, others, returned, compounded, bridge, notDue} = facts;
  const amount = (minor: number) => money(minor / site.minorPerMajor, site.currency, 0);
  const net = (letter: string) => rows.find((row) => row.letter === letter)!.net;
  const joined = `${plural(others.accounts, "account")} that joined or came back since`;
  const survivors = net("E").value;
  return {
    A: `The ${plural(cohort.accounts, "account")} that paid ${windowAgo(site)}, and nobody else: what they pay now over what they paid then.`,
    B: `One month of ${plural(net("B").n ?? 0, "account")}. ${site.windowMonths} such months would make ${rate(facts.monthlyPower, 1)}.`,
    C: compounded
      ? `Multiplies ${site.windowMonths} months, each of whoever paid then. The ${joined} move it by ${pp(compounded.others, 1)}; ${plural(returned.accounts, "return")} of ${amount(returned.amount)} a month, which no month’s rate counts, and exchange rates by ${pp(compounded.returns, 1)}.`
      : "Needs a month more than the window.",
    D: bridge
      ? `Counts ${amount(others.gains)} of growth and ${amount(others.losses)} of losses of ${joined}: ${pp(bridge.others, 1)}. Exchange rates: ${pp(bridge.rates, 1)}.`
      : "Needs a month more than the window.",
    E:
      survivors === null
        ? "Nobody of the cohort is left."
        : `Biased: leaves out the ${plural(cohort.lost, "account")} that left, with ${rate(cohort.lostStart / cohort.start, 1)} of the start. That alone is ${pp(survivors - (net("A").value ?? survivors), 1)}.`,
    F:
      net("F").value === null
        ? `${sentenceCase(net("F").reason ?? "there is none")}.`
        : `Only terms longer than a month that ended: ${plural(facts.renewals, "renewal")} of ${plural(net("F").n ?? 0, "account")}, and only what changed in that month. ${count(notDue.accounts)} of the cohort, with ${rate(notDue.start / cohort.start, 0)} of the start, had none.`
  };
}

/** Net and gross retention by every method in use, so that a number from another tool can be placed. */
export function MethodsFigure(methods: Methods | undefined, {site, queries}: Context): HTMLElement {
  const rows = methods?.facts ? methods.rows : [];
  const known = rows.map((row) => row.net.value).filter((value) => value !== null);
  const chartRows = rows.map(({letter, net: {value, lower, upper, n}}): IntervalRow => ({
    name: names[letter]!,
    color: letter === "A" ? "var(--accent)" : "var(--control)",
    value,
    lower,
    upper,
    n
  }));
  return Figure({
    title: known.length
      ? `Six methods put net retention between ${rate(Math.min(...known), 1)} and ${rate(Math.max(...known), 1)}`
      : "Net retention by six methods is not known yet",
    subtitle: `Net retention of all customers by method${methods ? `, to ${month(methods.period)}` : ""}, 95% interval where there is one`,
    chart: (width) =>
      IntervalChart(
        chartRows.filter((row) => row.value !== null),
        {width, unit: "rate", reference: {value: 1, label: "100%"}}
      ),
    empty: `Retention needs accounts that paid ${windowAgo(site)}.`,
    measure: "nrr",
    queries,
    table: intervalTable(chartRows, "rate", site.currency)
  });
}

/** Every method with its rates, what it rests on, and why it differs. */
export function methodTable(methods: Methods, site: Site): Table {
  const reasons = methodReasons(methods, site);
  const between = ({lower, upper}: Measure) => formatInterval(lower, upper, "rate", site.currency) ?? "none";
  const percent = (value: unknown) => rate(value as Maybe, 1);
  return {
    caption: "Why they differ",
    columns: [
      {label: "Method"},
      {label: "Net", number: true, format: percent},
      {label: "Interval", number: true},
      {label: "Gross", number: true, format: percent},
      {label: "Interval", number: true},
      {label: "Accounts", number: true},
      {label: "Why it differs", text: true}
    ],
    rows: methods.rows.map(({letter, net, gross}) => [
      names[letter],
      net.value,
      between(net),
      gross.value,
      between(gross),
      net.n,
      reasons[letter]
    ])
  };
}
