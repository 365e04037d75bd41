import {html} from "htl";
import {definitions} from "../definitions.js";
import {copyTable, downloadCsv} from "./csv.js";
import {DataTable, type Table} from "./dataTable.js";
import {count} from "./format.js";
import {drawAtWidth} from "./drawing.js";
import {type Caption, downloadPng, downloadSvg} from "./image.js";
import {Reader} from "./reader.js";
import {sourceLine, Trust} from "./trust.js";

/** Rows of accounts shown at once; the CSV file holds all. */
const shown = 200;

export interface FigureOptions {
  /** A sentence, written by rule from the data. */
  title: string;
  /** Quantity, unit, period. */
  subtitle?: string;
  /** Draws the chart at a width in pixels; null where there is nothing to draw. */
  chart?: (width: number) => Node | null;
  /** Shown in place of a chart, such as a table with pictures in its cells. */
  body?: Node;
  /** Shown instead of a chart that draws nothing. */
  empty?: string;
  note?: string | Node | null;
  /** The measure shown: gives the links to definition and query. */
  measure?: string;
  queries?: Record<string, string>;
  /** The mart behind it, where it is not the measure's own. */
  mart?: string;
  /** What the chart shows, as a table and a CSV file. */
  table?: Table;
  /** The accounts behind it, in a build that includes accounts. */
  accounts?: Table | undefined;
}

/** Redraws when its width changes: a chart on a phone is laid out anew rather than scaled down. */
function Responsive(draw: (width: number) => Node | null, empty: string): HTMLElement {
  const box = html`<div class="chart"></div>`;
  let drawn = 0;
  const render = (width: number) => {
    if (width === drawn || width === 0) return;
    drawn = width;
    const drawing = draw(width);
    const reader = drawing instanceof SVGSVGElement ? Reader(drawing) : null;
    // Drawn anew under the reader's keys, it keeps them.
    const isRead = box.contains(document.activeElement);
    box.replaceChildren(drawing ?? html`<p class="quiet">${empty}</p>`, ...(reader ? [reader] : []));
    if (isRead) reader?.focus();
  };
  // Paper is narrower than a screen: drawn for it, labels keep their size.
  const onPaper = () => {
    if (!box.isConnected) return;
    const width = box.clientWidth;
    render(Math.min(width, 640));
    addEventListener("afterprint", () => render(width), {once: true});
  };
  addEventListener("beforeprint", onPaper);
  drawAtWidth(box, render);
  return box;
}

/** Hands the figure's chart to the reader as a file that needs no page. Nothing where nothing is drawn. */
function take(
  event: Event,
  file: string,
  options: FigureOptions,
  save: (name: string, chart: SVGSVGElement, caption: Caption) => unknown
): void {
  const figure = (event.currentTarget as Element).closest("figure");
  const chart = figure?.querySelector<SVGSVGElement>(".chart svg");
  const note = typeof options.note === "string" ? options.note : undefined;
  if (chart) save(file, chart, {title: options.title, subtitle: options.subtitle, note, source: sourceLine(options)});
}

/** Says on the button itself, and to a screen reader, whether it is done: a page without https has no clipboard. */
async function copy(button: HTMLButtonElement, table: Table): Promise<void> {
  button.textContent = await copyTable(table).then(
    () => "copied",
    () => "cannot copy here"
  );
  setTimeout(() => (button.textContent = "copy"), 2000);
}

function Foot(options: FigureOptions): HTMLElement | null {
  const {title, subtitle, chart, measure, queries, mart, table, accounts} = options;
  const name = mart ?? (measure === undefined ? undefined : definitions[measure]?.mart);
  const sql = name === undefined ? undefined : queries?.[name];
  const file = (subtitle ?? title)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, 60);
  const hasRows = Boolean(table?.rows.length);
  return html`<footer>
    ${Trust({measure, mart: name})}
    ${
      sql
        ? html`<details>
            <summary>query</summary>
            <pre tabindex="0" aria-label=${`Query ${name}`}><code>${sql}</code></pre>
          </details>`
        : null
    }
    ${
      hasRows
        ? html.fragment`<details><summary>table</summary><div class="scroll" tabindex="0" role="group" aria-label="Table">${DataTable({...table!, caption: table!.caption ?? title})}</div></details>
    <button type="button" aria-live="polite" title="Copy the table" onclick=${(event: Event) => void copy(event.currentTarget as HTMLButtonElement, table!)}>copy</button>
    <button type="button" title="The table as a CSV file" onclick=${() => downloadCsv(file, table!)}>CSV</button>`
        : null
    }
    ${
      chart && hasRows
        ? html.fragment`<button type="button" title="The chart as an SVG file" onclick=${(event: Event) => take(event, file, options, downloadSvg)}>SVG</button>
    <button type="button" title="The chart as a PNG file" onclick=${(event: Event) => take(event, file, options, downloadPng)}>PNG</button>`
        : null
    }
    ${
      accounts?.rows.length
        ? html.fragment`<details><summary>${accounts.rows.length === 1 ? "1 row behind it" : `${count(accounts.rows.length)} rows behind it`}</summary><div class="scroll" tabindex="0" role="group" aria-label="Accounts">${DataTable(
            {...accounts, rows: accounts.rows.slice(0, shown)}
          )}</div></details>
    <button type="button" aria-label="CSV of accounts" onclick=${() => downloadCsv(`${file}-accounts`, accounts)}>CSV of accounts</button>`
        : null
    }
  </footer>`;
}

/** The frame of every chart: sentence, subtitle, chart, note, and what is behind it. */
export function Figure(options: FigureOptions): HTMLElement {
  const {title, subtitle, chart, body, note, empty = "There is nothing to draw yet."} = options;
  return html`<figure class="card figure">
    <h2>${title}</h2>
    <p class="subtitle">${subtitle}</p>
    ${chart ? Responsive(chart, empty) : null} ${body} ${note ? html`<p class="note">${note}</p>` : null}
    ${Foot(options)}
  </figure>`;
}
