import type {Definition} from "../definitions.js";

/** What customers say. */
export const feedback: Definition[] = [
  {
    id: "nps",
    name: "Net promoter score",
    also: ["recommend", "promoters"],
    short: "Promoters (9 or 10) less detractors (0 to 6), per hundred answers.",
    formula: "100 × (promoters − detractors) ÷ answers, each account's latest answer in the last 12 months",
    unit: "score",
    grain: "account, trailing 12 months",
    mart: "survey_accounts",
    source: "Adjusted-Wald interval: 3 answers added, ¾ promoters and ¾ detractors (Rocks 2016)",
    better: "higher",
    kind: "flow"
  },
  {
    id: "csat",
    name: "Customer satisfaction",
    also: ["satisfaction"],
    short: "Share of ratings of 4 or 5 out of 5, of tickets and of satisfaction surveys.",
    formula: "ratings of 4 or 5 ÷ ratings, trailing 12 months",
    unit: "rate",
    grain: "rating, trailing 12 months",
    mart: "satisfaction",
    source: "Interval clustered by account, since ratings of one account are not independent",
    better: "higher",
    kind: "flow"
  },
  {
    id: "response_rate",
    name: "Response rate",
    short: "Share of invitations that were answered.",
    formula: "answers ÷ invitations sent, trailing 12 months",
    unit: "rate",
    grain: "invitation, trailing 12 months",
    mart: "survey_accounts",
    source: "Interval clustered by account; null where the survey export has no unanswered invitations",
    better: "higher",
    kind: "flow"
  }
];
