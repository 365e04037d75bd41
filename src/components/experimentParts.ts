import {html} from "htl";
import type {ExperimentRead} from "../verdict/analyse.js";
import type {Comparison, Decision} from "../verdict/comparison.js";
import {Verdict} from "./effectTable.js";
import {armName} from "./experiment.js";
import {count, list, plural, pp, pValue, rate, ratio} from "./format.js";

/** What each arm said, and how many saw it. */
export function Arms({arms, unit}: ExperimentRead): HTMLElement {
  const all = arms.reduce((sum, arm) => sum + arm.units, 0);
  return html`<div class="grid tiles">
    ${arms.map(
      (arm) =>
        html`<section class="card">
          <h2 class="arm">${arm.name}</h2>
          ${arm.copy ? html`<blockquote class="copy">${arm.copy}</blockquote>` : null}
          <p class="quiet">
            ${plural(arm.units, unit)}, ${all ? rate(arm.units / all, 1) : "n/a"} of all; ${rate(arm.planned, 1)}
            planned
          </p>
        </section>`
    )}
  </div>`;
}

/** Whether the arms are as large as planned; if not, nothing else on the page can be trusted. */
export function SplitCheck({srm, unit, arms}: ExperimentRead): HTMLElement {
  const counts = list(arms.map((arm) => `${count(arm.units)} ${arm.name}`));
  const test = srm.p === null ? "too few to test" : `χ² ${ratio(srm.chi2)}, ${srm.df} df, p ${pValue(srm.p)}`;
  return srm.flag
    ? html`<section class="card notice">
        <h2 class="bad">Invalid: the split is broken</h2>
        <p>
          Chance alone would hardly ever give ${counts} ${unit}s where the plan says otherwise (${test}). Something
          decided who saw which message, so the arms are not comparable. Find the cause, mend it, and run the test
          again. The differences below are shown greyed and are not effects.
        </p>
      </section>`
    : html`<section class="card notice">
        <h2><span class="good" aria-hidden="true">✓</span> The split is as planned</h2>
        <p>${counts} ${unit}s (${test}).</p>
      </section>`;
}

/** Why each comparison was decided as it was. */
export function Reasons(experiment: ExperimentRead): HTMLElement {
  const guard: Partial<Record<Decision, string>> = {
    ship: "holds",
    stop: "harmed",
    extend: "not settled",
    invalid: "invalid"
  };
  const names: Record<Decision, string> = {
    ship: "Ship",
    keep: "Keep control",
    extend: "Extend",
    stop: "Stop",
    invalid: "Invalid"
  };
  const verdict = (c: Comparison) =>
    Verdict(c.decision, (c.role === "guardrail" ? guard[c.decision] : null) ?? names[c.decision]);
  const facts = (c: Comparison) => [
    ...c.reasons,
    c.windowHours ? `Counted within ${count(c.windowHours)} hours of the first exposure.` : null,
    c.margin === null ? null : `Margin ${c.kind === "mean" ? ratio(c.margin) : pp(c.margin).replace("+", "")}.`,
    c.method && `Method: ${c.method}.`
  ];
  return html`<ul class="changes">
    ${experiment.comparisons.map(
      (c) =>
        html`<li>
          <strong
            >${c.metricName}${c.role === "guardrail" ? " (guardrail)" : ""}, ${armName(experiment, c.variant)}:
            ${verdict(c)}</strong
          >
          <span>${facts(c).filter(Boolean).join(" ")}</span>
        </li>`
    )}
  </ul>`;
}
