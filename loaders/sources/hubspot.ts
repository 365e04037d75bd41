import {isRenewal, sizeBand, yes} from "./crm.js";
import type {Source} from "./index.js";

export const hubspotCompanies: Source = {
  id: "hubspot.companies",
  table: "accounts",
  grain: "company",
  precision: "exact",
  oddities:
    "Columns are chosen by who exports and labels are translated. The id is HubSpot's: where billing has ids of its own, map account_id to the property that holds them. Sizes are bands of employees: below 50, below 500, more.",
  triedOn: "Fivetran's HubSpot seeds",
  recognise: ["Record ID", "Company name"],
  aliases: {
    "Record ID": ["id"],
    "Company name": ["property_name"],
    Industry: ["property_industry"],
    "Country/Region": ["Country", "property_country"],
    "Create Date": ["property_createdate"],
    "Number of Employees": ["property_numberofemployees"]
  },
  columns: {
    account_id: "Record ID",
    name: "Company name",
    industry: "Industry",
    size_band: sizeBand("Number of Employees"),
    region: "Country/Region",
    created_at: "Create Date"
  },
  where: `not ${yes('"?is_deleted"')}`,
  key: "Record ID"
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
