import {type BrownianPath, advance, crossing, startPath} from "./brownianPath.js";
import {normalUpperQuantile} from "./normal.js";
import {solve} from "./solve.js";
import {type Spending, spentAlpha} from "./spentAlpha.js";

/** A look: the information fraction it counts as, the alpha spent by it, and the |z| from which it stops. */
export type Look = {fraction: number; spent: number; z: number};

export type LookOptions = Spending & {
  /**
   * What to do with fractions above 1. "keep": the looks before keep their boundaries and the first look at 1 or more spends what is
   * left, which holds alpha. "rescale": all by the last, right only if nobody could stop at the looks before, else it
   * spends up to 8 % for 5.
   */
  overrun?: "rescale" | "keep";
  /** The last look is the last there will be, and spends all that is left though its fraction is below 1. */
  isFinal?: boolean;
};

// No look needs a higher bound, and below this growth of information it is the same look.
const highest = 8.5;
const sameLook = 1e-5;

/**
 * The boundaries of a group-sequential test at rising information fractions (information so far ÷ planned; information is 1/variance).
 *
 * A two-sided test (the default) stops where |z| ≥ the look's z, a one-sided where z does. A bound above 8.5 is set to 8.5, and what
 * it leaves unspent is spent later. A look whose information hardly grew (< 1e-5) repeats the look before. Alpha is that of this one
 * comparison: split it over primaries and arms first. Bounds are exact to 1e-8. Lan and DeMets (1983), Biometrika 70:659–663;
 * Jennison and Turnbull (2000), Group Sequential Methods, chapters 7 and 19.
 *
 * groupBoundaries([0.5, 1]) // [{fraction: 0.5, spent: 0.003051, z: 2.9626}, {fraction: 1, spent: 0.05, z: 1.9686}]
 */
export function groupBoundaries(fractions: readonly number[], options: LookOptions = {}): Look[] {
  const {alpha = 0.05, sides = 2, overrun = "keep", isFinal = false} = options;
  for (const fraction of fractions)
    if (!(fraction >= 0 && fraction < Infinity)) throw new RangeError(`invalid information fraction: ${fraction}`);
  const last = fractions.at(-1) ?? 1;
  const scale = overrun === "rescale" && last > 1 ? last : 1;
  const looks: Look[] = [];
  let path = startPath();
  let pending: Look | null = null;
  for (const [i, raw] of fractions.entries()) {
    const fraction = raw / scale;
    const isSame = fraction - (pending?.fraction ?? 0) < sameLook;
    if (isSame) {
      looks.push({fraction, spent: pending?.spent ?? 0, z: pending?.z ?? highest});
      continue;
    }
    if (pending) path = step(path, pending, sides);
    const target = isFinal && i === fractions.length - 1 ? alpha : spentAlpha(fraction, options);
    const before: number = pending?.spent ?? 0;
    pending = nextLook(path, fraction, before, Math.max(0, target - before), sides);
    looks.push(pending);
  }
  return looks;
}

function step(path: BrownianPath, {fraction, z}: Look, sides: 1 | 2): BrownianPath {
  const bound = z * Math.sqrt(fraction);
  return advance(path, fraction, sides === 2 ? -bound : -Infinity, bound);
}

function nextLook(path: BrownianPath, fraction: number, before: number, increment: number, sides: 1 | 2): Look {
  const root = Math.sqrt(fraction);
  const side = increment / sides;
  const least = crossing(path, fraction, highest * root).above;
  if (least >= side) return {fraction, spent: before + sides * least, z: highest};
  const z = solve(
    (z) => {
      const {above, density} = crossing(path, fraction, z * root);
      return [Math.log(side / above), (density * root) / above];
    },
    sides === 2 ? 0 : -highest,
    highest,
    normalUpperQuantile(side)
  );
  return {fraction, spent: before + increment, z};
}
