/**
 * The truths planted in the simulation. A month's upgrade is drawn with
 * log-odds = intercept + tier + pressure band of the month before + seats grown lately + breadth × (features used − 5).
 * From November 2025 on the product shows how much of a limit is used, which adds to it from half of a limit on.
 */
export const upgradeModel = {
  intercept: -4.95,
  tier: [-0.15, 0, 0.15, 0.3],
  pressureBand: [0, 0.55, 1.3, 1.9],
  seatsGrewLast90Days: 0.4,
  breadth: 0.16,
  breadthCentre: 5,
  limitsShown: {from: "2025-11", logOdds: 0.35}
};

/** Share of upgrades that change the tier rather than the seats alone, by tier. */
export const tierUpShare = [0.5, 0.36, 0.2, 0];

/** Monthly log-odds of a voluntary cancellation on a monthly plan; few features used in the month before add to it. */
export const churnModel = {
  monthly: [0.021, 0.0125, 0.0075, 0.004],
  annualRenewal: [0.19, 0.13, 0.075, 0.04],
  narrowUseLogOdds: 0.6,
  narrowUseAtMost: 3
};

/** A payment fails at a billing date, by tier; then it recovers, or the licence ends unpaid. */
export const failureModel = {perBilling: [0.017, 0.012, 0.008, 0.005], endsUnpaid: 0.26, recoversLate: 0.04};

export const otherHazards = {
  downgradeMonthly: [0.005, 0.007, 0.0065, 0.006],
  downgradeAtRenewal: 0.1,
  pause: 0.0016,
  switchToAnnual: 0.004,
  addOnTaken: 0.007,
  addOnDropped: 0.012,
  cancellationRevoked: 0.06,
  comesBack: 0.13,
  renewalUplift: 0.5
};

/** Chance that a trial converts in the end, with and without an integration connected in its first week. */
export const trialModel = {
  earlyWin: 0.46,
  converts: {true: 0.4, false: 0.18},
  sourceFactor: {website: 1, partner: 1.3, sales: 1.25, ads: 0.62}
};

export function logistic(logOdds: number): number {
  return 1 / (1 + Math.exp(-logOdds));
}

export function logit(p: number): number {
  return Math.log(p / (1 - p));
}
