import type {Source} from "./index.js";

/** Exposures as GrowthBook's assignment query returns them: one row an exposure, so units repeat. */
export const growthbookExposures: Source = {
  id: "growthbook.exposures",
  table: "exposures",
  recognise: ["timestamp", "experiment_id", "variation_id"],
  columns: {
    experiment_id: "experiment_id",
    variant_id: "variation_id",
    unit_type: [
      {needs: ["user_id"], expression: "'user'"},
      {needs: ["account_id"], expression: "'account'"}
    ],
    unit_id: ["user_id", "account_id"],
    account_id: ["account_id"],
    exposed_at: "timestamp"
  }
};
