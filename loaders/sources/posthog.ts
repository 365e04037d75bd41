import {propertyOf} from "./propertiesOf.js";
import type {Source} from "./index.js";

const account = {
  sql: `coalesce(${propertyOf("properties", "$group_0")}, ${propertyOf("properties.$groups", "company")}, ${propertyOf("properties.$groups", "account")})`
};
const shared = {precision: "exact", time_zone: "UTC"} as const;

export const posthogEvents: Source = {
  ...shared,
  id: "posthog.events",
  table: "events",
  grain: "event",
  oddities:
    "Properties are JSON, flat or in a cell. A download holds a week at most, so there are many files. The account is the first group, or the group company or account.",
  triedOn: "JSON lines; Parquet",
  recognise: ["uuid", "event", "distinct_id", "timestamp"],
  unlike: ["amplitude_id", "anonymous_id", "visitor_id"],
  columns: {event_id: "uuid", account_id: account, user_id: "distinct_id", at: "timestamp", event: "event"},
  key: "uuid"
};

export const posthogExposures: Source = {
  ...shared,
  id: "posthog.exposures",
  table: "exposures",
  grain: "$feature_flag_called event",
  oddities:
    "A flag is called for the whole audience, in an experiment or not: keep those of experiments with where. True and false are variants of a flag without variants.",
  recognise: ["uuid", "event", "distinct_id", "timestamp", "properties.$feature_flag"],
  told: {cell: "properties", header: "event", events: ["$feature_flag_called"]},
  columns: {
    experiment_id: {sql: propertyOf("properties", "$feature_flag")},
    variant_id: {sql: propertyOf("properties", "$feature_flag_response")},
    unit_type: {sql: "'user'"},
    unit_id: "distinct_id",
    account_id: account,
    exposed_at: "timestamp"
  },
  where: `"event" = '$feature_flag_called'`,
  key: "uuid"
};
