import {definitions, type Measure} from "../../src/definitions.js";
import {stateOf} from "../checks.js";
import type {Warehouse} from "../warehouse.js";
import {type Answer, type History, type Parts, answerers} from "./answers.js";
import {type Group, groups} from "./cells.js";
import {minorDigits} from "./currency.js";
import {lifetime} from "./lifetime.js";
import {lifetimeAnswers} from "./lifetimeAnswers.js";
import {recipes, withoutPlan} from "./recipes.js";
import {surveyWindows} from "./surveys.js";
import {trialExits} from "./trialTimes.js";

/** Puts an answer in the shape every reader gets. */
function toMeasure(
  w: Pick<Warehouse, "checks">,
  id: string,
  period: string,
  segment: string | null,
  answer: Answer
): Measure {
  const {name, short, formula, unit} = definitions[id]!;
  const {value, lower, upper, n, method, reason} = answer;
  return {
    id,
    period,
    segment,
    value,
    lower,
    upper,
    n,
    unit,
    method,
    definition: `${name}. ${short} ${formula}`,
    checks: stateOf(id, w.checks),
    ...(value === null ? {reason: reason ?? "no data"} : {})
  };
}

/** Every measure of every month, for the company and for each value of each declared segment and of the plan. */
export async function computeMeasures(w: Warehouse): Promise<Measure[]> {
  const all = await measuresBy(w, null);
  for (const dimension of ["plan", ...w.config.settings.segments])
    for (const one of await measuresBy(w, dimension)) all.push(one);
  const closed = w.months.findLast((m) => m.is_closed) ?? w.months.at(-1);
  for (const [id, answer] of Object.entries(lifetimeAnswers(await lifetime(w))))
    all.push(toMeasure(w, id, closed?.label ?? "", null, answer));
  return all;
}

async function measuresBy(w: Warehouse, dimension: string | null): Promise<Measure[]> {
  const dimensions = dimension === null ? [] : [dimension];
  const sources: Record<string, Group[]> = {};
  for (const [name, recipe] of Object.entries(recipes)) {
    sources[name] = dimension === "plan" && withoutPlan.includes(name) ? [] : await groups(w, recipe, dimensions);
  }
  const surveys = await surveyWindows(w, dimension);
  const exits = await trialExits(w, dimension);
  // The company has its row even where nothing is known of it.
  const values =
    dimension === null
      ? [null]
      : [...new Set(Object.values(sources).flatMap((list) => list.map((g) => g.keys[dimension]!)))];
  const find = (list: Group[], label: string, value: string | null) =>
    list.find((g) => g.month === label && (value === null || g.keys[dimension!] === value));
  return values.flatMap((value) => {
    const history = w.months.map(({label}) => ({
      label,
      parts: Object.fromEntries(
        Object.entries(sources).map(([name, list]) => [name, find(list, label, value)])
      ) as Parts,
      survey: surveys.find((s) => s.month === label && s.segment === value),
      exits: exits.find((t) => t.month === label && t.segment === value)
    }));
    const segment = value === null ? null : `${dimension}=${value}`;
    return history.flatMap((_, i) => measuresOf(w, history, i, segment, dimension === "plan"));
  });
}

function measuresOf(w: Warehouse, history: History, i: number, segment: string | null, byPlan: boolean): Measure[] {
  const {label, parts} = history[i]!;
  const {currency, settings} = w.config;
  const context = {parts, history, i, byPlan, minor: 10 ** minorDigits(currency), settings};
  return answerers
    .flatMap((answer) => Object.entries(answer(context)))
    .map(([id, answer]) => toMeasure(w, id, label, segment, answer));
}

/** The company's measure at the last closed month; for trial conversion, at the last mature cohort. */
export function latest(measures: readonly Measure[], w: Pick<Warehouse, "months" | "checks">, id: string): Measure {
  const closed = w.months.filter((m) => m.is_closed).map((m) => m.label);
  const own = measures.filter((m) => m.id === id && m.segment === null && closed.includes(m.period));
  const found = id === "trial_conversion" ? own.findLast((m) => m.value !== null) : own.at(-1);
  return (
    found ??
    toMeasure(w, id, w.months.at(-1)?.label ?? "", null, {
      value: null,
      lower: null,
      upper: null,
      n: 0,
      method: "",
      reason: "no month is closed yet"
    })
  );
}
