/** An estimate with the bounds of its interval; null where it has none. */
export interface Bounded {
  value: number | null;
  lower: number | null;
  upper: number | null;
}

/**
 * The difference of two independent estimates, variant − control, with an interval made from theirs: the distance to a bound is the root of
 * the sum of the squared distances of the two estimates to theirs, each on the side that moves the difference that way.
 *
 * In the unit of the estimates, at their level. For two Wilson intervals it is `newcombe`; unlike the sum of two variances it keeps the
 * skew of intervals of rates and ratios. Null where an estimate has no value; without bounds where one lacks them. Not for two
 * estimates of the same customers, whose errors go together.
 * Zou, Donner (2008), Statistics in Medicine 27:1693–1702, the method of variance estimates recovery.
 *
 * independentDifference({value: 0.6, lower: 0.4904, upper: 0.7004}, {value: 0.8, lower: 0.6918, upper: 0.877}) // {value: 0.2, lower: 0.0524, upper: 0.334}
 */
export function independentDifference(control: Bounded, variant: Bounded): (Bounded & {value: number}) | null {
  if (control.value === null || variant.value === null) return null;
  const value = variant.value - control.value;
  if (control.lower === null || control.upper === null || variant.lower === null || variant.upper === null)
    return {value, lower: null, upper: null};
  return {
    value,
    lower: value - Math.hypot(variant.value - variant.lower, control.upper - control.value),
    upper: value + Math.hypot(variant.upper - variant.value, control.value - control.lower)
  };
}
