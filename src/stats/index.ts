export {nonCentralT} from "./nonCentralT.js";
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
