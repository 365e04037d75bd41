import {html} from "htl";
import type {Experiment} from "../results/experiment.js";
import type {Question} from "../verdict/analyse.js";
import {followAddress, readAddress, writeAddress} from "./address.js";

export interface ControlsForm extends HTMLElement {
  value: Question;
}

interface Option<T> {
  key: string;
  name: string;
  value: T;
}

const alphas = [0.01, 0.05, 0.1];

const priors: Option<number | null>[] = [
  {key: "none", name: "nothing", value: null},
  {key: "5", name: "lifts within ±10%", value: 0.05},
  {key: "10", name: "lifts within ±20%", value: 0.1},
  {key: "20", name: "lifts within ±40%", value: 0.2}
];

/**
 * Which units count, the error accepted and what was believed before: the figures below are computed anew from what the page holds.
 * The choice stands in the address, so a link shows it and the back button undoes it.
 */
export function ExperimentControls(experiment: Experiment): ControlsForm {
  const units = unitOptions(experiment);
  const levels = [...new Set([...alphas, experiment.alpha])]
    .sort((a, b) => a - b)
    .map((alpha): Option<number> => ({
      key: String(alpha),
      name: `${100 * alpha}%${alpha === experiment.alpha ? " (plan)" : ""}`,
      value: alpha
    }));
  const selects = {
    units: Select("Units", "units", units, units[0]!),
    alpha: Select(
      "Error accepted",
      "alpha",
      levels,
      levels.find(({value}) => value === experiment.alpha)!
    ),
    prior: Select("Believed before", "prior", priors, priors[0]!)
  };
  const form = html<ControlsForm>`<form class="filters" aria-label="How to read the test">
    ${Object.values(selects).map(({label}) => label)}
  </form>`;
  const read = (): Question => ({
    ...selects.units.chosen(),
    alpha: selects.alpha.chosen(),
    prior: selects.prior.chosen()
  });
  Object.defineProperty(form, "value", {get: read});
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", (event) => {
    if (!(event.target instanceof HTMLSelectElement)) return;
    writeAddress(
      Object.fromEntries(
        Object.entries(selects).map(([name, {select, standard}]) => [
          name,
          select.value === standard ? null : select.value
        ])
      )
    );
  });
  followAddress(
    form,
    () => JSON.stringify(read()),
    () => Object.values(selects).forEach(({fromAddress}) => fromAddress())
  );
  return form;
}

function unitOptions({metrics, unit, multipleExposed}: Experiment): Option<Pick<Question, "segment" | "excluded">>[] {
  const segments = new Map(
    metrics
      .flatMap(({views}) => views.flatMap((view) => (view.segment ? [view.segment] : [])))
      .map((segment) => [`${segment.dimension}.${segment.value}`, segment])
  );
  return [
    {key: "all", name: `all ${unit}s`, value: {segment: null, excluded: false}},
    ...(multipleExposed > 0
      ? [{key: "one-arm", name: `${unit}s that saw one arm only`, value: {segment: null, excluded: true}}]
      : []),
    ...[...segments].map(([key, segment]) => ({
      key,
      name: `${segment.dimension.replaceAll("_", " ")}: ${segment.value}`,
      value: {segment, excluded: false}
    }))
  ];
}

function Select<T>(name: string, parameter: string, options: readonly Option<T>[], standard: Option<T>) {
  const select = html<HTMLSelectElement>`<select name=${parameter}>
    ${options.map(({key, name: text}) => html`<option value=${key}>${text}</option>`)}
  </select>`;
  const keys = options.map(({key}) => key);
  const fromAddress = () => (select.value = readAddress(parameter, keys, standard.key));
  fromAddress();
  return {
    select,
    fromAddress,
    standard: standard.key,
    label: html`<label><span>${name}</span>${select}</label>`,
    chosen: () => options.find(({key}) => key === select.value)!.value
  };
}
