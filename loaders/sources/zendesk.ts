import type {Source} from "./index.js";

const score = `case lower(split_part("?Satisfaction Score", ' ', 1)) when 'good' then 5 when 'bad' then 1 end`;

export const zendeskTickets: Source = {
  id: "zendesk.tickets",
  table: "tickets",
  grain: "ticket",
  precision: "exact",
  oddities:
    "“-” means empty. The account is the organisation's name, which is not always filled. Good counts as 5 and bad as 1, for Zendesk has no more; offered is no rating. Subject and requester are not read. First replies are reckoned from minutes.",
  recognise: ["Id", "Requester id", "Created at", "Solved at", "Organization"],
  aliases: {"First reply time in minutes": ["First reply time (min)"]},
  columns: {
    ticket_id: "Id",
    account_id: {sql: `nullif("Organization", '-')`},
    opened_at: "Created at",
    first_reply_at: {
      sql: `moment("Created at") + to_seconds(60 * cast(nullif("First reply time in minutes", '-') as double))`
    },
    solved_at: {sql: `nullif("Solved at", '-')`},
    priority: {sql: `lower(nullif("Priority", '-'))`},
    csat: {sql: score},
    reopens: {sql: `nullif("Reopens", '-')`}
  },
  where: `lower(coalesce("?Status", 'open')) <> 'deleted'`,
  key: "Id"
};

export const zendeskApiTickets: Source = {
  id: "zendesk.api_tickets",
  table: "tickets",
  grain: "ticket",
  precision: "exact",
  oddities:
    "Tickets as the API and warehouses have them do not say when they were solved: the last update stands for it once they are solved or closed. The account is organization_id.",
  triedOn: "Fivetran's Zendesk seeds",
  recognise: ["id", "organization_id", "requester_id", "ticket_form_id", "created_at"],
  time_zone: "UTC",
  columns: {
    ticket_id: "id",
    account_id: "organization_id",
    opened_at: "created_at",
    solved_at: {sql: `case when lower("status") in ('solved', 'closed') then "updated_at" end`},
    priority: {sql: `lower("priority")`},
    csat: {sql: `case lower("satisfaction_rating.score") when 'good' then 5 when 'bad' then 1 end`}
  },
  where: `lower("status") <> 'deleted'`,
  key: "id"
};
