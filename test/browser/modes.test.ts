import type {Page} from "playwright-core";
import {beforeAll, describe, expect, it} from "vitest";
import type {Opened} from "./openSite.js";
import {kinds, openSite, settle} from "./openSite.js";

const open = openSite();
/** WCAG 1.4.12. */
const spaced = `* {line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important}
p {margin-bottom: 2em !important}`;

describe.each(kinds)("%s", (path) => {
  let opened: Opened;
  beforeAll(async () => {
    opened = await open(path);
  });

  it("moves nothing where less motion is asked for", async () => {
    const {page} = opened;
    await page.emulateMedia({reducedMotion: "reduce"});
    const moving = await page.evaluate(() => {
      const lasts = (times: string): boolean => times.split(",").some((time) => parseFloat(time) > 0);
      return [...document.querySelectorAll("body *")]
        .filter((node) => {
          const {transitionDuration, animationDuration} = getComputedStyle(node);
          return lasts(transitionDuration) || lasts(animationDuration);
        })
        .map((node) => node.outerHTML.slice(0, 80));
    });
    expect(moving).toEqual([]);
    await page.emulateMedia({reducedMotion: null});
  });

  it.each(["light", "dark"] as const)("can be read in forced colours on %s", async (colorScheme) => {
    const {page} = opened;
    await page.emulateMedia({forcedColors: "active", colorScheme});
    expect(await findFaint(page)).toEqual([]);
    await page.emulateMedia({forcedColors: null, colorScheme: null});
  });

  it.each([640, 320])("needs no scrolling sideways at %i px, which is a screen of 1280 px magnified", async (width) => {
    const {page} = opened;
    await page.setViewportSize({width, height: 512});
    await settle(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  });

  it.each([1280, 640])("loses no text at %i px where the reader spaces it", async (width) => {
    const {page} = opened;
    await page.setViewportSize({width, height: 900});
    const cut = await page.evaluate((css) => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(css);
      document.adoptedStyleSheets = [sheet];
      const found = [...document.querySelectorAll("body *")]
        .filter(
          (node) => node.checkVisibility({visibilityProperty: true}) && !node.matches(".unseen, .unseen *, svg *")
        )
        .filter((node) => {
          const {overflowX, overflowY, clipPath} = getComputedStyle(node);
          const isCut = (overflow: string): boolean => overflow === "hidden" || overflow === "clip";
          if (clipPath !== "none") return false;
          return (
            (isCut(overflowX) && node.scrollWidth > node.clientWidth + 1) ||
            (isCut(overflowY) && node.scrollHeight > node.clientHeight + 1)
          );
        })
        .map((node) => node.outerHTML.slice(0, 80));
      const {scrollWidth} = document.documentElement;
      document.adoptedStyleSheets = [];
      return [...found, ...(scrollWidth > innerWidth ? [`page is ${scrollWidth} px wide`] : [])];
    }, spaced);
    expect(cut).toEqual([]);
  });
});

/** Texts and lines of charts that hardly differ from the ground the reader's system gives. */
async function findFaint(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const context = document.createElement("canvas").getContext("2d")!;
    const paint = (color: string): number[] => {
      context.clearRect(0, 0, 1, 1);
      context.fillStyle = color;
      context.fillRect(0, 0, 1, 1);
      return [...context.getImageData(0, 0, 1, 1).data];
    };
    const light = (color: string): number => {
      const [r, g, b] = paint(color)
        .slice(0, 3)
        .map((part) => (part <= 10 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4));
      return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
    };
    const contrast = (a: string, b: string): number => {
      const [low, high] = [light(a), light(b)].sort((x, y) => x - y);
      return (high! + 0.05) / (low! + 0.05);
    };
    const ground = getComputedStyle(document.documentElement).backgroundColor;
    const texts = [...document.querySelectorAll("main svg text")].filter((node) => node.textContent !== "");
    const lines = [...document.querySelectorAll("main svg [aria-label='line'] path, main svg circle")];
    const faint = (node: Element, color: string, least: number): string[] =>
      color !== "none" && !color.startsWith("url") && contrast(color, ground) < least
        ? [`${node.tagName} ${node.textContent ?? ""}: ${color} on ${ground}`]
        : [];
    return [
      ...texts.flatMap((node) => faint(node, getComputedStyle(node).fill, 4.5)),
      ...lines.flatMap((node) => {
        const {fill, stroke} = getComputedStyle(node);
        return stroke === "none" ? faint(node, fill, 3) : faint(node, stroke, 3);
      })
    ];
  });
}
