import {svg} from "htl";
import type {Chart} from "./chart.js";

/** The filter that a row of a chart stands for. */
export interface Pick {
  dimension: string;
  value: string;
  /** This value is filtered by. */
  chosen: boolean;
  /** No value of its dimension is. */
  open: boolean;
}

/** A row as a button: where it lies, what it says, and its filter. */
export interface PickRow {
  top: number;
  height: number;
  text: string;
  pick: Pick;
}

/** The row chosen by key last: a new chart takes the place of its own, and the focus should stay where it was. */
let focused: string | null = null;

const idOf = ({dimension, value}: Pick) => `${dimension}.${value}`;

/** How a row of a dimension stands to the selection. */
export function pickOf(dimension: string, value: string, selection: Readonly<Record<string, string | null>>): Pick {
  const held = selection[dimension] ?? null;
  return {dimension, value, chosen: held === value, open: held === null};
}

/** Rows of dimensions that no filter is set for: only these compare groups of what the page shows. */
export function openRows<T extends {pick?: Pick}>(rows: readonly T[]): T[] {
  return rows.filter(({pick}) => pick?.open !== false);
}

/** Lays a button over each row, which sets the filter and, pressed, takes it away. The picture then is a group of them. */
export function addPicks(node: Chart, rows: readonly PickRow[], width: number, choose: (pick: Pick) => void): void {
  for (const child of node.children) child.setAttribute("aria-hidden", "true");
  node.setAttribute("role", "group");
  for (const {top, height, text, pick} of rows) {
    const button = svg<SVGGElement>`<g class="pick" role="button" tabindex="0" aria-pressed=${String(pick.chosen)} aria-label=${text}>
      <rect x="1" y=${top + 1} width=${width - 2} height=${height - 2} rx="6" fill="none" pointer-events="all"></rect>
    </g>`;
    button.addEventListener("click", () => choose(pick));
    button.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      focused = idOf(pick);
      choose(pick);
    });
    node.append(button);
    if (focused === idOf(pick)) requestAnimationFrame(() => refocus(button, pick));
  }
}

function refocus(button: SVGGElement, pick: Pick): void {
  if (focused !== idOf(pick) || !button.isConnected) return;
  focused = null;
  button.focus({preventScroll: true});
}
