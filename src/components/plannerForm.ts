import {html} from "htl";
import {followAddress, writeAddress} from "./address.js";
import {count} from "./format.js";
import {
  isClustered,
  isMargin,
  isRate,
  type Plan,
  type PlanChoice,
  parametersOf,
  planChoices,
  planDefaults,
  type PlanNumbers,
  planOf
} from "./plannerPlan.js";

export interface PlannerFormElement extends HTMLElement {
  value: Plan;
}

/** A slider has ends; the number beside it goes beyond them. */
interface NumberField {
  name: keyof PlanNumbers;
  label: (plan: Plan) => string;
  range: [least: number, most: number, step: number];
  shown?: (plan: Plan) => boolean;
}

interface ChoiceField {
  choice: PlanChoice;
  label: string;
  shown?: (plan: Plan) => boolean;
}

type Group = [legend: string, fields: (NumberField | ChoiceField)[]];

const always = (text: string) => () => text;
const isMean = (plan: Plan) => !isRate(plan);
const looksEarly = (plan: Plan) => !isMargin(plan);
const change = (plan: Plan) => `Smallest difference that matters${isRate(plan) ? ", pp" : ""}`;

/** By the week as well, as most people count. */
const perDayLabel = ({unit, perDay}: Plan) =>
  `New ${unit}s a day, all arms${perDay > 0 ? ` (${count(Math.round(perDay * 7))} a week)` : ""}`;

const groups: Group[] = [
  [
    "What is to be found",
    [
      {choice: "kind", label: "The test looks for"},
      {choice: "better", label: "Of the metric", shown: isMargin},
      {name: "rate", label: always("Rate today, %"), range: [0.5, 60, 0.5], shown: isRate},
      {name: "mean", label: always("Mean today"), range: [0, 200, 1], shown: isMean},
      {name: "sd", label: always("Standard deviation"), range: [1, 400, 1], shown: isMean},
      {name: "difference", label: change, range: [-10, 10, 0.1], shown: looksEarly},
      {
        name: "margin",
        label: (plan) => `Worse by less than${isRate(plan) ? ", pp" : ""}`,
        range: [0.1, 10, 0.1],
        shown: isMargin
      }
    ]
  ],
  [
    "Who takes part",
    [
      {choice: "unit", label: "Counted are"},
      {name: "perDay", label: perDayLabel, range: [0, 10000, 50]},
      {name: "days", label: always("Days available"), range: [1, 120, 1]},
      {name: "variants", label: always("Variants beside the control"), range: [1, 6, 1]},
      {name: "control", label: always("Size of the control, a variant being 1"), range: [0.25, 4, 0.25]},
      {
        name: "size",
        label: always("Users per account, 1 if users are dealt"),
        range: [1, 100, 1],
        shown: ({unit}) => unit === "user"
      },
      {name: "cv", label: always("Spread of account sizes (CV)"), range: [0, 3, 0.1], shown: isClustered},
      {name: "icc", label: always("Likeness within accounts (ICC)"), range: [0, 0.5, 0.005], shown: isClustered}
    ]
  ],
  [
    "How sure",
    [
      {name: "alpha", label: always("Alpha, %"), range: [0.5, 20, 0.5]},
      {name: "power", label: always("Power, %"), range: [50, 99, 1]},
      {name: "metrics", label: always("Primary metrics"), range: [1, 6, 1]},
      {name: "looks", label: always("Looks, the last included"), range: [1, 14, 1], shown: looksEarly},
      {choice: "spending", label: "Boundaries of the looks", shown: (plan) => looksEarly(plan) && plan.looks > 1}
    ]
  ]
];

/** A field drawn, and how it follows the plan. */
interface Drawn {
  node: HTMLElement;
  show: (plan: Plan, typing: EventTarget | null) => void;
}

function Select({choice, label, shown}: ChoiceField): Drawn {
  const select = html<HTMLSelectElement>`<select name=${choice}>
    ${Object.entries(planChoices[choice]).map(([value, name]) => html`<option value=${value}>${name}</option>`)}
  </select>`;
  const node = html`<label class="field"><span>${label}</span>${select}</label>`;
  const show = (plan: Plan) => {
    select.value = plan[choice];
    node.hidden = shown ? !shown(plan) : false;
  };
  return {node, show};
}

function Slider({name, label, range: [least, most, step], shown}: NumberField): Drawn {
  const text = html`<span></span>`;
  const exact = html<HTMLInputElement>`<input
    type="number"
    name=${name}
    min=${Math.min(0, least)}
    step=${step}
    inputmode="decimal"
    required
  />`;
  if (least < 0) exact.removeAttribute("min");
  const slider = html<HTMLInputElement>`<input type="range" name=${name} min=${least} max=${most} step=${step} />`;
  const node = html`<div class="field"><label>${text}${exact}</label>${slider}</div>`;
  const show = (plan: Plan, typing: EventTarget | null) => {
    text.textContent = label(plan);
    slider.setAttribute("aria-label", `${label(plan)}, slider`);
    node.hidden = shown ? !shown(plan) : false;
    if (typing !== exact) exact.value = Number.isNaN(plan[name]) ? "" : String(plan[name]);
    if (typing !== slider && !Number.isNaN(plan[name])) slider.value = String(plan[name]);
  };
  return {node, show};
}

/** The inputs of a plan. The plan stands in the address once an input is left or let go, so the back button undoes a move, not a pixel. */
export function PlannerForm(): PlannerFormElement {
  const drawn = groups.map(([legend, fields]) => ({
    legend,
    fields: fields.map((field) => ("choice" in field ? Select(field) : Slider(field)))
  }));
  const reset = html<HTMLButtonElement>`<button type="button">start over</button>`;
  const form = html<PlannerFormElement>`<form class="plan" aria-label="The plan" novalidate>
    ${drawn.map(
      ({legend, fields}) =>
        html`<fieldset>
          <legend>${legend}</legend>
          ${fields.map(({node}) => node)}
        </fieldset>`
    )}
    ${reset}
  </form>`;
  let plan = planOf(new URLSearchParams(location.search));
  const show = (typing: EventTarget | null = null) => {
    for (const {fields} of drawn) for (const field of fields) field.show(plan, typing);
    reset.hidden = Object.entries(planDefaults).every(([name, value]) => plan[name as keyof Plan] === value);
  };
  const keep = () => writeAddress(parametersOf(plan));
  const tell = () => form.dispatchEvent(new Event("input"));
  Object.defineProperty(form, "value", {get: () => plan});
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", ({target}) => {
    if (target instanceof HTMLInputElement) plan = {...plan, [target.name]: target.valueAsNumber};
    else if (target instanceof HTMLSelectElement) plan = {...plan, [target.name]: target.value};
    else return;
    show(target);
  });
  form.addEventListener("change", keep);
  reset.addEventListener("click", () => {
    plan = planDefaults;
    keep();
    show();
    tell();
  });
  followAddress(
    form,
    () => JSON.stringify(plan),
    () => {
      plan = planOf(new URLSearchParams(location.search));
      show();
    }
  );
  show();
  return form;
}
