import {html} from "htl";
import type {Table} from "./dataTable.js";
import {Figure} from "./figure.js";
import {count, plural, rate} from "./format.js";
import {isMargin, isRate, type Plan} from "./plannerPlan.js";
import {plannerSentence, plannerWarnings, plannerYaml, short, sizeText, typed} from "./plannerText.js";
import type {PlannerView, PowerPoint} from "./plannerView.js";
import {PowerChart} from "./powerChart.js";

type Found = PlannerView | {problem: string};

const nothing = "Change the numbers until the test can be planned.";

/** What the test needs, number by number. */
export function PlannerFacts(plan: Plan, view: Found): HTMLElement {
  if ("problem" in view)
    return html`<section class="card">
      <h2>What the test needs</h2>
      <p class="quiet">${nothing}</p>
    </section>`;
  const {units, accounts, days, alpha, sides, designEffect, inflation, lift, within} = view;
  const arms = ({control, variant}: {control: number; variant: number}) =>
    control === variant ? count(variant) : `${count(control)} in the control, ${count(variant)} in a variant`;
  const what = isMargin(plan) ? "Smallest margin" : "Smallest difference";
  const facts: [string, string][] = [
    [`${plan.unit === "user" ? "Users" : "Accounts"} an arm`, arms(units)],
    ["In all arms", count(units.all)],
    ...(accounts
      ? ([
          ["Accounts an arm", arms(accounts)],
          ["Accounts in all", count(accounts.all)]
        ] as [string, string][])
      : []),
    ["Until all have entered", days === null ? "never: nobody enters" : plural(days, "day")],
    [
      `${what} in ${plural(plan.days, "day")}`,
      within.smallest === null ? "none: too few enter" : sizeText(plan, within.smallest)
    ],
    [`Power in ${plural(plan.days, "day")}`, within.power === null ? "none: too few enter" : rate(within.power, 1)],
    ...(lift === null ? [] : ([["Lift looked for", `${short(lift * 100)}%`]] as [string, string][])),
    ["Alpha of a comparison", sides === 2 ? `${short(alpha * 100)}%, two-sided` : `${short(alpha * 50)}%, one-sided`],
    ...(accounts ? ([["Design effect", `× ${short(designEffect)}`]] as [string, string][]) : []),
    ...(inflation > 1 ? ([["Looking early", `× ${short(inflation)}`]] as [string, string][]) : [])
  ];
  const warnings = plannerWarnings(plan, view);
  return html`<section class="card">
    <h2>What the test needs</h2>
    <dl class="facts">${facts.map(([name, value]) => html.fragment`<dt>${name}</dt><dd>${value}</dd>`)}</dl>
    ${warnings.map((text) => html`<p class="warn">⚠ ${text}</p>`)}
  </section>`;
}

function powerTable(points: readonly PowerPoint[], label: string, format: (at: number) => string): Table {
  return {
    columns: [
      {label, number: true, format: (value) => format(value as number)},
      {label: "Power", number: true, format: (value) => rate(value as number, 1)},
      {label: "Units in all", number: true}
    ],
    rows: points.map(({at, power, units}) => [at, power, units])
  };
}

function asked({power}: Plan): string {
  return `${typed(power)}% power`;
}

/** What a test of the days there are can find. */
export function SizeFigure(plan: Plan, view: Found): HTMLElement {
  const what = isMargin(plan) ? "margin" : "difference";
  const time = plural(plan.days, "day");
  if ("problem" in view) return Figure({title: `Power by ${what}`, chart: () => null, empty: nothing});
  const {bySize, within, size} = view;
  const format = (at: number) => typed(Number((isRate(plan) ? at * 100 : at).toPrecision(6)));
  const label = `${isMargin(plan) ? "Margin" : "Difference"}${isRate(plan) ? ", percentage points" : ""}`;
  const found =
    within.smallest === null ? null : {at: within.smallest, name: `found: ${sizeText(plan, within.smallest)}`};
  return Figure({
    title: found
      ? `${time} can ${isMargin(plan) ? "show a margin" : "find a difference"} of ${sizeText(plan, found.at)}`
      : `${time} bring too few units to ${isMargin(plan) ? "show any margin" : "find any difference"}`,
    subtitle: `Probability of ${isMargin(plan) ? "showing that nothing is worse" : "finding the difference"} by its size, with ${plural(within.units, plan.unit)} in all arms`,
    chart: (width) =>
      PowerChart(bySize, {
        width,
        axis: label,
        format,
        power: plan.power / 100,
        marks: [{at: size, name: `planned: ${sizeText(plan, size)}`}, ...(found ? [found] : [])]
      }),
    empty: "Too few units for any test: more days, or more units a day, are needed.",
    table: powerTable(bySize, label, format)
  });
}

/** How long the planned difference takes. */
export function DaysFigure(plan: Plan, view: Found): HTMLElement {
  if ("problem" in view || view.days === null)
    return Figure({
      title: "Power by duration",
      chart: () => null,
      empty: "problem" in view ? nothing : "Nobody enters, so no number of days is enough."
    });
  const {byDays, days, within, size} = view;
  const format = (at: number) => typed(Number(at.toPrecision(3)));
  const label = `Days, at ${typed(plan.perDay)} ${plan.unit}s a day`;
  return Figure({
    title: `${asked(plan)} takes ${plural(days, "day")}; ${plural(plan.days, "day")} give ${within.power === null ? "none" : rate(within.power, 0)}`,
    subtitle: `Probability of ${isMargin(plan) ? `showing a margin of ${sizeText(plan, size)}` : `finding ${sizeText(plan, size)}`} by the days in which units enter`,
    chart: (width) =>
      PowerChart(byDays, {
        width,
        axis: label,
        format,
        power: plan.power / 100,
        marks: [
          {at: days, name: `needed: ${plural(days, "day")}`},
          ...(days === plan.days ? [] : [{at: plan.days, name: `available: ${plural(plan.days, "day")}`}])
        ]
      }),
    note:
      !isMargin(plan) && plan.looks > 1
        ? `Each point is a test planned for so many days and looked at ${plan.looks} times on the way.`
        : null,
    table: powerTable(byDays, label, format)
  });
}

function CopyCard(title: string, body: HTMLElement, text: string, note?: HTMLElement): HTMLElement {
  const said = html`<span role="status"></span>`;
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      said.textContent = "copied";
    } catch {
      getSelection()?.selectAllChildren(body);
      said.textContent = "selected: press the keys that copy";
    }
  };
  return html`<section class="card paste">
    <h2>${title}</h2>
    ${body} ${note}
    <p><button type="button" aria-label=${`copy: ${title}`} onclick=${copy}>copy</button> ${said}</p>
  </section>`;
}

/** The plan in words and in lines of the registry, to copy. */
export function PlannerText(plan: Plan, view: Found): HTMLElement {
  if ("problem" in view) return html`<div></div>`;
  const sentence = plannerSentence(plan, view);
  const yaml = plannerYaml(plan, view);
  return html`<div class="grid halves">
    ${CopyCard("In words", html`<p class="copy">${sentence}</p>`, sentence)}
    ${CopyCard(
      "For the register of tests",
      html`<pre tabindex="0" aria-label="Lines of the register"><code>${yaml}</code></pre>`,
      yaml,
      html`<p class="quiet">
        Under the test's name in <code>data/playbook/experiments.yaml</code>. The end is yours to fill in.
      </p>`
    )}
  </div>`;
}
