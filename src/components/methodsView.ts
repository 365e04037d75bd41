import type {Selection} from "./filters.js";
import type {MethodRates} from "./methodsFigure.js";
import {keyLabel} from "./site.js";

/** The methods over all customers, and over each value of each dimension. */
export interface Methods extends MethodRates {
  period: string;
  segments: (MethodRates & {dimension: string; value: string})[];
}

export interface MethodsView extends MethodRates {
  period: string;
  /** Whom the rates are of: "all customers" or the value of the one filter. */
  of: string;
  dimension: string | null;
  /** Why they are of all although a filter is set; null where they follow it. */
  note: string | null;
}

/** The methods that belong to a selection: those of its one filter, else the company's, and then it is said. */
export function methodsView({segments, ...company}: Methods, selection: Selection): MethodsView {
  const chosen = Object.entries(selection).filter(([, value]) => value !== null);
  const all = {...company, of: "all customers", dimension: null};
  if (chosen.length === 0) return {...all, note: null};
  if (chosen.length > 1)
    return {
      ...all,
      note: "These are all customers, not the selection: the methods are computed for one filter at a time."
    };
  const [dimension, value] = chosen[0]!;
  const own = segments.find((s) => s.dimension === dimension && s.value === value);
  if (!own)
    return {...all, note: "These are all customers, not the selection: too few accounts of it were there then."};
  return {period: company.period, rows: own.rows, facts: own.facts, of: keyLabel(value!), dimension, note: null};
}
