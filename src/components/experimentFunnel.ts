import type {FunnelStage} from "../results/experiment.js";
import type {ExperimentRead} from "../verdict/analyse.js";
import type {Context} from "./context.js";
import {armName, totalUnits} from "./experiment.js";
import {Figure} from "./figure.js";
import {count, list, plural, rate} from "./format.js";
import {IntervalChart, type IntervalRow} from "./intervalChart.js";
import {openCaveat} from "./messagesView.js";
import {valueColumn} from "./tables.js";

const stageNames: Record<FunnelStage["stage"], string> = {
  assigned: "Assigned",
  delivered: "Delivered",
  opened: "Opened",
  clicked: "Clicked",
  trial: "Trial begun",
  upgraded: "Upgraded"
};

/** A row for each stage and arm: the share of the assigned that came to it, with how many. */
export function funnelRows(read: ExperimentRead): IntervalRow[] {
  return read.funnel
    .filter(({stage}) => stage !== "assigned")
    .flatMap(({stage, nested, arms}) =>
      arms
        .filter(({share}) => share !== null)
        .map(({arm, count: n, share}) => ({
          name: armName(read, arm),
          group: `${stageNames[stage]}${nested ? "" : ", with or without a click"}`,
          ...{value: share!.value, lower: share!.lower, upper: share!.upper, n},
          color: read.srm.flag || arm === read.control ? "var(--control)" : nested ? "var(--accent)" : "var(--new)"
        }))
    );
}

/** "Clicked: 9.8% of those assigned to “Discount”, 12.3% of those to “Savings”", by the last stage of the message itself. */
export function funnelTitle(read: ExperimentRead): string {
  const last = read.funnel.findLast(({nested, stage}) => nested && stage !== "assigned")!;
  const shares = last.arms.flatMap(({arm, share}) =>
    share === null ? [] : [`${rate(share.value)} of “${armName(read, arm)}”`]
  );
  return `${stageNames[last.stage]}: ${list(shares)}`;
}

/** What became of the messages, from who was assigned to who upgraded; no figure where none is known to be the test's. */
export function ExperimentFunnel(read: ExperimentRead, context: Context): HTMLElement[] {
  const [first] = read.funnel;
  return first ? [figureOf(read, first, context)] : [];
}

function figureOf(read: ExperimentRead, first: FunnelStage, {site}: Context): HTMLElement {
  const rows = funnelRows(read);
  const assigned = first.arms.reduce((sum, arm) => sum + arm.assigned, 0);
  const out = totalUnits(read) - assigned;
  const share = (label: string) => valueColumn(label, "rate", site.currency);
  const arms = list(first.arms.map((arm) => `${count(arm.assigned)} ${armName(read, arm.arm)}`));
  return Figure({
    title: funnelTitle(read),
    subtitle: `Share of ${read.unit}s assigned (${arms}) that came to each stage within ${count(first.hours / 24)} days of the first exposure, 95% interval`,
    chart: (width) => IntervalChart(rows, {width, unit: "rate", bounds: [0, 1], counted: `${read.unit}s`}),
    note: [
      `Each ${read.unit} counts once, in the arm it saw first.`,
      out > 0 && `${plural(out, read.unit)} whose time is not over, or who came after the planned end, are left out.`,
      "A message that was clicked counts as opened, and one opened as delivered; trials and upgrades are those of the account, with or without a click.",
      openCaveat,
      read.srm.flag && "The split is broken: differences between arms are not effects."
    ]
      .filter(Boolean)
      .join(" "),
    table: {
      columns: [
        ...[
          {label: "Stage"},
          {label: "Message"},
          {label: "Assigned", number: true},
          {label: "Came to it", number: true}
        ],
        ...[share("Share of assigned"), share("lower"), share("upper"), {label: "Part of the stage before"}]
      ],
      rows: read.funnel.flatMap(({stage, nested, arms: own}) =>
        own.map(({arm, assigned: of, count: n, share: found}) => [
          ...[stageNames[stage], armName(read, arm), of, n],
          ...[found?.value ?? null, found?.lower ?? null, found?.upper ?? null, nested ? "yes" : "no"]
        ])
      )
    }
  });
}
