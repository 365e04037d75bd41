import {count, list, plural, sentenceCase} from "./format.js";
import {isClustered, isMargin, isRate, type Plan, planChoices} from "./plannerPlan.js";
import type {PlannerView} from "./plannerView.js";
import type {Sentence} from "./sentences.js";

/** A number as it was typed: "0.25", "1,000", "−2". */
export function typed(value: number): string {
  return value.toLocaleString("en-US", {maximumSignificantDigits: 6, signDisplay: "negative"}).replace("-", "−");
}

/** The same with its sign. */
export function signed(value: number): string {
  return value > 0 ? `+${typed(value)}` : typed(value);
}

/** Three significant digits: "1.13", "0.0842". */
export function short(value: number): string {
  return typed(Number(value.toPrecision(3)));
}

/** A difference in the unit of the metric: "1.13 pp" or "3.2". */
export function sizeText(plan: Pick<Plan, "kind">, size: number, format = short): string {
  return isRate(plan) ? `${format(size * 100)} pp` : format(size);
}

function sharePercent(share: number): string {
  return `${short(share * 100)}%`;
}

/** What the test is to tell, after "to". */
function aim(plan: Plan): string {
  const what = isRate(plan) ? "rate" : "mean";
  const percent = isRate(plan) ? "%" : "";
  const base = isRate(plan) ? plan.rate : plan.mean;
  if (isMargin(plan))
    return `show that a ${what} of ${typed(base)}${percent} is not ${plan.better === "higher" ? "lower" : "higher"} by ${typed(plan.margin)}${isRate(plan) ? " pp" : ""}`;
  return `tell a ${what} of ${typed(base + plan.difference)}${percent} from ${typed(base)}${percent}`;
}

/** "16,316 users", or "820 accounts" where they are dealt whole. */
export function unitsText(plan: Plan, view: PlannerView): string {
  return view.accounts ? plural(view.accounts.all, "account") : plural(view.units.all, plan.unit);
}

export function plannerClaim(plan: Plan, view: PlannerView | {problem: string}): Sentence {
  if ("problem" in view) return {before: view.problem};
  const users = view.accounts ? ` with ${plural(view.units.all, "user")}` : "";
  const days =
    view.days === null
      ? "; nobody enters yet"
      : `: ${plural(view.days, "day")} at ${typed(plan.perDay)} ${plan.unit}s a day`;
  return {before: `To ${aim(plan)}, the test needs `, value: unitsText(plan, view), after: `${users}${days}`};
}

/** The plan in plain sentences, to be pasted where it is kept. */
export function plannerSentence(plan: Plan, view: PlannerView): string {
  return [arms(plan, view), finding(plan, view), sharing(plan, view), dealing(plan, view), looking(plan, view)]
    .filter((text) => text !== "")
    .map((text) => `${sentenceCase(text)}.`)
    .join(" ");
}

function arms(plan: Plan, {units, accounts, days}: PlannerView): string {
  const [dealt, unit] = accounts ? [accounts, "account"] : [units, plan.unit];
  const each =
    dealt.control === dealt.variant
      ? `${count(dealt.variant)} in each arm`
      : `${count(dealt.control)} in the control, ${count(dealt.variant)} in ${plan.variants === 1 ? "the variant" : "each variant"}`;
  const users = accounts ? `, with ${plural(units.all, "user")}` : "";
  const enter =
    days === null
      ? ""
      : ` At ${typed(plan.perDay)} ${plan.unit}s a day they have entered after ${plural(days, "day")}, and the result is read when the last of them has had the metric's window.`;
  return `we compare ${plural(plan.variants, "variant")} with the control on ${plural(dealt.all, unit)} (${each})${users}.${enter}`.replace(
    /\.$/,
    ""
  );
}

function finding(plan: Plan, {lift}: PlannerView): string {
  const sure = `with ${typed(plan.power)}% probability`;
  if (isMargin(plan))
    return `if nothing changes, the test shows ${sure} that the ${isRate(plan) ? `rate of ${typed(plan.rate)}%` : "mean"} has not ${plan.better === "higher" ? "fallen" : "risen"} by ${typed(plan.margin)}${isRate(plan) ? ` percentage point${plan.margin === 1 ? "" : "s"}` : ""} or more (one-sided, alpha ${typed(plan.alpha / 2)}%)`;
  const unit = isRate(plan) ? "%" : "";
  const base = isRate(plan) ? plan.rate : plan.mean;
  const change = lift === null ? "" : `, a lift of ${sharePercent(lift)}`;
  return `if the ${isRate(plan) ? "rate" : "mean"} truly goes from ${typed(base)}${unit} to ${typed(base + plan.difference)}${unit}${change}, the test finds it ${sure} (two-sided, alpha ${typed(plan.alpha)}%)`;
}

function sharing(plan: Plan, {alpha}: PlannerView): string {
  const comparisons = plan.variants * plan.metrics;
  if (comparisons === 1) return "";
  if (isMargin(plan)) return "a margin must hold for every variant and metric, so alpha is not split";
  const of = [plan.variants > 1 && `${plan.variants} variants`, plan.metrics > 1 && `${plan.metrics} primary metrics`];
  return `alpha is split evenly over ${list(of.filter((part) => part !== false))}: ${sharePercent(alpha)} each (Bonferroni)`;
}

function dealing(plan: Plan, {designEffect}: PlannerView): string {
  if (!isClustered(plan)) return "";
  return `whole accounts are dealt: with ${typed(plan.size)} users each on average (coefficient of variation ${typed(plan.cv)}) and an intraclass correlation of ${typed(plan.icc)}, it takes ${short(designEffect)} times as many users as if each were dealt alone`;
}

function looking(plan: Plan, {inflation}: PlannerView): string {
  if (isMargin(plan) || plan.looks === 1) return "";
  return `we look ${plan.looks} times, evenly spaced, and may stop early at ${planChoices.spending[plan.spending]} boundaries, which takes ${short((inflation - 1) * 100)}% more than a single look`;
}

/** Where the plan is weak, in sentences. */
export function plannerWarnings(plan: Plan, view: PlannerView): string[] {
  const least = view.accounts && Math.min(view.accounts.control, view.accounts.variant);
  const few = least !== null && least < 15;
  return [
    few &&
      `Only ${plural(least, "account")} in an arm: ${least < 5 ? "under 5 no result is given" : "under 15 one large account can decide the result"}.`,
    !view.accounts &&
      view.fewest !== null &&
      view.fewest < 10 &&
      "Fewer than 10 of the rarer outcome are expected in an arm: the exact test used then needs more units than shown.",
    view.days !== null &&
      view.days > 90 &&
      "More than 90 days: people leave, clear cookies and see other changes. A larger difference, or another metric, may be the better plan."
  ].filter((text) => text !== false);
}

/** The lines for data/playbook/experiments.yaml. */
export function plannerYaml(plan: Plan, {units, days, size}: PlannerView): string {
  const exact = (value: number) => String(Number(value.toPrecision(12)));
  const sampled = [`units: ${units.all}`];
  const wait = days === null ? "" : `: the start, ${plural(days, "day")} and the metric's window`;
  const margin = `margin: ${exact(size)}, better: ${plan.better}`;
  return [
    ...(plan.unit === "account" ? ["unit: account"] : isClustered(plan) ? ["unit: user", "randomised: account"] : []),
    ...(plan.control === 1 ? [] : [`# split: {${splitOf(plan, exact)}}`]),
    `alpha: ${exact(plan.alpha / 100)}`,
    ...(isMargin(plan) ? [`# in the guardrail: ${margin}`] : [`mde: ${exact(Math.abs(size))}`]),
    ...sampled,
    ...(isMargin(plan) || plan.looks === 1 ? [] : [`looks: ${plan.looks}`]),
    ...(isMargin(plan) || plan.looks === 1 || plan.spending === "obrien-fleming" ? [] : [`spending: ${plan.spending}`]),
    `# ends: YYYY-MM-DD${wait}`
  ]
    .map((line) => `    ${line}\n`)
    .join("");
}

/** Whole parts where they are whole, else shares that add up to 1. */
function splitOf({control, variants}: Plan, exact: (value: number) => string): string {
  const whole = Number.isInteger(control) ? 1 : 1 / (control + variants);
  const weights = Array.from({length: variants}, (_, i) => `variant_${i + 1}: ${exact(whole)}`);
  return [`control: ${exact(control * whole)}`, ...weights].join(", ");
}
