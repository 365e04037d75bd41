import {BarList} from "./barList.js";
import {BridgeChart} from "./bridgeChart.js";
import {CauseChart} from "./causeChart.js";
import {Choice} from "./choice.js";
import {CohortBars} from "./cohortBars.js";
import {DataTable} from "./dataTable.js";
import {EmptyState} from "./emptyState.js";
import {EventChart} from "./eventChart.js";
import {Figure} from "./figure.js";
import {rate} from "./format.js";
import * as made from "./galleryData.js";
import {HeatChart} from "./heatChart.js";
import {IncidenceChart} from "./incidenceChart.js";
import {IntervalChart} from "./intervalChart.js";
import {LineChart} from "./lineChart.js";
import {LooksChart} from "./looksChart.js";
import {MeasureTile} from "./measureTile.js";
import {PowerChart} from "./powerChart.js";
import {StepCurve} from "./stepCurve.js";
import {SurvivalChart} from "./survivalChart.js";
import {TriangleChart} from "./triangleChart.js";

/** A chart, drawn of made-up numbers, and of none. */
export interface GalleryChart {
  name: string;
  file: string;
  use: string;
  draw: (width: number) => Node | null;
  empty: (width: number) => Node | null;
}

const label = "Made-up numbers.";
const money = {currency: "USD", minorPerMajor: 100};
const asRate = {unit: "rate", label} as const;
const heat = {
  rows: made.heatRows,
  format: (value: number) => value.toFixed(1),
  columnName: (day: string) => day.slice(5),
  label
};
const power = {
  axis: "difference",
  format: (at: number) => rate(at, 1),
  power: 0.8,
  marks: [{at: 0.02, name: "planned"}],
  label
};
const untold = {...made.triangle, cells: [], totals: []};

/** Every chart there is. A new one is added here: a test compares this list with the files. */
export const galleryCharts: readonly GalleryChart[] = [
  {
    ...{
      name: "LineChart",
      file: "lineChart.ts",
      use: "a measure by month, with its interval; hatched where a month is not over"
    },
    draw: (width) => LineChart(made.lines, {...asRate, width, reference: {value: 1, label: "100%"}}),
    empty: (width) => LineChart([], {...asRate, width})
  },
  {
    ...{name: "IntervalChart", file: "intervalChart.ts", use: "groups beside one another, each with its interval"},
    draw: (width) => IntervalChart(made.groups, {...asRate, width, counted: "accounts"}),
    empty: (width) => IntervalChart([], {...asRate, width})
  },
  {
    ...{name: "BarList", file: "barList.ts", use: "counts by name, longest first"},
    draw: (width) => BarList(made.bars, {width, label}),
    empty: (width) => BarList([], {width, label})
  },
  {
    ...{name: "BridgeChart", file: "bridgeChart.ts", use: "what moved revenue from one month to another"},
    draw: (width) => BridgeChart(made.bridge, {...money, width, label}),
    empty: (width) => BridgeChart(null, {...money, width, label})
  },
  {
    ...{name: "CauseChart", file: "causeChart.ts", use: "what expansion and contraction are made of"},
    draw: (width) => CauseChart(made.causes, {...money, width, label}),
    empty: (width) => CauseChart([], {...money, width, label})
  },
  {
    ...{name: "CohortBars", file: "cohortBars.ts", use: "trials by month and what became of them"},
    draw: (width) => CohortBars(made.cohorts, {width, label}),
    empty: (width) => CohortBars([], {width, label})
  },
  {
    ...{name: "EventChart", file: "eventChart.ts", use: "months before and after an event"},
    draw: (width) => EventChart(made.events, {axis: "months since the upgrade", width, label}),
    empty: (width) => EventChart([], {axis: "months since the upgrade", width, label})
  },
  {
    ...{name: "HeatChart", file: "heatChart.ts", use: "one number by row and week"},
    draw: (width) => HeatChart(made.heat, {...heat, width}),
    empty: (width) => HeatChart([], {...heat, width})
  },
  {
    ...{
      name: "IncidenceChart",
      file: "incidenceChart.ts",
      use: "the share to which something has happened, beside what prevents it"
    },
    draw: (width) => IncidenceChart(made.incidence, {time: "months", width, label}),
    empty: (width) => IncidenceChart([], {time: "months", width, label})
  },
  {
    ...{name: "LooksChart", file: "looksChart.ts", use: "a test at each of its looks, within its boundary"},
    draw: (width) => LooksChart(made.looks, {unit: "rate", currency: "USD", width, label}),
    empty: (width) => LooksChart([], {unit: "rate", currency: "USD", width, label})
  },
  {
    ...{name: "PowerChart", file: "powerChart.ts", use: "the chance that a planned test finds a difference"},
    draw: (width) => PowerChart(made.powers, {...power, width}),
    empty: (width) => PowerChart([], {...power, width})
  },
  {
    ...{name: "StepCurve", file: "stepCurve.ts", use: "the share reached by each day, with those at risk"},
    draw: (width) => StepCurve(made.steps, {axis: "days", width, label}),
    empty: (width) => StepCurve([], {axis: "days", width, label})
  },
  {
    ...{name: "SurvivalChart", file: "survivalChart.ts", use: "how many stay, by age"},
    draw: (width) => SurvivalChart(made.curves, {width, label}),
    empty: (width) => SurvivalChart([], {width, label})
  },
  {
    ...{name: "TriangleChart", file: "triangleChart.ts", use: "cohorts by age; hatched where a cohort is not that old"},
    draw: (width) => TriangleChart(made.triangle, "active", {width, label}),
    empty: (width) => TriangleChart(untold, "active", {width, label})
  }
];

/** The chart in its frame, as pages show it, or in its frame with nothing to draw. */
export function GalleryFigure({name, file, use, draw, empty}: GalleryChart, isEmpty = false): HTMLElement {
  return Figure({
    title: isEmpty ? `${name}, with nothing to draw` : name,
    subtitle: `src/components/${file}: ${use}`,
    chart: isEmpty ? empty : draw,
    table: {columns: [{label: "Made up"}], rows: [["These numbers are nobody's."]]}
  });
}

/** What stands beside charts. */
export function GalleryParts(): HTMLElement[] {
  return [
    MeasureTile(made.tile, money),
    EmptyState("trials", "trials appear here"),
    Choice("Compare", "gallery-by", {plan: "plans", all: "all accounts together"}),
    DataTable({
      caption: "DataTable",
      columns: [{label: "Plan"}, {label: "Accounts", number: true}],
      rows: [
        ["Starter", 142],
        ["Team", 186]
      ]
    })
  ];
}
