import type {Customer} from "./customer.js";
import type {Cell, Table} from "./csv.js";
import {table} from "./csv.js";
import type {Random} from "./random.js";
import {dataEnd, day, stamp} from "./time.js";

const subjects = [
  "Cannot sign in",
  "Question about an invoice",
  "Automation did not run",
  "Import stopped half way",
  "How do I add seats?",
  "Dashboard is slow",
  "Report shows an old figure",
  "Access for a new colleague",
  "API returns an error",
  "Changing the billing contact"
];

/** Support tickets; more in the weeks after a change of tier, and rated by those who answer. */
export function ticketsTable(random: Random, customers: readonly Customer[]): Table {
  const tickets: {at: number; cells: Cell[]}[] = [];
  const open = (at: number, {account, subscription}: Customer) => {
    if (at >= dataEnd) return;
    const tier = subscription.items[0]!.tier!;
    const priority = random.weighted([
      ["Low", 0.25],
      ["Normal", 0.5],
      ["High", 0.19],
      ["Urgent", 0.06]
    ] as const);
    const speed = {Low: 1.6, Normal: 1, High: 0.5, Urgent: 0.2}[priority] * [1.3, 1.1, 0.8, 0.5][tier]!;
    const reply = Math.max(2, Math.round(150 * speed * Math.exp(random.normal(0, 0.9))));
    const solve = Math.max(reply + 5, Math.round(1500 * speed * Math.exp(random.normal(0, 1))));
    const solvedAt = at + solve * 60_000;
    const solved = solvedAt < dataEnd;
    const mood = 4.35 + account.mood * 0.25 - Math.log(solve / 600) * 0.22 + random.normal(0, 0.8);
    const rated = solved && random.chance(0.34);
    tickets.push({
      at,
      cells: [
        account.contact.name,
        account.contact.email,
        account.id,
        random.pick(subjects),
        solved ? "Solved" : "Open",
        priority,
        stamp(at),
        solved ? stamp(solvedAt) : "-",
        at + reply * 60_000 < dataEnd ? reply : "-",
        solved
          ? random.weighted([
              [0, 0.9],
              [1, 0.08],
              [2, 0.02]
            ])
          : 0,
        rated ? Math.max(1, Math.min(5, Math.round(mood))) : "-"
      ]
    });
  };
  for (const customer of customers) {
    if (customer.secondary) continue;
    const tier = customer.subscription.items[0]!.tier!;
    const months = (Math.min(customer.endedAt ?? dataEnd, dataEnd) - customer.startedAt) / (30.4 * day);
    for (let n = random.poisson(months * [0.16, 0.27, 0.4, 0.6][tier]!); n > 0; n--) {
      open(instant(random, customer.startedAt, customer.startedAt + months * 30.4 * day), customer);
    }
    for (const {at, kind} of customer.upgrades) {
      for (let n = random.poisson(kind === "tier" ? 0.9 : 0.2); n > 0; n--)
        open(instant(random, at, at + 35 * day), customer);
    }
  }
  tickets.sort((a, b) => a.at - b.at);
  const header = [
    ..."Id,Requester,Requester email,Requester external id,Subject,Status,Priority,Created at,Solved at".split(","),
    ..."First reply time in minutes,Reopens,CSAT (1-5) [num]".split(",")
  ];
  const rows = tickets.map(({cells}, i): Cell[] => [50_001 + i, ...cells]);
  return table("zendesk/tickets.csv", header, rows, {eol: "\r\n"});
}

function instant(random: Random, from: number, to: number): number {
  return Math.round(random.between(from, to) / 1000) * 1000;
}
