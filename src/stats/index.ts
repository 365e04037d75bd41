export {aalenJohansen, type Incidence, type IncidenceStep} from "./aalenJohansen.js";
export {benjaminiHochberg, holm} from "./adjustP.js";
export {anytimeT} from "./anytimeT.js";
export {betaQuantile, incompleteBeta} from "./beta.js";
export {type ArmBelief, betaBinomial} from "./betaBinomial.js";
export {bootstrapGroups, type GroupedRow} from "./bootstrapGroups.js";
export {bootstrapRatio} from "./bootstrapRatio.js";
export {type BrownianPath, advance, crossing, startPath} from "./brownianPath.js";
export {clopperPearson} from "./clopperPearson.js";
export {cohortTotals, type CohortCell, type CohortTotal} from "./cohortTotals.js";
export {compareClusters, clusterMean, type Cluster, type ClusterMean} from "./compareClusters.js";
export {compareContrast, contrastOf, deltaLift, fiellerOf, type Contrast} from "./compareContrast.js";
export {compareMeans} from "./compareMeans.js";
export {compareProportions, type Comparison} from "./compareProportions.js";
export {compareStraddling, type Straddler} from "./compareStraddling.js";
export {
  confidenceSequence,
  isBurnedIn,
  type Mixture,
  mixingVariance,
  sequenceMultiplier
} from "./confidenceSequence.js";
export {cox, type CoxCoefficient, type CoxRow} from "./cox.js";
export {cuped, type Cuped} from "./cuped.js";
export {deleteGroupJackknife} from "./deleteGroupJackknife.js";
export {differenceInDifferences, type DidUnit} from "./differenceInDifferences.js";
export {exactProportions} from "./exactProportions.js";
export {fieller} from "./fieller.js";
export {fisher} from "./fisher.js";
export {fitSbg, type RenewalOpportunity, type Sbg} from "./fitSbg.js";
export {chiSquareUpper, chiSquareUpperQuantile, gammaQuantile, incompleteGamma, logGamma} from "./gamma.js";
export {gaussianBayes, normalLoss} from "./gaussianBayes.js";
export {gaussLegendre, integrate} from "./gaussLegendre.js";
export {groupBoundaries, type Look, type LookOptions} from "./groupBoundaries.js";
export {driftForPower, groupPower, pathsTo, sequentialInflation} from "./groupPower.js";
export {groupTime, type GroupTimeEstimate, type GroupTimeOptions} from "./groupTime.js";
export {groupTimeCells, type Panel} from "./groupTimeCells.js";
export {hartungKnapp} from "./hartungKnapp.js";
export {heterogeneity, type SegmentEstimate} from "./heterogeneity.js";
export {homogeneity} from "./homogeneity.js";
export {type Bounded, independentDifference} from "./independentDifference.js";
export {kaplanMeier, type SurvivalStep} from "./kaplanMeier.js";
export {katz} from "./katz.js";
export {koopman} from "./koopman.js";
export {lateEstimate, type LateArm, type OfferDifference} from "./lateEstimate.js";
export {leaveOneOut, type LeaveOneOut} from "./leaveOneOut.js";
export {linearise, sampleOf} from "./linearise.js";
export {logistic, type LogisticCoefficient, type LogisticRow} from "./logistic.js";
export {logRank} from "./logRank.js";
export {matchedChange, type Stratum} from "./matchedChange.js";
export {meanInterval} from "./meanInterval.js";
export {medianInterval} from "./medianInterval.js";
export {medianSurvival} from "./medianSurvival.js";
export {mee} from "./mee.js";
export {mergeMoments, momentsOf, momentsOfRow, type Moments} from "./moments.js";
export {newcombe} from "./newcombe.js";
export {nonCentralT} from "./nonCentralT.js";
export {nonInferiorContrast, nonInferiorProportions, type Margin, type NonInferiority} from "./nonInferiority.js";
export {normalCdf, normalDensity, normalQuantile, normalUpper, normalUpperQuantile} from "./normal.js";
export {nps} from "./nps.js";
export {pairedChange} from "./pairedChange.js";
export {permuteClusters} from "./permuteClusters.js";
export {pooledZ, type Proportion} from "./pooledZ.js";
export {postStratify, type StratumArms} from "./postStratify.js";
export {
  type ArmSizes,
  daysFor,
  designEffect,
  powerOfMeans,
  powerOfNonInferiority,
  powerOfProportions,
  solvePower,
  type TestOptions
} from "./power.js";
export {presentValue} from "./presentValue.js";
export {quantileDifference} from "./quantileDifference.js";
export {random, randomNormal} from "./random.js";
export {rateInterval} from "./rateInterval.js";
export {ratioChange, ratioChangeOfSums, type RatioPair} from "./ratioChange.js";
export {ratioOfSums, type RatioMoments} from "./ratioOfSums.js";
export {remember} from "./remember.js";
export {restrictedMean} from "./restrictedMean.js";
export {keptRatio, retainedRatio, type KeptMoments} from "./retainedRatio.js";
export {riskFromCounts, type AgeCounts} from "./riskFromCounts.js";
export {riskTable, type RiskStep, type Subject} from "./riskTable.js";
export {discountedLifetime, discountedResidualLifetime, sbgRetention, sbgSurvival} from "./sbg.js";
export {sequentialEstimate, type StagewiseEstimate} from "./sequentialEstimate.js";
export {shrink, shrinkSignificant} from "./shrink.js";
export {slopeDifference, type SlopeCell} from "./slopeDifference.js";
export {smd} from "./smd.js";
export {spentAlpha, type Spending} from "./spentAlpha.js";
export {logBayesFactor, srm} from "./srm.js";
export {tCdf, tQuantile, tTwoSided, tUpper, tUpperQuantile} from "./studentT.js";
export {supCritical, supP} from "./supCritical.js";
export {choleskyRoot, invertSymmetric, quadraticForm, sandwich} from "./symmetric.js";
export {targetTrials, type TrialArm, type TrialDifference, type TrialRow} from "./targetTrials.js";
export {welch, type Sample} from "./welch.js";
export {wilson} from "./wilson.js";
export {quantileOf, winsorise} from "./winsorise.js";
