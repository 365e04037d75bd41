import {reportResults} from "../report/readReports.js";
import {accountRows} from "./accounts.js";
import {dataPage, queries} from "./data.js";
import {effectPage} from "./effect.js";
import {computeExperiments} from "./experiments.js";
import {feedbackPage} from "./feedback.js";
import {frozenMarts} from "./frozenMarts.js";
import {computeMeasures, latest} from "./measures.js";
import {messagesPage} from "./messages.js";
import {overviewPage} from "./overview.js";
import {readoutPage} from "./readout.js";
import {closedMonths, joinedGaps} from "./restatements.js";
import {runTotals} from "../drift.js";
import {retentionPage} from "./retention.js";
import {siteFacts} from "./site.js";
import {trialsPage} from "./trials.js";
import {upgradesPage} from "./upgrades.js";
import {exploreTables} from "../explore/exploreTables.js";
import type {Warehouse} from "../warehouse.js";

/**
 * Every result of a run, by the name of its file. The pages read all but `measures`, `closed`, `frozen` and `report`: those are
 * for the command line, hold every month and segment, and the values of rejected rows. Bytes are a file of Arrow streams.
 */
export async function computeResults(w: Warehouse, hash: string): Promise<Record<string, unknown>> {
  const site = await siteFacts(w, hash);
  const measures = await computeMeasures(w);
  const experiments = await computeExperiments(w);
  const feedback = await feedbackPage(w, site.tiers);
  const closed = await closedMonths(w);
  const headline = (id: string) => latest(measures, w, id);
  const {explore, marts} = await exploreTables(w);
  return {
    site,
    measures: {asOf: w.asOf, currency: w.config.currency, closedMonth: site.closedMonth, measures},
    overview: await overviewPage(w, measures, experiments.experiments, site.tiers),
    retention: await retentionPage(w, measures, site.dimensions),
    upgrades: await upgradesPage(w, site.dimensions, measures),
    trials: await trialsPage(w, headline),
    effect: await effectPage(w, experiments.experiments, site),
    experiments,
    readout: readoutPage(w, experiments.experiments),
    messages: await messagesPage(w, experiments.experiments, headline),
    feedback: {
      ...feedback,
      nps: {overall: headline("nps"), ...feedback.nps},
      csat: {overall: headline("csat"), ...feedback.csat},
      responseRate: headline("response_rate")
    },
    report: {
      files: w.imports,
      rejects: w.rejects,
      checks: w.checks,
      intake: w.intake,
      asOf: w.asOf,
      totals: runTotals(w, headline)
    },
    closed: closed.totals,
    data: {
      ...(await dataPage(w)),
      restatements: closed.restatements,
      recordedMonths: closed.recordedMonths,
      joinedGaps: await joinedGaps(w)
    },
    accounts: await accountRows(w),
    queries: queries(w),
    explore,
    marts,
    frozen: await frozenMarts(w),
    ...reportResults(w.config.folder)
  };
}
