/** The values of one unit (a cluster) over all periods. */
export interface DidUnit {
  treated: boolean;
  values: readonly number[];
}

/**
 * Difference in differences on a balanced panel with one start: the change of the treated less that of the others, in the unit of
 * the values, which is the coefficient of "treated and after" beside an effect of each unit and each period.
 *
 * `start` is the index of the first treated period. `se` is clustered by unit with the factor G/(G − 1) · (N − 1)/(N − K), every
 * effect counted in K; `classicSe` takes all rows as independent. With one or few treated units `se` is far too small and says
 * nothing. Null if there are no treated units, no others, or no period before or after; an error is null where nothing is left to
 * vary. Throws a RangeError for units of unequal length. Card and Krueger (1994); Bertrand, Duflo and Mullainathan (2004), QJE 119.
 *
 * differenceInDifferences([{treated: true, values: [20.44, 21.03]}, {treated: false, values: [23.33, 21.17]}], 1)
 * // {value: 2.75, se: null, classicSe: null, treated: 1, controls: 1, n: 4}
 */
export function differenceInDifferences(
  units: readonly DidUnit[],
  start: number
): {
  value: number;
  se: number | null;
  classicSe: number | null;
  treated: number;
  controls: number;
  n: number;
} | null {
  const periods = units[0]?.values.length ?? 0;
  const uneven = units.find(({values}) => values.length !== periods);
  if (uneven) throw new RangeError(`invalid values: ${uneven.values.length} periods beside ${periods}`);
  const treated = units.filter((unit) => unit.treated).length;
  const controls = units.length - treated;
  if (treated === 0 || controls === 0 || !(start > 0 && start < periods)) return null;
  const n = units.length * periods;
  const share = treated / units.length;
  const after = (periods - start) / periods;
  const weight = (unit: DidUnit, t: number) => ((unit.treated ? 1 : 0) - share) * ((t >= start ? 1 : 0) - after);
  const overUnits = (f: (unit: DidUnit, t: number, u: number) => number) =>
    units.map((unit, u) => unit.values.reduce((sum, _, t) => sum + f(unit, t, u), 0));
  const total = (sums: readonly number[]) => sums.reduce((sum, value) => sum + value, 0);
  const squares = total(overUnits((unit, t) => weight(unit, t) ** 2));
  const value = total(overUnits((unit, t) => weight(unit, t) * unit.values[t]!)) / squares;
  const unitMeans = overUnits((unit, t) => unit.values[t]! / periods);
  const periodMeans = Array.from(
    {length: periods},
    (_, t) => total(units.map((unit) => unit.values[t]!)) / units.length
  );
  const mean = total(unitMeans) / units.length;
  const rest = (unit: DidUnit, t: number, u: number) =>
    unit.values[t]! - unitMeans[u]! - periodMeans[t]! + mean - value * weight(unit, t);
  const residual = total(overUnits((unit, t, u) => rest(unit, t, u) ** 2));
  const scores = overUnits((unit, t, u) => weight(unit, t) * rest(unit, t, u));
  const free = n - units.length - periods;
  const spread = total(overUnits((unit, t) => (unit.values[t]! - mean) ** 2));
  const known = free > 0 && residual > 1e-20 * spread;
  const factor = (units.length / (units.length - 1)) * ((n - 1) / free);
  return {
    value,
    se: known ? Math.sqrt(factor * total(scores.map((score) => score ** 2))) / squares : null,
    classicSe: known ? Math.sqrt(residual / free / squares) : null,
    treated,
    controls,
    n
  };
}
