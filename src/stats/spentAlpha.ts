import {checkAlpha} from "./arguments.js";
import {normalUpper, normalUpperQuantile} from "./normal.js";

/** How alpha is spent over the looks, and on how many sides. */
export type Spending = {
  alpha?: number;
  family?: "obrien-fleming" | "pocock" | "power" | "hwang-shih-decani";
  /** The exponent of the power family (2), or the γ of Hwang, Shih and DeCani (−4). */
  exponent?: number;
  sides?: 1 | 2;
};

/**
 * The share of alpha spent by information fraction t: 0 at t = 0, alpha from t = 1 on. A two-sided alpha is spent half on each side.
 *
 * "obrien-fleming" keeps nearly all for the end, "pocock" spends evenly in the logarithm, "power" spends alpha·t^exponent.
 * Lan and DeMets (1983), Biometrika 70:659–663; Hwang, Shih and DeCani (1990), Statistics in Medicine 9:1439–1445.
 *
 * spentAlpha(0.5) // 0.003051
 */
export function spentAlpha(t: number, {alpha = 0.05, family = "obrien-fleming", exponent, sides = 2}: Spending = {}) {
  checkAlpha(alpha);
  if (!(t >= 0)) throw new RangeError(`invalid information fraction: ${t}`);
  if (t === 0) return 0;
  if (t >= 1) return alpha;
  if (family === "pocock") return alpha * Math.log1p((Math.E - 1) * t);
  if (family === "power") return alpha * t ** positive(exponent ?? 2);
  if (family === "hwang-shih-decani") {
    const gamma = exponent ?? -4;
    return gamma === 0 ? alpha * t : (alpha * Math.expm1(-gamma * t)) / Math.expm1(-gamma);
  }
  return 2 * sides * normalUpper(normalUpperQuantile(alpha / (2 * sides)) / Math.sqrt(t));
}

function positive(exponent: number): number {
  if (!(exponent > 0)) throw new RangeError(`invalid exponent: ${exponent}`);
  return exponent;
}
