import {day, toDate} from "./format.js";

/** Something that happened, from the register kept by hand. */
export interface Annotation {
  on: string;
  text: string;
}

export interface Flag extends Annotation {
  letter: string;
  at: Date;
}

/** The annotations that fall within the periods, in order, each with a letter. */
export function flagsWithin(annotations: readonly Annotation[], periods: readonly string[]): Flag[] {
  const dates = periods.map((period) => +toDate(period));
  const [from, to] = [Math.min(...dates), Math.max(...dates)];
  return annotations
    .map((annotation) => ({...annotation, at: toDate(annotation.on)}))
    .filter(({at}) => +at >= from && +at <= to)
    .sort((a, b) => +a.at - +b.at)
    .map((annotation, i) => ({...annotation, letter: String.fromCharCode(97 + (i % 26))}));
}

/** "a 3 Mar 2026: new pricing page", for the note under a chart of these points; null where nothing happened. */
export function annotationNote(
  annotations: readonly Annotation[] = [],
  points: readonly {period: string; value?: unknown}[]
): string | null {
  // The chart draws only what has a value, and its letters begin there.
  const periods = points.filter((point) => point.value !== null).map((point) => point.period);
  const lines = flagsWithin(annotations, periods).map(({letter, on, text}) => `${letter} ${day(on)}: ${text}`);
  return lines.join(" · ") || null;
}
