/** Draws what stands in a box anew at its width in pixels. */
type Draw = (width: number) => void;

const draws = new WeakMap<Element, Draw>();
/** Boxes still to be drawn, and how wide they are: to ask for it between two drawings would lay the page out each time. */
const waiting = new Map<Element, number>();
let sizes: ResizeObserver | null = null;

/** Draws now what is on screen or above, and the rest once that has been shown, one after another, so that a key pressed meanwhile is heard. */
function drawAll(entries: readonly ResizeObserverEntry[]): void {
  const isIdle = waiting.size === 0;
  const boxes = entries.map(({target, contentRect}) => ({
    target,
    width: Math.floor(contentRect.width),
    isNear: target.getBoundingClientRect().top < innerHeight
  }));
  for (const {target, width} of boxes) waiting.set(target, width);
  for (const {target} of boxes.filter(({isNear}) => isNear)) drawOne(target);
  if (isIdle && waiting.size > 0) requestAnimationFrame(() => setTimeout(drawNext));
}

function drawNext(): void {
  const [box] = waiting.keys();
  // First of all, so that a drawing that fails is the only one.
  if (waiting.size > 1) setTimeout(drawNext);
  if (box?.isConnected) drawOne(box);
  else if (box) waiting.delete(box);
}

function drawOne(box: Element): void {
  const width = waiting.get(box)!;
  waiting.delete(box);
  draws.get(box)?.(width);
}

/** Draws a box whenever its width is another, the first time once it is on the page. */
export function drawAtWidth(box: Element, draw: Draw): void {
  sizes ??= new ResizeObserver(drawAll);
  draws.set(box, draw);
  sizes.observe(box);
}
