import {limitsTable, plansTable, ratesTable, setupFees, subscriptionHistory} from "./billing.js";
import {accountMaker} from "./accounts.js";
import type {Table, Written} from "./csv.js";
import {companiesTable, offersTable, outcomesTable, renewalsTable, workTable} from "./customerFiles.js";
import {desktopModel, desktopSales, desktopTable, desktopTruth} from "./desktop.js";
import {endings} from "./endings.js";
import {adoptionModel, adoptionTruth, useEntitled} from "./entitledUse.js";
import {eventsTable, experimentTruth, exposureTables, runExperiments} from "./experiments.js";
import {plantFlaws} from "./flaws.js";
import {rewriteHistory} from "./history.js";
import {simulate} from "./lifecycle.js";
import {meteredModel, meteredSpans, meteredTruth} from "./metered.js";
import {
  feedbackTruth,
  milestoneModel,
  milestoneTruth,
  setupTruth,
  trialEvents,
  trialEventsTable,
  trialSurveyTable
} from "./milestones.js";
import {joinGaps, moveAccounts, moveUsage} from "./moves.js";
import {muteModel, runMutes} from "./mutes.js";
import {
  activeDaysTable,
  callSteps,
  onboardingExposures,
  onboardingModel,
  onboardingTruth,
  runOnboarding
} from "./onboarding.js";
import {mailModel, pastDesigns, pastTestTables, pastTestTruth, runPastTests} from "./pastTests.js";
import {charge, paymentsTable} from "./payments.js";
import {priceRise} from "./priceRise.js";
import {messagesTable, trialsTable, usageTables, workspacesTable} from "./product.js";
import {random} from "./random.js";
import {requestModel, requestTruth, upgradeRequests} from "./requests.js";
import {reversalPlan} from "./reversals.js";
import {shortLicences} from "./shortLicences.js";
import {ticketsTable} from "./support.js";
import {surveyHeader, surveyTables} from "./surveys.js";
import {sendTips, tipModel, tipsTable} from "./tips.js";
import {trialOutcomes, truthOf} from "./truth.js";
import {reversalsOf, reversalTruth} from "./upgradeChanges.js";
import {accountsAt} from "./users.js";

/** The seed of the company whose exports are kept here. */
export const keptSeed = "alpha";

/** The demo company: its export files and what is true of it. The same seed gives the same company. */
export function demo(seed = keptSeed) {
  const source = random(seed);
  const world = simulate(source);
  // What product, support and surveys see comes from the customers as simulated; what billing sees, as rewritten.
  const {customers, trials} = world;
  const upgrades = customers.flatMap((customer) => customer.upgrades).sort((a, b) => a.at - b.at);
  const {exposures, events} = runExperiments(source.fork("message tests"), customers);
  const [nps, csat] = surveyTables(source.fork("surveys"), customers);
  const tickets = ticketsTable(source.fork("tickets"), customers);
  const messages = messagesTable(source.fork("messages"), world);
  const tips = sendTips(source.fork("tips"), customers, messages, events);
  const tipMails = tipsTable(source.fork("tip mails"), tips.tips, messages.header);
  const muted = runMutes(source.fork("mutes"), customers, [messages, tipMails], events);
  const past = runPastTests(source.fork("past tests"), customers, messages);
  const fees = setupFees(source.fork("fees"), customers);
  const billed = rewriteHistory(source.fork("history"), world);
  const called = runOnboarding(
    source.fork("onboarding"),
    accountsAt(customers, onboardingModel.from).filter(({mergedInto}) => mergedInto === null)
  );
  const names = world.accounts.map(({name}) => name);
  const short = shortLicences(source.fork("short"), accountMaker(source.fork("short accounts"), 3100, names));
  const desktopNames = [...names, ...short.accounts.map(({name}) => name)];
  const desktop = desktopSales(
    source.fork("desktop"),
    accountMaker(source.fork("desktop accounts"), 3200, desktopNames),
    world.accounts.filter(({type, mergedInto}) => type === "Customer" && mergedInto === null)
  );
  const accounts = [...world.accounts, ...billed.accounts, ...short.accounts, ...desktop.accounts];
  const byId = new Map(accounts.map((account) => [account.id, account]));
  const unneeded = new Set(billed.truth.reversals.map(({account, startsAt}) => `${account} ${startsAt}`));
  const entitled = useEntitled(source.fork("entitled"), billed.customers, unneeded);
  const usage = moveUsage([...world.usage, ...entitled], billed.truth.gaps, billed.moves);
  const trialSpans = trials.filter(({customer}) => !customer).flatMap(({subscription}) => subscription.spans);
  const licences = [...billed.customers.flatMap(({subscription}) => subscription.spans), ...short.spans];
  const metered = meteredSpans(source.fork("metered"), billed.customers, usage);
  const payments = [...charge(source.fork("payments"), billed.customers), ...short.payments].sort(
    (a, b) => a.at - b.at
  );
  const outcomes = trialOutcomes(trials, payments);
  const milestones = trialEvents(source.fork("milestones"), trials);
  const requests = upgradeRequests(source.fork("requests"), upgrades, billed.customers.flatMap(reversalsOf), customers);
  const spans = [...licences, world.legacy];
  const trialSurvey = trialSurveyTable(source.fork("trial survey"), trials, surveyHeader);
  const known = truthOf({...world, accounts}, spans, outcomes, experimentTruth(exposures, events), nps!);
  const planted = {
    ...{metered: meteredModel, milestones: milestoneModel, requests: requestModel, adoption: adoptionModel},
    ...{onboarding: onboardingModel, desktop: desktopModel, reversals: reversalPlan, priceRise, tips: tipModel},
    ...{mutes: muteModel, testMails: mailModel, pastTests: pastDesigns}
  };
  const truth = {
    ...known,
    planted: {...known.planted, ...planted},
    joined: joinGaps(spans, byId, billed.truth.gaps),
    billing: {...billed.truth, short: short.truth, endings: endings(spans, byId), metered: meteredTruth(metered)},
    reversals: reversalTruth(billed.customers),
    milestones: milestoneTruth(milestones, outcomes),
    trialSetup: setupTruth(milestones, outcomes),
    requests: requestTruth([...requests.known, ...requests.others]),
    adoption: adoptionTruth(billed.customers, usage),
    onboarding: onboardingTruth(called),
    trialFeedback: feedbackTruth(trialSurvey),
    desktop: desktopTruth(desktop.sales),
    tips: tips.truth,
    mutes: muted.truth,
    pastTests: pastTestTruth(past)
  };
  const tables: Table[] = [
    companiesTable(accounts),
    plansTable(),
    limitsTable(),
    ratesTable(),
    subscriptionHistory([...licences, ...trialSpans, ...fees, ...metered, world.legacy], byId),
    paymentsTable(payments),
    trialsTable(trials),
    workspacesTable([...world.accounts, ...billed.accounts]),
    ...usageTables(usage),
    messages,
    tipMails,
    ...exposureTables(exposures, onboardingExposures(called)),
    eventsTable(events),
    nps!,
    csat!,
    tickets,
    offersTable(source.fork("offers"), upgrades, customers, requests, callSteps(called)),
    workTable(source.fork("work"), upgrades),
    renewalsTable(source.fork("renewals"), billed.customers),
    outcomesTable(source.fork("outcomes"), customers),
    desktopTable(desktop.sales),
    trialEventsTable(milestones),
    trialSurvey,
    activeDaysTable(called),
    muted.mutes,
    ...pastTestTables(source.fork("past test mails"), past, messages.header)
  ];
  moveAccounts(tables, billed.moves);
  plantFlaws(source.fork("flaws"), tables);
  return {tables, truth};
}

export type Truth = ReturnType<typeof demo>["truth"] & {flaws: Written["flaws"]};
