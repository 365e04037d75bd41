/**
 * What payments at the beginning of each period are worth today: Σ payments[t] ÷ (1 + rate)^t, the first not discounted.
 *
 * In the unit of the payments; `rate` is per period. 0 for no payments. Throws on a rate of −1 or less.
 * The textbook value of an annuity due.
 *
 * presentValue([100, 110], 0.1) // 200
 */
export function presentValue(payments: readonly number[], rate: number): number {
  if (!(rate > -1)) throw new RangeError(`invalid rate: ${rate}`);
  return payments.reduce((sum, payment, t) => sum + payment / (1 + rate) ** t, 0);
}
