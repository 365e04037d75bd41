import type {Measure} from "../definitions.js";
import type {Context} from "./context.js";
import type {Table} from "./dataTable.js";
import {Figure} from "./figure.js";
import {count, formatInterval, money, month, plural, pp, rate, sentenceCase, type Maybe} from "./format.js";
import {IntervalChart, type IntervalRow} from "./intervalChart.js";
import type {MethodsView} from "./methodsView.js";
import {windowAgo, type Site} from "./site.js";
import {intervalTable} from "./tables.js";

/** What makes the methods differ, counted: accounts, minor units, and parts of a rate. Null: too few accounts of a segment to publish. */
export interface MethodFacts {
  cohort: {accounts: number; lost: number | null; start: number; lostStart: number | null};
  monthlyPower: number | null;
  others: {accounts: number; gains: number; losses: number} | null;
  returned: {accounts: number; amount: number} | null;
  compounded: {others: number; returns: number} | null;
  bridge: {others: number; rates: number} | null;
  notDue: {accounts: number; start: number} | null;
  renewals: number;
}

type Rate = Pick<Measure, "value" | "lower" | "upper" | "n" | "reason">;

/** Retention by six methods; `facts` is null before there is a cohort. */
export interface MethodRates {
  rows: {letter: string; net: Rate; gross: Rate}[];
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
  {facts, rows, dimension = null}: MethodRates & {dimension?: string | null},
  site: Pick<Site, "currency" | "minorPerMajor" | "windowMonths" | "minCell">
): Record<string, string> {
  if (!facts) return {};
  const {cohort, others, returned, compounded, bridge, notDue} = facts;
  const amount = (minor: number) => money(minor / site.minorPerMajor, site.currency, 0);
  const net = (letter: string) => rows.find((row) => row.letter === letter)!.net;
  const few = `fewer than ${site.minCell}`;
  const joined = others && `${plural(others.accounts, "account")} that joined or came back since`;
  const returns = returned
    ? `${plural(returned.accounts, "return")} of ${amount(returned.amount)} a month`
    : `${few} returns`;
  const changes = dimension === null ? "exchange rates" : "exchange rates and take-overs between groups";
  const survivors = net("E").value;
  const absent = (letter: string) =>
    dimension === "plan" && net(letter).reason
      ? `Not for a plan: ${net(letter).reason}.`
      : "Needs a month more than the window.";
  const fewJoined = `Differs by the accounts that joined or came back since, ${few}, and by ${changes}.`;
  return {
    A: `The ${plural(cohort.accounts, "account")} that paid ${windowAgo(site)}, and nobody else: what they pay now over what they paid then.`,
    B:
      net("B").value === null
        ? `${sentenceCase(net("B").reason ?? "there is none")}.`
        : `One month of ${plural(net("B").n ?? 0, "account")}. ${site.windowMonths} such months would make ${rate(facts.monthlyPower, 1)}.`,
    C: !compounded
      ? absent("C")
      : joined
        ? `Multiplies ${site.windowMonths} months, each of whoever paid then. The ${joined} move it by ${pp(compounded.others, 1)}; ${returns}, which no month’s rate counts, and ${changes} by ${pp(compounded.returns, 1)}.`
        : fewJoined,
    D: !bridge
      ? absent("D")
      : joined
        ? `Counts ${amount(others.gains)} of growth and ${amount(others.losses)} of losses of ${joined}: ${pp(bridge.others, 1)}. ${sentenceCase(changes)}: ${pp(bridge.rates, 1)}.`
        : fewJoined,
    E:
      survivors === null
        ? `${dimension !== null && net("E").reason ? sentenceCase(net("E").reason!) : "Nobody of the cohort is left"}.`
        : cohort.lost === null || cohort.lostStart === null
          ? `Biased: leaves out the accounts that left, ${few}. That alone is ${pp(survivors - (net("A").value ?? survivors), 1)}.`
          : `Biased: leaves out the ${plural(cohort.lost, "account")} that left, with ${rate(cohort.lostStart / cohort.start, 1)} of the start. That alone is ${pp(survivors - (net("A").value ?? survivors), 1)}.`,
    F:
      net("F").value === null
        ? `${sentenceCase(net("F").reason ?? "there is none")}.`
        : `Only terms longer than a month that ended: ${plural(facts.renewals, "renewal")} of ${plural(net("F").n ?? 0, "account")}, and only what changed in that month. ${
            notDue
              ? `${count(notDue.accounts)} of the cohort, with ${rate(notDue.start / cohort.start, 0)} of the start, had none`
              : `${sentenceCase(few)} accounts of the cohort had none`
          }.`
  };
}

const numbers = ["No", "One", "Two", "Three", "Four", "Five", "Six"];

/** Net and gross retention by every method in use, so that a number from another tool can be placed. */
export function MethodsFigure(methods: MethodsView | undefined, {site, queries}: Context): HTMLElement {
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
      ? known.length === 1
        ? `One method has a value for net retention: ${rate(known[0], 1)}`
        : `${numbers[known.length]} methods put net retention between ${rate(Math.min(...known), 1)} and ${rate(Math.max(...known), 1)}`
      : "Net retention by six methods is not known yet",
    subtitle: `Net retention of ${methods?.of ?? "all customers"} by method${methods ? `, to ${month(methods.period)}` : ""}, 95% interval where there is one`,
    chart: (width) =>
      IntervalChart(
        chartRows.filter((row) => row.value !== null),
        {width, unit: "rate", reference: {value: 1, label: "100%"}}
      ),
    empty: `Retention needs accounts that paid ${windowAgo(site)}.`,
    note: methods?.note ?? undefined,
    measure: "nrr",
    queries,
    table: intervalTable(chartRows, "rate", site.currency)
  });
}

/** Every method with its rates, what it rests on, and why it differs. */
export function methodTable(methods: MethodsView, site: Site): Table {
  const reasons = methodReasons(methods, site);
  const between = ({lower, upper}: Rate) => formatInterval(lower, upper, "rate", site.currency) ?? "none";
  const percent = (value: unknown) => rate(value as Maybe, 1);
  return {
    caption: `Why they differ: ${methods.of}`,
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
