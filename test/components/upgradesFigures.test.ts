// @vitest-environment happy-dom
import {describe, expect, it, vi} from "vitest";
import type {Site} from "../../src/components/site.js";
import {HazardGroupsFigure} from "../../src/components/upgradesFigures.js";
import type {UpgradesView} from "../../src/components/upgradesView.js";

vi.stubGlobal(
  "ResizeObserver",
  class {
    observe() {}
  }
);

const context = {site: {currency: "USD", minCell: 5} as Site, queries: {}};
const titleOf = (figure: Element) => figure.querySelector("h2")?.textContent;

describe("HazardGroupsFigure", () => {
  it("compares plans that can make the same moves, and says what the top plan's rate is of", () => {
    const row = (name: string, value: number, canTier: boolean | null, group = "Plan") => ({
      ...{name, group, canTier, value, lower: value - 0.005, upper: value + 0.005, n: 1200, accounts: 100}
    });
    const figure = (groups: ReturnType<typeof row>[]) =>
      HazardGroupsFigure({groups, ungrouped: 0, month: "2026-10"} as unknown as UpgradesView, context);
    const [starter, team, top] = [row("Starter", 0.02, true), row("Team", 0.04, true), row("Enterprise", 0.09, false)];
    const europe = row("Europe", 0.001, null, "Region");
    const all = figure([starter, team, top, europe]);
    expect(titleOf(all)).toBe("Team upgrades more often than Starter");
    expect(all.querySelector(".subtitle")?.textContent).toContain(
      "Enterprise has no tier above, so its rate is of added seats alone, that of the other plans of tiers and seats"
    );
    expect([...all.querySelectorAll("th")].map((cell) => cell.textContent)).toContain("account-months");
    expect(titleOf(figure([starter, top]))).toBe("Only one plan can move up a tier, so plans cannot be compared");
    // Where no plan has a rank, all can only add seats: the same move.
    const flat = figure([row("Starter", 0.02, false), top]);
    expect(titleOf(flat)).toBe("Enterprise upgrades more often than Starter");
    expect(flat.textContent).not.toContain("no tier above");
  });
});
