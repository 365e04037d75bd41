import type {FrozenMeasure, ShownReport} from "../../src/results/report.js";
import {escapeHtml} from "./escapeHtml.js";
import {reportStyle} from "./reportStyle.js";
import {apartText, differenceText, intervalText, valueText} from "./reportText.js";
import {seriesSvg} from "./seriesSvg.js";

/** Measures that a copy draws. */
const drawn = ["nrr", "grr", "mrr", "logo_churn", "upgrade_hazard", "trial_conversion_year", "arpa", "active_accounts"];

/** A report as one HTML file that opens from disk: no script, no font, no file beside it. */
export function reportHtml(report: ShownReport): string {
  const {name, company, asOf, closedMonth, commentary, checks, settings, definitions, leftOut, inputs} = report;
  const broken = checks.filter((check) => check.broken > 0);
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(`${company}: ${name}`)}</title>
<style>${reportStyle}</style>
</head>
<body>
<main>
<p class="quiet">${escapeHtml(company)}</p>
<h1>${escapeHtml(name)}</h1>
<p class="quiet">Data to ${asOf}${closedMonth ? `, last closed month ${closedMonth}` : ""} · ${checks.length - broken.length} of ${checks.length} checks hold · frozen; inputs ${escapeHtml(inputs)}</p>
${commentary ? `<section><h2>Commentary</h2>\n${commentary}</section>` : ""}
${Pictures(report)}
${Changed(report)}
<section><h2>Measures</h2>
${table(
  ["Measure", "Period", "Value", "95% interval", "n", "Method", "Checks"],
  report.headline.map((m) => [
    nameOf(report, m),
    m.period,
    valueText(m.value, m.unit, report),
    intervalText(m, report),
    countText(m),
    m.method,
    m.checks
  ])
)}
<p class="quiet">${leftOut > 0 ? `${leftOut} values of segments of too few accounts were not kept. ` : ""}Values are of the whole company in the last closed month that has one.</p></section>
<section><h2>Checks</h2>
${table(
  ["Check", "Promise", "Rows that break it"],
  checks.map((check) => [check.name, check.about, String(check.broken)])
)}</section>
<section><h2>Definitions</h2>
<dl>${definitions.map((d) => `<dt>${escapeHtml(d.name)}</dt><dd>${escapeHtml(`${d.short} ${d.formula}. Counted: ${d.grain}. ${d.source}`)}</dd>`).join("\n")}</dl></section>
<section><h2>Settings</h2>
${table(
  ["Setting", "Value"],
  settings.map(({key, value}) => [key, String(value ?? "none")])
)}</section>
</main>
</body>
</html>
`;
}

function Pictures(report: ShownReport): string {
  const pictures = drawn.flatMap((id) => {
    const points = report.series[id] ?? [];
    const last = points.at(-1);
    const svg = last ? seriesSvg(points, nameOf(report, last), (value) => valueText(value, last.unit, report)) : null;
    return svg ? [`<figure><figcaption>${escapeHtml(nameOf(report, last!))}</figcaption>${svg}</figure>`] : [];
  });
  return pictures.length
    ? `<section><h2>Over time</h2><div class="pictures">${pictures.join("\n")}</div></section>`
    : "";
}

function Changed(report: ShownReport): string {
  const {diff} = report;
  if (!diff)
    return `<section><h2>What changed</h2><p>This is the first report: there is none to compare it with.</p></section>`;
  const rows = diff.rows.map((row) => [
    nameOf(report, row.now),
    row.before ? `${valueText(row.before.value, row.now.unit, report)} (${row.before.period})` : "–",
    `${valueText(row.now.value, row.now.unit, report)} (${row.now.period})`,
    differenceText(row, report),
    apartText(row),
    row.why.join("; ")
  ]);
  const settings = diff.settings.map(({key, before, now}) => `${key}: ${before ?? "none"} → ${now ?? "none"}`);
  const checks = diff.checks.map(
    ({name, now}) => `${name}: ${now === null ? "gone" : now === 0 ? "holds now" : `broken by ${now}`}`
  );
  const notes = [...settings, ...checks];
  return `<section><h2>What changed since ${escapeHtml(diff.previous)}</h2>
<p class="quiet">${escapeHtml(diff.previous)} was made of data to ${diff.previousAsOf}. Both reports are of much the same accounts, so that two intervals that meet may still hide a change; two that do not meet show one.</p>
${table(["Measure", "Then", "Now", "Difference", "Beyond the intervals?", "What else changed"], rows)}
${notes.length ? `<ul>${notes.map((note) => `<li>${escapeHtml(note)}</li>`).join("")}</ul>` : `<p>No setting changed, and no check.</p>`}</section>`;
}

function table(columns: string[], rows: string[][]): string {
  const cells = (row: string[]) =>
    row.map((cell, i) => (i === 0 ? `<th scope="row">${escapeHtml(cell)}</th>` : `<td>${escapeHtml(cell)}</td>`));
  return `<div class="scroll" tabindex="0" role="group" aria-label="${escapeHtml(columns[0]!)}"><table><thead><tr>${columns.map((c) => `<th scope="col">${escapeHtml(c)}</th>`).join("")}</tr></thead>
<tbody>${rows.map((row) => `<tr>${cells(row).join("")}</tr>`).join("\n")}</tbody></table></div>`;
}

function nameOf({definitions}: ShownReport, {id}: FrozenMeasure): string {
  return definitions.find((definition) => definition.id === id)?.name ?? id;
}

function countText({n}: FrozenMeasure): string {
  return n === null ? "–" : n.toLocaleString("en-US");
}
