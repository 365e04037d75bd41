// @vitest-environment happy-dom
import {describe, expect, it} from "vitest";
import {CauseChart} from "../../src/components/causeChart.js";
import {CausesFigure} from "../../src/components/revenueFigures.js";
import {
  type ClosedMonths,
  closedMonthsText,
  joinedGapsTable,
  joinedGapsText,
  restatementsTable
} from "../../src/components/restatements.js";
import {causes, revenueView, series} from "../../src/components/revenueView.js";
import type {Site} from "../../src/components/site.js";
import {expectGolden} from "./golden.js";

const site = {currency: "USD", minorPerMajor: 100, closedMonth: "2026-10", openMonth: "2026-11"} as Site;
const dimensions = ["plan"];
const parts = causes.flatMap(({key}) => [`expansion_${key}`, `contraction_${key}`]);
const bridge = {from: "2026-08", to: "2026-10"} as Parameters<typeof revenueView>[1];

/** A cell of a month and plan, where seats grew by `seats` and tiers fell by `tier`. */
const cell = (month: string, plan: string, seats: number, tier: number) => [
  month,
  plan,
  ...parts.map((part) => (part === "expansion_seats" ? seats : part === "contraction_tier" ? tier : 0))
];

const result = {
  movements: {
    dimensions,
    measures: parts,
    rows: [
      cell("2026-08", "Team", 900, 900),
      cell("2026-09", "Team", 100, 30),
      cell("2026-10", "Pro", 50, 0),
      cell("2026-11", "Pro", 7, 7)
    ]
  },
  revenue: {
    dimensions,
    measures: [...series, "usage_rise", "usage_fall"],
    rows: [
      ["2026-10", "Team", 900, 1000, 800, 0, 0, 0, 15],
      ["2026-10", "Pro", 100, 100, 100, 50, 20, 12, 0],
      ["2026-11", "Pro", 200, 200, 200, 0, 0, 0, 20]
    ]
  }
} as unknown as Parameters<typeof revenueView>[0];

describe("revenueView", () => {
  it("adds up causes over the months of the bridge, losses below zero", () => {
    const view = revenueView(result, bridge, {}, site);
    expect(view.causes.filter((row) => row.expansion !== 0 || row.contraction !== 0)).toEqual([
      {name: "Seats", expansion: 150, contraction: 0},
      {name: "Change of tier", expansion: 0, contraction: -30},
      {name: "Usage, outside MRR", expansion: 12, contraction: -15, outside: true}
    ]);
    expect(revenueView(result, bridge, {plan: "Pro"}, site).causes.at(-1)).toMatchObject({
      expansion: 12,
      contraction: 0
    });
    expect(revenueView(result, bridge, {plan: "Pro"}, site).causes[0]!.expansion).toBe(50);
    expect(revenueView(result, null, {}, site).causes.every((row) => row.expansion === 0)).toBe(true);
  });

  it("gives each series in major units, the open month marked", () => {
    const {series: lines} = revenueView(result, bridge, {}, site);
    expect(lines.billed).toEqual([
      {period: "2026-10", value: 10, mature: true},
      {period: "2026-11", value: 2, mature: false}
    ]);
    expect([
      lines.contracted[0]!.value,
      lines.committed[0]!.value,
      lines.trial[0]!.value,
      lines.metered[0]!.value
    ]).toEqual([11, 9, 0.5, 0.2]);
  });

  it("keeps usage apart: no part of the title, and marked in the table", () => {
    const view = revenueView(result, bridge, {}, site);
    const context = {site, queries: {}} as unknown as Parameters<typeof CausesFigure>[2];
    const figure = CausesFigure(view, bridge, context);
    expect(figure.textContent).toContain("Seats: 100% of expansion");
    const cells = [...figure.querySelectorAll("tbody tr")].map((row) => [...row.children].map((c) => c.textContent));
    expect(cells.find(([name]) => name === "Usage, outside MRR")!.slice(1, 2)).toEqual(["outside"]);
    expect(cells.find(([name]) => name === "Seats")!.slice(1, 2)).toEqual(["part of it"]);
  });

  it("draws causes both ways, and nothing where nothing moved", async () => {
    const rows = [
      {name: "Seats", expansion: 4_470_000, contraction: -704_000},
      {name: "Add-ons", expansion: 371_000, contraction: -278_000},
      {name: "Price", expansion: 391_000, contraction: 35_200},
      {name: "Billing interval", expansion: 0, contraction: 0}
    ];
    const options = {currency: "USD", minorPerMajor: 100};
    await expectGolden(CauseChart(rows, {...options, width: 600}), "cause-chart");
    await expectGolden(CauseChart(rows, {...options, width: 300}), "cause-chart-phone");
    expect(CauseChart(rows.slice(3), options)).toBeNull();
  });
});

describe("restatements", () => {
  const none: ClosedMonths = {
    recordedMonths: 0,
    restatements: [],
    joinedGaps: {licences: 0, accounts: 0, overMonthEnd: 0, longest: null, list: null}
  };
  const restated: ClosedMonths = {
    recordedMonths: 12,
    restatements: [
      {
        month: "2026-09",
        id: "mrr",
        unit: "money",
        recorded: 10000,
        recordedOn: "2026-10-02",
        now: 12050,
        difference: 2050
      },
      {month: "2026-09", id: "nrr", unit: "rate", recorded: 1.05, recordedOn: "2026-10-02", now: null, difference: null}
    ],
    joinedGaps: {licences: 2, accounts: 2, overMonthEnd: 1, longest: 5, list: null}
  };

  it("says how the record stands", () => {
    expect(closedMonthsText(none)).toContain("No closed month is on record");
    expect(closedMonthsText({...none, recordedMonths: 12})).toContain("each reads as it was recorded");
    expect(closedMonthsText(restated)).toContain("1 reads otherwise now");
  });

  it("lists what was recorded, what is read now, and the difference, in the unit of each", () => {
    const {columns, rows} = restatementsTable(restated, site);
    const shown = rows.map((row) => row.map((cell, i) => (columns[i]!.format ? columns[i]!.format(cell, row) : cell)));
    expect(shown).toEqual([
      ["Sep 2026", "Monthly recurring revenue", "2 Oct 2026", "$100.00", "$120.50", "+$20.50", "money"],
      ["Sep 2026", "Net revenue retention", "2 Oct 2026", "105.0%", "n/a", "n/a", "rate"]
    ]);
  });

  it("names accounts of joined gaps only where the build has them", () => {
    expect(joinedGapsText(none)).toContain("No gap");
    expect(joinedGapsText(restated)).toContain(
      "2 licences of 2 accounts ended and were followed by another within 6 days"
    );
    expect(joinedGapsTable(restated, site)).toBeUndefined();
    const gap = {
      account: "a",
      subscription: "s",
      resumed: "t",
      endedAt: "2026-01-28",
      resumedAt: "2026-02-02",
      days: 5,
      currency: "USD",
      amount: 100,
      resumedAmount: 150
    };
    const listed = {...restated, joinedGaps: {...restated.joinedGaps, list: [gap]}};
    expect(joinedGapsTable(listed, site)!.rows).toEqual([
      ["a", "s", "t", "2026-01-28", "2026-02-02", 5, "USD", 1, 1.5]
    ]);
  });
});
