import type {Source} from "./index.js";

/** Exposures as GrowthBook's assignment query returns them: one row an exposure, so units repeat. */
export const growthbookExposures: Source = {
  id: "growthbook.exposures",
  table: "exposures",
  grain: "exposure",
  precision: "exact",
  oddities:
    "Units repeat, one row an exposure; the first counts. Extra columns are dimensions. The unit is the user unless there is only account_id.",
  recognise: ["timestamp", "experiment_id", "variation_id"],
  unlike: ["visitor_id", "received_at", "event", "flag_key"],
  columns: {
    experiment_id: "experiment_id",
    variant_id: "variation_id",
    unit_type: [
      {sql: `case when "user_id" is not null then 'user' end`},
      {sql: `case when "account_id" is not null then 'account' end`}
    ],
    unit_id: ["user_id", "account_id"],
    account_id: ["account_id"],
    exposed_at: "timestamp"
  }
};
