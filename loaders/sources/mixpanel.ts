import {propertyOf} from "./propertiesOf.js";
import type {Source} from "./index.js";

const account = {
  sql: `coalesce(${["account_id", "company_id", "company", "$group_id"].map((name) => propertyOf("properties", name)).join(", ")})`
};
const shared = {
  precision: "exact",
  time_zone: "UTC",
  aliases: {
    event: ["name"],
    "properties.time": ["time"],
    "properties.distinct_id": ["distinct_id"],
    "properties.$insert_id": ["insert_id"],
    "properties.mp_processing_time_ms": ["mp_processing_time_ms"]
  }
} as const;

export const mixpanelEvents: Source = {
  ...shared,
  id: "mixpanel.events",
  table: "events",
  grain: "event",
  oddities:
    "Times are epoch seconds; projects begun before 2023 count them in their own zone, for which set time_zone. A CSV from the screen has only the columns and rows that were shown: use the raw export. The account is the property account_id, company_id or company.",
  triedOn: "JSON lines; Fivetran's Mixpanel seeds",
  recognise: ["event", "properties.time", "properties.distinct_id", "properties.$insert_id"],
  columns: {
    event_id: "properties.$insert_id",
    account_id: account,
    user_id: "properties.distinct_id",
    at: "properties.time",
    event: "event"
  },
  key: "properties.$insert_id"
};

export const mixpanelExposures: Source = {
  ...shared,
  id: "mixpanel.exposures",
  table: "exposures",
  grain: "$experiment_started event",
  oddities: "Experiments and variants go by name here, so a renamed variant is another one.",
  recognise: ["event", "properties.time", "properties.distinct_id", "properties.Variant name"],
  told: {cell: "properties", header: "event", events: ["$experiment_started"]},
  columns: {
    experiment_id: {sql: propertyOf("properties", "Experiment name")},
    variant_id: {sql: propertyOf("properties", "Variant name")},
    unit_type: {sql: "'user'"},
    unit_id: "properties.distinct_id",
    account_id: account,
    exposed_at: "properties.time"
  },
  where: `"event" = '$experiment_started'`,
  key: "properties.$insert_id"
};
