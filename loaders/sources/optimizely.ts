import {yes} from "./crm.js";
import type {Source} from "./index.js";

export const optimizelyDecisions: Source = {
  id: "optimizely.decisions",
  table: "exposures",
  grain: "decision",
  precision: "exact",
  oddities:
    "Times are epoch milliseconds. account_id is your account at Optimizely, not a customer's, and is not read. Decisions without an experiment, or that held a visitor out, are left out.",
  recognise: ["visitor_id", "experiment_id", "variation_id", "is_holdback"],
  time_zone: "UTC",
  columns: {
    experiment_id: "experiment_id",
    variant_id: "variation_id",
    unit_type: {sql: "'user'"},
    unit_id: "visitor_id",
    exposed_at: "timestamp"
  },
  where: `"experiment_id" is not null and not ${yes('"is_holdback"')}`,
  key: "uuid"
};
