import {checkAlpha, checkCount} from "./arguments.js";
import {normalUpperQuantile} from "./normal.js";

/**
 * Net promoter score with its adjusted-Wald interval, in points from −100 to 100.
 *
 * The three counts are answers: promoters (9–10), passives (7–8), detractors (0–6). `value` is the plain score; the interval adds ¾
 * of a promoter and of a detractor and 1½ passives first, so its centre is a little nearer to 0. One answer an account is taken for
 * granted. Null if nobody answered. Rocks (2016), The American Statistician 70:365–372.
 *
 * nps({promoters: 50, passives: 30, detractors: 20}) // {value: 30, lower: 14.05, upper: 44.20, n: 100}
 */
export function nps(
  {promoters, passives, detractors}: {promoters: number; passives: number; detractors: number},
  alpha = 0.05
): {value: number; lower: number; upper: number; n: number} | null {
  checkCount("promoters", promoters);
  checkCount("passives", passives);
  checkCount("detractors", detractors);
  checkAlpha(alpha);
  const n = promoters + passives + detractors;
  if (n === 0) return null;
  const up = (promoters + 0.75) / (n + 3);
  const down = (detractors + 0.75) / (n + 3);
  const half = normalUpperQuantile(alpha / 2) * Math.sqrt((up + down - (up - down) ** 2) / (n + 3));
  return {
    value: (100 * (promoters - detractors)) / n,
    lower: Math.max(-100, 100 * (up - down - half)),
    upper: Math.min(100, 100 * (up - down + half)),
    n
  };
}
