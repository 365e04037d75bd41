import fc from "fast-check";
import type {Subject} from "../../src/stats/index.js";

/** Any group of subjects with whole times from 1 to 12, some late, some weighted with a whole number. */
export function subjects(causes = 1, {late = true, weighted = true} = {}): fc.Arbitrary<Subject[]> {
  const subject = fc
    .record({
      exit: fc.integer({min: 1, max: 12}),
      cause: fc.integer({min: 0, max: causes}),
      weight: weighted ? fc.integer({min: 1, max: 3}) : fc.constant(1),
      entry: late ? fc.option(fc.integer({min: 0, max: 11}), {nil: undefined}) : fc.constant(undefined)
    })
    .map(({exit, cause, weight, entry}) => ({
      exit,
      cause,
      weight,
      ...(entry !== undefined && entry < exit ? {entry} : {})
    }));
  return fc.array(subject, {minLength: 1, maxLength: 25});
}
