import type {FrozenMeasure} from "../../src/results/report.js";
import {escapeHtml} from "../report/escapeHtml.js";
import {intervalText, valueText} from "../report/reportText.js";
import {seriesSvg} from "../report/seriesSvg.js";

/** What stands in a figure besides its line. */
export interface FigureText {
  name: string;
  company: string;
  asOf: string;
  currency: string;
  locale: string;
}

const style =
  "text {font: 12px Helvetica, Arial, sans-serif; fill: #5d676f} .title {font: 600 16px Georgia, serif; fill: #1c2126} .line {fill: none; stroke: #0f766e; stroke-width: 2} .band {fill: #0f766e; opacity: 0.15} .dot, .last {fill: #0f766e} .last {font-weight: 600}";

/**
 * A measure as a picture for mails: name, value, interval, line and date, in light colours of its own. Null with fewer than two values.
 *
 * figureSvg(points, {name: "Net revenue retention", …}) // '<svg xmlns=…>'
 */
export function figureSvg(points: readonly FrozenMeasure[], text: FigureText): string | null {
  const last = points.at(-1);
  const value = last ? valueText(last.value, last.unit, text) : "";
  const drawing = last ? seriesSvg(points, text.name, (one) => valueText(one, last.unit, text)) : null;
  if (!last || !drawing) return null;
  const interval = last.lower === null ? "" : ` (95% interval ${intervalText(last, text)})`;
  const title = `${text.name}: ${value}`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="640" height="290" viewBox="0 0 340 154" role="img" aria-label="${escapeHtml(title + interval)}">
<title>${escapeHtml(title)}</title><style>${style}</style><rect width="340" height="154" fill="#ffffff"/>
<text x="16" y="24" class="title">${escapeHtml(text.name)}</text>
<text x="16" y="41" style="font-size: 10px">${escapeHtml(`${value}${interval}`)}</text>
${drawing.replace("<svg ", '<svg x="16" y="46" ')}
<text x="16" y="147" style="font-size: 9px">${escapeHtml(`${text.company}, data to ${text.asOf}`)}</text>
</svg>
`;
}
