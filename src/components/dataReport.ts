import {html} from "htl";
import {definitions} from "../definitions.js";
import {DataTable, type Table} from "./dataTable.js";
import {count, day, list, money, plural} from "./format.js";
import {lineageOf, type LineageEnds} from "./lineageOf.js";
import type {Site} from "./site.js";

export interface Model {
  name: string;
  kind: "contract" | "mart";
  comment: string | null;
  rows: number;
  columns: {name: string; type: string; comment: string | null}[];
  reads: string[];
  sql: string;
}

export interface DataResult {
  files: {
    path: string;
    source: string;
    table: string;
    rows_in: number;
    kept: number;
    rejected: number;
    filtered: number;
    unmapped: string[];
  }[];
  rejects: {
    path: string;
    line: number | null;
    column: string | null;
    reason: string;
    remedy: string;
    count: number;
  }[];
  checks: {
    name: string;
    about: string;
    severity: string;
    broken: number;
    tolerated: number;
    /** From how many rows on it warns or fails, in words. */
    limits: string;
    /** Ids of the measures it guards; "all" for every one. */
    measures: string[];
  }[];
  tables: {
    table: string;
    rows: number;
    accounts: number | null;
    dated: string | null;
    first: string | null;
    last: string | null;
    /** Of the rows up to the as-of date, and days from there to that date. */
    newest: string | null;
    behind: number | null;
  }[];
  /** In major units, with the digits after the point that the currency has. */
  totals: {table: string; kind: string | null; currency: string; rows: number; amount: number; digits: number}[];
  models: Model[];
  settings: {key: string; value: unknown}[];
}

export const words = (name: string) => name.replaceAll("_", " ");

export function filesTable({files}: DataResult): Table {
  return {
    columns: [
      {label: "File"},
      {label: "Read as"},
      {label: "Rows in", number: true},
      {label: "Kept", number: true},
      {label: "Filtered", number: true},
      {
        label: "Rejected",
        number: true,
        format: (value) => (value ? html`<span class="warn">${count(Number(value))}</span>` : "0")
      },
      {label: "Columns not used", text: true}
    ],
    rows: files.map((file) => [
      file.path,
      file.source && file.source !== file.table ? `${file.source} → ${file.table}` : file.table,
      file.rows_in,
      file.kept,
      file.filtered,
      file.rejected,
      file.unmapped.join(", ")
    ])
  };
}

/** What each table holds and how fresh it is: by its newest row, not by when the site was built. */
export function tablesTable({tables}: DataResult): Table {
  const date = (value: unknown) => (value === null ? "none" : day(String(value)));
  return {
    columns: [
      {label: "Table", format: (value) => html`<a href=${`#model-${value}`}>${words(String(value))}</a>`},
      {label: "Rows", number: true},
      {label: "Accounts", number: true, format: (value) => (value === null ? "" : count(Number(value)))},
      {label: "First", format: date},
      {label: "Newest", format: date},
      {label: "Days behind", number: true, format: (value) => (value === null ? "" : count(Number(value)))}
    ],
    rows: tables.map(({table, rows, accounts, first, newest, behind}) => [table, rows, accounts, first, newest, behind])
  };
}

/** Sums to hold against the vendor's own reports. */
export function totalsTable({totals}: DataResult): Table {
  const digitsOf = new Map(totals.map(({currency, digits}) => [currency, digits]));
  return {
    columns: [
      {label: "Table", format: (value) => words(String(value))},
      {label: "Kind", format: (value) => words(String(value ?? ""))},
      {label: "Currency"},
      {label: "Rows", number: true},
      {
        label: "Sum of amounts",
        number: true,
        format: (value, row) => money(Number(value), String(row[2]), digitsOf.get(String(row[2])) ?? 2)
      }
    ],
    rows: totals.map(({table, kind, currency, rows, amount}) => [table, kind, currency, rows, amount])
  };
}

export function rejectsTable({rejects}: DataResult): Table {
  return {
    columns: [
      {label: "File"},
      {label: "First line", number: true},
      {label: "Column"},
      {label: "Reason", text: true},
      {label: "What to do", text: true},
      {label: "Rows", number: true}
    ],
    rows: rejects.map(({path, line, column, reason, remedy, count: rows}) => [path, line, column, reason, remedy, rows])
  };
}

export function settingsTable({settings}: DataResult): Table {
  return {
    columns: [{label: "Setting"}, {label: "Value"}],
    rows: settings.map(({key, value}) => [key, typeof value === "string" ? value : JSON.stringify(value)])
  };
}

/** A table or mart: what a row is, its columns, and the SQL that makes it. */
export function ModelDetails(model: Model): HTMLElement {
  const columns: Table = {
    columns: [{label: "Column"}, {label: "Type"}, {label: "Meaning", text: true}],
    rows: model.columns.map(({name, type, comment}) => [name, type.toLowerCase(), comment ?? ""])
  };
  return html`<details class="model" id=${`model-${model.name}`}>
    <summary>
      ${model.name} <span>${plural(model.rows, "row")}${model.comment ? ` · ${model.comment}` : ""}</span>
    </summary>
    ${model.reads.length ? html`<p class="quiet">Reads ${model.reads.join(", ")}</p>` : null}
    ${columns.rows.length ? DataTable(columns) : null}
    <pre tabindex="0" aria-label=${`SQL of ${model.name}`}><code>${model.sql}</code></pre>
  </details>`;
}

/** What each measure means. Scrolls to the one that the address names, since it did not exist when the page loaded. */
export function Definitions({checks}: Site, {models}: DataResult): HTMLElement {
  const failing = (id: string) => checks.failed.filter((check) => check.measures.includes(id));
  const node = html`<div class="definitions">
    ${Object.values(definitions).map(
      (definition) =>
        html`<section class="definition" id=${definition.id}>
          <h3>${definition.name}</h3>
          <p>${definition.short}</p>
          <dl class="facts">
            <dt>Formula</dt>
            <dd>${definition.formula}</dd>
            <dt>Counted</dt>
            <dd>${definition.grain}</dd>
            <dt>Mart</dt>
            <dd>
              <a href=${`#model-${definition.mart}`}><code>${definition.mart}</code></a>
            </dd>
            ${Ends(lineageOf(definition.mart, models))}
            <dt>Source</dt>
            <dd>${definition.source}</dd>
            ${failing(definition.id).map((check) => html.fragment`<dt class="warn">⚠ check</dt><dd><a href=${`#check-${check.name}`}>${words(check.name)}</a>: ${check.about}</dd>`)}
          </dl>
        </section>`
    )}
  </div>`;
  requestAnimationFrame(() => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    target?.closest("details")?.setAttribute("open", "");
    target?.scrollIntoView();
  });
  return node;
}

function Ends({tables, files}: LineageEnds): Node | null {
  if (tables.length === 0) return null;
  return html.fragment`<dt>Made from</dt>
    <dd>
      ${list(tables.map(words))}, read from ${
        files.length < 4
          ? list(files)
          : html`<details>
              <summary>${plural(files.length, "export")}</summary>
              ${files.join(", ")}
            </details>`
      }
    </dd>`;
}

/** How many rows came in and what became of them. */
export function importText({files}: DataResult): string[] {
  const sum = (key: "rows_in" | "kept" | "filtered" | "rejected") => files.reduce((all, file) => all + file[key], 0);
  if (!files.length) return [];
  return [
    `${plural(sum("rows_in"), "row")} in ${plural(files.length, "export")}`,
    `${count(sum("kept"))} kept`,
    `${count(sum("filtered"))} filtered`,
    `${count(sum("rejected"))} rejected`
  ];
}
