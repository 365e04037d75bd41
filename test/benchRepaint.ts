import type {Page} from "playwright-core";
import {chromium} from "playwright-core";
import {chromiumAdvice, findChromium} from "./chromium.js";
import {serveDist} from "./browser/serveDist.js";

/**
 * How long after a control's event the figures are drawn: the milliseconds until nothing on the screen changes, until that frame was
 * shown, and until nothing changes on the whole page.
 */
export interface Repaint {
  page: string;
  control: string;
  work: number[];
  shown: number[];
  all: number[];
}

interface Time {
  work: number;
  shown: number;
  all: number;
}

/** Another value for a control, told as the browser tells it, then the time until nothing in the page changes and the frame is out. */
async function repaint(page: Page, name: string, what: number): Promise<Time> {
  return page.evaluate(
    async ([control, step]) => {
      const fields = [...document.querySelectorAll<HTMLSelectElement | HTMLInputElement>("main label [name]")];
      const field = fields.find((node) => node.name === control)!;
      const main = document.querySelector("main")!;
      const start = performance.now();
      let [drawn, shown, all] = [start, start, start];
      const channel = new MessageChannel();
      // A message sent in a frame's callback arrives once that frame has been laid out and painted.
      channel.port1.onmessage = () => (shown = performance.now());
      const observer = new MutationObserver((records) => {
        all = performance.now();
        const boxes = records.map(({target}) => (target as Element).getBoundingClientRect());
        if (!boxes.some(({top, bottom}) => top < innerHeight && bottom > 0)) return;
        drawn = all;
        requestAnimationFrame(() => channel.port2.postMessage(null));
      });
      observer.observe(main, {childList: true, subtree: true, characterData: true, attributes: true});
      if (field instanceof HTMLSelectElement) field.selectedIndex = step % field.options.length;
      else field.value = String(Number(field.value) + 1);
      field.dispatchEvent(new Event("input", {bubbles: true}));
      field.dispatchEvent(new Event("change", {bubbles: true}));
      do await new Promise((resolve) => setTimeout(resolve, 50));
      while (performance.now() - Math.max(all, shown) < 200);
      observer.disconnect();
      return {work: drawn - start, shown: shown - start, all: all - start};
    },
    [name, what] as const
  );
}

/**
 * Changes every control of the pages `count` times, the first time, in which code is still being compiled, not counted.
 *
 * await benchRepaint("dist", ["retention.html"]) // [{page: "retention.html", control: "plan", work: [31, …], …}, …]
 */
export async function benchRepaint(folder: string, paths: readonly string[], count = 5): Promise<Repaint[]> {
  const executablePath = findChromium();
  if (executablePath === null) throw new Error(chromiumAdvice);
  const server = await serveDist(folder);
  const browser = await chromium.launch({executablePath, args: ["--no-sandbox", "--disable-dev-shm-usage"]});
  const found: Repaint[] = [];
  try {
    const page = await browser.newPage({viewport: {width: 1280, height: 900}});
    for (const path of paths) {
      await page.goto(`${server.origin}/${path}`);
      await page.locator("main label [name]").first().waitFor();
      const names = await page
        .locator("main label [name]")
        .evaluateAll((nodes) =>
          nodes.filter((node) => node.checkVisibility()).map((node) => (node as HTMLSelectElement).name)
        );
      for (const control of names) {
        const times: Time[] = [];
        for (let step = 0; step <= count; step++) times.push(await repaint(page, control, step + 1));
        const counted = times.slice(1);
        const of = (kind: keyof Time) => counted.map((time) => time[kind]);
        found.push({page: path, control, work: of("work"), shown: of("shown"), all: of("all")});
        await page.goto(`${server.origin}/${path}`);
        await page.locator("main label [name]").first().waitFor();
        await page.waitForTimeout(500);
      }
    }
  } finally {
    await browser.close();
    await server.close();
  }
  return found;
}

const middle = (times: readonly number[]) => [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;

/** A table of the controls: the middle and the longest time until what is on the screen is drawn, until it is shown, and until all is drawn. */
export function repaintTable(found: readonly Repaint[]): string {
  const ms = (value: number) => String(Math.round(value));
  const rows = found.map(({page, control, work, shown, all}) => {
    return `| ${[page, control, ms(middle(work)), ms(Math.max(...work)), ms(middle(shown)), ms(middle(all))].join(" | ")} |`;
  });
  return [
    "| page | control | drawn ms | at most | on the screen ms | whole page ms |",
    "| --- | --- | ---: | ---: | ---: | ---: |",
    ...rows
  ].join("\n");
}
