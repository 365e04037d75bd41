import type {VendorExport} from "./billingExports.js";
import {csv} from "./exported.js";

export const delighted = csv(
  "id,person,survey_type,score,comment,permalink,created_at,updated_at,person_properties.account_id",
  "r1,p1,nps,9,Good,https://example.org/1,1767225600,1767225600,acme",
  "r2,p2,stars,4,,https://example.org/2,1767312000,1767312000,bolt",
  "r3,p3,thumbs,1,,https://example.org/3,1767312000,1767312000,bolt"
);

export const typeform = csv(
  `#,Anything else?,"How <b>likely</b> are you to recommend us?",account_id,Response Type,Start Date (UTC),Stage Date (UTC),Submit Date (UTC),Network ID,Tags,Ending`,
  "t1,,10,acme,completed,2026-01-05 10:00:00,,2026-01-05 10:02:00,n1,,",
  "t2,,3,bolt,partial,2026-01-06 10:00:00,2026-01-06 10:01:00,,n2,,"
);

export const surveymonkey = csv(
  "Respondent ID,Collector ID,Start Date,End Date,IP Address,Email Address,First Name,Last Name,Custom Data 1,How likely to recommend is it?,Why?",
  ",,,,,,,,,Response,Open-Ended Response",
  "118,42,01/05/2026 10:00:00 AM,01/05/2026 10:04:00 AM,192.0.2.1,a@example.org,Ada,A,acme,10 - Extremely likely,Fast",
  "119,42,01/25/2026 04:00:00 PM,01/25/2026 04:04:00 PM,192.0.2.2,b@example.org,Bo,B,bolt,2,Slow"
);

export const qualtrics = csv(
  "StartDate,EndDate,Status,IPAddress,Progress,Duration (in seconds),Finished,RecordedDate,ResponseId,RecipientEmail,ExternalReference,DistributionChannel,UserLanguage,Q1",
  "Anfangsdatum,Enddatum,Antworttyp,IP-Adresse,Fortschritt,Dauer (in Sekunden),Beendet,Erfassungsdatum,Antwort-ID,E-Mail,Externe Datenreferenz,Verteilungskanal,Sprache,Wie zufrieden sind Sie?",
  `"{""ImportId"":""startDate""}","{""ImportId"":""endDate""}","{""ImportId"":""status""}",x,x,x,"{""ImportId"":""finished""}","{""ImportId"":""recordedDate""}","{""ImportId"":""_recordId""}",x,x,x,x,"{""ImportId"":""QID1""}"`,
  "2026-01-05 10:00:00,2026-01-05 10:01:00,0,192.0.2.1,100,60,1,2026-01-05 10:01:05,R_1,,acme,email,DE,4",
  "2026-01-05 11:00:00,2026-01-05 11:01:00,1,192.0.2.1,100,60,1,2026-01-05 11:01:05,R_2,,acme,preview,DE,5",
  "2026-01-05 12:00:00,2026-01-05 12:01:00,0,192.0.2.1,20,60,0,2026-01-12 12:01:05,R_3,,bolt,email,DE,1"
);

export const qualtricsLegacy = csv(
  "\uFEFFV1,V2,V3,V4,V5,V6,V7,V8,V9,V10,Q1,LocationAccuracy,",
  "ResponseID,ResponseSet,Name,ExternalDataReference,EmailAddress,IPAddress,Status,StartDate,EndDate,Finished,How was it?,LocationAccuracy,",
  "R_1,Default,Anonymous,acme,,192.0.2.1,0,2017-07-18 08:28:09,2017-07-18 08:28:48,1,2,-1,"
);

export const zendesk = csv(
  "Summation column,Id,Requester,Requester id,Requester email,Subject,Status,Priority,Created at,Updated at,Organization,Solved at,Satisfaction Score,Reopens,First reply time in minutes",
  "1,101,Ada,7,a@example.org,Help,Closed,High,2026-01-05 10:00,2026-01-07 10:00,Acme,2026-01-06 09:00,Good,1,90",
  "1,102,Bo,8,b@example.org,Help,Open,-,2026-01-06 10:00,2026-01-07 10:00,-,-,Offered,0,-",
  "1,103,Cy,9,c@example.org,Help,Deleted,-,2026-01-06 10:00,2026-01-07 10:00,-,-,-,0,-"
);

export const zendeskApi = csv(
  "id,created_at,updated_at,organization_id,priority,requester_id,status,subject,ticket_form_id",
  "1,2026-01-05 10:00:00,2026-01-06 10:00:00,acme,urgent,5,solved,x,9",
  "2,2026-01-05 10:00:00,2026-01-06 10:00:00,acme,,5,open,x,9"
);

export const hubspotCompanies = csv(
  "Record ID,Company name,Company Owner,Industry,Country/Region,Number of Employees,Create Date",
  "9001,Acme,Ada,SOFTWARE,Germany,49,2026-01-05 10:00",
  "9002,Bolt,Ada,,France,500,2026-01-06 10:00",
  "9003,Cola,Ada,,France,,2026-01-06 10:00"
);

export const hubspotApiCompanies = csv(
  "id,is_deleted,_fivetran_synced,property_name,property_createdate,property_industry,property_country,property_numberofemployees",
  "9001,false,2026-02-01 00:00:00,Acme,2026-01-05 10:00:00,SOFTWARE,Germany,49",
  "9002,true,2026-02-01 00:00:00,Gone,2026-01-05 10:00:00,SOFTWARE,Germany,49"
);

export const hubspotDeals = csv(
  "Record ID,Deal Name,Deal Stage,Amount,Close Date,Deal owner,Pipeline,Create Date,Is closed lost,Associated Company IDs",
  `1,Acme 2026,Closed Won,"$1,200.00",2026-03-01 00:00,Ada,Renewals,2026-01-01 00:00,false,9001;9002`,
  "2,Bolt 2026,Talking,800,2026-09-01 00:00,Ada,Renewals,2026-01-01 00:00,false,9002",
  "3,Cola 2026,Own stage,800,2026-02-01 00:00,Ada,Renewals,2026-01-01 00:00,true,9003",
  "4,Dune,Closed Won,500,2026-02-01 00:00,Ada,Sales,2026-01-01 00:00,false,9004"
);

export const salesforceAccounts = csv(
  "Id,IsDeleted,Name,Type,Industry,NumberOfEmployees,BillingCountry,CreatedDate",
  "001A,false,Acme,Customer,Software,50,Germany,2026-01-05T10:00:00.000Z",
  "001B,true,Gone,Customer,Software,50,Germany,2026-01-05T10:00:00.000Z"
);

export const salesforceOpportunities = csv(
  "Id,AccountId,Name,StageName,Amount,CloseDate,Type,IsClosed,IsWon,CreatedDate",
  "006A,001A,Acme 2026,Closed Won,1200.00,2026-03-01,Renewal,true,true,2026-01-01T00:00:00.000Z",
  "006B,001B,Bolt 2026,Closed Lost,800.00,2026-02-01,Renewal,true,false,2026-01-01T00:00:00.000Z",
  "006C,001C,Cola 2026,Negotiation,800.00,2026-09-01,Renewal,false,false,2026-01-01T00:00:00.000Z",
  "006D,001D,Dune,Closed Won,100.00,2026-02-01,New Business,true,true,2026-01-01T00:00:00.000Z",
  ",,Copyright,,,,,,,"
);

export const salesforceVersions = csv(
  "_fivetran_active,_fivetran_start,_fivetran_end,account_id,amount,campaign_id,close_date,id,is_closed,is_won,stage_name,type",
  "false,2026-01-05 10:00:00,2026-02-01 10:00:00,001A,1200.00,,2026-02-01,006A,false,false,Proposal,Upgrade",
  "true,2026-02-01 10:00:00,9999-12-31 23:59:59,001A,1200.00,,2026-02-01,006A,true,true,Closed Won,Upgrade",
  "true,2026-02-01 10:00:00,9999-12-31 23:59:59,001B,100.00,,2026-02-01,006B,true,true,Closed Won,New Business"
);

export const otherExports: VendorExport[] = [
  {name: "Delighted", sources: ["delighted.responses"], text: delighted},
  {name: "Typeform", sources: ["typeform.responses"], text: typeform},
  {name: "SurveyMonkey", sources: ["surveymonkey.responses"], text: surveymonkey},
  {name: "Qualtrics", sources: ["qualtrics.responses"], text: qualtrics},
  {name: "Qualtrics, older", sources: ["qualtrics.legacy_responses"], text: qualtricsLegacy},
  {name: "Zendesk", sources: ["zendesk.tickets"], text: zendesk},
  {name: "Zendesk API", sources: ["zendesk.api_tickets"], text: zendeskApi},
  {name: "HubSpot companies", sources: ["hubspot.companies"], text: hubspotCompanies},
  {name: "HubSpot companies, table", sources: ["hubspot.api_companies"], text: hubspotApiCompanies},
  {name: "HubSpot deals", sources: ["hubspot.deals"], text: hubspotDeals},
  {name: "Salesforce accounts", sources: ["salesforce.accounts"], text: salesforceAccounts},
  {name: "Salesforce opportunities", sources: ["salesforce.opportunities"], text: salesforceOpportunities},
  {name: "Salesforce opportunity versions", sources: ["salesforce.opportunity_versions"], text: salesforceVersions}
];
