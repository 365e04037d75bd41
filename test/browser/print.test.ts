import {beforeAll, describe, expect, it} from "vitest";
import type {Opened} from "./openSite.js";
import {openSite, pages, settle} from "./openSite.js";

const open = openSite();
/** A4 less the margins of src/style/print.css, in CSS pixels. */
const paper = {width: Math.floor(((210 - 2 * 14) / 25.4) * 96), height: Math.floor(((297 - 2 * 14) / 25.4) * 96)};

describe.each(pages)("%s on paper", (path) => {
  let opened: Opened;
  beforeAll(async () => {
    opened = await open(path);
    await opened.page.setViewportSize(paper);
    await opened.page.emulateMedia({media: "print"});
    await settle(opened.page);
  });

  it("has no figure that a page break cuts, and no heading apart from what it heads", async () => {
    const broken = await opened.page.evaluate((height) => {
      const whole = [...document.querySelectorAll<HTMLElement>("main .card, main .figure .chart, main tr")];
      const cut = whole.filter((node) => {
        const box = node.getBoundingClientRect();
        if (box.height === 0) return false;
        // Longer than a page it has to break; between the parts of a list it may.
        if (box.height > height) return node.matches(".chart, tr");
        return getComputedStyle(node).breakInside !== "avoid" && node.querySelector(":scope > .changes") === null;
      });
      const heads = [...document.querySelectorAll("main h2, main h3")].filter(
        (node) => getComputedStyle(node).breakAfter !== "avoid"
      );
      return [...cut, ...heads].map((node) => `${node.className} ${(node.textContent ?? "").trim().slice(0, 60)}`);
    }, paper.height);
    expect(broken).toEqual([]);
  });

  it("is not wider than the paper", async () => {
    const wide = await opened.page.evaluate((width) => {
      const nodes = [...document.querySelectorAll("main *:not(svg *)")];
      const isWide = (node: Element): boolean =>
        node.checkVisibility({visibilityProperty: true}) &&
        node.closest(".unseen") === null &&
        node.getBoundingClientRect().right > width + 1;
      return nodes.filter(isWide).map((node) => node.outerHTML.slice(0, 80));
    }, paper.width);
    expect(wide).toEqual([]);
  });

  it("leaves out what only a screen can do, and keeps the line of trust", async () => {
    const {page} = opened;
    for (const kind of ["nav", "button", ".reader", ".skip", "input[type=range]"])
      expect(await page.locator(`${kind}:visible`).count(), kind).toBe(0);
    const trust = page.locator("main .figure footer .trust");
    for (const line of await trust.all())
      if (await line.locator("xpath=ancestor::figure[1]").isVisible()) expect(await line.isVisible()).toBe(true);
  });

  it("writes out what was chosen", async () => {
    const {page} = opened;
    const hidden = await page
      .locator("main .filters label.set select")
      .evaluateAll((nodes) =>
        nodes.filter((node) => !node.checkVisibility()).map((node) => (node as HTMLSelectElement).name)
      );
    expect(hidden).toEqual([]);
  });
});
