import {html} from "htl";
import {downloadCsv} from "./csv.js";
import {DataTable, type Cell, type Table} from "./dataTable.js";
import {asIs, type Drawing} from "./exploreAddress.js";
import {rowsKept, type Answer} from "./exploreAnswer.js";
import {Figure} from "./figure.js";
import {count, decimal, plural} from "./format.js";
import {QuickChart, drawingOf, leftOut} from "./quickChart.js";

/** Rows shown at once; the CSV file holds all that were kept. */
export const rowsShown = 1000;

/** Whole numbers whole, for they may be ids or cents; others to six digits that count, and their whole part never rounded. */
function plain(value: Cell): string {
  if (typeof value !== "number") return value ?? "";
  const whole = Math.floor(Math.log10(Math.abs(value) || 1)) + 1;
  const places = Number.isInteger(value) ? 0 : Math.min(20, Math.max(0, 6 - whole));
  return decimal(value, {maximumFractionDigits: places, useGrouping: Math.abs(value) >= 10_000});
}

function tableOf({columns, rows}: Answer): Table {
  return {columns: columns.map(({name, kind}) => ({label: name, number: kind === "number", format: plain})), rows};
}

/** "288 rows in 14 ms; the first 1,000 are shown". */
export function answerText({rows, more}: Answer, ms: number): string {
  const time = ms < 1000 ? `${Math.max(1, Math.round(ms))} ms` : `${(ms / 1000).toFixed(1)} s`;
  const all = more
    ? `More than ${count(rowsKept)} rows in ${time}; the first ${count(rowsKept)} were kept`
    : `${plural(rows.length, "row")} in ${time}`;
  return rows.length > rowsShown ? `${all}; the first ${count(rowsShown)} are shown` : all;
}

/** The rows of an answer, its file, and its picture with what may be chosen about it. `choose` is told of a choice. */
export function ExploreResult(answer: Answer, drawing: Drawing, choose: (drawing: Drawing) => void): HTMLElement {
  const table = tableOf(answer);
  const picture = html`<div></div>`;
  const controls = Controls(answer, drawing, (next) => {
    draw(next);
    choose(next);
  });
  const draw = (next: Drawing) => picture.replaceChildren(...Picture(answer, next, table));
  draw(drawing);
  const hasNumber = answer.rows.length > 1 && answer.columns.some(({kind}) => kind === "number");
  return html`<div class="answer">
    ${hasNumber ? [controls, picture] : null}
    <section class="card" aria-label="Rows">
      ${
        answer.rows.length
          ? html.fragment`<p><button type="button" onclick=${() => downloadCsv("explore", table)}>CSV of ${plural(answer.rows.length, "row")}</button></p>
            <div class="scroll" tabindex="0" role="group" aria-label="Rows of the answer">${DataTable({...table, rows: answer.rows.slice(0, rowsShown)})}</div>`
          : html`<p class="quiet">No row answers this question.</p>`
      }
    </section>
  </div>`;
}

function Picture(answer: Answer, drawing: Drawing, table: Table): Node[] {
  const drawn = drawingOf(answer, drawing);
  if (!drawn) return [];
  const columns = [drawn.x, drawn.by, drawn.y].filter((name) => name !== null);
  const places = columns.map((name) => answer.columns.findIndex((column) => column.name === name));
  const words = (name: string) => name.replaceAll("_", " ");
  return [
    Figure({
      title: `${words(drawn.y)} by ${words(drawn.x)}${drawn.by ? ` and ${words(drawn.by)}` : ""}`,
      subtitle: "Drawn from the answer as it stands, without intervals",
      chart: (width) => QuickChart(answer, drawn, width),
      empty: "None of these values can be drawn.",
      note: leftOut(answer, drawn),
      table: {
        columns: places.map((i) => table.columns[i]!),
        rows: answer.rows.slice(0, rowsShown).map((row) => places.map((i) => row[i]))
      }
    })
  ];
}

/** What is drawn, as selects. */
function Controls({columns, ...rest}: Answer, drawing: Drawing, choose: (drawing: Drawing) => void): HTMLElement {
  const drawn = drawingOf({columns, ...rest}, drawing);
  const select = (name: keyof Drawing, label: string, options: [string, string][], value: string) => {
    const node = html<HTMLSelectElement>`<select name=${name}>
      ${options.map(([key, text]) => html`<option value=${key}>${text}</option>`)}
    </select>`;
    node.value = value;
    return html`<label><span>${label}</span>${node}</label>`;
  };
  const names = (kinds: RegExp): [string, string][] =>
    columns.filter(({kind}) => kinds.test(kind)).map(({name}) => [name, name]);
  const form = html<HTMLFormElement>`<form class="filters" aria-label="The picture">
    ${select(
      "kind",
      "Draw",
      [
        ["line", "lines"],
        ["bar", "bars"],
        ["none", "nothing"]
      ],
      drawn?.kind ?? "none"
    )}
    ${select("x", "along", names(/./), drawn?.x ?? drawing.x ?? columns[0]!.name)}
    ${select("y", "value", names(/number/), drawn?.y ?? drawing.y ?? names(/number/)[0]?.[0] ?? "")}
    ${select("by", "apart by", [["", "nothing"], ...names(/text/)], drawn?.by ?? "")}
  </form>`;
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", () => {
    const data = new FormData(form);
    const of = (name: keyof Drawing) => String(data.get(name) ?? "");
    choose({...asIs, x: of("x"), y: of("y"), by: of("by"), kind: of("kind") as Drawing["kind"]});
  });
  return form;
}
