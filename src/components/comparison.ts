import {independentDifference, type Bounded} from "../stats/independentDifference.js";
import {monthsOf, cubeCells} from "./cube.js";
import {selectionText, type Selection} from "./filters.js";
import {addMonths, month as monthName, plural} from "./format.js";
import type {Point, Series} from "./lineChart.js";
import type {Tile} from "./measureTile.js";
import {retentionView, type RetentionResult, type RetentionView} from "./retentionView.js";
import {dimensionLabel, keyLabel, type Site} from "./site.js";

/** What is set beside the accounts chosen: the same filters in an earlier month, or another value of one of them. */
export interface Comparison {
  /** "Team", "Oct 2025". */
  name: string;
  /** What may be read from it, and why a difference has no interval where it has none. */
  text: string;
  tiles: Tile[];
  /** The lines, named; those of an earlier month are moved to stand under the months they are compared with. */
  lines: Record<"nrr" | "logo", Series>;
}

const nothing = "";

/** What can be compared with, by what stands in the address; the first is nothing. */
export function comparisonChoices({cube}: RetentionResult, site: Site): Record<string, string> {
  const last = site.closedMonth ?? "";
  const months = monthsOf(cubeCells(cube)).filter((month) => month < last);
  const values = site.dimensions.flatMap((dimension) =>
    (site.values[dimension] ?? []).map((value): [string, string] => [
      `${dimension}.${value}`,
      `${dimensionLabel(dimension)}: ${keyLabel(value)}`
    ])
  );
  return Object.fromEntries([
    [nothing, "nothing"],
    ...months.reverse().map((month): [string, string] => [month, monthName(month)]),
    ...values
  ]);
}

/** The comparison a choice asks for; null where it asks for none, or the page shows nothing yet. */
export function comparisonOf(
  choice: string,
  result: RetentionResult,
  seen: RetentionView,
  selection: Selection,
  site: Site
): Comparison | null {
  if (choice === nothing || seen.month === null) return null;
  const dimension = site.dimensions.find((name) => choice.startsWith(`${name}.`));
  if (dimension === undefined) return withMonth(choice, seen, seen.month);
  const value = choice.slice(dimension.length + 1);
  const held = selection[dimension] ?? null;
  const name = keyLabel(value);
  const other = retentionView(result, {...selection, [dimension]: value}, site);
  const isApart = held !== null && held !== value;
  return {
    name,
    text: segmentText(name, held === null ? null : held === value ? "same" : selectionText(selection), seen, other),
    tiles: seen.tiles.map((tile, i) => withBeside(tile, name, other.tiles[i]!.measure, isApart)),
    lines: {
      nrr: {name: `Net, ${name}`, values: other.series.nrr, color: "var(--tertiary)"},
      logo: {name, values: other.series.logo, color: "var(--tertiary)"}
    }
  };
}

function withMonth(month: string, seen: RetentionView, now: string): Comparison {
  const name = monthName(month);
  const lag = monthsBetween(month, now);
  const shifted = (points: readonly Point[]): Point[] =>
    points.map((point) => ({...point, period: addMonths(point.period, lag)})).filter(({period}) => period <= now);
  const at = ({series}: Tile): Bounded => {
    const point = series.find(({period}) => period === month);
    return {value: point?.value ?? null, lower: point?.lower ?? null, upper: point?.upper ?? null};
  };
  const earlier = `${plural(lag, "month")} before`;
  return {
    name,
    text: `Beside ${name}: the grey lines are ${plural(lag, "month")} old. Most customers are in both months, so their difference has no interval here; where a tile says how far it moved in a month or a year, that was counted account by account.`,
    tiles: seen.tiles.map((tile) => withBeside(tile, name, at(tile), false)),
    lines: {
      nrr: {name: `Net, ${earlier}`, values: shifted(seen.series.nrr), color: "var(--tertiary)"},
      logo: {name: earlier, values: shifted(seen.series.logo), color: "var(--tertiary)"}
    }
  };
}

function monthsBetween(from: string, to: string): number {
  const count = (month: string) => 12 * Number(month.slice(0, 4)) + Number(month.slice(5, 7));
  return count(to) - count(from);
}

function withBeside(tile: Tile, name: string, other: Bounded, isApart: boolean): Tile {
  const found = independentDifference(other, tile.measure);
  const difference = found && !isApart ? {...found, lower: null, upper: null} : found;
  const {value, lower, upper} = other;
  return {...tile, beside: {name, value, lower, upper, difference}};
}

function segmentText(name: string, held: string | null, seen: RetentionView, other: RetentionView): string {
  if (held === "same") return `${name} is what the page shows: choose another to compare with.`;
  if (held === null)
    return `Beside ${name}, which is part of what the page shows, so the difference has no interval. Choose another group above to compare the two.`;
  const out = seen.leftOut + other.leftOut;
  return `${held} beside ${name}: different customers, so the difference has an interval, made from those of the two. Observed: nobody was assigned to either.${out > 0 ? ` ${plural(out, "account")} in groups too small to show are in neither.` : ""}`;
}
