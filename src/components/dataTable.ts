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

/** An element the short way: a page has thousands of cells, and a template for each is most of the time they take. */
function cellOf(tag: "th" | "td", attributes: Record<string, string | null>, content: string | Node): HTMLElement {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) if (value !== null) node.setAttribute(name, value);
  node.append(content);
  return node;
}

/** A table whose first column heads its rows. On a phone each row becomes a card. */
export function DataTable({columns, rows, caption}: Table): HTMLElement {
  const kind = ({number, text}: Column) => (number ? "number" : text ? "text" : null);
  // The roles are spelled out because display: block, which makes the cards, takes a table's own away.
  const cell = (value: Cell, row: readonly Cell[], i: number) => {
    const column = columns[i]!;
    const shown = (column.format ?? show)(value, row);
    return i === 0
      ? cellOf("th", {scope: "row", role: "rowheader", class: kind(column)}, shown)
      : cellOf("td", {role: "cell", class: kind(column), "data-label": column.label}, shown);
  };
  const line = (row: readonly Cell[]) => {
    const node = document.createElement("tr");
    node.setAttribute("role", "row");
    node.append(...row.map((value, i) => cell(value, row, i)));
    return node;
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
      ${rows.map(line)}
    </tbody>
  </table>`;
}
