/**
 * Digits after the point of a currency: 2 for most, 0 for yen.
 *
 * minorDigits("JPY") // 0
 */
export function minorDigits(currency: string): number {
  return new Intl.NumberFormat("en", {style: "currency", currency}).resolvedOptions().maximumFractionDigits ?? 2;
}
