import type {Source} from "./index.js";

const aliases = {
  timestamp: ["original_timestamp"],
  user_id: ["userId"],
  account: ["context_group_id", "context.groupId", "group_id", "account_id", "properties.account_id"],
  experiment_id: ["properties.experiment_id"],
  variation_id: ["properties.variation_id"]
};

export const segmentTracks: Source = {
  id: "segment.tracks",
  table: "events",
  grain: "tracked event",
  precision: "exact",
  oddities:
    "event is the name as a slug. The account is context.groupId, which is filled only where the sender sets it. timestamp is corrected for the clock of the device, original_timestamp is not.",
  recognise: ["id", "anonymous_id", "event", "event_text", "received_at"],
  time_zone: "UTC",
  aliases,
  columns: {event_id: "id", account_id: "account", user_id: "user_id", at: "timestamp", event: "event"},
  key: "id"
};

export const segmentExposures: Source = {
  id: "segment.exposures",
  table: "exposures",
  grain: "Experiment Viewed event",
  precision: "exact",
  oddities: "The table of the event Experiment Viewed. Visitors who are not known go by their anonymous id.",
  recognise: ["anonymous_id", "received_at", "experiment_id", "variation_id"],
  time_zone: "UTC",
  aliases,
  columns: {
    experiment_id: "experiment_id",
    variant_id: "variation_id",
    unit_type: {sql: "'user'"},
    unit_id: {sql: `coalesce("?user_id", "anonymous_id")`},
    account_id: "account",
    exposed_at: "timestamp"
  },
  where: `lower(replace(coalesce("?event", 'experiment_viewed'), ' ', '_')) = 'experiment_viewed'`,
  key: "id"
};
