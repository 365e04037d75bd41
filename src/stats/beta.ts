import {checkProbability} from "./arguments.js";
import {deviance, stirlingError} from "./gamma.js";
import {solve} from "./solve.js";

/**
 * xᵃ yᵇ / B(a, b) where y = 1 − x, in Loader's saddle-point form (2000): no differences of log-gammas.
 *
 * betaPower(0.5, 0.5, 2, 3) // 0.375
 */
export function betaPower(x: number, y: number, a: number, b: number): number {
  if (x === 0 || y === 0) return 0;
  const n = a + b;
  const excess = a * y - b * x;
  return (
    Math.sqrt((a / n) * (b / (2 * Math.PI))) *
    Math.exp(
      stirlingError(n) - stirlingError(a) - stirlingError(b) - deviance(a, n * x, excess) - deviance(b, n * y, -excess)
    )
  );
}

/**
 * The regularised incomplete beta function as both tails, [I_x(a, b), 1 − I_x(a, b)], each accurate to rounding.
 *
 * x and y = 1 − x are separate arguments because 1 − x has forgotten a small x. Continued fraction of Didonato and Morris
 * (1992, ACM TOMS 18:360–373), whose terms are positive on the side of the mean it is used on.
 *
 * incompleteBeta(0.3, 0.7, 2, 3) // [0.3483, 0.6517]
 */
export function incompleteBeta(x: number, y: number, a: number, b: number): [lower: number, upper: number] {
  if (!(a > 0 && b > 0)) throw new RangeError(`invalid shape: ${a > 0 ? b : a}`);
  if (!(x >= 0 && y >= 0 && Math.abs(x + y - 1) < 1e-12)) throw new RangeError(`invalid x and 1 - x: ${x}, ${y}`);
  if (x === 0) return [0, 1];
  if (y === 0) return [1, 0];
  if (a * y >= b * x) {
    const lower = Math.min(1, betaPower(x, y, a, b) / fraction(x, y, a, b));
    return [lower, 1 - lower];
  }
  const upper = Math.min(1, betaPower(x, y, a, b) / fraction(y, x, b, a));
  return [1 - upper, upper];
}

function fraction(x: number, y: number, a: number, b: number): number {
  const excess = a * y - b * x;
  let value = (a * (excess + 1)) / (a + 1);
  let c = value;
  let d = 0;
  for (let m = 1, change = 0; Math.abs(change - 1) > 2e-16; ++m) {
    const before = a + 2 * m - 1;
    const over = ((a + m - 1) / before) * ((a + b + m - 1) / before) * m * (b - m) * x * x;
    const under = m + (m * (b - m) * x) / before + ((a + m) * (excess + 1 + m * (2 - x))) / (before + 2);
    d = 1 / (under + over * d);
    c = under + over / c;
    change = c * d;
    value *= change;
  }
  return value;
}

/**
 * The point with I_x(a, b) = p, as [x, 1 − x].
 *
 * For an upper tail swap the shapes and the result: [y, x] = betaQuantile(q, b, a). Newton on the logarithm of the nearer tail
 * against the logit of x, which keeps digits at both ends.
 *
 * betaQuantile(0.025, 3, 8) // [0.06673951117773448, 0.9332604888222655]
 */
export function betaQuantile(p: number, a: number, b: number): [x: number, y: number] {
  checkProbability(p);
  if (p === 0) return [0, 1];
  if (p === 1) return [1, 0];
  const side = p <= 0.5 ? 0 : 1;
  const sign = side === 0 ? 1 : -1;
  const target = Math.log(side === 0 ? p : 1 - p);
  const logit = solve(
    (u) => {
      const [x, y] = logistic(u);
      const tail = incompleteBeta(x, y, a, b)[side];
      return [sign * (Math.log(tail) - target), betaPower(x, y, a, b) / tail];
    },
    -745,
    745,
    Math.log(a / b)
  );
  return logistic(logit);
}

function logistic(u: number): [number, number] {
  return [1 / (1 + Math.exp(-u)), 1 / (1 + Math.exp(u))];
}
