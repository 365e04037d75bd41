// @vitest-environment happy-dom
import {beforeAll, describe, expect, it, vi} from "vitest";
import {DaysFigure, PlannerFacts, PlannerText, SizeFigure} from "../../src/components/plannerFigures.js";
import {type Plan, planDefaults} from "../../src/components/plannerPlan.js";
import {plannerView} from "../../src/components/plannerView.js";
import {PowerChart} from "../../src/components/powerChart.js";

const planned = (changes: Partial<Plan> = {}): Plan => ({...planDefaults, ...changes});
const title = (node: HTMLElement) => node.querySelector("h2")!.textContent;

beforeAll(() =>
  vi.stubGlobal(
    "ResizeObserver",
    class {
      observe(): void {}
    }
  )
);

describe("the figures of a plan", () => {
  it.each([
    [{}, "14 days can find a difference of 1.08 pp", "80% power takes 17 days; 14 days give 74%"],
    [{kind: "rate-margin"}, "14 days can show a margin of 1.04 pp", "80% power takes 16 days; 14 days give 77%"],
    // Seven in each: (1.96 · √(0.3845 · 0.6155 · 2 / 7) − 0.669) / √((0.05 · 0.95 + 0.719 · 0.281) / 7) = −0.84
    [{perDay: 1}, "14 days can find a difference of 66.9 pp", null],
    [{perDay: 0}, "14 days bring too few units to find any difference", "Power by duration"],
    [{rate: 0}, "Power by difference", "Power by duration"]
  ] as const)("%j: titles say what the numbers do", (changes, size, days) => {
    const plan = planned(changes);
    const view = plannerView(plan);
    expect(title(SizeFigure(plan, view))).toBe(size);
    if (days) expect(title(DaysFigure(plan, view))).toBe(days);
  });

  it("PlannerFacts(plan, view) lists what applies, and PlannerText both texts to copy", () => {
    const of = (plan: Plan) => PlannerFacts(plan, plannerView(plan)).textContent;
    expect(of(planned())).not.toMatch(/Design effect|Looking early|Accounts/);
    expect(of(planned({size: 20, looks: 3}))).toMatch(
      /Accounts in all[\d,]+.*Design effect× 2.59.*Looking early× 1.01/
    );
    expect(of(planned({rate: 0}))).toMatch(/until the test can be planned/);
    expect(PlannerText(planned(), plannerView(planned())).querySelectorAll("button")).toHaveLength(2);
    expect(PlannerText(planned(), {problem: "no"}).textContent).toBe("");
  });

  it("PowerChart(points) names both lines, keeps names inside and draws nothing of nothing", () => {
    const points = [0, 1, 2].map((at) => ({at, power: 0.4 * at + 0.1, units: 10}));
    const options = {axis: "Difference", format: String, power: 0.8, width: 320};
    const marks = [
      {at: 0.1, name: "planned: 0.1"},
      {at: 1.9, name: "found: 1.9"}
    ];
    const chart = PowerChart(points, {...options, marks})!;
    expect(chart.getAttribute("aria-label")).toBe("Line of the power. Difference: 10% at 0, 50% at 1, 90% at 2.");
    const anchors = [...chart.querySelectorAll("g[text-anchor]")]
      .filter((node) => /planned|found/.test(node.textContent ?? ""))
      .map((node) => node.getAttribute("text-anchor"));
    // Each would stand outside its line, where there is no room on a phone.
    expect(anchors).toEqual(["start", "end"]);
    expect(chart.textContent).toContain("80% asked for");
    expect(PowerChart([], {...options, marks})).toBeNull();
  });
});
