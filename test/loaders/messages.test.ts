import {describe, expect, it} from "vitest";
import type {Tested} from "../../loaders/results/messageCopy.js";
import {messagesPage} from "../../loaders/results/messages.js";
import type {Measure} from "../../src/definitions.js";
import {wilson} from "../../src/stats/index.js";
import {type Rows, span, warehouse} from "./company.js";
import {mail, messageRegister} from "./messageRows.js";
import {event, pays, trial} from "./trialRows.js";

const asOf = "2025-03-31";
const playbook = `stages:
  trial: {trigger: {on: trial_start}}
  near_limit: {trigger: {on: limit, at: 0.8}}
  asked: {trigger: {on: event, event: asked}}
templates: {welcome: {copy: Hello.}}`;
const open = (rows: Rows) => warehouse(rows, {asOf, messages: messageRegister(playbook)});
const page = async (rows: Rows, tests: Tested[] = []) =>
  messagesPage(await open(rows), tests, () => ({period: "2025-03"}) as Measure);

describe("sent_messages", () => {
  it("takes what was clicked as opened and what was opened as delivered, and nothing after the as-of date", async () => {
    const {engine} = await open({
      messages: [
        mail("a", "2025-03-03 08:00", "trial", {clicked_at: "2025-03-03 09:00"}),
        mail("b", "2025-03-09 23:00", "trial", {delivered_at: "2025-04-01 00:00"}),
        mail("c", "2025-04-01 00:00", "trial")
      ]
    });
    const rows = await engine.rows(
      "select account_id, cast(week as varchar) as week, is_delivered, is_opened, is_clicked from sent_messages order by 1"
    );
    expect(rows).toEqual([
      {account_id: "a", week: "2025-03-03", is_delivered: 1, is_opened: 1, is_clicked: 1},
      {account_id: "b", week: "2025-03-03", is_delivered: 0, is_opened: 0, is_clicked: 0}
    ]);
  });
});

describe("message_funnel", () => {
  it("counts an account once, from its first e-mail on and within 30 days", async () => {
    const plans = ["Starter", "Team"].map((family, i) => ({plan_id: family, family, tier_rank: i + 1}));
    const rises = (id: string) => [
      span(id, "2025-01-05", "2025-02-10", 1000, {plan_id: "Starter", subscription_id: id}),
      span(id, "2025-02-10", null, 2000, {plan_id: "Team", subscription_id: id})
    ];
    const {engine} = await open({
      plans,
      subscription_periods: [...rises("up"), ...rises("late")],
      trials: [trial("tries", "2025-02-01 10:00"), trial("again", "2025-02-05 10:00")],
      payments: [pays("tries", "2025-02-20")],
      messages: [
        mail("tries", "2025-02-02 10:00", "trial", {clicked_at: "2025-02-03 10:00"}),
        mail("tries", "2025-02-20 10:00", "trial"),
        // Opened after the 30 days.
        mail("again", "2025-02-02 10:00", "trial", {opened_at: "2025-03-05 10:00"}),
        mail("up", "2025-02-01 10:00", "active", {delivered_at: "2025-02-01 10:01"}),
        mail("up", "2025-02-01 10:00", "active", {channel: "in_app", clicked_at: "2025-02-01 11:00"}),
        mail("late", "2025-02-11 10:00", "active"),
        mail("young", "2025-03-20 10:00", "active")
      ]
    });
    const rows = await engine.rows(`select account_id as id, is_over as "over", is_delivered as d, is_opened as o,
      is_clicked as c, is_trying as t, is_paid as p, is_upgraded as u from message_funnel order by stage, 1`);
    expect(rows.map((row) => Object.values(row).join(" "))).toEqual([
      "late 1 0 0 0 0 0 0",
      "up 1 1 0 0 0 0 1",
      "young 0 0 0 0 0 0 0",
      "again 1 0 0 0 1 0 0",
      "tries 1 1 1 1 0 1 0"
    ]);
  });
});

describe("message_fortnights", () => {
  it("follows an account from its first message until it unsubscribes or leaves", async () => {
    const {engine} = await open({
      subscription_periods: [span("a", "2025-01-01", null, 100), span("c", "2025-01-01", "2025-02-20", 100)],
      // Without an end, a trial runs for its window of 45 days.
      trials: [trial("b", "2025-02-01", {ends_at: "2025-02-15"}), trial("d", "2025-01-15")],
      messages: [
        mail("d", "2025-02-25", "x"),
        mail("a", "2025-01-10", "x"),
        mail("a", "2025-03-10", "x"),
        mail("a", "2025-03-17", "x", {unsubscribed_at: "2025-03-20"}),
        mail("b", "2025-02-02", "x"),
        mail("c", "2025-01-10", "x")
      ],
      events: [event("a", "2025-03-05", "mute"), event("c", "2025-02-04", "unsubscribe")],
      tickets: [{ticket_id: "t", account_id: "a", opened_at: "2025-02-10"}]
    });
    const rows = await engine.rows(`select account_id as id, strftime(starts_at, '%m-%d') as "from", is_paying as pays,
      sends_14, sends_30, unsubscribed as u, muted as m, ticket as t from message_fortnights order by 1, starts_at`);
    // Fortnights end on 1 April: they begin on 21 January, 4 and 18 February, 4 and 18 March.
    expect(rows.map((row) => Object.values(row).join(" "))).toEqual([
      "a 01-21 1 1 1 0 0 0",
      "a 02-04 1 0 1 0 0 1",
      "a 02-18 1 0 0 0 0 0",
      "a 03-04 1 0 0 0 1 0",
      "a 03-18 1 2 2 1 0 0",
      "b 02-04 0 1 1 0 0 0",
      "c 01-21 1 1 1 0 0 0",
      "c 02-04 1 0 1 1 0 0"
    ]);
  });
});

describe("message_lags", () => {
  it("runs from each trigger to the first message of its stage before the next", async () => {
    const {engine} = await open({
      plans: [{plan_id: "s", family: "Starter", tier_rank: 1}],
      entitlements: [{plan_id: "s", feature: "calls", limit_quantity: 100, limit_period: "month"}],
      subscription_periods: ["u", "v"].map((id) => span(id, "2025-01-01", null, 100, {plan_id: "s"})),
      usage: [
        {account_id: "u", day: "2025-01-10", feature: "calls", quantity: 50},
        {account_id: "u", day: "2025-01-12", feature: "calls", quantity: 30},
        {account_id: "u", day: "2025-01-20", feature: "calls", quantity: 30},
        {account_id: "v", day: "2025-01-20", feature: "calls", quantity: 80},
        {account_id: "v", day: "2025-02-20", feature: "calls", quantity: 79}
      ],
      trials: [trial("b", "2025-02-01 10:00"), trial("old", "2025-01-01 10:00"), trial("young", "2025-03-25")],
      events: [event("e", "2025-01-06", "asked"), event("e", "2025-01-08", "asked"), event("e", "2025-01-08", "other")],
      messages: [
        // Since when there have been messages of a stage at all: "old" began before there were any.
        ...["near_limit", "asked"].map((stage) => mail("w", "2025-01-05", stage)),
        mail("w", "2025-01-20", "trial"),
        ...[mail("u", "2025-01-13 06:00", "near_limit"), mail("u", "2025-01-14", "near_limit")],
        mail("e", "2025-01-09", "asked"),
        mail("b", "2025-02-02 10:00", "trial")
      ]
    });
    const rows = await engine.rows<{stage: string; account_id: string; hours: number | null}>(
      "select stage, account_id, hours from message_lags order by stage, account_id, triggered_at"
    );
    expect(rows.map(({stage, account_id, hours}) => [stage, account_id, hours])).toEqual([
      ["asked", "e", null],
      ["asked", "e", 24],
      ["near_limit", "u", 30],
      ["near_limit", "v", null],
      ["trial", "b", 24]
    ]);
  });
});

describe("messagesPage", () => {
  const six = ["a", "b", "c", "d", "e", "f"];
  const messages = [
    ...six.map((id, i) => mail(id, "2025-03-11 08:00", "trial", i < 3 ? {opened_at: "2025-03-11 09:00"} : {})),
    mail("f", "2025-03-12 08:00", "trial"),
    ...six.slice(0, 4).map((id) => mail(id, "2025-03-11 08:00", "renewal")),
    // A week that is not over, and another that is.
    ...six.map((id) => mail(id, "2025-03-31 08:00", "trial")),
    ...six.map((id) => mail(id, "2025-01-15 08:00", "trial"))
  ];

  it("tells cadence of weeks that are over, and nothing of fewer than five accounts", async () => {
    const {cadence, stages, recent} = await page({messages});
    const none = {accounts: null, perAccount: null, sent: null, delivered: null, opened: null, clicked: null};
    const rest = {delivered: 0, opened: 0, clicked: 0};
    expect(cadence).toEqual([
      {stage: "renewal", week: "2025-03-10", ...none},
      {stage: "trial", week: "2025-01-13", accounts: 6, perAccount: 1, sent: 6, ...rest},
      {stage: "trial", week: "2025-03-10", accounts: 6, perAccount: 7 / 6, sent: 7, delivered: 3, opened: 3, clicked: 0}
    ]);
    expect(stages.map(({name}) => name)).toEqual(["Trial", "Near limit", "Asked", "Renewal"]);
    // From 4 March on: a to d three, e two, f three.
    expect(recent).toMatchObject({n: 6, sent: 17, from: "2025-03-04"});
    expect(recent.value).toBeCloseTo(17 / 6, 12);
  });

  it("has the funnel of accounts whose time is over, with Wilson intervals", async () => {
    const {funnels} = await page({messages});
    const [lower, upper] = wilson(0, 6)!;
    expect(funnels).toHaveLength(1);
    expect(funnels[0]).toMatchObject({stage: "trial", accounts: 6, waiting: 0});
    expect(funnels[0]!.steps[0]).toEqual({id: "delivered", count: 0, share: {value: 0, lower, upper, n: 6}});
  });

  it("sets the hazard of fortnights side by side by what was sent, and fits the odds", async () => {
    // Five fortnights from 21 January on. "e" leaves in that of 4 March, "a" and "f" in that of 18 March.
    const events = ["a 2025-03-20", "f 2025-03-21", "e 2025-03-05"].map((one) => {
      const [id, at] = one.split(" ") as [string, string];
      return event(id, at, "unsubscribe");
    });
    const subscription_periods = six.map((id) => span(id, "2025-01-01", null, 100));
    const {hazards} = await page({
      messages: messages.filter(({stage}) => stage === "trial"),
      events,
      subscription_periods
    });
    const [near, far] = hazards;
    expect(near).toMatchObject({outcome: "unsubscribed", days: 14, accounts: 6, fortnights: 29, events: 3});
    // 21 January: one send each, on the 15th. 18 March: one each but two to f, who is alone in that group.
    expect(near!.bins.map(({from, fortnights, events}) => [from, fortnights, events])).toEqual([
      [0, 18, 1],
      [1, 10, 1]
    ]);
    expect(near!.bins[1]!.share.value).toBeCloseTo(1 / 10, 12);
    expect(near!.odds!.ratio).toBeGreaterThan(1);
    expect(far).toMatchObject({days: 30, events: 3});
  });

  it("is empty, and does not fail, without messages or a register", async () => {
    const w = await warehouse({}, {asOf});
    const found = await messagesPage(w, [], () => ({period: "2025-03"}) as Measure);
    expect(found).toMatchObject({registered: false, messages: 0, accounts: 0, first: null, stages: [], cadence: []});
    expect(found).toMatchObject({funnels: [], lags: [], hazards: [], templates: [], arms: [], claims: []});
    expect(found.recent.value).toBeNull();
  });

  it("lists templates of the register and of the messages, and arms with their primary metric unless the split is broken", async () => {
    const comparison = {role: "primary", metricName: "Asked", kind: "conversion" as const, control: "c", variant: "v"};
    const values = {valueControl: 0.1, valueVariant: 0.2, nControl: 50, nVariant: 60};
    const arms = [
      {id: "c", name: "Control", copy: "See more."},
      {id: "v", name: "Variant", copy: null}
    ];
    const test = {slug: "t", name: "Test", srm: {flag: false}, arms, comparisons: [{...comparison, ...values}]};
    const found = await page({messages}, [test, {...test, srm: {flag: true}}]);
    expect(found.templates.map(({id, accounts, sent}) => [id, accounts, sent])).toEqual([
      ["trial-mail", 6, 19],
      ["renewal-mail", 4, null],
      ["welcome", 0, 0]
    ]);
    expect(found.templates[0]!.opened!.value).toBeCloseTo(3 / 19, 12);
    expect(found.templates[1]!.opened).toBeNull();
    expect(found.arms.map(({arm, metric, value, n}) => [arm, metric, value, n])).toEqual([
      ["Control", "Asked", 0.1, 50],
      ["Control", "Asked", null, 50]
    ]);
    expect(found.arms[0]!.lint.asks).toBe(1);
  });
});
