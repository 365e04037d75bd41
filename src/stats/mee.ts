import {checkAlpha} from "./arguments.js";
import {normalUpperQuantile} from "./normal.js";
import {differenceOf, pooledZ, type Proportion} from "./pooledZ.js";
import {bisect} from "./solve.js";

/**
 * Mee's score interval for the difference of two proportions, variant − control.
 *
 * The bounds are differences of rates in [−1, 1]: every δ that the score test with the rates' restricted likelihood maximum
 * does not reject. It leaves out 0 exactly when `pooledZ` has p < alpha. `variant: "miettinen-nurminen"` multiplies the variance
 * by N/(N − 1), which is the better known interval but not the inverse of that test. Null if an arm is empty.
 * Mee (1984), Biometrics 40:1175–1176; Miettinen and Nurminen (1985), Statistics in Medicine 4:213–226.
 *
 * mee({x: 48, n: 80}, {x: 56, n: 70}) // [0.0533, 0.3377]
 */
export function mee(
  control: Proportion,
  variant: Proportion,
  {alpha = 0.05, form = "mee"}: {alpha?: number; form?: "mee" | "miettinen-nurminen"} = {}
): [lower: number, upper: number] | null {
  checkAlpha(alpha);
  const test = pooledZ(control, variant);
  if (control.n === 0 || variant.n === 0) return null;
  const n = control.n + variant.n;
  const critical = normalUpperQuantile(alpha / 2) * (form === "mee" ? 1 : Math.sqrt(n / (n - 1)));
  const centre = differenceOf(control, variant);
  const isRejected = (delta: number) => Math.abs(centre - delta) > critical * scoreError(control, variant, delta);
  const isNullRejected = form === "mee" ? test !== null && test.p < alpha : isRejected(0);

  // Which side of 0 a limit is on is decided by the test; only then is it looked for.
  const [low, lowerHigh] = centre > 0 && isNullRejected ? [0, centre] : [-1, Math.min(0, centre)];
  const [upperLow, high] = centre < 0 && isNullRejected ? [centre, 0] : [Math.max(0, centre), 1];
  return [
    centre === -1 ? -1 : bisect(isRejected, low, lowerHigh),
    centre === 1 ? 1 : bisect((delta) => !isRejected(delta), upperLow, high)
  ];
}

/**
 * The score test's standard error of the difference (variant − control) if the true one were delta, as Mee and Farrington and Manning use it.
 *
 * scoreError({x: 48, n: 80}, {x: 56, n: 70}, 0) // 0.0755
 */
export function scoreError(control: Proportion, variant: Proportion, delta: number): number {
  const p = restrictedRate(control, variant, delta);
  const q = p + delta;
  return Math.sqrt(Math.max(0, (p * (1 - p)) / control.n + (q * (1 - q)) / variant.n));
}

/**
 * The likeliest rate of the control if the variant's is that plus delta.
 *
 * The score is a cubic that falls through 0 once. Its sign is asked, in the factored form, because the closed roots lose half
 * the digits where two of them meet, which is where an arm has no conversions.
 *
 * restrictedRate({x: 1, n: 2}, {x: 2, n: 2}, 0) // 0.75
 */
export function restrictedRate(control: Proportion, variant: Proportion, delta: number): number {
  return bisect(
    (p) => {
      const q = p + delta;
      return (control.x - control.n * p) * q * (1 - q) + (variant.x - variant.n * q) * p * (1 - p) > 0;
    },
    Math.max(0, -delta),
    Math.min(1, 1 - delta),
    1e-25
  );
}
