import {checkSuccesses} from "./arguments.js";
import type {Proportion} from "./pooledZ.js";

/**
 * Fisher's exact two-sided p that two arms convert alike, given how many converted in both: a check to be labelled, not the verdict.
 *
 * Adds up the tables no likelier than the observed one, as R's fisher.test; with `mid`, half of the equally likely ones. It needs whole
 * numbers. Null if an arm is empty. Fisher (1934), Statistical Methods for Research Workers, 5th ed., section 21.02.
 *
 * fisher({x: 7, n: 34}, {x: 1, n: 34}) // 0.0544001304950657
 */
export function fisher(control: Proportion, variant: Proportion, {mid = false}: {mid?: boolean} = {}): number | null {
  for (const {x, n} of [control, variant]) {
    checkSuccesses(x, n);
    if (!Number.isInteger(x) || !Number.isInteger(n)) throw new RangeError(`invalid counts: ${x} of ${n}`);
  }
  if (control.n === 0 || variant.n === 0) return null;
  const converted = control.x + variant.x;
  const least = Math.max(0, converted - control.n);
  const most = Math.min(converted, variant.n);
  // Weights relative to the likeliest table, outwards, so that none overflows.
  const mode = Math.min(
    most,
    Math.max(least, Math.floor(((converted + 1) * (variant.n + 1)) / (control.n + variant.n + 2)))
  );
  const ratio = (k: number) => ((variant.n - k) * (converted - k)) / ((k + 1) * (control.n - converted + k + 1));
  const weights = new Float64Array(most - least + 1);
  weights[mode - least] = 1;
  for (let k = mode; k < most; ++k) weights[k + 1 - least] = weights[k - least]! * ratio(k);
  for (let k = mode; k > least; --k) weights[k - 1 - least] = weights[k - least]! / ratio(k - 1);
  const observed = weights[variant.x - least]!;
  let [total, less, equal] = [0, 0, 0];
  for (const w of weights) {
    total += w;
    if (w < observed * (1 - 1e-7)) less += w;
    else if (w <= observed * (1 + 1e-7)) equal += w;
  }
  return Math.min(1, (less + (mid ? equal / 2 : equal)) / total);
}
