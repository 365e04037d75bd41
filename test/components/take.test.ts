// @vitest-environment happy-dom
import {html, svg} from "htl";
import {afterEach, beforeEach, describe, expect, it, vi} from "vitest";
import {tabbed} from "../../src/components/csv.js";
import {Figure} from "../../src/components/figure.js";
import {standalone, wrap} from "../../src/components/image.js";

describe("what a reader takes away", () => {
  it("wrap(text, width, size) never drops a word, and breaks a line before it is too wide", () => {
    expect(wrap("one two three", 60, 12)).toEqual(["one two", "three"]);
    expect(wrap("antidisestablishmentarianism", 10, 12)).toEqual(["antidisestablishmentarianism"]);
  });

  it("standalone(chart, caption) holds title, subtitle and source, and styles that need no page", () => {
    const chart = svg`<svg width="300" height="100"><rect class="a" style="fill: rgb(1, 2, 3)" width="10" height="5"></rect></svg>`;
    document.body.append(chart);
    const picture = standalone(chart as SVGSVGElement, {
      title: "A < B",
      subtitle: "Units",
      source: "Demo, data to today"
    });
    const text = new XMLSerializer().serializeToString(picture);
    expect(picture.querySelector("title")!.textContent).toBe("A < B");
    expect(text).toContain("Demo, data to today");
    expect(text).toContain("Units");
    const rect = [...picture.querySelectorAll("rect")].at(-1)!;
    expect([rect.getAttribute("class"), rect.getAttribute("style")]).toEqual([null, null]);
    expect(rect.getAttribute("fill")).toBe("rgb(1, 2, 3)");
    expect(Number(picture.getAttribute("width"))).toBeGreaterThan(300);
  });

  it("tabbed(table) copies cells as they are shown, one line a row, and no formula", () => {
    const percent = (value: unknown) => `${100 * Number(value)}%`;
    const table = {
      columns: [{label: "Name"}, {label: "Share", number: true, format: percent}],
      rows: [
        ["two\nlines", 0.5],
        ["=1+1", -0.25],
        ["-x", 0.1]
      ]
    };
    expect(tabbed(table)).toBe("Name\tShare\ntwo lines\t50%\n'=1+1\t-25%\n'-x\t10%");
  });
});

describe("what a figure says of its data", () => {
  beforeEach(() => vi.resetModules());
  afterEach(() => document.head.replaceChildren());

  const failed = [{name: "plan_is_known", about: "Every plan is known.", broken: 3, measures: ["upgrade_rate"]}];
  const facts = {company: "Demo", asOf: "2026-10-31", locale: "en-GB", checks: {total: 4, failed}};
  /** The figure on a page whose head holds the facts. */
  async function figureOf(measure: string): Promise<HTMLElement> {
    document.head.append(
      html`<script type="application/json" id="page-facts">
        ${JSON.stringify(facts)}
      </script>`
    );
    const {Figure: Fresh} = await import("../../src/components/figure.js");
    return Fresh({title: "t", measure});
  }

  it("a failed check is visible on the figures it touches, with what it broke", async () => {
    const touched = (await figureOf("upgrade_rate")).querySelector(".trust")!;
    expect(touched.querySelector("summary")!.textContent!.replace(/\s+/g, " ")).toBe(
      "definition · ⚠ 1 check does not hold · data to 31 Oct 2026"
    );
    expect(touched.textContent).toContain("plan_is_known: Every plan is known. Broken by 3 rows.");
  });

  it("a figure no failed check touches says so, with formula, method and lineage", async () => {
    const trust = (await figureOf("grr")).querySelector(".trust")!;
    expect(trust.querySelector("summary")!.textContent!.replace(/\s+/g, " ")).toBe(
      "definition · ✓ checks hold · data to 31 Oct 2026"
    );
    expect(trust.textContent).toContain("Σ min(MRR now, MRR a year ago)");
    const links = [...trust.querySelectorAll("a")].map((link) => link.getAttribute("aria-label"));
    expect(links).toEqual(["definition of Gross revenue retention", "lineage of the data"]);
  });

  it("without a page around there is only the definition", () => {
    expect(Figure({title: "t"}).querySelector(".trust")).toBeNull();
    expect(Figure({title: "t", measure: "grr"}).querySelector(".trust summary")!.textContent).toBe("definition");
  });
});
