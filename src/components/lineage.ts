import {linkHorizontal} from "d3";
import {svg} from "htl";
import {definitions} from "../definitions.js";
import type {Chart} from "./chart.js";
import {textWidth} from "./chart.js";
import type {DataResult} from "./dataReport.js";

interface Stop {
  id: string;
  name: string;
  column: number;
}

const heads = ["Exports", "Contract tables", "Marts", "Measures"];

/** What is read from what: exports → contract tables → marts → measures. Only what leads somewhere is drawn. */
export function lineageOf({files, models}: DataResult): {stops: Stop[]; links: [string, string][]} {
  const links: [string, string][] = files.map((file) => [`0 ${file.path}`, `1 ${file.table}`]);
  const column = new Map(models.map((model) => [model.name, model.kind === "contract" ? 1 : 2]));
  for (const model of models)
    if (model.kind === "mart")
      for (const read of model.reads)
        if (column.has(read)) links.push([`${column.get(read)} ${read}`, `2 ${model.name}`]);
  for (const {id, mart} of Object.values(definitions)) if (column.has(mart)) links.push([`2 ${mart}`, `3 ${id}`]);
  const ids = [...new Set(links.flat())];
  const name = (id: string) => (id.startsWith("3") ? (definitions[id.slice(2)]?.name ?? id.slice(2)) : id.slice(2));
  return {stops: ids.map((id) => ({id, column: Number(id[0]), name: name(id).split("/").at(-1)!})), links};
}

/** The way of the data as a picture, for wide screens; the tables beside it say the same. Null without models. */
export function Lineage(result: DataResult, width: number): Chart | null {
  const {stops, links} = lineageOf(result);
  if (!stops.length || width < 720) return null;
  const columns = heads.map((_, i) => stops.filter((stop) => stop.column === i));
  const most = Math.max(...columns.map((column) => column.length));
  const step = 24;
  const height = 40 + most * step;
  const each = width / heads.length;
  const wide = columns.map((column) =>
    Math.min(each - 40, Math.max(0, ...column.map((stop) => textWidth(stop.name) + 4)))
  );
  const at = new Map(
    columns.flatMap((column, i) =>
      column.map(
        (stop, j) => [stop.id, {x: i * each, y: 44 + (j + (most - column.length) / 2) * step, width: wide[i]!}] as const
      )
    )
  );
  const path = linkHorizontal();
  const lines = links.map(([from, to]) => {
    const [a, b] = [at.get(from)!, at.get(to)!];
    return path({source: [a.x + a.width + 6, a.y], target: [b.x - 6, b.y]});
  });
  const label = `Lineage: ${heads.map((head, i) => `${columns[i]!.length} ${head.toLowerCase()}`).join(", ")}. The tables below list what each reads.`;
  return svg<Chart>`<svg width=${width} height=${height} viewBox="0 0 ${width} ${height}" role="img" aria-label=${label} font-size="12">
    ${heads.map((head, i) => svg`<text x=${i * each} y="14" style="fill: var(--tertiary)">${head}</text>`)}
    ${lines.map((d) => svg`<path d=${d} fill="none" style="stroke: var(--control)" stroke-opacity="0.5"></path>`)}
    ${stops.map((stop) => svg`<text x=${at.get(stop.id)!.x} y=${at.get(stop.id)!.y + 4} style="fill: var(--ink)">${clip(stop.name, wide[stop.column]!)}</text>`)}</svg>`;
}

function clip(name: string, width: number): string {
  const most = Math.floor((width + 8) / textWidth("m"));
  return name.length > most ? `${name.slice(0, most - 1)}…` : name;
}
