import type {VendorExport} from "./billingExports.js";
import {csv} from "./exported.js";

export const segmentTracks = csv(
  "id,anonymous_id,user_id,event,event_text,received_at,sent_at,timestamp,original_timestamp,context_group_id",
  "e1,a1,u1,invite_sent,Invite Sent,2026-01-05 10:00:01,2026-01-05 10:00:00,2026-01-05 10:00:00.500,2026-01-05 09:00:00,acme",
  "e2,a2,,signed_up,Signed Up,2026-01-05 11:00:01,2026-01-05 11:00:00,2026-01-05 11:00:00,2026-01-05 11:00:00,"
);

export const segmentExposures = csv(
  "id,anonymous_id,user_id,received_at,timestamp,experiment_id,experiment_name,variation_id,variation_name,context_group_id",
  "e1,a1,u1,2026-01-05 10:00:01,2026-01-05 10:00:00,x1,Banner,v1,Blue,acme",
  "e2,a2,,2026-01-05 10:00:01,2026-01-05 11:00:00,x1,Banner,v0,Red,"
);

export const amplitude = csv(
  "$insert_id,amplitude_id,event_type,event_time,server_upload_time,user_id,uuid,groups.company,event_properties.flag_key,event_properties.variant",
  `i1,11,report_made,2026-01-05 10:00:00.123000,2026-01-05 12:00:00,u1,k1,"[""acme""]",,`,
  ",12,$exposure,2026-01-05 11:00:00,2026-01-05 13:00:00,,k2,,banner,on"
);

export const mixpanel = csv(
  "event,properties.time,properties.distinct_id,properties.$insert_id,properties.company_id,properties.Experiment name,properties.Variant name",
  "Report Made,1767225600,u1,i1,acme,,",
  "$experiment_started,1767312000,u2,i2,bolt,Banner,Blue"
);

export const posthog = csv(
  "uuid,event,timestamp,distinct_id,session_id,properties.$group_0,properties.$groups,properties.$feature_flag,properties.$feature_flag_response",
  "k1,report made,2026-01-05T10:00:00.000Z,u1,s1,acme,,,",
  `k2,$feature_flag_called,2026-01-05T11:00:00.000Z,u2,s2,,"{""company"":""bolt""}",banner,test`
);

export const growthbook = csv(
  "user_id,timestamp,experiment_id,variation_id,browser",
  "u1,2026-01-05 10:00:00,x1,0,Firefox",
  "u1,2026-01-06 10:00:00,x1,0,Firefox"
);

export const launchdarkly = csv(
  "event_id,flag_key,context_key,context_kind,variation_id,variation_value,experiment_iteration_id,timestamp",
  "e1,banner,u1,user,v1,on,it1,2026-01-05T10:00:00Z",
  "e1,banner,acme,organization,v1,on,it1,2026-01-05T10:00:00Z",
  "e2,banner,u2,user,v1,on,,2026-01-05T10:00:00Z"
);

export const optimizely = csv(
  "uuid,timestamp,process_timestamp,account_id,visitor_id,session_id,campaign_id,experiment_id,variation_id,is_holdback,user_ip",
  "k1,1767225600000,1767225600500,555,w1,,c1,x1,v1,false,192.0.2.1",
  "k2,1767225600000,1767225600500,555,w2,,c1,,,false,192.0.2.1",
  "k3,1767225600000,1767225600500,555,w3,,c1,x1,v1,true,192.0.2.1"
);

export const eventExports: VendorExport[] = [
  {name: "Segment tracks", sources: ["segment.tracks"], text: segmentTracks},
  {name: "Segment experiments", sources: ["segment.exposures"], text: segmentExposures},
  {name: "Amplitude", sources: ["amplitude.events", "amplitude.exposures"], text: amplitude},
  {name: "Mixpanel", sources: ["mixpanel.events", "mixpanel.exposures"], text: mixpanel},
  {name: "PostHog", sources: ["posthog.events", "posthog.exposures"], text: posthog},
  {name: "GrowthBook", sources: ["growthbook.exposures"], text: growthbook},
  {name: "LaunchDarkly", sources: ["launchdarkly.exposures"], text: launchdarkly},
  {name: "Optimizely", sources: ["optimizely.decisions"], text: optimizely}
];
