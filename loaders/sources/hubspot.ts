import {isRenewal, sizeBand, yes} from "./crm.js";
import type {Source} from "./index.js";

const company = {table: "accounts", grain: "company", precision: "exact"} as const;

export const hubspotCompanies: Source = {
  ...company,
  id: "hubspot.companies",
  oddities:
    "Columns are chosen by who exports and labels are translated. The id is HubSpot's: where billing has ids of its own, map account_id to the property that holds them. Sizes are bands of employees: below 50, below 500, more.",
  recognise: ["Record ID", "Company name"],
  aliases: {"Country/Region": ["Country"]},
  columns: {
    account_id: "Record ID",
    name: "Company name",
    industry: "Industry",
    size_band: sizeBand("Number of Employees"),
    region: "Country/Region",
    created_at: "Create Date"
  },
  key: "Record ID"
};

/** Companies as a warehouse holds them. */
export const hubspotApiCompanies: Source = {
  ...company,
  id: "hubspot.api_companies",
  oddities:
    "The table of a warehouse; properties are columns with a prefix. The id is HubSpot's, as in hubspot.companies. Deleted rows are left out.",
  triedOn: "Fivetran's HubSpot seeds",
  recognise: ["id", "property_name", "property_createdate"],
  time_zone: "UTC",
  columns: {
    account_id: "id",
    name: "property_name",
    industry: "property_industry",
    size_band: sizeBand("property_numberofemployees"),
    region: "property_country",
    created_at: "property_createdate"
  },
  where: `not ${yes('"?is_deleted"')}`,
  key: "id"
};

const stage = `lower(replace("Deal Stage", ' ', ''))`;
const closed = `(${stage} like '%closed%' or ${yes('"?Is closed lost"')} or ${yes('"?Is closed won"')})`;

export const hubspotDeals: Source = {
  id: "hubspot.deals",
  table: "renewals",
  grain: "deal of a renewal",
  precision: "day",
  oddities:
    "A deal fits no table unless it is a renewal: those whose type or pipeline says renewal are read, all others left out. The state is as of the export; of several companies the first counts. Own stages need outcome mapped by hand.",
  recognise: ["Record ID", "Deal Name", "Deal Stage", "Close Date"],
  aliases: {"Associated Company IDs": ["Associated Company"]},
  columns: {
    account_id: {sql: `nullif(trim(split_part("Associated Company IDs", ';', 1)), '')`},
    renews_on: "Close Date",
    amount: {sql: `minor_units("Amount", "?Currency")`},
    outcome: {
      sql: `case when ${yes('"?Is closed lost"')} or ${stage} like '%closedlost%' then 'lost'
        when ${yes('"?Is closed won"')} or ${stage} like '%closedwon%' then 'renewed' else 'open' end`
    },
    decided_on: {sql: `case when ${closed} then "Close Date" end`}
  },
  where: isRenewal('"?Deal Type"', '"?Pipeline"'),
  key: "Record ID"
};
