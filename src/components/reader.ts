import {html} from "htl";
import {readingsOf, type Chart, type Placed} from "./chart.js";

/** Room kept between the line that is read and what it says. */
const gap = 12;

/**
 * Lies over a chart and reads out one place of it at a time: the nearest one under the pointer, or by the arrow keys, Home and End.
 * A screen reader hears what is shown, and Escape puts it away. Null for a chart that has all its values written in it.
 */
export function Reader(chart: Chart): HTMLElement | null {
  const readings = readingsOf(chart);
  if (readings.length < 2) return null;
  const line = html`<i></i>`;
  const dots = html`<span></span>`;
  const tip = html`<div class="tip"></div>`;
  const node = html`<div
    class="reader"
    role="slider"
    tabindex="0"
    aria-label="Values of the chart"
    aria-valuemin="1"
    aria-valuemax=${readings.length}
  >
    ${line}${dots}${tip}
  </div>`;
  let at = readings.length - 1;
  const tell = (next: number) => {
    at = Math.max(0, Math.min(readings.length - 1, next));
    node.setAttribute("aria-valuenow", String(at + 1));
    node.setAttribute("aria-valuetext", textOf(readings[at]!));
  };
  const show = (next: number) => {
    tell(next);
    const {x, name, values} = readings[at]!;
    line.style.left = `${x}px`;
    dots.replaceChildren(
      ...values.flatMap(({y}) => (y === null ? [] : [html`<b style=${`left: ${x}px; top: ${y}px`}></b>`]))
    );
    tip.replaceChildren(
      html`<strong>${name}</strong>`,
      ...values.map(({name, text}) => html`<span>${name ? `${name} ` : ""}${text}</span>`)
    );
    node.classList.add("reads");
    const width = node.clientWidth;
    const isLeft = x > width / 2;
    tip.style.left = isLeft ? "" : `${x + gap}px`;
    tip.style.right = isLeft ? `${width - x + gap}px` : "";
  };
  const hide = () => node.classList.remove("reads");
  const nearest = (event: PointerEvent) => {
    const x = event.clientX - node.getBoundingClientRect().left;
    return readings.reduce((best, one, i) => (Math.abs(one.x - x) < Math.abs(readings[best]!.x - x) ? i : best), 0);
  };
  const moves: Record<string, () => number> = {
    ArrowLeft: () => at - 1,
    ArrowDown: () => at - 1,
    ArrowRight: () => at + 1,
    ArrowUp: () => at + 1,
    PageDown: () => at - 12,
    PageUp: () => at + 12,
    Home: () => 0,
    End: () => readings.length - 1
  };
  node.addEventListener("keydown", (event) => {
    if (event.key === "Escape") hide();
    const move = moves[event.key];
    if (!move || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    show(node.classList.contains("reads") ? move() : /^(Home|End)$/.test(event.key) ? move() : at);
  });
  node.addEventListener("focus", () => {
    if (node.matches(":focus-visible")) show(at);
  });
  node.addEventListener("blur", hide);
  node.addEventListener("pointermove", (event) => show(nearest(event)));
  node.addEventListener("pointerdown", (event) => show(nearest(event)));
  node.addEventListener("pointerleave", () => {
    if (!node.matches(":focus-visible")) hide();
  });
  tell(at);
  return node;
}

function textOf({name, values}: Placed): string {
  return `${name}: ${values.map((value) => `${value.name ? `${value.name} ` : ""}${value.text}`).join(", ")}`;
}
