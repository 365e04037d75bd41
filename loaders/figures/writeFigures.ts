import {existsSync, mkdirSync, readFileSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {definitions} from "../../src/definitions.js";
import type {FrozenMeasure} from "../../src/results/report.js";
import {figureSvg} from "./figureSvg.js";

interface Tile {
  id: string;
  measure: FrozenMeasure;
  series: Pick<FrozenMeasure, "period" | "value" | "lower" | "upper">[];
}

/**
 * Puts the measures of the front page, which every audience sees, into `figures/<measure>.svg` of a built site; returns how many.
 *
 * writeFigures("dist.next", ".upswing/current") // 5
 */
export function writeFigures(dist: string, results: string): number {
  const read = (name: string): unknown => JSON.parse(readFileSync(join(results, `${name}.json`), "utf8"));
  if (!existsSync(join(results, "overview.json"))) return 0;
  const {company, asOf, currency, locale} = read("site") as Record<"company" | "asOf" | "currency" | "locale", string>;
  const {tiles} = read("overview") as {tiles: Tile[]};
  const drawn = tiles.flatMap(({id, measure, series}) => {
    const points = series.map((point) => ({...measure, ...point}));
    const svg = figureSvg(points, {name: definitions[id]?.name ?? id, company, asOf, currency, locale});
    return svg ? [{id, svg}] : [];
  });
  if (drawn.length > 0) mkdirSync(join(dist, "figures"), {recursive: true});
  for (const {id, svg} of drawn) writeFileSync(join(dist, "figures", `${id}.svg`), svg);
  return drawn.length;
}
