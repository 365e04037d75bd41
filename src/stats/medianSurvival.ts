import type {SurvivalStep} from "./kaplanMeier.js";

/**
 * The first time by which half have had the event, with the interval at the level of the curve's band.
 *
 * In the units of the curve's times. The bounds are the first times at which the lower and the upper band come down to one half;
 * each of the three is null if that is not reached. Where the curve is flat at exactly one half, R gives the middle of the flat
 * stretch and this its start. Brookmeyer and Crowley (1982), Biometrics 38:29–41, with the band of the curve.
 *
 * medianSurvival([{time: 8, survival: 0.4, lower: 0.2, upper: 0.6}]) // {value: 8, lower: 8, upper: null}
 */
export function medianSurvival(curve: readonly Pick<SurvivalStep, "time" | "survival" | "lower" | "upper">[]): {
  value: number | null;
  lower: number | null;
  upper: number | null;
} {
  const first = (key: "survival" | "lower" | "upper") => {
    // A product that is one half on paper may come out a little above it.
    const step = curve.find((each) => each[key] !== null && each[key] <= 0.5 + 1e-12);
    return step?.time ?? null;
  };
  return {value: first("survival"), lower: first("lower"), upper: first("upper")};
}
