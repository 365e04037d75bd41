// @vitest-environment happy-dom
import {describe, expect, it} from "vitest";
import type {Context} from "../../src/components/context.js";
import {ArmsFigure, ClaimsFigure, TemplatesFigure, clarityTitle} from "../../src/components/copyFigures.js";
import {HeatChart} from "../../src/components/heatChart.js";
import {CadenceFigure, FatigueFigure, FunnelFigure, LagFigure} from "../../src/components/messageFigures.js";
import {
  cadenceTitle,
  cadenceValue,
  duration,
  funnelRows,
  hazardRows,
  hazardTitle,
  lagTitle,
  messagesClaim,
  oddsText
} from "../../src/components/messagesView.js";
import type {CadenceCell, CopyLint, Funnel, Hazard, MessagesResult} from "../../src/results/messages.js";
import {expectGolden} from "./golden.js";

const none: MessagesResult = {
  ...{registered: false, stages: [], messages: 0, accounts: 0, first: null, cadence: [], windowDays: 30, funnels: []},
  ...{lagDays: 30, lags: [], hazards: [], templates: [], arms: [], claims: []},
  recent: {value: null, lower: null, upper: null, n: 0, from: null, opened: null, sent: 0}
};
const context = {site: {currency: "USD", minCell: 5, missing: []}, queries: {}} as unknown as Context;
const cell = (stage: string, week: string, accounts: number | null, sent: number | null): CadenceCell => ({
  ...{stage, week, accounts, sent},
  perAccount: accounts && sent ? sent / accounts : null,
  ...(sent === null ? {delivered: null, opened: null, clicked: null} : {delivered: sent, opened: sent / 2, clicked: 0})
});
const stages = [
  {id: "trial", name: "Trial"},
  {id: "use", name: "In use"}
];
const cadence = [
  cell("trial", "2026-10-05", 10, 14),
  cell("use", "2026-10-05", 20, 22),
  cell("trial", "2026-10-12", null, null),
  cell("use", "2026-10-12", 20, 24)
];
const lint: CopyLint = {
  ...{sentences: 1, words: 5, syllables: 6, readingEase: 100, grade: 0.5, wordsPerSentence: 5, longWordShare: 0},
  ...{asks: 1, you: 1, we: 0, youToWe: null, jargon: [], seconds: 1.3, band: "easy", isUnstable: true}
};
const odds = (ratio: number, p: number) => ({ratio, lower: ratio - 0.2, upper: ratio + 0.2, p});
const hazard = (days: number, more: Partial<Hazard> = {}): Hazard => ({
  ...{outcome: "unsubscribed", days, accounts: 50, fortnights: 300, events: 6, odds: odds(1.42, 0.001)},
  bins: [
    {from: 0, to: 0, accounts: 50, fortnights: 200, events: 2, share: {value: 0.01, lower: 0.002, upper: 0.04, n: 50}},
    {from: 1, to: 2, accounts: 30, fortnights: 80, events: 2, share: {value: 0.025, lower: 0.01, upper: 0.08, n: 30}},
    {from: 3, to: null, accounts: 9, fortnights: 20, events: 2, share: {value: 0.1, lower: 0.03, upper: 0.3, n: 9}}
  ],
  ...more
});

describe("the page's claim", () => {
  it("says how many messages, or that there are none", () => {
    const recent = {value: 2.23, lower: 2.08, upper: 2.37, n: 414, from: "2026-10-04", sent: 921};
    const opened = {value: 0.365, lower: 0.33, upper: 0.4, n: 414};
    expect(messagesClaim({...none, messages: 9, recent: {...recent, opened}})).toEqual({
      before: "In the last 4 weeks, an account that was sent anything was sent ",
      ...{value: "2.2 messages", interval: "2.1 to 2.4", after: ", and 37% of them were opened"}
    });
    expect(messagesClaim(none).before).toBe("No message has been sent yet");
    expect(messagesClaim({...none, messages: 3}).before).toMatch(/^Too few accounts/);
  });
});

describe("cadence", () => {
  it("names the densest stage by messages per account and week", () => {
    // Trial 14 of 10 in the one week that is shown; in use 46 of 40.
    expect(cadenceTitle({cadence, stages})).toBe("Trial is the densest stage: 1.40 messages in a week with any");
    expect(cadenceTitle(none)).toBe("No week has enough accounts to show");
  });

  it("takes shares of messages sent", () => {
    expect(cadenceValue(cadence[0]!, "opened")).toBe(0.5);
    expect(cadenceValue(cadence[2]!, "opened")).toBeNull();
    expect(cadenceValue(cadence[0]!, "perAccount")).toBe(1.4);
  });

  it("draws the newest weeks that fit, and hatches what is too small", async () => {
    const cells = cadence.map((one) => ({row: one.stage, column: one.week, value: one.perAccount}));
    const options = {
      rows: stages,
      format: (value: number) => value.toFixed(1),
      columnName: (week: string) => week.slice(5)
    };
    await expectGolden(HeatChart(cells, {...options, width: 360, label: "Messages"}), "heat-chart");
    const narrow = HeatChart(cells, {...options, width: 120})!.textContent;
    expect(narrow).toContain("10-12");
    expect(narrow).not.toContain("10-05");
    expect(HeatChart([], options)).toBeNull();
  });
});

describe("funnel", () => {
  const step = (id: Funnel["steps"][number]["id"], count: number) => {
    return {id, count, share: {value: count / 40, lower: 0, upper: 1, n: 40}};
  };
  const funnel: Funnel = {
    ...{stage: "trial", accounts: 40, waiting: 2},
    steps: [step("delivered", 40), step("opened", 20), step("clicked", 0), step("trying", 0), step("paid", 8)]
  };

  it("keeps the steps of the mail, and of what came after only what came to anybody", () => {
    expect(funnelRows(funnel).map(({name, n, value}) => [name, n, value])).toEqual([
      ["Delivered", 40, 1],
      ["Opened", 20, 0.5],
      ["Clicked", 0, 0],
      ["Trial paid for", 8, 0.2]
    ]);
    const text = FunnelFigure(funnel, {...none, stages}, context).textContent;
    expect(text).toContain("Trial: 50% of accounts opened a mail, 0% clicked");
    expect(text).toContain("2 accounts inside the 30 days are left out");
  });
});

describe("fatigue", () => {
  it("says more only where both looks back are clear, counting all that are shown", () => {
    const both = [hazard(14), hazard(30)];
    expect(hazardTitle(both, "unsubscribed", 4)).toBe("Accounts that had been sent more unsubscribed more often");
    const less = both.map((one) => ({...one, odds: odds(0.8, 0.001)}));
    expect(hazardTitle(less, "ticket", 4)).toBe("Accounts that had been sent more opened tickets less often");
    const unclear = "No clear pattern between messages sent and unsubscribing";
    expect(hazardTitle([hazard(14), hazard(30, {odds: odds(1.4, 0.02)})], "unsubscribed", 4)).toBe(unclear);
    expect(hazardTitle([hazard(14), hazard(30, {odds: odds(0.8, 0.001)})], "unsubscribed", 4)).toBe(unclear);
    expect(hazardTitle([], "muted", 0)).toBe("Nothing can be said of messages and muting yet");
  });

  it("shows the groups of both looks back, with fortnights, and says it is observed", () => {
    expect(hazardRows([hazard(14)]).map(({name, group, n}) => `${group} ${name} ${n}`)).toEqual([
      "Sent in the 14 days before 0 200",
      "Sent in the 14 days before 1 to 2 80",
      "Sent in the 14 days before 3 or more 20"
    ]);
    expect(oddsText([hazard(14), hazard(30, {odds: null})])).toBe("1.42 times (1.22 to 1.62) for 14 days");
    const text = FatigueFigure({hazards: [hazard(14)]}, "unsubscribed", context).textContent;
    expect(text).toContain("Observed, not an effect.");
  });
});

describe("lag", () => {
  it.each([
    [1 / 12, "5 minutes"],
    [1, "1 hour"],
    [30.26, "30 hours"],
    [180, "7.5 days"],
    [null, "n/a"]
  ])("%s hours are %s", (hours, text) => {
    expect(duration(hours)).toBe(text);
  });

  it("names the slowest stage", () => {
    const lag = {
      trigger: "a trial begins",
      triggers: 10,
      answered: {value: 1, lower: null, upper: null, n: 10},
      messages: 9
    };
    const hours = (median: number) => ({first: 1, median, third: 99});
    const lags = [
      {...lag, stage: "trial", hours: hours(2)},
      {...lag, stage: "use", hours: hours(72)}
    ];
    expect(lagTitle(lags, (id) => id)).toBe(
      "use: half of the messages that answer a trigger come 3 days or more after it"
    );
    expect(lagTitle([], String)).toBe("No message can be told from its trigger yet");
  });
});

describe("copy", () => {
  it("counts what is hard and what has jargon", () => {
    const hard: CopyLint = {...lint, band: "hard", jargon: ["synergy"]};
    expect(clarityTitle([lint, hard, null], "template")).toBe("1 of 2 templates is hard to read, 1 uses jargon");
    expect(clarityTitle([lint, lint], "arm")).toBe("None of 2 arms is hard to read");
    expect(clarityTitle([null], "template")).toBe("No copy of templates is known yet");
  });

  it("shows a lint as a band beside results, and calls short copy unstable", () => {
    const share = {value: 0.25, lower: 0.2, upper: 0.3, n: 40};
    const template = {
      id: "a",
      name: "Welcome",
      stage: "trial",
      tags: ["outcome_led"],
      copy: "Go.",
      lint,
      accounts: 40,
      sent: 80
    };
    const result = {...none, stages, registered: true, templates: [{...template, opened: share, clicked: null}]};
    const text = TemplatesFigure(result, context).textContent;
    expect(text).toMatch(/easy\s100/);
    expect(text).toContain("25.0% (20.0 to 30.0%)");
    expect(text).toContain("A lint, not a cause");
    expect(text).toContain("All are under 100 words: unstable");
  });

  it("lists what to do about a claim", () => {
    const claim = {
      template: "Peers",
      text: "Most stay.",
      source: null,
      asOf: "2026-04-30",
      expires: null,
      n: 20,
      measure: null
    };
    const warnings = [{problem: "has no source", remedy: "name it"}];
    const text = ClaimsFigure({
      ...none,
      claims: [
        {...claim, warnings},
        {...claim, warnings: []}
      ]
    }).textContent;
    expect(text).toContain("1 of 2 claims about other customers needs a look");
    expect(text).toContain("⚠ It has no source: name it.");
    expect(text).toContain("✓ nothing");
  });
});

it("says what would fill each figure where there is nothing", () => {
  const nodes = [CadenceFigure(none, "opened", context), LagFigure(none, context), TemplatesFigure(none, context)];
  const figures = [...nodes, ClaimsFigure(none), ArmsFigure(none, context), FatigueFigure(none, "ticket", context)];
  for (const figure of figures) expect(figure.textContent).not.toMatch(/undefined|NaN/);
  expect(figures.every((figure) => figure.querySelector("h2")!.textContent!.length > 10)).toBe(true);
});
