import type {Page} from "playwright-core";
import {beforeAll, describe, expect, it} from "vitest";
import type {Opened} from "./openSite.js";
import {openSite, pages} from "./openSite.js";

type Stop = {at: number; name: string; isMarked: boolean; isSeen: boolean};

const open = openSite();

describe.each(pages)("%s by keyboard alone", (path) => {
  let opened: Opened;
  beforeAll(async () => {
    opened = await open(path);
  });

  it("reaches everything in order, shows where it is, and gets out at the end", async () => {
    const {page} = opened;
    const names = await listTargets(page);
    const stops = await tabThrough(page, names.length);
    expect(stops[0]?.name).toContain("Skip to the page");
    expect(stops.filter(({at}) => at >= 0).map(({name}) => name)).toEqual(names);
    expect(
      stops.filter(({isMarked}) => !isMarked),
      "focus cannot be seen"
    ).toEqual([]);
    expect(
      stops.filter(({isSeen}) => !isSeen),
      "focus is out of sight"
    ).toEqual([]);
  });

  it("gives every target 24 px, or that much room", async () => {
    expect(await findSmall(opened.page)).toEqual([]);
  });

  it("reads every chart out by the arrow keys, and puts the read-out away by Escape", async () => {
    const {page} = opened;
    for (const reader of await page.locator("main .reader").all()) {
      await reader.focus();
      await page.keyboard.press("End");
      const last = await reader.getAttribute("aria-valuetext");
      await page.keyboard.press("Home");
      const first = await reader.getAttribute("aria-valuetext");
      expect(first).toMatch(/.: .*\S/);
      expect(first).not.toMatch(/NaN|undefined|null/);
      expect(first).not.toBe(last);
      expect(await reader.getAttribute("aria-valuenow")).toBe("1");
      expect(await reader.locator(".tip").isVisible()).toBe(true);
      await page.keyboard.press("ArrowRight");
      expect(await reader.getAttribute("aria-valuenow")).toBe("2");
      await page.keyboard.press("Escape");
      expect(await reader.locator(".tip").isVisible()).toBe(false);
    }
    expect(opened.complaints).toEqual([]);
  });
});

/** Numbers what can be worked, in the order of the document, and gives its names. */
async function listTargets(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const kinds = "a[href], button, select, textarea, input, summary, [tabindex='0']";
    const isOpen = (node: Element): boolean =>
      node.checkVisibility({visibilityProperty: true}) &&
      !node.matches(":disabled") &&
      !(
        node.matches("[type=radio]:not(:checked)") && node.closest("fieldset, form")?.querySelector(":checked") !== null
      );
    const nodes = [...document.querySelectorAll<HTMLElement>(kinds)].filter(isOpen);
    nodes.forEach((node, i) => (node.dataset.stop = String(i)));
    return nodes.map((node) =>
      node.matches(".reader")
        ? "reader"
        : `${node.tagName.toLowerCase()} ${(node.textContent ?? "").trim().slice(0, 40)}`
    );
  });
}

/** Presses the tab key until the focus leaves the page; a trap would hold it longer than there are targets. */
async function tabThrough(page: Page, count: number): Promise<Stop[]> {
  const stops: Stop[] = [];
  for (let i = 0; i <= count + 50; i++) {
    await page.keyboard.press("Tab");
    const stop = await page.evaluate((): Stop | null => {
      const node = document.activeElement as HTMLElement | null;
      if (!node || node === document.body) return null;
      const text = `${node.tagName.toLowerCase()} ${(node.textContent ?? "").trim().slice(0, 40)}`;
      const name = node.matches(".reader") ? "reader" : text;
      const around = [node, node.closest("label")].filter((one) => one !== null);
      const isMarked = around.some((one) => {
        const {outlineStyle, outlineWidth} = getComputedStyle(one);
        return outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
      });
      const boxes = [...node.getClientRects()];
      const isSeen = boxes.some((box) => {
        const [left, right] = [Math.max(0, box.left), Math.min(innerWidth, box.right)];
        const [top, bottom] = [Math.max(0, box.top), Math.min(innerHeight, box.bottom)];
        if (right - left < 1 || bottom - top < 1) return false;
        const hit = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
        return hit !== null && (node.contains(hit) || hit.contains(node));
      });
      return {at: Number(node.dataset.stop ?? -1), name, isMarked, isSeen};
    });
    if (stop === null) return stops;
    stops.push(stop);
  }
  throw new Error(`the focus does not leave the page: ${stops.at(-1)?.name}`);
}

/** Targets under 24 px whose circle of 24 px meets another target: WCAG 2.2, 2.5.8. Links within a text are excepted. */
async function findSmall(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const kinds = "a[href], button, select, textarea, input, summary, [tabindex='0'][role=slider]";
    const isInText = (node: Element): boolean =>
      node.matches("a") &&
      getComputedStyle(node).display === "inline" &&
      (node.parentElement!.textContent ?? "").trim() !== (node.textContent ?? "").trim();
    const targets = [...document.querySelectorAll(kinds)]
      .filter((node) => node.checkVisibility({visibilityProperty: true}) && !node.matches(".skip") && !isInText(node))
      .map((node) => ({node, box: (node.closest("label") ?? node).getBoundingClientRect()}));
    const isSmall = ({width, height}: DOMRect): boolean => width < 23.5 || height < 23.5;
    const middle = (box: DOMRect): [number, number] => [box.left + box.width / 2, box.top + box.height / 2];
    const meets = (box: DOMRect, other: DOMRect): boolean => {
      const [x, y] = middle(box);
      const [a, b] = middle(other);
      if (isSmall(other) && Math.hypot(a - x, b - y) < 23.5) return true;
      const [dx, dy] = [
        x - Math.max(other.left, Math.min(x, other.right)),
        y - Math.max(other.top, Math.min(y, other.bottom))
      ];
      return Math.hypot(dx, dy) < 11.75;
    };
    return targets
      .filter(({box}) => isSmall(box))
      .filter(({node, box}) => targets.some((other) => other.node !== node && meets(box, other.box)))
      .map(
        ({node, box}) =>
          `${node.tagName.toLowerCase()} ${(node.textContent ?? "").trim().slice(0, 40)} ${box.width.toFixed(0)}×${box.height.toFixed(0)}`
      );
  });
}
