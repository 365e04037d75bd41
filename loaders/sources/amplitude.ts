import {propertyOf} from "./propertiesOf.js";
import type {Source} from "./index.js";

const account = {
  sql: `coalesce(${["account", "account_id", "company", "org"].map((name) => propertyOf("groups", name)).join(", ")})`
};
const shared = {precision: "exact", time_zone: "UTC", aliases: {event_type: ["event type"]}} as const;

export const amplitudeEvents: Source = {
  ...shared,
  id: "amplitude.events",
  table: "events",
  grain: "event",
  oddities:
    "The export is selected by the time of upload, so a day's events come in several files, at least two hours late. Without $insert_id the event is known by its uuid. The account is the group account, company or org.",
  triedOn: "JSON lines; Fivetran's Amplitude seeds",
  recognise: ["amplitude_id", "event_type", "event_time", "server_upload_time"],
  columns: {
    event_id: {sql: `coalesce("?$insert_id", "?uuid")`},
    account_id: account,
    user_id: "user_id",
    at: "event_time",
    event: "event_type"
  },
  key: "uuid"
};

export const amplitudeExposures: Source = {
  ...shared,
  id: "amplitude.exposures",
  table: "exposures",
  grain: "$exposure event",
  oddities: "The experiment is experiment_key, else flag_key. Visitors who are not known go by their amplitude_id.",
  recognise: ["amplitude_id", "event_type", "event_time", "event_properties.variant"],
  told: {cell: "event_properties", header: "event_type", events: ["$exposure", "[Experiment] Exposure"]},
  columns: {
    experiment_id: {
      sql: `coalesce(${propertyOf("event_properties", "experiment_key")}, ${propertyOf("event_properties", "flag_key")})`
    },
    variant_id: {sql: propertyOf("event_properties", "variant")},
    unit_type: {sql: "'user'"},
    unit_id: {sql: `coalesce("?user_id", "amplitude_id")`},
    account_id: account,
    exposed_at: "event_time"
  },
  where: `"event_type" in ('$exposure', '[Experiment] Exposure')`,
  key: "uuid"
};
