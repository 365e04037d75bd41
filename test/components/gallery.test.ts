// @vitest-environment happy-dom
import {readdirSync} from "node:fs";
import {afterEach, beforeEach, describe, expect, it, vi} from "vitest";
import {galleryCharts, GalleryFigure, GalleryParts} from "../../src/components/gallery.js";

/** Drawn of what a reader asks in Explore, or the frame that others draw in. */
const none = ["chart.ts", "quickChart.ts"];

describe("the gallery", () => {
  beforeEach(() => void vi.spyOn(HTMLCanvasElement.prototype, "getContext").mockReturnValue(null));
  afterEach(() => void vi.restoreAllMocks());

  it("names every file of a chart", () => {
    const files = readdirSync("src/components").filter((name) => /[cC]hart\.ts$/.test(name) && !none.includes(name));
    const named = galleryCharts.map(({file}) => file);
    expect(files.length).toBeGreaterThan(8);
    expect(files.filter((file) => !named.includes(file))).toEqual([]);
  });

  it.each(galleryCharts)("$name draws something of its numbers, and nothing of none", ({draw, empty}) => {
    const drawn = draw(480) as Element;
    expect(drawn.querySelectorAll("path, rect, line, circle").length).toBeGreaterThan(1);
    expect(drawn.outerHTML).not.toMatch(/NaN|undefined/);
    expect(empty(480)).toBeNull();
  });

  it("shows charts in their frame, and the parts beside them", () => {
    expect(GalleryFigure(galleryCharts[0]!, true).textContent).toContain("LineChart, with nothing to draw");
    expect(GalleryParts().map((part) => part.tagName)).toEqual(["SECTION", "SECTION", "FORM", "TABLE"]);
  });
});
