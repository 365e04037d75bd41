import {html} from "htl";
import type {Band, CopyLint, Estimated, MessagesResult} from "../results/messages.js";
import type {Context} from "./context.js";
import {DataTable, type Cell, type Column, type Table} from "./dataTable.js";
import {Figure} from "./figure.js";
import {count, day, list, plural, rate, ratio} from "./format.js";
import {estimateText} from "./messagesView.js";
import {stageName} from "./messageFigures.js";

const noRegister =
  "Write the templates down in playbook/messages.yaml, with their copy, and how clear each is appears here.";
const lintNote =
  "A lint, not a cause: easy copy is not why a message is opened. Reading ease is Flesch’s (easy from 60, hard under 50), grade is Flesch–Kincaid’s, long words have more than six letters, asks are clauses that tell the reader to do something. Links, numbers and merge fields count as one plain word each.";

/** "easy 72", marked where it asks for a second look. */
function bandText(band: Cell, ease: Cell): Node | string {
  if (typeof band !== "string" || typeof ease !== "number") return "no copy";
  const tone = {easy: "good", medium: "", hard: "warn"}[band as Band];
  const shown = `${ease < -0.5 ? "−" : ""}${Math.abs(Math.round(ease))}`;
  return html.fragment`<span class=${tone}>${band}</span>${`\u00a0${shown}`}`;
}

const one = (value: Cell) => (typeof value === "number" ? value.toFixed(1).replace("-", "−") : "n/a");

/** The columns of a lint, after those that name the copy; `at` is where the band stands. */
function lintColumns(at: number): Column[] {
  return [
    {label: "Clarity", format: (band, row) => bandText(band, row[at + 1])},
    {label: "Ease", number: true, format: one},
    {label: "Grade", number: true, format: one},
    {label: "Words", number: true},
    {label: "a sentence", number: true, format: one},
    {label: "Long words", number: true, format: (value) => rate(value as number | null, 0)},
    {label: "Asks", number: true},
    {label: "You : we", number: true},
    {label: "Jargon", text: true},
    {label: "Seconds", number: true}
  ];
}

function lintCells(lint: CopyLint | null): Cell[] {
  if (!lint) return Array<Cell>(10).fill(null);
  return [
    ...[lint.band, lint.readingEase, lint.grade, lint.words, lint.wordsPerSentence, lint.longWordShare, lint.asks],
    ...[`${lint.you} : ${lint.we}`, lint.jargon.join(", "), Math.round(lint.seconds)]
  ];
}

/** "3 of 11 templates are hard to read". */
export function clarityTitle(lints: readonly (CopyLint | null)[], what: string): string {
  const known = lints.flatMap((lint) => (lint?.band ? [lint] : []));
  if (!known.length) return `No copy of ${what}s is known yet`;
  const hard = known.filter(({band}) => band === "hard").length;
  const jargon = known.filter(({jargon}) => jargon.length > 0).length;
  const first = hard
    ? `${count(hard)} of ${plural(known.length, what)} ${hard === 1 ? "is" : "are"} hard to read`
    : known.length === 1
      ? `The ${what} is not hard to read`
      : `None of ${plural(known.length, what)} is hard to read`;
  return jargon ? `${first}, ${count(jargon)} ${jargon === 1 ? "uses" : "use"} jargon` : first;
}

function unstableNote(lints: readonly (CopyLint | null)[]): string {
  const known = lints.filter((lint) => lint !== null);
  const few = known.filter(({isUnstable}) => isUnstable).length;
  if (!few) return "";
  return few === known.length
    ? " All are under 100 words: unstable, one sentence decides the figures."
    : ` ${plural(few, "text")} under 100 words: unstable, one sentence decides their figures.`;
}

/** Every template: its copy, how clear it is, and what became of it. */
export function TemplatesFigure(result: MessagesResult, {site, queries}: Context): HTMLElement {
  const {templates, registered} = result;
  const lints = templates.map(({lint}) => lint);
  const share = (label: string): Column => ({label, number: true, format: (value) => rate(value as number | null)});
  const table: Table = {
    columns: [
      ...[{label: "Template"}, {label: "Stage"}, {label: "Tags"}, ...lintColumns(3), {label: "Sent", number: true}],
      ...[share("Opened"), share("lower"), share("upper"), share("Clicked"), share("lower"), share("upper")],
      {label: "Copy", text: true}
    ],
    rows: templates.map(({name, stage, tags, lint, sent, opened, clicked, copy}) => [
      ...[name, stageName(result, stage), tags.map((tag) => tag.replaceAll("_", "-")).join(", ")],
      ...[...lintCells(lint), sent],
      ...[opened?.value, opened?.lower, opened?.upper, clicked?.value, clicked?.lower, clicked?.upper, copy]
    ])
  };
  const shown = (part: (template: (typeof templates)[number]) => Estimated | null) =>
    templates.map((t) => estimateText(part(t)));
  const [opened, clicked] = [shown((t) => t.opened), shown((t) => t.clicked)];
  const body: Table = {
    columns: [
      ...[
        {label: "Template"},
        {label: "Stage"},
        {label: "Clarity", format: (band: Cell, row: readonly Cell[]) => bandText(band, row[8])}
      ],
      ...[
        {label: "Asks", number: true},
        {label: "Jargon", text: true},
        {label: "Sent", number: true}
      ],
      ...[
        {label: "Opened", number: true},
        {label: "Clicked", number: true}
      ]
    ],
    rows: templates.map(({name, stage, lint, sent}, i) => [
      ...[name, stageName(result, stage), lint?.band, lint?.asks, lint?.jargon.join(", "), sent, opened[i], clicked[i]],
      lint?.readingEase
    ])
  };
  const unlisted = templates.filter(({copy}) => copy === null).map(({name}) => name);
  return Figure({
    title: clarityTitle(lints, "template"),
    subtitle:
      "How clear the copy of each template is, beside the share of its messages opened and clicked, 95% interval, accounts as clusters",
    ...(templates.length ? {body: ScrollTable(body)} : {chart: () => null, empty: noRegister}),
    note: templates.length
      ? `${registered ? lintNote : noRegister}${unstableNote(lints)}${registered && unlisted.length ? ` Not in the register: ${list(unlisted)}.` : ""} Shares of templates sent by fewer than ${site.minCell} accounts are not shown. The table and its CSV have every figure and the copy.`
      : null,
    mart: "sent_messages",
    queries,
    table
  });
}

/** Every arm of a message test: its copy, how clear it is, and the primary metric. */
export function ArmsFigure({arms}: MessagesResult, context: Context): HTMLElement {
  const lints = arms.map(({lint}) => lint);
  const value = (value: Cell, row: readonly Cell[]) =>
    typeof value !== "number" ? "n/a" : row[4] === "mean" ? ratio(value) : rate(value);
  const table: Table = {
    columns: [
      ...[{label: "Test"}, {label: "Arm"}, {label: "Copy", text: true}, {label: "Metric"}, {label: "Kind"}],
      ...[{label: "Value", number: true, format: value}, {label: "Units", number: true}, ...lintColumns(7)]
    ],
    rows: arms.map(({experiment, arm, copy, metric, kind, value, n, lint}) => [
      ...[experiment, arm, copy, metric, kind, value, n],
      ...lintCells(lint)
    ])
  };
  const body: Table = {
    columns: [
      ...[{label: "Test"}, {label: "Arm"}, {label: "Copy", text: true}],
      {label: "Clarity", format: (band, row) => bandText(band, row[7])},
      ...[
        {label: "Asks", number: true},
        {label: "Metric", text: true}
      ],
      {label: "Value", number: true}
    ],
    rows: arms.map(({experiment, arm, copy, lint, metric, kind, value, n}) => [
      ...[experiment, arm, copy, lint.band, lint.asks, metric],
      value === null ? "n/a" : `${kind === "mean" ? ratio(value) : rate(value)} of ${count(n)}`,
      lint.readingEase
    ])
  };
  return Figure({
    title: clarityTitle(lints, "arm"),
    subtitle: "How clear the copy of each arm of a message test is, beside its first primary metric",
    ...(arms.length
      ? {body: ScrollTable(body)}
      : {
          chart: () => null,
          empty: "Give the arms in playbook/experiments.yaml their copy, and how clear each is appears here."
        }),
    note: arms.length
      ? `Which arm did better is decided on the page of its test, never here: two arms differ in more than how easy they read. Where a split is broken, no value is shown.${unstableNote(lints)}`
      : null,
    queries: context.queries,
    table
  });
}

/** What messages say of other customers, where it comes from, and what to do about it. */
export function ClaimsFigure({claims, registered}: MessagesResult): HTMLElement {
  const wrong = claims.filter(({warnings}) => warnings.length > 0).length;
  const text = ({warnings}: (typeof claims)[number]) =>
    warnings.map(({problem, remedy}) => `It ${problem}: ${remedy}.`).join(" ");
  const table: Table = {
    columns: [
      ...[{label: "Template"}, {label: "It says", text: true}, {label: "Source", text: true}],
      {label: "As of", format: (value) => day(value as string | null)},
      {label: "Customers", number: true, format: (value) => count(value as number | null)},
      {label: "Until", format: (value) => day(value as string | null)},
      {
        label: "To do",
        text: true,
        format: (value) =>
          value ? html`<span class="warn">⚠ ${value}</span>` : html`<span class="good">✓ nothing</span>`
      }
    ],
    rows: claims.map((claim) => [
      ...[claim.template, claim.text ?? "n/a", claim.source ?? "none", claim.asOf, claim.n, claim.expires, text(claim)]
    ])
  };
  return Figure({
    title: claims.length
      ? wrong
        ? `${count(wrong)} of ${plural(claims.length, "claim")} about other customers ${wrong === 1 ? "needs" : "need"} a look`
        : `Every claim about other customers has a source and is in date`
      : "No message says anything of other customers",
    subtitle: "What messages say of other customers: source, date, customers behind it and until when it may be used",
    ...(claims.length
      ? {body: ScrollTable(table)}
      : {
          chart: () => null,
          empty: registered
            ? "A template with a claim, or the tag peer_claim, appears here."
            : "Write templates and their claims down in playbook/messages.yaml, and what needs a new figure appears here."
        }),
    ...(claims.length ? {table} : {})
  });
}

function ScrollTable(table: Table): HTMLElement {
  // What only formats read stands after the last column.
  const rows = table.rows.map((row) => row.slice(0, table.columns.length));
  const columns = table.columns.map((column): Column => {
    const {format} = column;
    return format
      ? {...column, format: (value, row) => format(value, table.rows[rows.indexOf(row as Cell[])]!)}
      : column;
  });
  return html`<div class="scroll">${DataTable({columns, rows})}</div>`;
}
