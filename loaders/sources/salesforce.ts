import {isRenewal, sizeBand, yes} from "./crm.js";
import type {Source} from "./index.js";

const live = `not ${yes('coalesce("?IsDeleted", "?_fivetran_deleted")')}`;
const upgrade = (type: string) => `regexp_matches(lower(${type}), 'upgrade|upsell|up-sell|expansion')`;

export const salesforceAccounts: Source = {
  id: "salesforce.accounts",
  table: "accounts",
  grain: "account",
  precision: "exact",
  oddities:
    "The id is Salesforce's: where billing has ids of its own, map account_id to the field that holds them. Deleted and merged rows are left out.",
  triedOn: "Fivetran's Salesforce seeds",
  recognise: ["Id", "NumberOfEmployees", "BillingCountry"],
  aliases: {
    Id: ["Account ID"],
    Name: ["Account Name"],
    NumberOfEmployees: ["Employees"],
    CreatedDate: ["Created Date"]
  },
  columns: {
    account_id: "Id",
    name: "Name",
    industry: "Industry",
    size_band: sizeBand("NumberOfEmployees"),
    region: "BillingCountry",
    created_at: "CreatedDate"
  },
  where: `"Id" is not null and ${live}`,
  key: "Id"
};

const won = `(${yes('"?IsWon"')} or lower("StageName") = 'closed won')`;
const closed = `(${yes('"?IsClosed"')} or ${won} or lower("StageName") = 'closed lost')`;

export const salesforceOpportunities: Source = {
  id: "salesforce.opportunities",
  table: "renewals",
  grain: "opportunity of a renewal",
  precision: "day",
  oddities:
    "An opportunity fits no table unless it is a renewal: those whose type or record type says so are read, all others left out, as are deleted rows and the footer of a report. The state is as of the export.",
  triedOn: "Fivetran's Salesforce seeds",
  recognise: ["Id", "AccountId", "StageName", "CloseDate"],
  unlike: ["_fivetran_start", "OpportunityId"],
  aliases: {Id: ["Opportunity ID"], AccountId: ["Account ID"], StageName: ["Stage"]},
  columns: {
    account_id: "AccountId",
    renews_on: "CloseDate",
    amount: {sql: `minor_units("Amount", "?CurrencyIsoCode")`},
    outcome: {sql: `case when ${won} then 'renewed' when ${closed} then 'lost' else 'open' end`},
    decided_on: {sql: `case when ${closed} then "CloseDate" end`}
  },
  where: `"Id" is not null and ${live} and ${isRenewal('"?Type"', '"?RecordType.Name"')}`,
  key: "Id"
};

const state = (stage: string) =>
  `case when lower(${stage}) = 'closed won' then 'accepted' when lower(${stage}) = 'closed lost' then 'declined' else 'offered' end`;
const steps = {
  table: "offer_events",
  grain: "stage that an opportunity of an upgrade came to",
  precision: "exact",
  time_zone: "UTC"
} as const;

export const salesforceOpportunityHistory: Source = {
  ...steps,
  id: "salesforce.opportunity_history",
  oddities:
    "Rows name no account: give lookup: {opportunity: {files, on: {OpportunityId: Id}}}. Opportunities whose type says upgrade, upsell or expansion are offers made by people; won is accepted, lost is declined, any stage before is offered.",
  recognise: ["OpportunityId", "StageName", "CreatedDate", "opportunity.AccountId"],
  joins: [
    {
      as: "opportunity",
      here: "OpportunityId",
      there: "Id",
      has: ["AccountId", "StageName", "Type"],
      what: "the export of opportunities"
    }
  ],
  columns: {
    offer_id: {sql: `coalesce("?opportunity.CampaignId", "opportunity.Type")`},
    account_id: "opportunity.AccountId",
    state: {sql: state('"StageName"')},
    at: "CreatedDate",
    channel: {sql: "'assisted'"},
    price_quoted: {sql: `minor_units("Amount", "?CurrencyIsoCode")`}
  },
  where: upgrade('"opportunity.Type"'),
  key: "Id"
};

export const salesforceOpportunityVersions: Source = {
  ...steps,
  id: "salesforce.opportunity_versions",
  oddities:
    "The history of a warehouse, a row a version from _fivetran_start. Read as salesforce.opportunity_history, with the account on the row.",
  triedOn: "Fivetran's Salesforce seeds",
  recognise: ["_fivetran_start", "account_id", "stage_name", "is_won"],
  columns: {
    offer_id: {sql: `coalesce("?campaign_id", "type")`},
    account_id: "account_id",
    state: {sql: state('"stage_name"')},
    at: "_fivetran_start",
    channel: {sql: "'assisted'"},
    price_quoted: {sql: `minor_units("amount", "?currency_iso_code")`}
  },
  where: `${live} and ${upgrade('"type"')} and row_number() over (partition by "?id", "_fivetran_start" order by "stage_name") = 1`
};
