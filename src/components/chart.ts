import * as Plot from "@observablehq/plot";
import {svg} from "htl";

export interface ChartOptions {
  width?: number;
  /** What a reader who cannot see the chart is told. */
  label: string;
}

export type Chart = SVGSVGElement;

/** What a chart says at one place along the bottom. */
export interface Reading {
  at: number | string | Date;
  /** Of the place: "Oct 2026". */
  name: string;
  values: {name?: string; text: string; y: number | null}[];
}

/** A reading in pixels of its chart. */
export interface Placed extends Omit<Reading, "at"> {
  x: number;
}

const placed = new WeakMap<Element, readonly Placed[]>();

/** What can be read out of a chart from left to right; nothing of one that has its values written in it. */
export function readingsOf(node: Element): readonly Placed[] {
  return placed.get(node) ?? [];
}

/** Width under which a chart is laid out for a phone. */
export const narrow = 480;

/** Width of text at 12 px, near enough to lay out margins without measuring. */
export function textWidth(text: string, size = 12): number {
  return text.length * size * 0.57;
}

/** Plot with the house defaults: no axis furniture, our type, one name for the whole picture. */
export function chart(
  options: Plot.PlotOptions,
  {label, width = 640, readings = []}: ChartOptions & {readings?: readonly Reading[]}
): Chart {
  const node = Plot.plot({
    width,
    marginTop: 16,
    marginBottom: 28,
    x: {axis: null},
    y: {axis: null},
    ...options,
    style: {fontFamily: "inherit", fontSize: "12px", background: "none", overflow: "visible", color: "inherit"}
  }) as Chart & Plot.Plot;
  node.setAttribute("role", "img");
  node.setAttribute("aria-label", label);
  // Plot names its marks, which a picture with one name of its own must not.
  for (const mark of node.querySelectorAll("[aria-label], [aria-description]")) {
    mark.removeAttribute("aria-label");
    mark.removeAttribute("aria-description");
  }
  if (readings.length > 0) placed.set(node, place(readings, node));
  return node;
}

function place(readings: readonly Reading[], node: Plot.Plot): Placed[] {
  const [x, y] = [node.scale("x")!, node.scale("y")];
  return readings
    .map(({at, name, values}) => ({
      name,
      x: (x.apply(at) as number) + (x.bandwidth ?? 0) / 2,
      values: values.map((value) => ({...value, y: value.y === null || !y ? null : (y.apply(value.y) as number)}))
    }))
    .sort((a, b) => a.x - b.x);
}

let patterns = 0;

/** A diagonal hatch, for what is not complete yet: the mark that defines it and the paint that uses it. */
export function hatch(color: string): {mark: Plot.RenderFunction; paint: string} {
  const id = `hatch-${++patterns}`;
  const mark = () =>
    svg`<defs><pattern id=${id} width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
      <rect width="5" height="5" style="fill: var(--card)"></rect><line y2="5" x1="1" x2="1" stroke-width="2" style=${`stroke: ${color}`}></line></pattern></defs>`;
  return {mark: mark as unknown as Plot.RenderFunction, paint: `url(#${id})`};
}

/** Moves labels apart so that none is nearer to the next than `gap`; order is kept, and all stay within [0, height]. */
export function spread(positions: readonly number[], gap: number, height: number): number[] {
  const order = positions.map((_, i) => i).sort((a, b) => positions[a]! - positions[b]!);
  const placed = [...positions];
  let least = 0;
  for (const i of order) {
    placed[i] = Math.max(positions[i]!, least);
    least = placed[i]! + gap;
  }
  let most = height;
  for (const i of order.reverse()) {
    placed[i] = Math.min(placed[i]!, most);
    most = placed[i]! - gap;
  }
  return placed;
}
