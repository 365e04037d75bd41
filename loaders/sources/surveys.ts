import type {Source} from "./index.js";

/** Tools name no survey inside an export; its file does. */
const survey = {sql: `regexp_replace(_file, '^.*/|[.][^/]*$', '', 'g')`};
const recommended = {
  scale: {sql: `case when coalesce("~likely recommend", '') is not null then 'nps' end`},
  question: {sql: `case when coalesce("~likely recommend", '') is not null then 'How likely to recommend' end`},
  score: {sql: `nullif(regexp_extract("~likely recommend", '^\\s*(\\d+)', 1), '')`}
};
const byHand =
  "A question of how likely one is to recommend is read as NPS; for any other map score and scale under columns.";

export const delightedResponses: Source = {
  id: "delighted.responses",
  table: "responses",
  grain: "response",
  precision: "exact",
  oddities:
    "Times are epoch seconds in the API. Smileys and stars count as CSAT, both 1 to 5; thumbs and other kinds are left out. The account is the person property account_id or company.",
  recognise: ["id", "person", "survey_type", "score", "comment"],
  time_zone: "UTC",
  aliases: {
    id: ["Response ID"],
    person: ["person.id", "Person ID"],
    created_at: ["Response time", "Created"],
    account: [
      "person_properties.account_id",
      "Properties.account_id",
      "person_properties.company",
      "account_id",
      "company"
    ]
  },
  columns: {
    response_id: "id",
    account_id: "account",
    user_id: "person",
    survey,
    scale: {
      sql: `case lower("survey_type") when 'nps' then 'nps' when 'ces' then 'ces' when 'csat' then 'csat' when 'smileys' then 'csat' when 'stars' then 'csat' end`
    },
    score: "score",
    text: "comment",
    answered_at: "created_at"
  },
  where: `lower("survey_type") in ('nps', 'ces', 'csat', 'smileys', 'stars')`,
  key: "id"
};

export const typeformResponses: Source = {
  id: "typeform.responses",
  table: "responses",
  grain: "response",
  precision: "exact",
  oddities: `Headers are the questions, at times with HTML. Partial responses are left out; older files have none. ${byHand}`,
  recognise: ["#", "Start Date (UTC)", "Submit Date (UTC)", "Network ID"],
  time_zone: "UTC",
  aliases: {account: ["account_id", "company_id", "customer_id", "company"], user: ["user_id"]},
  columns: {
    response_id: "#",
    account_id: "account",
    user_id: "user",
    survey,
    ...recommended,
    invited_at: "Start Date (UTC)",
    answered_at: "Submit Date (UTC)"
  },
  where: `lower(coalesce("?Response Type", 'completed')) = 'completed'`,
  key: "#"
};

export const surveymonkeyResponses: Source = {
  id: "surveymonkey.responses",
  table: "responses",
  grain: "respondent",
  precision: "exact",
  oddities: `A second header row, with the choices of each question, is left out. The account is Custom Data 1. Names and e-mail are not read. ${byHand}`,
  recognise: ["Respondent ID", "Collector ID", "Start Date", "End Date"],
  columns: {
    response_id: "Respondent ID",
    account_id: "Custom Data 1",
    survey,
    ...recommended,
    invited_at: "Start Date",
    answered_at: "End Date"
  },
  where: `regexp_matches("Respondent ID", '^\\d')`,
  key: "Respondent ID"
};

const qualtrics = {
  table: "responses",
  grain: "response",
  precision: "exact",
  triedOn: "sample files of the R package qualtRics"
} as const;
const finished = (status: string, header: string) =>
  `lower(coalesce("${status}", '0')) not in ('1', 'survey preview') and lower(coalesce("${header}", '1')) in ('1', 'true')`;

export const qualtricsResponses: Source = {
  ...qualtrics,
  id: "qualtrics.responses",
  oddities:
    "Three header rows: names, questions in the language of the survey, and ImportId; the last two are left out, as are previews and unfinished responses. Questions are named Q1, Q2 …: map score and scale under columns. The account is ExternalReference.",
  recognise: ["ResponseId", "RecordedDate", "DistributionChannel"],
  columns: {
    response_id: "ResponseId",
    account_id: "ExternalReference",
    survey,
    ...recommended,
    invited_at: "StartDate",
    answered_at: "RecordedDate"
  },
  where: `regexp_matches("StartDate", '^\\d') and ${finished("?Status", "?Finished")}`,
  key: "ResponseId"
};

export const qualtricsLegacyResponses: Source = {
  ...qualtrics,
  id: "qualtrics.legacy_responses",
  oddities:
    "The older layout: V1 to V10 over a second row that says what they are, which is left out. Lines may end in a comma, which makes a column without a name. Map score and scale under columns.",
  recognise: ["V1", "V2", "V3", "V8", "V9", "V10"],
  columns: {response_id: "V1", account_id: "V4", survey, invited_at: "V8", answered_at: "V9"},
  where: `regexp_matches("V8", '^\\d') and ${finished("?V7", "?V10")}`,
  key: "V1"
};
