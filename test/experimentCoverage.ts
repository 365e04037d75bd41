import {writeFileSync} from "node:fs";
import {format, resolveConfig} from "prettier";
import {coverVerdict} from "./simulation/coverVerdict.js";
import {coverInference} from "./simulation/coverInference.js";
import {
  type Measured,
  coverEstimates,
  coverOverrun,
  coverSequential,
  coverSplit
} from "./simulation/coverSequential.js";

const runs = 20_000;
const fewer = 5000;
const path = "docs/experiments.md";

/** A measured share with or without bounds to lie in. */
type Row = Pick<Measured, "scenario" | "measured" | "se"> & {target: readonly [number, number] | null};

function timed(name: string, simulate: () => readonly Row[]): readonly Row[] {
  const start = performance.now();
  const rows = simulate();
  process.stderr.write(`${name}: ${((performance.now() - start) / 1000).toFixed(0)} s\n`);
  return rows;
}

const inference = timed("one look", () => coverInference({runs, seed: 20}));
const isLift = ({scenario}: Row) => /^(?:lift's interval|lies )/u.test(scenario);
const tables = {
  errors: inference.filter((row) => !isLift(row)),
  lifts: inference.filter(isLift),
  looks: timed("looks", () => coverSequential(runs, 1)),
  overrun: timed("overrun", () => coverOverrun(runs, 3)),
  verdict: timed("verdict", () => coverVerdict(runs, 5)),
  estimates: timed("estimates", () => coverEstimates(fewer, 4)),
  split: timed("split", () => coverSplit(runs, 2))
};
writeFileSync(path, await format(report(), {...(await resolveConfig(path)), filepath: path}));

function percent(share: number, digits = 2): string {
  return (100 * share).toFixed(digits);
}

function isOutside({measured, target}: Row): boolean {
  return target !== null && (measured < target[0] || measured > target[1]);
}

/** Held if the bounds are no further away than the simulation's own error at 95 %. */
function isHeld({measured, se, target}: Row): boolean {
  return target === null || (measured + 1.96 * se >= target[0] && measured - 1.96 * se <= target[1]);
}

function lines(rows: readonly Row[]): string {
  const cells = rows.map((row) => {
    const {scenario, measured, se, target} = row;
    const bounds = target ? `${percent(target[0], 1)} to ${percent(target[1], 1)}` : "to compare";
    const held = target === null ? "" : !isOutside(row) ? "yes" : isHeld(row) ? "within ±" : "no";
    return `| ${scenario} | ${percent(measured)} ± ${percent(1.96 * se)} | ${bounds} | ${held} |`;
  });
  return ["| scenario | measured, % | target, % | held |", "| --- | ---: | ---: | --- |", ...cells].join("\n");
}

function report(): string {
  const all = Object.values(tables).flat();
  const missed = all.filter((row) => !isHeld(row)).map(({scenario}) => scenario);
  const planned = all.filter(({target}) => target !== null).length;
  const close = all.filter((row) => isHeld(row) && isOutside(row)).length;
  const narrowly = close > 0 ? `, ${close} of them only within the simulation's own error` : "";
  return `# Do tests of messages keep their promises?

Written by \`npm run coverage:experiments\`. Tests are simulated from known rates, ${runs.toLocaleString("en-US")} a scenario
(${fewer.toLocaleString("en-US")} for the estimates after stopping), with fixed seeds and by the functions the pages use. The ± is the
simulation's own 95 % interval. Rows "to compare" show what the common shortcut does.

${missed.length === 0 ? `All ${planned} promises are held${narrowly}.` : `${planned - missed.length} of ${planned} promises are held${narrowly}. Not held: ${missed.join("; ")}.`}

## False alarms at 5 %, read once

Both arms are the same, so every difference that is told from chance is a false alarm. Accounts differ in size: nine users on average, a few
ten times that, and users of an account share a fifth of the variance.

${lines(tables.errors)}

## The interval of the lift

A 95 % interval should hold the truth in 95 of 100 tests and miss it as often on either side.

${lines(tables.lifts)}

## Looking early

Two arms over 14 days, looked at every day. The last scenario has a true difference: its rows are shares of tests that find it.

${lines(tables.looks)}

The whole verdict, made anew every day from what is known by then, on two arms that are the same:

${lines(tables.verdict)}

A test that runs on past its planned size:

${lines(tables.overrun)}

## What is estimated after stopping early

Five looks, a true difference that a test of fixed size finds in about four of five cases.

${lines(tables.estimates)}

## Is the split as planned?

The split is right and is checked 100 times while units come in.

${lines(tables.split)}
`;
}
