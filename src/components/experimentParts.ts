import {html} from "htl";
import type {ExperimentRead} from "../verdict/analyse.js";
import type {Comparison, Decision} from "../verdict/comparison.js";
import {type Rule, ruleOf} from "../verdict/ruleOf.js";
import {Verdict} from "./effectTable.js";
import {armName, unitOf} from "./experiment.js";
import {
  count,
  formatDifference,
  formatDifferenceInterval,
  list,
  plural,
  pValue,
  rate,
  ratio,
  sentenceCase
} from "./format.js";

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
            ${plural(arm.units, unit)}, ${all ? rate(arm.units / all, 1) : "n/a"} of all;
            ${arm.planned === null ? "not planned" : `${rate(arm.planned, 1)} planned`}${arm.tags.length ? ` · ${arm.tags.map((tag) => tag.replaceAll("_", " ")).join(", ")}` : null}
          </p>
        </section>`
    )}
  </div>`;
}

/** Whether the arms are as large as planned; if not, nothing else on the page can be trusted. */
export function SplitCheck({srm, unit, arms, part}: ExperimentRead): HTMLElement {
  const counts = (part ? "In the whole test " : "") + list(arms.map((arm) => `${count(arm.units)} ${arm.name}`));
  const test = srm.p === null ? "too few to test" : `χ² ${ratio(srm.chi2)}, ${srm.df} df, p ${pValue(srm.p)}`;
  if (arms.every(({planned}) => planned === null))
    return html`<section class="card notice">
      <h2><span class="warn" aria-hidden="true">⚠</span> No split was planned</h2>
      <p>${counts} ${unit}s. Whether the arms are as large as they should be cannot be tested.</p>
    </section>`;
  return srm.flag
    ? html`<section class="card notice">
        <h2 class="bad">Invalid: the split is broken</h2>
        <p>
          ${counts} ${unit}s, where the plan says otherwise: chance alone would hardly ever give that (${test}).
          Something decided who saw which message, so the arms are not comparable. Find the cause, mend it, and run the
          test again. The differences below are shown greyed and are not effects.
        </p>
      </section>`
    : html`<section class="card notice">
        <h2><span class="good" aria-hidden="true">✓</span> The split is as planned</h2>
        <p>${counts} ${unit}s (${test}).</p>
      </section>`;
}

/** What a reader must know before the numbers, the worst first. */
export function Findings({findings}: ExperimentRead): HTMLElement | null {
  if (findings.length === 0) return null;
  const order = ["bad", "warn", "good"];
  const signs = {bad: "✕", warn: "⚠", good: "✓"};
  const sorted = [...findings].sort((a, b) => order.indexOf(a.state) - order.indexOf(b.state));
  return html`<ul class="changes">
    ${sorted.map(
      ({state, text}) =>
        html`<li>
          <span><span class=${state} aria-hidden="true">${signs[state]}</span> ${text}</span>
        </li>`
    )}
  </ul>`;
}

const names: Record<Decision, string> = {
  ship: "Ship",
  keep: "Keep control",
  extend: "Extend",
  stop: "Stop",
  invalid: "Invalid"
};

const guard: Partial<Record<Decision, string>> = {
  ship: "holds",
  stop: "harmed",
  extend: "not settled",
  invalid: "invalid"
};

/** Why each comparison was decided as it was. */
export function Reasons(read: ExperimentRead, currency: string): HTMLElement {
  const verdict = (c: Comparison) => {
    if (read.part) return html`<span class="quiet">part of the test, no verdict</span>`;
    if (c.role === "exploratory") return html`<span class="quiet">exploratory</span>`;
    return Verdict(c.decision, (c.role === "guardrail" ? guard[c.decision] : null) ?? names[c.decision]);
  };
  return html`<ul class="changes">
    ${read.comparisons.map(
      (c) =>
        html`<li>
          <strong
            >${c.metricName}${c.role === "guardrail" ? " (guardrail)" : ""}, ${armName(read, c.variant)}:
            ${verdict(c)}</strong
          >
          <span>${factsOf(read, c, currency).join(" ")}</span>
        </li>`
    )}
  </ul>`;
}

const rules: Record<Rule | "none", string | null> = {
  "group-sequential": "Rule: group-sequential, read at its planned looks.",
  "fixed horizon": "Rule: fixed horizon, read once at its end.",
  "confidence sequence": "Rule: confidence sequence, read at any time.",
  none: null
};

function factsOf(read: ExperimentRead, c: Comparison, currency: string): string[] {
  const unit = unitOf(c);
  const difference = (value: number) => formatDifference(value, unit, currency);
  const also = ({method, difference: other, lower, upper}: Comparison["alternatives"][number]) =>
    `For comparison, ${method}: ${formatDifference(other, unit, currency)} (${formatDifferenceInterval(lower, upper, unit, currency) ?? "no interval"}).`;
  const found = [
    ...c.reasons,
    ...c.warnings.map(sentenceOf),
    c.shrunken === null || c.difference === null
      ? null
      : `Drawn towards none as winners should be: ${difference(c.shrunken)} for ${difference(c.difference)}.`,
    c.sequential?.adjusted == null || c.role !== "primary"
      ? null
      : `Allowing for the chance to stop early: ${difference(c.sequential.adjusted.estimate)} (${formatDifferenceInterval(c.sequential.adjusted.lower, c.sequential.adjusted.upper, unit, currency)}).`,
    c.bayes && c.role === "primary" && c.decision !== "invalid"
      ? `Chance to be better ${chanceText(c.bayes.chance)}; choosing it would lose ${difference(c.bayes.loss).replace("+", "")} on average. Looking often makes these too sure as well.`
      : null,
    c.liftReason && c.reason === null ? sentenceOf(c.liftReason) : null,
    c.windowHours ? `Counted within ${windowText(c.windowHours)} of the first exposure.` : null,
    c.margin === null ? null : `Margin ${difference(c.margin).replace("+", "")}.`,
    c.pPermuted === null ? null : `With the accounts dealt anew p is ${pValue(c.pPermuted)}.`,
    c.method && `Method: ${c.method}.`,
    rules[ruleOf(read, c) ?? "none"],
    ...(c.role === "primary" ? c.alternatives.map(also) : [])
  ];
  return found.filter((text): text is string => Boolean(text));
}

function windowText(hours: number): string {
  return hours % 24 === 0 ? plural(hours / 24, "day") : plural(hours, "hour");
}

/** No chance is certain, however it is rounded. */
function chanceText(chance: number): string {
  if (chance > 0.999) return "over 99.9%";
  return chance < 0.001 ? "under 0.1%" : rate(chance, 1);
}

function sentenceOf(text: string): string {
  return `${sentenceCase(text)}.`;
}
