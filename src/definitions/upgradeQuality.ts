import type {Definition} from "../definitions.js";

const mature = (days: number) => `the latest 12 months of upgrades whose ${days} days were over by the month's end`;

const reversal = (days: number): Definition => ({
  id: `upgrade_reversal_${days}`,
  name: `Taken back by day ${days}`,
  also: ["downgrade", "reversal"],
  short: `Share of upgrades whose account went back to where it came from, or lower, within ${days} days, as a customer.`,
  formula: `upgrades back at their old tier or seats, or lower, at any moment up to day ${days} ÷ upgrades, over ${mature(days)}`,
  unit: "rate",
  grain: "upgrade, 12 months of upgrades",
  mart: "upgrade_events",
  source:
    "A tier upgrade is judged by the tier, one of seats alone by the seats; who went up again or left after it counts, who left from above is shown apart; Wilson interval",
  better: "lower",
  kind: "flow"
});

const adoption = (days: number): Definition => ({
  id: `feature_adoption_${days}`,
  name: `New features used by day ${days}`,
  short: `Share of tier upgrades whose account used at least one newly included feature by day ${days}.`,
  formula: `upgrades with a first use on day 0 to ${days} ÷ tier upgrades that brought a new feature, over ${mature(days)}`,
  unit: "rate",
  grain: "tier upgrade, 12 months of upgrades",
  mart: "feature_adoption",
  source:
    "New is what the new tier includes and neither a tier held before nor a right of the account's own did; Wilson interval",
  better: "higher",
  kind: "flow"
});

/** Whether upgrades were needed, lasted and were used, and who buys the next version of what they own. */
export const upgradeQuality: Definition[] = [
  {
    id: "upgrade_without_need",
    name: "Upgrades without need",
    short: "Share of tier upgrades by accounts that had used less than half of every limit the month before.",
    formula:
      "tier upgrades below 50% of the tightest limit at t−1 ÷ tier upgrades with a known use, trailing 12 months",
    unit: "rate",
    grain: "tier upgrade, trailing 12 months",
    mart: "upgrade_events",
    source: "A guardrail for trust: limits are one reason to upgrade among others; Wilson interval",
    better: "lower",
    kind: "flow"
  },
  reversal(90),
  reversal(180),
  adoption(30),
  adoption(60),
  adoption(90),
  {
    id: "perpetual_upgrade_rate",
    name: "Bought the next version",
    short: "Share of owners of a perpetual version who bought a later one within 12 months of its release.",
    formula:
      "owners who bought within 12 months ÷ owners of the version before on the day of the latest release that is 12 months old",
    unit: "rate",
    grain: "owner, by release",
    mart: "perpetual_owners",
    source:
      "Who bought the old version after the release is not counted; perpetual licences carry no MRR; Wilson interval",
    better: "higher",
    kind: "flow"
  }
];
