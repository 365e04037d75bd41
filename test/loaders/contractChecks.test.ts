import {expect, it} from "vitest";
import {readChecks} from "../../loaders/checks.js";
import {type Rows, span, warehouse} from "./company.js";

const held = [span("a", "2025-01-05", null, 10000)];
const broken = async (rows: Rows, name: string, settings = "") => {
  const {checks} = await warehouse({subscription_periods: held, ...rows}, {asOf: "2025-03-31", settings});
  const {severity, broken, tolerated, examples} = checks.find((check) => check.name === name)!;
  return {severity, broken, tolerated, first: examples[0]?.what};
};
const five = ["u1", "u2", "u3", "u4", "u5"];
const payment = (account_id: string, paid_at: string) => ({
  account_id,
  paid_at,
  amount: 1,
  currency: "USD",
  kind: "charge"
});

const rows = (n: number) => [...Array(n).keys()];
const tickets = (day: string, n: number) =>
  rows(n).map((i) => ({ticket_id: `${day} ${i}`, account_id: "a", opened_at: day}));
const use = (day: string, n: number) => rows(n).map(() => ({account_id: "a", day}));

it.each<[name: string, planted: Rows, good: Rows, count: number, first: string]>([
  [
    "dates_are_not_in_the_future",
    {payments: [payment("a", "2025-04-01"), payment("a", "2025-02-01")], usage: [{account_id: "a", day: "2025-04-01"}]},
    {payments: [payment("a", "2025-03-31 23:59:59")], usage: [{account_id: "a", day: "2025-03-31"}]},
    2,
    "payments"
  ],
  [
    // Fifteen rows in three months are five a month; with fewer, an empty month is no wonder.
    "months_are_without_gaps",
    {tickets: [...tickets("2025-01-31", 7), ...tickets("2025-03-01", 8)]},
    {tickets: [...tickets("2025-01-31", 7), ...tickets("2025-03-01", 7)]},
    1,
    "2025-02"
  ],
  [
    // Sixty rows in 19 days are 22 a week.
    "use_has_no_gaps",
    {usage: [...use("2025-02-01", 30), ...use("2025-02-09", 1), ...use("2025-02-19", 29)]},
    {usage: [...use("2025-02-01", 30), ...use("2025-02-08", 1), ...use("2025-02-15", 29)]},
    2,
    "2025-02-01"
  ],
  [
    "rows_belong_to_accounts",
    {
      tickets: [{ticket_id: "1", account_id: "b", opened_at: "2025-02-01"}],
      messages: [{message_id: "1", account_id: "b", sent_at: "2025-02-01"}]
    },
    {
      tickets: [
        {ticket_id: "1", account_id: "a", opened_at: "2025-02-01"},
        {ticket_id: "2", account_id: null, opened_at: "2025-02-01"}
      ]
    },
    1,
    "b"
  ],
  [
    "payments_follow_licences",
    {payments: [payment("a", "2024-12-01")]},
    {payments: [payment("a", "2024-12-20"), payment("a", "2025-01-20")]},
    1,
    "a"
  ],
  [
    "events_follow_exposure",
    {
      exposures: five.map((unit) => ({
        experiment_id: "x",
        variant_id: "a",
        unit_type: "user",
        unit_id: unit,
        exposed_at: "2025-02-10 12:00"
      })),
      events: five.map((unit) => ({user_id: unit, at: "2025-02-10 09:00", event: "asked"}))
    },
    {
      exposures: five.map((unit) => ({
        experiment_id: "x",
        variant_id: "a",
        unit_type: "user",
        unit_id: unit,
        exposed_at: "2025-02-10 12:00"
      })),
      events: five.map((unit) => ({user_id: unit, at: "2025-02-10 15:00", event: "asked"}))
    },
    1,
    "x"
  ],
  [
    "payments_are_in_licence_currency",
    {payments: [{...payment("a", "2025-02-01"), currency: "EUR"}]},
    {payments: [payment("a", "2025-02-01")]},
    1,
    "a"
  ],
  [
    "steps_are_in_order",
    {
      tickets: [
        {
          ticket_id: "1",
          account_id: "a",
          opened_at: "2025-02-02",
          first_reply_at: "2025-02-01",
          solved_at: "2025-02-03"
        }
      ]
    },
    {
      tickets: [
        {ticket_id: "1", account_id: "a", opened_at: "2025-02-02", first_reply_at: "2025-02-02", solved_at: null}
      ]
    },
    1,
    "ticket 1"
  ],
  [
    "trials_and_rights_name_known_plans",
    {plans: [{plan_id: "team"}], trials: [{trial_id: "t", account_id: "a", plan_id: "taem", started_at: "2025-01-01"}]},
    {plans: [{plan_id: "team"}], trials: [{trial_id: "t", account_id: "a", plan_id: "team", started_at: "2025-01-01"}]},
    1,
    "taem"
  ],
  [
    "trials_start_before_they_convert",
    {
      trials: [{trial_id: "t", account_id: "a", subscription_id: "sub-a", started_at: "2025-02-01"}],
      payments: [{...payment("a", "2025-01-20"), subscription_id: "sub-a"}]
    },
    {
      trials: [{trial_id: "t", account_id: "a", subscription_id: "sub-a", started_at: "2025-01-01"}],
      payments: [{...payment("a", "2025-01-20"), subscription_id: "sub-a"}]
    },
    1,
    "t"
  ],
  [
    "use_follows_first_licence",
    {
      usage: [
        {account_id: "a", day: "2025-01-04"},
        {account_id: "a", day: "2025-01-05"}
      ]
    },
    {usage: [{account_id: "a", day: "2025-01-05"}]},
    1,
    "a"
  ]
])("%s finds what is planted, and nothing else", async (name, planted, good, count, first) => {
  expect(await broken(planted, name)).toEqual({severity: "warn", broken: count, tolerated: 0, first});
  expect(await broken(good, name)).toEqual({severity: "warn", broken: 0, tolerated: 0, first: undefined});
});

it("a limit lets a few rows pass, and makes many fail", async () => {
  const early = {payments: [payment("a", "2024-10-01"), payment("a", "2024-11-01"), payment("a", "2024-11-02")]};
  const name = "payments_follow_licences";
  expect(await broken(early, name, `checks: {${name}: {warn: 4}}`)).toMatchObject({broken: 0, tolerated: 3});
  expect(await broken(early, name, `checks: {${name}: {warn: 3}}`)).toMatchObject({severity: "warn", broken: 3});
  expect(await broken(early, name, `checks: {${name}: {fail: 4}}`)).toMatchObject({severity: "warn", broken: 3});
  await expect(broken(early, name, `checks: {${name}: {fail: 3}}`)).rejects.toThrow(
    "payments_follow_licences: 3 rows break it."
  );
});

it("a limit for a check that does not exist names the nearest, and one that is no number is refused", async () => {
  await expect(broken({}, "plan_is_known", "checks: {plan_is_knwon: {fail: 1}}")).rejects.toThrow(
    /sources\.yaml:2: unknown check: plan_is_knwon; write plan_is_known/
  );
  await expect(broken({}, "plan_is_known", "checks: {plan_is_known: {fail: some}}")).rejects.toThrow(/sources\.yaml:2/);
});

it("an error has no limit, as what follows would rest on wrong rows", async () => {
  await expect(broken({}, "plan_is_known", "checks: {roll_forward_closes: {fail: 5}}")).rejects.toThrow(
    /sources\.yaml:2: roll_forward_closes has no limits/
  );
});

it("a measure that no check names is guarded by those of the other measures of its mart", () => {
  const check = readChecks("marts").find(({name}) => name === "gross_retention_is_capped")!;
  expect(check.touches).toEqual(["grr", "nrr_survivor", "grr_survivor"]);
});
