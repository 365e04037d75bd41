import {svg} from "htl";
import {textWidth} from "./chart.js";
import {saveFile} from "./saveFile.js";

/** What stands around a chart once it has left its page. */
export interface Caption {
  title: string;
  subtitle?: string | undefined;
  /** What its letters and signs stand for. */
  note?: string | undefined;
  /** Whose data, and of when. */
  source: string;
}

const painted = [
  ...["fill", "fill-opacity", "stroke", "stroke-width", "stroke-dasharray", "stroke-linecap", "stroke-linejoin"],
  ...["stroke-opacity", "opacity", "font-family", "font-size", "font-style", "font-weight", "font-variant-numeric"],
  ...["text-anchor", "dominant-baseline", "paint-order", "visibility"]
];
const margin = 16;
const density = 2;

/**
 * A chart as an SVG file that needs no page: what the page's styles say of its colours and type is written into it, with its title,
 * subtitle, note and source.
 */
export function standalone(chart: SVGSVGElement, {title, subtitle, note, source}: Caption): SVGSVGElement {
  const {width, height} = sizeOf(chart);
  const page = getComputedStyle(chart.ownerDocument.documentElement);
  const paint = (name: string, otherwise: string) => page.getPropertyValue(name).trim() || otherwise;
  const [ink, quiet] = [paint("--ink", "#1c2126"), paint("--tertiary", "#66707a")];
  const font = getComputedStyle(chart.ownerDocument.body).getPropertyValue("font-family") || "sans-serif";
  const heading = wrap(title, width, 16);
  const sub = subtitle ? wrap(subtitle, width, 12) : [];
  const foot = [...(note ? wrap(note, width, 11) : []), ...wrap(source, width, 11)];
  const top = margin + heading.length * 21 + sub.length * 16 + 10;
  const lines = (texts: readonly string[], from: number, step: number) =>
    texts.map((text, i) => svg`<tspan x=${margin} y=${from + i * step}>${text}</tspan>`);
  const drawing = paintedCopy(chart);
  drawing.setAttribute("x", String(margin));
  drawing.setAttribute("y", String(top));
  const whole = [width + 2 * margin, top + height + margin + foot.length * 15 + margin] as const;
  return svg`<svg xmlns="http://www.w3.org/2000/svg" width=${whole[0]} height=${whole[1]} viewBox=${`0 0 ${whole[0]} ${whole[1]}`} font-family=${font} font-size="12" color=${ink}>
    <title>${title}</title>
    <rect width="100%" height="100%" fill=${paint("--card", "#ffffff")}></rect>
    <text font-family="Georgia, serif" font-size="16" font-weight="600" fill=${ink}>${lines(heading, margin + 14, 21)}</text>
    <text fill=${quiet}>${lines(sub, margin + heading.length * 21 + 10, 16)}</text>
    ${drawing}
    <text fill=${quiet} font-size="11">${lines(foot, top + height + margin + 11, 15)}</text>
  </svg>` as SVGSVGElement;
}

export function downloadSvg(name: string, chart: SVGSVGElement, caption: Caption): void {
  saveFile(`${name}.svg`, new Blob([serialize(standalone(chart, caption))], {type: "image/svg+xml"}));
}

/** The same as pixels, two to a point, for slides and mails that take no SVG. */
export async function downloadPng(name: string, chart: SVGSVGElement, caption: Caption): Promise<void> {
  const picture = standalone(chart, caption);
  const {width, height} = sizeOf(picture);
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(serialize(picture))}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [width * density, height * density];
  canvas.getContext("2d")!.drawImage(image, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/png"));
  if (blob) saveFile(`${name}.png`, blob);
}

function serialize(node: SVGSVGElement): string {
  return new XMLSerializer().serializeToString(node);
}

function sizeOf(chart: SVGSVGElement): {width: number; height: number} {
  const box = chart.getBoundingClientRect();
  const of = (name: "width" | "height") => Math.ceil(box[name] || Number(chart.getAttribute(name)) || 0);
  return {width: of("width"), height: of("height")};
}

/** A copy whose elements say themselves what the page's styles say of them. */
function paintedCopy(chart: SVGSVGElement): SVGSVGElement {
  const copy = chart.cloneNode(true) as SVGSVGElement;
  const originals = [chart, ...chart.querySelectorAll("*")];
  [copy, ...copy.querySelectorAll("*")].forEach((element, i) => {
    const style = getComputedStyle(originals[i]!);
    for (const name of painted) {
      const value = style.getPropertyValue(name);
      if (value !== "") element.setAttribute(name, value);
    }
    element.removeAttribute("style");
    element.removeAttribute("class");
  });
  copy.setAttribute("overflow", "visible");
  return copy;
}

/**
 * A text in lines that fit a width at a size of type.
 *
 * wrap("one two three", 60, 12) // ["one two", "three"]
 */
export function wrap(text: string, width: number, size: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/u)) {
    const longer = lines.length > 0 ? `${lines.at(-1)} ${word}` : word;
    if (lines.length > 0 && textWidth(longer, size) <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}
