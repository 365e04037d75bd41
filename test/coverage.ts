import {writeFileSync} from "node:fs";
import {type Coverage, type Interval, coverMarts, coverageOf} from "./simulation/coverMarts.js";
import {coverTails} from "./simulation/coverTails.js";
import type {World} from "./simulation/simulateCompanies.js";

/** A company of ordinary size: some 360 accounts pay a year before the end. */
const ordinary: World = {
  companies: 100,
  accounts: 500,
  sigma: 1,
  months: 16,
  churn: [0.03, 0.02, 0.01],
  upgrade: 0.02,
  discount: 0.01,
  trials: 150,
  conversion: 0.3,
  usage: false,
  seed: 1
};

const names: Record<string, string> = {
  nrr: "Net revenue retention, 12 months",
  grr: "Gross revenue retention, 12 months",
  upgrade_hazard: "Upgrade hazard, 12 months",
  trial_conversion_year: "Trial conversion, 12 cohorts",
  survival_1: "Not left by month 12, lowest tier (Kaplan–Meier)",
  survival_2: "Not left by month 12, middle tier (Kaplan–Meier)",
  survival_3: "Not left by month 12, highest tier (Kaplan–Meier)"
};

const batches = 20;
const intervals: Interval[] = [];
for (let batch = 1; batch <= batches; ++batch) {
  intervals.push(...(await coverMarts({...ordinary, seed: batch})));
  process.stderr.write(`${batch * ordinary.companies} companies\n`);
}

const tails = [1, 1.5, 2].flatMap((sigma) =>
  [30, 100, 300, 1000].map((accounts) => {
    const world = {...ordinary, companies: 2000, accounts, sigma, seed: accounts + 10 * sigma};
    const found = coverTails(world, {draws: 400});
    process.stderr.write(`${accounts} accounts, sigma ${sigma}\n`);
    return {accounts, sigma, ...found};
  })
);

writeFileSync("docs/coverage.md", report());

function percent(share: number, digits = 1): string {
  return (100 * share).toFixed(digits);
}

function row(c: Coverage): string {
  const cells = [
    names[c.id] ?? c.id,
    c.companies.toLocaleString("en-US"),
    Math.round(c.n).toLocaleString("en-US"),
    `${percent(c.covered)} ± ${percent(c.error)}`,
    percent(c.below),
    percent(c.above),
    c.bias.toFixed(1),
    c.width.toFixed(2)
  ];
  return `| ${cells.join(" | ")} |`;
}

function tailRow({accounts, sigma, intervals, bootstrapped, marked}: (typeof tails)[number]): string {
  const [linear, boot] = [coverageOf(intervals)[0]!, coverageOf(bootstrapped)[0]!];
  const unmarked = coverageOf(intervals.filter((_, i) => !marked[i]))[0];
  const cells = [
    String(sigma),
    accounts.toLocaleString("en-US"),
    `${percent(linear.covered)} ± ${percent(linear.error)}`,
    `${percent(boot.covered)} ± ${percent(boot.error)}`,
    `${percent(marked.filter(Boolean).length / marked.length, 0)} %`,
    unmarked && unmarked.companies >= 100 ? `${percent(unmarked.covered)} ± ${percent(unmarked.error)}` : "n/a"
  ];
  return `| ${cells.join(" | ")} |`;
}

function report(): string {
  return `# Do the intervals hold what they promise?

Written by \`npm run coverage\`. Companies are simulated from known rates, so what each interval should hold is known without
error. A 95 % interval should hold it in 95 of 100 companies. The ± is one standard error of the simulation itself.

## ${(batches * ordinary.companies).toLocaleString("en-US")} companies through the whole of the marts

Each company has ${ordinary.accounts} accounts over ${ordinary.months} months, lognormal prices with σ = ${ordinary.sigma}, three tiers that leave at
${ordinary.churn.map((rate) => percent(rate, 0)).join(", ")} % a month, and ${ordinary.trials} trials. Contract rows go in; the intervals are those the product prints.

| measure | companies | n, mean | held the truth, % | interval below it, % | above it, % | bias, in standard errors | width, 1 is right |
| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
${coverageOf(intervals).map(row).join("\n")}

## Fewer accounts, heavier tails

Net revenue retention by the same functions, without the marts. σ is the standard deviation of the logarithm of price: at 2, the
largest of 300 accounts often pays a tenth of everything. The pages mark a rate in grey where fewer than 30 accounts are behind it or one
of them holds more than 20 % of the revenue.

| σ | accounts | linearised, held the truth, % | account bootstrap, % | marked in grey | linearised where not marked, % |
| ---: | ---: | ---: | ---: | ---: | ---: |
${tails.map(tailRow).join("\n")}
`;
}
