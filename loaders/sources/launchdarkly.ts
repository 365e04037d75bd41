import type {Source} from "./index.js";

export const launchdarklyExposures: Source = {
  id: "launchdarkly.exposures",
  table: "exposures",
  grain: "evaluation in an experiment",
  precision: "exact",
  oddities:
    "Only rows with experiment_iteration_id are exposures. An evaluation has a row for each kind of context: those of users are read; map an experiment on accounts by hand. The experiment is the flag and its iteration, for a flag may be tested twice.",
  recognise: ["flag_key", "context_key", "context_kind", "variation_id", "experiment_iteration_id"],
  time_zone: "UTC",
  aliases: {timestamp: ["event_timestamp", "creation_date", "event_time", "received_at"]},
  columns: {
    experiment_id: {sql: `"flag_key" || '/' || "experiment_iteration_id"`},
    variant_id: "variation_id",
    unit_type: {sql: "'user'"},
    unit_id: "context_key",
    exposed_at: "timestamp"
  },
  where: `"experiment_iteration_id" is not null and "context_kind" = 'user'`,
  key: "event_id"
};
