import {limitsTable, plansTable, ratesTable, setupFees, subscriptionHistory} from "./billing.js";
import type {Table} from "./csv.js";
import {companiesTable, offersTable, outcomesTable, renewalsTable, workTable} from "./customerFiles.js";
import {eventsTable, experimentTruth, exposureTables, runExperiments} from "./experiments.js";
import {plantFlaws} from "./flaws.js";
import {simulate} from "./lifecycle.js";
import {charge, paymentsTable} from "./payments.js";
import {messagesTable, trialsTable, usageTables, workspacesTable} from "./product.js";
import {random} from "./random.js";
import {ticketsTable} from "./support.js";
import {surveyTables} from "./surveys.js";
import {truthOf} from "./truth.js";

/** The seed of the company whose exports are kept here. */
export const keptSeed = "alpha";

/** The demo company: its export files and what is true of it. The same seed gives the same company. */
export function demo(seed = keptSeed) {
  const source = random(seed);
  const world = simulate(source);
  const {accounts, customers, trials, usage} = world;
  const byId = new Map(accounts.map((account) => [account.id, account]));
  const upgrades = customers.flatMap((customer) => customer.upgrades).sort((a, b) => a.at - b.at);
  const payments = charge(source.fork("payments"), customers);
  const trialSpans = trials.filter(({customer}) => !customer).flatMap(({subscription}) => subscription.spans);
  const licences = customers.flatMap(({subscription}) => subscription.spans);
  const fees = setupFees(source.fork("fees"), customers);
  const {exposures, events} = runExperiments(source.fork("message tests"), customers);
  const [nps, csat] = surveyTables(source.fork("surveys"), customers);
  const truth = truthOf(world, payments, experimentTruth(exposures, events), nps!);
  const tables: Table[] = [
    companiesTable(accounts),
    plansTable(),
    limitsTable(),
    ratesTable(),
    subscriptionHistory([...licences, ...trialSpans, ...fees, world.legacy], byId),
    paymentsTable(payments),
    trialsTable(trials),
    workspacesTable(accounts),
    ...usageTables(usage),
    messagesTable(source.fork("messages"), world),
    ...exposureTables(exposures),
    eventsTable(events),
    nps!,
    csat!,
    ticketsTable(source.fork("tickets"), customers),
    offersTable(source.fork("offers"), upgrades, customers),
    workTable(source.fork("work"), upgrades),
    renewalsTable(source.fork("renewals"), customers),
    outcomesTable(source.fork("outcomes"), customers)
  ];
  plantFlaws(source.fork("flaws"), tables);
  return {tables, truth};
}
