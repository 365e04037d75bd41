import type {Cell, Flaw, Table} from "./csv.js";
import type {Random} from "./random.js";

interface Planted {
  path: string;
  flaw: Flaw;
  /** How many rows, and what each says; without cells an existing row is written twice. */
  rows: Record<string, Cell>[] | number;
  /** Which rows may be repeated. */
  from?: (cell: (name: string) => Cell) => boolean;
}

const rejected = (reason: string): Flaw => ({reason, expect: "rejected"});
const filtered: Flaw = {reason: "test account", expect: "filtered"};
const repeat: Flaw = {reason: "repeats an earlier row", expect: "repeat"};

const span = {
  ...{subscription_uuid: "sub_x1", item_uuid: "sub_x1-1", version_uuid: "sub_x1-1-v1", account_code: "ds-1003"},
  ...{plan_code: "team-monthly", version_state: "active", version_kind: "plan"},
  ...{version_started_at: "2025-03-04 10:00:00", subscription_currency: "USD", version_plan_interval_unit: "months"},
  ...{version_plan_interval_length: 1, version_subscription_quantity: 10, version_subscription_unit_amount: "24.00"},
  version_discount_amount: "0.00"
};

const spanNumbered = (n: number, changes: Record<string, Cell>) => {
  const id = `sub_x${n}`;
  return {...span, subscription_uuid: id, item_uuid: `${id}-1`, version_uuid: `${id}-1-v1`, ...changes};
};

const company = {Type: "Test", Industry: "Software", "Number of Employees": 3, Region: "Europe"};
const payment = {"Created (UTC)": "2025-06-03 08:00:00", Amount: "240.00", "Amount Refunded": "0.00", Currency: "usd"};
const test = (n: number) => ({account_code: `test-00${n}`, version_state: "active"});

const planted: Planted[] = [
  {
    path: "recurly/subscription_history.csv",
    flaw: rejected("version_started_at is not a date"),
    rows: [spanNumbered(1, {version_started_at: "2025-13-45 10:00:00"}), spanNumbered(2, {version_started_at: "n/a"})]
  },
  {
    path: "recurly/subscription_history.csv",
    flaw: rejected("version_state is unknown"),
    rows: [spanNumbered(3, {version_state: "on_hold"}), spanNumbered(4, {version_state: "future"})]
  },
  {
    path: "recurly/subscription_history.csv",
    flaw: rejected("account_code is missing"),
    rows: [spanNumbered(5, {account_code: null}), spanNumbered(6, {account_code: null})]
  },
  {
    path: "recurly/subscription_history.csv",
    flaw: rejected("version_discount_amount is negative"),
    rows: [spanNumbered(7, {version_discount_amount: "-12.00"})]
  },
  {
    path: "recurly/subscription_history.csv",
    flaw: filtered,
    rows: [spanNumbered(8, test(1)), spanNumbered(9, test(2)), spanNumbered(10, test(3))]
  },
  {path: "recurly/subscription_history.csv", flaw: repeat, rows: 2},
  {
    path: "crm/companies.csv",
    flaw: filtered,
    rows: [1, 2, 3].map((n) => ({
      ...company,
      "Record ID": n,
      "Company name": `Test ${n}`,
      "Billing account": `test-00${n}`,
      "Create Date": "2024-06-01 10:00"
    }))
  },
  {
    path: "crm/companies.csv",
    flaw: rejected("Create Date is not a date"),
    rows: [{...company, "Record ID": 4, Type: "Prospect", "Billing account": "ds-9001", "Create Date": "yesterday"}]
  },
  {path: "crm/companies.csv", flaw: repeat, rows: 1},
  {
    path: "stripe/payments.csv",
    flaw: rejected("Amount is negative"),
    rows: ["py_x1", "py_x2"].map((id) => ({...payment, id, Amount: "-45.00", Status: "Paid", "Customer ID": "ds-1003"}))
  },
  {
    path: "stripe/payments.csv",
    flaw: rejected("Created (UTC) is not a date"),
    rows: [{...payment, id: "py_x3", "Created (UTC)": "31.02.2025", Status: "Paid", "Customer ID": "ds-1003"}]
  },
  {
    path: "stripe/payments.csv",
    flaw: repeat,
    rows: 2,
    from: (cell) => cell("Amount Refunded") === "0.00" && cell("Status") === "Paid"
  },
  {
    path: "product/trials.csv",
    flaw: rejected("account is missing"),
    rows: [{trial: "tr-x1", account: null, started: "2025-04-02 09:00:00", ends: "2025-04-16 09:00:00", source: "ads"}]
  },
  {
    path: "product/trials.csv",
    flaw: rejected("ends is before started"),
    rows: [{trial: "tr-x2", account: "ds-1003", started: "2025-04-02 09:00:00", ends: "2025-03-19 09:00:00"}]
  },
  {path: "product/trials.csv", flaw: repeat, rows: 1},
  {
    path: "product/usage-2026.csv.gz",
    flaw: rejected("day is not a date"),
    rows: ["2026-02-30", "0000-00-00"].map((day) => ({day, workspace: "w1003", feature: "reports", quantity: 2}))
  },
  {
    path: "product/usage-2026.csv.gz",
    flaw: rejected("workspace is unknown"),
    rows: ["w9998", "w9999"].map((workspace) => ({day: "2026-02-03", workspace, feature: "reports", quantity: 2}))
  },
  {
    path: "delighted/nps.csv",
    flaw: rejected("score is above 10"),
    rows: [{id: "rx1", account: "ds-1003", survey_type: "nps", wave: "2025-Q3", score: 11, sent_at: 1755075600}]
  },
  {
    path: "zendesk/tickets.csv",
    flaw: rejected("Created at is not a date"),
    rows: [{Id: 1, "Requester external id": "ds-1003", Status: "Open", Priority: "Low", "Created at": "last week"}]
  },
  {
    path: "mailer/messages.csv.gz",
    flaw: rejected("sent is missing"),
    rows: [{message_id: "mx1", template: "plan-overview", account: "ds-1003", channel: "email"}]
  },
  {
    path: "growth/exposures-users.csv.gz",
    flaw: rejected("user_id is missing"),
    rows: [1, 2].map((n) => ({
      timestamp: `2026-05-0${n + 4}T10:00:00Z`,
      experiment_id: "limit_banner",
      variation_id: "control"
    }))
  },
  {
    path: "growth/events.csv",
    flaw: rejected("timestamp is not a date"),
    rows: [{id: "evx1", user_id: "u1003-1", account: "ds-1003", timestamp: "2026-05-06 25:61", event: "purchase"}]
  },
  {
    path: "crm/offers.csv",
    flaw: rejected("discount is above 100 %"),
    rows: [
      {
        offer: "next-tier",
        billing_account: "ds-1003",
        step: "offered",
        occurred_at: "2025-09-09T09:09:09Z",
        discount: "130%"
      }
    ]
  },
  {
    path: "ops/upgrade-work.csv",
    flaw: rejected("Opened is missing"),
    rows: [{Item: "OPS-1", Account: "ds-1003", Work: "provisioning"}]
  }
];

/** Puts the flawed rows into the tables, away from their first lines. */
export function plantFlaws(random: Random, tables: readonly Table[]): void {
  for (const {path, flaw, rows, from} of planted) {
    const {header, rows: held} = tables.find((table) => table.path === path)!;
    for (const row of typeof rows === "number" ? Array<null>(rows).fill(null) : rows) {
      const place = random.int(Math.floor(held.length / 4), held.length - 1);
      if (row) held.splice(place, 0, {cells: header.map((name) => row[name] ?? null), flaw});
      else {
        const cell = (i: number) => (name: string) => held[i]!.cells[header.indexOf(name)]!;
        const original = held.findIndex((one, i) => i >= place && !one.flaw && (!from || from(cell(i))));
        held.splice(original + 1, 0, {cells: held[original]!.cells, flaw});
      }
    }
  }
}
