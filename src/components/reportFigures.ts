import {html} from "htl";
import type {DiffRow, FrozenMeasure, ReportEntry, ShownReport} from "../results/report.js";
import type {Table} from "./dataTable.js";
import {DataTable} from "./dataTable.js";
import {count, day, formatDifference, formatInterval, formatValue, month, plural} from "./format.js";
import {LineChart} from "./lineChart.js";
import {pageLink} from "./pageLink.js";
import type {Sentence} from "./sentences.js";
import {seriesTable} from "./tables.js";

/** Measures that a report draws. */
const drawn = ["nrr", "grr", "mrr", "logo_churn", "upgrade_hazard", "trial_conversion_year"];
const width = 300;

export function reportsClaim(reports: readonly ReportEntry[]): Sentence {
  const [latest] = reports;
  if (!latest) return {before: "No report has been frozen yet"};
  return {
    before: "",
    value: plural(reports.length, "report"),
    after: ` ${reports.length === 1 ? "is" : "are"} kept as made, the last on data to ${day(latest.asOf)}`
  };
}

/** Every report, the latest first, with what it said of a few measures. */
export function reportsTable(reports: readonly ReportEntry[], currency: string): Table {
  const ids = [...new Set(reports.flatMap(({headline}) => headline.map(({id}) => id)))];
  const names: Record<string, string> = {
    nrr: "Net retention",
    grr: "Gross retention",
    mrr: "Monthly revenue",
    upgrade_hazard: "Upgrade hazard",
    trial_conversion_year: "Trial conversion"
  };
  return {
    columns: [
      {label: "Report", format: (name) => html`<a href=${pageLink(`reports/${name}.html`)}>${name}</a>`},
      {label: "Data to", format: (date) => day(String(date))},
      ...ids.map((id) => ({label: names[id] ?? id, number: true})),
      {label: "Compared with"},
      {label: "Broken checks", number: true}
    ],
    rows: reports.map((report) => [
      report.name,
      report.asOf,
      ...ids.map((id) => {
        const found = report.headline.find((one) => one.id === id);
        return found ? formatValue(found.value, found.unit, currency) : "n/a";
      }),
      report.previous ?? "none before it",
      report.failed
    ])
  };
}

export function reportClaim({name, headline, currency}: ShownReport): Sentence {
  const nrr = headline.find(({id}) => id === "nrr");
  if (!nrr || nrr.value === null) return {before: `${name}: net revenue retention could not be told yet`};
  return {
    before: `${name}: net revenue retention was `,
    value: formatValue(nrr.value, nrr.unit, currency),
    interval: formatInterval(nrr.lower, nrr.upper, nrr.unit, currency) ?? "too few for an interval"
  };
}

/** What its analyst wrote. The build lets no HTML of theirs through, but for what Markdown makes. */
export function Commentary({commentary, name}: ShownReport): HTMLElement {
  const text = html`<div class="prose"></div>`;
  if (commentary === null)
    text.append(
      html`<p class="quiet">No commentary was written. It belongs in playbook/reports/${name}/commentary.md.</p>`
    );
  else text.innerHTML = commentary;
  return html`<section class="card">
    <h2>What its analyst wrote</h2>
    ${text}
  </section>`;
}

/** Measures over their months as they read when the report was frozen. */
export function ReportPictures(report: ShownReport): HTMLElement[] {
  return drawn.flatMap((id) => {
    const values = report.series[id] ?? [];
    const unit = values[0]?.unit;
    if (!unit || values.length < 2) return [];
    const series = [{name: nameOf(report, id), values}];
    const chart = LineChart(series, {unit, currency: report.currency, width, height: 170});
    return html`<figure class="card figure">
      <h2>${nameOf(report, id)}</h2>
      <p class="subtitle">
        As it read on data to ${day(report.asOf)}${values.some(({lower}) => lower !== null) ? ", 95% interval" : ""}
      </p>
      ${chart}
      <footer>
        <details>
          <summary>table</summary>
          <div class="scroll" tabindex="0" role="group" aria-label="Table">
            ${DataTable(seriesTable(series, unit, report.currency))}
          </div>
        </details>
      </footer>
    </figure>`;
  });
}

/** Every measure with its interval, as it was. */
export function measuresTable(report: ShownReport): Table {
  const {headline, currency} = report;
  return {
    columns: [
      {label: "Measure"},
      {label: "Period"},
      {label: "Value", number: true},
      {label: "95% interval"},
      {label: "n", number: true, format: (n) => (n === null ? "–" : count(Number(n)))},
      {label: "Method", text: true},
      {label: "Checks", text: true}
    ],
    rows: headline.map((m) => [
      nameOf(report, m.id),
      month(m.period),
      formatValue(m.value, m.unit, currency),
      formatInterval(m.lower, m.upper, m.unit, currency) ?? "–",
      m.n,
      m.method,
      m.checks.replaceAll("_", " ")
    ])
  };
}

/** Then and now, and what besides the world moved it. */
export function diffTable(report: ShownReport): Table {
  const {currency, diff} = report;
  const shown = (m: FrozenMeasure | null) =>
    m ? `${formatValue(m.value, m.unit, currency)} (${month(m.period)})` : "–";
  return {
    columns: [
      {label: "Measure"},
      {label: "Then", number: true},
      {label: "Now", number: true},
      {label: "Difference", number: true},
      {label: "Beyond the intervals?"},
      {label: "What else changed", text: true}
    ],
    rows: (diff?.rows ?? []).map((row) => [
      nameOf(report, row.id),
      shown(row.before),
      shown(row.now),
      formatDifference(row.difference, row.now.unit, currency),
      apartText(row),
      row.why.join("; ")
    ])
  };
}

/** Settings and checks that are not what they were, a line each. */
export function diffNotes({diff}: ShownReport): string[] {
  if (!diff) return [];
  const settings = diff.settings.map(
    ({key, before, now}) => `Setting ${key}: ${before ?? "none"}, now ${now ?? "none"}.`
  );
  const checks = diff.checks.map(
    ({name, now}) =>
      `Check ${name.replaceAll("_", " ")}: ${now === null ? "gone" : now === 0 ? "holds now" : `broken by ${plural(now, "row")} now`}.`
  );
  return [...settings, ...checks];
}

function apartText({apart, difference}: DiffRow): string {
  if (difference === null) return "not comparable";
  if (apart === null) return "has no interval";
  return apart ? "yes, they do not meet" : "no, they meet";
}

function nameOf({definitions}: ShownReport, id: string): string {
  return definitions.find((definition) => definition.id === id)?.name ?? id;
}

/** A line under a table. */
export function NoteLine(text: string): HTMLElement {
  return html`<p class="note">${text}</p>`;
}
