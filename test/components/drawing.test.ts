// @vitest-environment happy-dom
import {beforeEach, expect, it, vi} from "vitest";

let tell: (entries: unknown[]) => void;

beforeEach(() => {
  vi.resetModules();
  vi.useFakeTimers({toFake: ["setTimeout", "requestAnimationFrame"]});
  vi.stubGlobal(
    "ResizeObserver",
    class {
      constructor(callback: typeof tell) {
        tell = callback;
      }
      observe() {}
    }
  );
});

function boxAt(top: number): HTMLElement {
  const box = document.createElement("div");
  box.getBoundingClientRect = () => ({top}) as DOMRect;
  document.body.append(box);
  return box;
}

const entry = (target: Element) => ({target, contentRect: {width: 640.7}});

it("drawAtWidth(box, draw) draws what is on screen at once, and the rest once that has been shown, unless it is gone", async () => {
  const {drawAtWidth} = await import("../../src/components/drawing.js");
  const drawn: string[] = [];
  const boxes = {near: boxAt(100), far: boxAt(innerHeight + 1), gone: boxAt(innerHeight + 500), last: boxAt(9999)};
  for (const [name, box] of Object.entries(boxes)) drawAtWidth(box, (width) => drawn.push(`${name} ${width}`));
  tell(Object.values(boxes).reverse().map(entry));
  expect(drawn).toEqual(["near 640"]);
  boxes.gone.remove();
  vi.runAllTimers();
  expect(drawn).toEqual(["near 640", "last 640", "far 640"]);
  tell([{target: boxes.far, contentRect: {width: 320}}]);
  vi.runAllTimers();
  expect(drawn.at(-1)).toBe("far 320");
  drawn.length = 0;
  tell([entry(boxes.last), entry(boxes.far)]);
  tell([{target: boxes.last, contentRect: {width: 320}}]);
  vi.runAllTimers();
  expect(drawn).toEqual(["last 320", "far 640"]);
});
