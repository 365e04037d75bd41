import {describe, expect, it} from "vitest";
import {sources} from "../../../loaders/sources/index.js";
import * as events from "./eventExports.js";
import {csv, exported, lines} from "./exported.js";
import * as rows from "./otherExports.js";

interface Case {
  source: string;
  text: string;
  /** Rows of the contract table, all columns, null as "-". */
  expected: string[];
  /** Rows left out. */
  filtered: number;
  entry?: object;
}

const byHand = {columns: {scale: "'csat'", score: "Q1"}};
const cases: Case[] = [
  {
    // Epoch seconds; stars are one to five as CSAT is; thumbs are not.
    source: "delighted.responses",
    text: rows.delighted,
    expected: [
      "r1 acme p1 part0 - nps - 9 Good - 2026-01-01 00:00:00",
      "r2 bolt p2 part0 - csat - 4 - - 2026-01-02 00:00:00"
    ],
    filtered: 1
  },
  {
    source: "typeform.responses",
    text: rows.typeform,
    expected: ["t1 acme - part0 - nps How likely to recommend 10 - 2026-01-05 10:00:00 2026-01-05 10:02:00"],
    filtered: 1
  },
  {
    // 01/25 shows that the month stands first; "10 - Extremely likely" is 10.
    source: "surveymonkey.responses",
    text: rows.surveymonkey,
    expected: [
      "118 acme - part0 - nps How likely to recommend 10 - 2026-01-05 10:00:00 2026-01-05 10:04:00",
      "119 bolt - part0 - nps How likely to recommend 2 - 2026-01-25 16:00:00 2026-01-25 16:04:00"
    ],
    filtered: 1
  },
  {
    // Two more header rows, a preview and an unfinished response.
    source: "qualtrics.responses",
    text: rows.qualtrics,
    entry: byHand,
    expected: ["R_1 acme - part0 - csat - 4 - 2026-01-05 10:00:00 2026-01-05 10:01:05"],
    filtered: 4
  },
  {
    source: "qualtrics.legacy_responses",
    text: rows.qualtricsLegacy,
    entry: byHand,
    expected: ["R_1 acme - part0 - csat - 2 - 2017-07-18 08:28:09 2017-07-18 08:28:48"],
    filtered: 1
  },
  {
    // 90 minutes after ten; "-" is empty.
    source: "zendesk.tickets",
    text: rows.zendesk,
    expected: [
      "101 Acme 2026-01-05 10:00:00 2026-01-05 11:30:00 2026-01-06 09:00:00 high 5 1",
      "102 - 2026-01-06 10:00:00 - - - - 0"
    ],
    filtered: 1
  },
  {
    source: "zendesk.api_tickets",
    text: rows.zendeskApi,
    expected: ["1 acme 2026-01-05 10:00:00 - 2026-01-06 10:00:00 urgent - -", "2 acme 2026-01-05 10:00:00 - - - - -"],
    filtered: 0
  },
  {
    source: "hubspot.companies",
    text: rows.hubspotCompanies,
    expected: [
      "9001 Acme SOFTWARE small Germany - 2026-01-05 10:00:00 - -",
      "9002 Bolt - large France - 2026-01-06 10:00:00 - -",
      "9003 Cola - - France - 2026-01-06 10:00:00 - -"
    ],
    filtered: 0
  },
  {
    // The first of several companies; a lost deal in a stage of one's own; new business is no renewal.
    source: "hubspot.deals",
    text: rows.hubspotDeals,
    expected: [
      "9001 - 2026-03-01 - 120000 renewed 2026-03-01",
      "9002 - 2026-09-01 - 80000 open -",
      "9003 - 2026-02-01 - 80000 lost 2026-02-01"
    ],
    filtered: 1
  },
  {
    source: "salesforce.accounts",
    text: rows.salesforceAccounts,
    expected: ["001A Acme Software medium Germany - 2026-01-05 10:00:00 - -"],
    filtered: 1
  },
  {
    source: "salesforce.opportunities",
    text: rows.salesforceOpportunities,
    expected: [
      "001A - 2026-03-01 - 120000 renewed 2026-03-01",
      "001B - 2026-02-01 - 80000 lost 2026-02-01",
      "001C - 2026-09-01 - 80000 open -"
    ],
    filtered: 2
  },
  {
    source: "salesforce.opportunity_versions",
    text: rows.salesforceVersions,
    expected: [
      "Upgrade 001A accepted 2026-02-01 10:00:00 assisted 120000 -",
      "Upgrade 001A offered 2026-01-05 10:00:00 assisted 120000 -"
    ],
    filtered: 1
  },
  {
    source: "segment.tracks",
    text: events.segmentTracks,
    expected: ["e1 acme u1 2026-01-05 10:00:00.5 invite_sent - USD", "e2 - - 2026-01-05 11:00:00 signed_up - USD"],
    filtered: 0
  },
  {
    source: "segment.exposures",
    text: events.segmentExposures,
    expected: ["x1 v0 user a2 - 2026-01-05 11:00:00 -", "x1 v1 user u1 acme 2026-01-05 10:00:00 -"],
    filtered: 0
  },
  {
    // A group written as a list of one; without $insert_id the uuid stands.
    source: "amplitude.events",
    text: events.amplitude,
    expected: ["i1 acme u1 2026-01-05 10:00:00.123 report_made - USD", "k2 - - 2026-01-05 11:00:00 $exposure - USD"],
    filtered: 0
  },
  {
    source: "amplitude.exposures",
    text: events.amplitude,
    expected: ["banner on user 12 - 2026-01-05 11:00:00 -"],
    filtered: 1
  },
  {
    source: "mixpanel.events",
    text: events.mixpanel,
    expected: [
      "i1 acme u1 2026-01-01 00:00:00 Report Made - USD",
      "i2 bolt u2 2026-01-02 00:00:00 $experiment_started - USD"
    ],
    filtered: 0
  },
  {
    source: "mixpanel.exposures",
    text: events.mixpanel,
    expected: ["Banner Blue user u2 bolt 2026-01-02 00:00:00 -"],
    filtered: 1
  },
  {
    source: "posthog.events",
    text: events.posthog,
    expected: [
      "k1 acme u1 2026-01-05 10:00:00 report made - USD",
      "k2 bolt u2 2026-01-05 11:00:00 $feature_flag_called - USD"
    ],
    filtered: 0
  },
  {
    source: "posthog.exposures",
    text: events.posthog,
    expected: ["banner test user u2 bolt 2026-01-05 11:00:00 -"],
    filtered: 1
  },
  {
    source: "growthbook.exposures",
    text: events.growthbook,
    expected: ["x1 0 user u1 - 2026-01-05 10:00:00 -", "x1 0 user u1 - 2026-01-06 10:00:00 -"],
    filtered: 0
  },
  {
    // The row of the organisation and the evaluation outside an experiment are none.
    source: "launchdarkly.exposures",
    text: events.launchdarkly,
    expected: ["banner/it1 v1 user u1 - 2026-01-05 10:00:00 -"],
    filtered: 2
  },
  {
    // 1767225600000 ms is 1 January 2026; account 555 is one's own.
    source: "optimizely.decisions",
    text: events.optimizely,
    expected: ["x1 v1 user w1 - 2026-01-01 00:00:00 -"],
    filtered: 2
  }
];

const rowsOf = (source: string) => `from ${sources.get(source)!.table} order by all`;

describe("exports of surveys, support, CRM, events and experiments", () => {
  it.each(cases)("$source", async ({source, text, expected, filtered, entry = {}}) => {
    const {ask, counts, rejects} = await exported(source, text, {entry});
    expect(lines(await ask(rowsOf(source)))).toEqual(expected);
    expect(rejects).toEqual([]);
    expect(counts.filtered).toBe(filtered);
  });

  it("reads the same from rows in another order, said twice, and cut into files", async () => {
    // GrowthBook's rows have no identity: what is said twice stands twice, and marts take the first of a unit.
    for (const {source, text, expected, entry = {}} of cases.filter((one) => one.source !== "growthbook.exposures")) {
      const [head, ...body] = text.trimEnd().split("\n");
      // A survey goes by the name of its file.
      const columns = source.endsWith("responses") ? {survey: "'part0'"} : {};
      const own = (entry as {columns?: object}).columns ?? {};
      const parts = [csv(head!, ...body.slice(1).reverse()), csv(head!, ...body)];
      const {ask} = await exported(source, parts, {entry: {columns: {...own, ...columns}}});
      expect(lines(await ask(rowsOf(source))), source).toEqual(expected);
    }
  });

  it("says which column a survey without a known question lacks", async () => {
    await expect(exported("qualtrics.responses", rows.qualtrics)).rejects.toThrow("responses needs scale");
  });
});
