import {linkHorizontal} from "d3";
import {svg} from "htl";
import {definitions} from "../definitions.js";
import type {Chart} from "./chart.js";
import {textWidth} from "./chart.js";
import type {DataResult, Model} from "./dataReport.js";

interface Stop {
  id: string;
  name: string;
  column: number;
}

const heads = ["Exports", "Contract tables", "Marts", "Measures"];

/**
 * What is read from what: exports → contract tables → marts that measures are computed from → measures. A mart that only
 * feeds other marts is passed through. Stops are ordered so that links cross little.
 */
export function lineageOf({files, models}: DataResult): {stops: Stop[]; links: [string, string][]} {
  const byName = new Map(models.map((model) => [model.name, model]));
  const measures = Object.values(definitions).filter(({mart}) => byName.has(mart));
  const marts = [...new Set(measures.map(({mart}) => mart))];
  const links = uniqueLinks([
    ...files.map((file): Link => [`0 ${file.path}`, `1 ${file.table}`]),
    ...marts.flatMap((mart) => contractsOf(mart, byName).map((table): Link => [`1 ${table}`, `2 ${mart}`])),
    ...measures.map(({id, mart}): Link => [`2 ${mart}`, `3 ${id}`])
  ]);
  const used = new Set(links.flat());
  const stops = [...used].map((id) => ({id, column: Number(id[0]), name: stopName(id)}));
  const place = new Map(stops.filter((stop) => stop.column === 0).map((stop, i) => [stop.id, i]));
  for (const column of [1, 2, 3]) {
    const mean = (id: string) => {
      const from = links.filter((link) => link[1] === id).map((link) => place.get(link[0]) ?? 0);
      return from.reduce((sum, i) => sum + i, 0) / (from.length || 1);
    };
    const own = stops.filter((stop) => stop.column === column).sort((a, b) => mean(a.id) - mean(b.id));
    own.forEach((stop, i) => place.set(stop.id, i));
  }
  return {stops: stops.sort((a, b) => place.get(a.id)! - place.get(b.id)!), links};
}

type Link = [string, string];

function uniqueLinks(links: readonly Link[]): Link[] {
  return [...new Map(links.map((link) => [link.join("→"), link])).values()];
}

function stopName(id: string): string {
  const name = id.slice(2);
  return id.startsWith("3") ? (definitions[name]?.name ?? name) : name.split("/").at(-1)!;
}

/** Contract tables that a mart reads, by way of other marts too. */
function contractsOf(name: string, models: ReadonlyMap<string, Model>, seen = new Set<string>()): string[] {
  const model = models.get(name);
  if (!model || seen.has(name)) return [];
  seen.add(name);
  return model.kind === "contract" ? [name] : model.reads.flatMap((read) => contractsOf(read, models, seen));
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
