import {aalenJohansen} from "../stats/aalenJohansen.js";
import {medianSurvival} from "../stats/medianSurvival.js";
import type {RiskStep} from "../stats/riskTable.js";
import type {IncidencePoint} from "./incidenceChart.js";

/**
 * The incidence of the first cause among others, as far as `least` are at risk and up to `last`, one point per `bin` of time, and its
 * median: null where half have not had the event.
 */
export function incidenceOf(steps: RiskStep[], {least, last, bin}: {least: number; last: number; bin: number}) {
  const curve = aalenJohansen(steps).map(({time, atRisk, causes: [first]}) => ({
    time,
    atRisk,
    value: first!.incidence,
    lower: first!.lower,
    upper: first!.upper
  }));
  const rest = (share: number | null) => (share === null ? null : 1 - share);
  const median = medianSurvival(
    curve.map(({time, value, lower, upper}) => ({time, survival: 1 - value, lower: rest(upper), upper: rest(lower)}))
  );
  const known = curve.filter(({time, atRisk}) => atRisk >= least && time <= last);
  const binOf = ({time}: IncidencePoint) => Math.floor(time / bin);
  const points: IncidencePoint[] = known.filter(
    (point, i) => i + 1 === known.length || binOf(known[i + 1]!) > binOf(point)
  );
  return {points, median};
}
