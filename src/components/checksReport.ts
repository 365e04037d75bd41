import {html} from "htl";
import {definitions} from "../definitions.js";
import {type DataResult, words} from "./dataReport.js";
import {DataTable, type Table} from "./dataTable.js";
import {plural} from "./format.js";

/** Checks: those that do not hold open, those that hold folded away, as they are many. */
export function Checks({checks}: DataResult): HTMLElement {
  const doubted = checks.filter(({broken}) => broken > 0);
  const held = checks.filter(({broken}) => broken === 0);
  return html`<div>
    ${doubted.length ? DataTable(checksTable(doubted)) : checks.length ? "Every check holds." : "No check has been run."}
    ${
      held.length
        ? html`<details class="model">
            <summary>${plural(held.length, "check")} that ${held.length === 1 ? "holds" : "hold"}</summary>
            ${DataTable(checksTable(held))}
          </details>`
        : null
    }
  </div>`;
}

/** Each check with its state, the limits it has and the measures it guards, by name. */
export function checksTable(checks: DataResult["checks"]): Table {
  const state = ({broken, severity, tolerated}: DataResult["checks"][number]) =>
    broken > 0
      ? html`<span class=${severity === "error" ? "bad" : "warn"}>⚠ ${plural(broken, "row")} break it</span>`
      : html`<span class="good">✓ holds</span
          >${tolerated > 0 ? `, ${plural(tolerated, "row")} being within its limit` : null}`;
  const byName = new Map(checks.map((check) => [check.name, check]));
  const sorted = [...checks].sort((a, b) => a.name.localeCompare(b.name));
  return {
    columns: [
      {label: "Check", format: (value) => html`<span id=${`check-${value}`}>${words(String(value))}</span>`},
      {label: "Promise", text: true},
      {label: "Guards", text: true, format: (_, row) => Guarded(byName.get(String(row[0]))!.measures)},
      {label: "Limits"},
      {label: "State", format: (_, row) => state(byName.get(String(row[0]))!)}
    ],
    rows: sorted.map((check) => [check.name, check.about, check.measures.join(", "), check.limits, check.broken])
  };
}

/** The measures a check guards, as links to what they mean. */
function Guarded(ids: readonly string[]): string | Node {
  if (ids.length === 0) return "none";
  if (ids.includes("all")) return "every measure";
  const links = ids.map(
    (id, i) => html.fragment`${i ? ", " : ""}<a href=${`#${id}`}>${definitions[id]?.name ?? id}</a>`
  );
  return ids.length < 3
    ? html`<span>${links}</span>`
    : html`<details>
        <summary>${plural(ids.length, "measure")}</summary>
        ${links}
      </details>`;
}
