import {html} from "htl";
import type {SearchEntry} from "../results/search.js";
import {findEntries} from "./findEntries.js";
import {plural} from "./format.js";

/** Results that are listed; a word more leaves fewer. */
const most = 12;

/**
 * The search of the site: a dialog with a field and the links that fit, the best first. Enter in the field follows the first of them,
 * the arrows go through them, Escape closes. `load` is asked for what can be found when it is first opened; `root` is where
 * addresses begin.
 */
export function SearchDialog(load: () => Promise<SearchEntry[]>, root: string): HTMLDialogElement {
  let entries: SearchEntry[] | null = null;
  const field = html<HTMLInputElement>`<input
    type="search"
    aria-label="Search pages, measures and tests"
    autocomplete="off"
    spellcheck="false"
    placeholder="Pages, measures, tests, reports"
  />`;
  const state = html`<p class="quiet" role="status"></p>`;
  const list = html`<ul></ul>`;
  const dialog = html<HTMLDialogElement>`<dialog class="search-dialog" aria-label="Search">
    <div class="search-field">${field}<button type="button" onclick=${() => dialog.close()}>Close</button></div>
    ${state}${list}
  </dialog>`;
  const links = () => [...list.querySelectorAll("a")];
  const show = () => {
    const found = findEntries(entries ?? [], field.value);
    list.replaceChildren(...found.slice(0, most).map((entry) => Result(entry, root)));
    state.textContent = stateOf(entries, field.value, found.length);
  };
  const open = async () => {
    field.select();
    if (entries) return;
    state.textContent = "Loading …";
    try {
      entries = await load();
      show();
    } catch {
      state.textContent = "The search could not be loaded. Close it and try again.";
    }
  };
  const move = (event: KeyboardEvent) => {
    const all: HTMLElement[] = [field, ...links()];
    const at = all.indexOf(document.activeElement as HTMLElement);
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step !== 0) {
      event.preventDefault();
      all[Math.min(Math.max(at + step, 0), all.length - 1)]?.focus();
    } else if (event.key === "Enter" && at === 0) {
      event.preventDefault();
      links()[0]?.click();
    } else if (event.key === "Escape") {
      event.preventDefault();
      dialog.close();
    }
  };
  field.addEventListener("input", show);
  dialog.addEventListener("keydown", move);
  // A press beside it closes it, and so does a result: it may lie on this page.
  dialog.addEventListener("click", ({target}) => {
    if (target === dialog || (target as Element).closest("a")) dialog.close();
  });
  dialog.addEventListener("open-search", () => void open());
  return dialog;
}

function Result({kind, name, about, href}: SearchEntry, root: string): HTMLElement {
  return html`<li>
    <a href=${`${root}${href}`}><b>${name}</b> <span class="kind">${kind}</span><span>${about}</span></a>
  </li>`;
}

function stateOf(entries: SearchEntry[] | null, question: string, count: number): string {
  if (!entries || question.trim() === "") return "Type a word or two.";
  if (count === 0) return "Nothing fits. Try another word, or fewer.";
  return count > most ? `The first ${most} of ${plural(count, "result")}` : plural(count, "result");
}

/** Opens a dialog, as a press of the button does, and as / does where no one is typing. */
function connect(dialog: HTMLDialogElement, button: HTMLElement): void {
  const open = () => {
    if (dialog.open) return;
    document.body.append(dialog);
    dialog.showModal();
    dialog.dispatchEvent(new Event("open-search"));
  };
  button.addEventListener("click", open);
  addEventListener("keydown", (event) => {
    const isTyping = (event.target as Element | null)?.closest?.("input, textarea, select, [contenteditable]");
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || isTyping) return;
    event.preventDefault();
    open();
  });
}

/** Fetched from beside the pages, wherever the page lies that this module serves. The preview has no bundles, and its files elsewhere. */
async function loadEntries(): Promise<SearchEntry[]> {
  const folder = import.meta.url.includes("/_import/pages/") ? "data" : "_file/data";
  const response = await fetch(new URL(`../../${folder}/search.json`, import.meta.url));
  if (!response.ok) throw new Error(`search.json: ${response.status}`);
  return (await response.json()) as SearchEntry[];
}

const button = globalThis.document?.querySelector<HTMLElement>("button.search");
if (button) connect(SearchDialog(loadEntries, new URL("../../", import.meta.url).href), button);
