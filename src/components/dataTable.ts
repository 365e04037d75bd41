import {html} from "htl";
import {count} from "./format.js";

/** What a cell holds before it is formatted; the CSV file holds exactly this. */
export type Cell = string | number | null | undefined;

export interface Column {
  label: string;
  /** How the reader sees it; by default a number is a count and a missing value is empty. */
  format?: (value: Cell, row: readonly Cell[]) => string | Node;
  /** Right-aligned. */
  number?: boolean;
  /** Long prose: takes a line of its own where rows become cards. */
  text?: boolean;
}

export interface Table {
  columns: Column[];
  rows: readonly (readonly Cell[])[];
  caption?: string;
}

function show(value: Cell): string {
  return typeof value === "number" ? count(value) : (value ?? "");
}

/** A table whose first column heads its rows. On a phone each row becomes a card. */
export function DataTable({columns, rows, caption}: Table): HTMLElement {
  const kind = ({number, text}: Column) => (number ? "number" : text ? "text" : null);
  // The roles are spelled out because display: block, which makes the cards, takes a table's own away.
  const cell = (value: Cell, row: readonly Cell[], i: number) => {
    const column = columns[i]!;
    const shown = (column.format ?? show)(value, row);
    return i === 0
      ? html`<th scope="row" role="rowheader" class=${kind(column)}>${shown}</th>`
      : html`<td role="cell" class=${kind(column)} data-label=${column.label}>${shown}</td>`;
  };
  return html`<table class=${columns.length > 5 ? "cards many" : "cards"} role="table">
    ${
      caption
        ? html`<caption>
            ${caption}
          </caption>`
        : null
    }
    <thead role="rowgroup">
      <tr role="row">
        ${columns.map((column) => html`<th scope="col" role="columnheader" class=${kind(column)}>${column.label}</th>`)}
      </tr>
    </thead>
    <tbody role="rowgroup">
      ${rows.map(
        (row) =>
          html`<tr role="row">
            ${row.map((value, i) => cell(value, row, i))}
          </tr>`
      )}
    </tbody>
  </table>`;
}
