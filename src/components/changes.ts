import {html} from "htl";

export interface ChangeNote {
  title: string;
  detail: string;
  tone: "good" | "bad" | "neutral";
}

/** What changed and why, a line each. Null-safe: an empty list says that nothing did. */
export function Changes(changes: readonly ChangeNote[], title: string): HTMLElement {
  return html`<section class="card">
    <h2>${title}</h2>
    ${
      changes.length
        ? html`<ul class="changes">
            ${changes.map((change) => html`<li><strong>${change.title}</strong><span>${change.detail}</span></li>`)}
          </ul>`
        : html`<p class="quiet">No measure moved by more than noise.</p>`
    }
  </section>`;
}
