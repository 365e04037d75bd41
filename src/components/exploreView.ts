import {html} from "htl";
import type {Explore} from "../results/explore.js";
import {followAddress, writeAddress} from "./address.js";
import {asIs, parametersOf, questionOf, type Drawing, type Question} from "./exploreAddress.js";
import type {Answer} from "./exploreAnswer.js";
import {Stopped, engineBytes, openDatabase, type Database} from "./exploreDatabase.js";
import {exploreExamples} from "./exploreExamples.js";
import {ExploreResult, answerText} from "./exploreResult.js";
import {ExploreSchema} from "./exploreSchema.js";
import {count} from "./format.js";
import {PageLink} from "./links.js";
import type {Site} from "./site.js";

interface Options {
  explore: Explore;
  site: Site;
  /** Where the file of tables lies; it is fetched once it is asked for. */
  file: {href: string};
  open?: typeof openDatabase;
}

const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(bytes < 10e6 ? 1 : 0)} MB`;

/** The editor, the tables, and the answer. DuckDB is loaded by the first question asked, not before. */
export function ExploreView({explore, site, file, open = openDatabase}: Options): HTMLElement {
  const examples = exploreExamples(site.minorPerMajor);
  const asked = (): Question => questionOf(new URLSearchParams(location.search)) ?? {sql: examples[0]!.sql, ...asIs};
  let question = asked();
  let database: Promise<Database> | null = null;
  let isRunning = false;

  const editor = html<HTMLTextAreaElement>`<textarea
    id="sql"
    name="sql"
    rows="11"
    spellcheck="false"
    autocapitalize="off"
    autocomplete="off"
    aria-describedby="sql-hint"
  ></textarea>`;
  const runButton = html<HTMLButtonElement>`<button type="submit" class="primary">Open the marts and run</button>`;
  const stopButton = html<HTMLButtonElement>`<button type="button" disabled>Stop</button>`;
  const size = html`<p class="quiet">
    Opening loads ${megabytes(explore.bytes)} of tables and DuckDB, ${megabytes(engineBytes.stored)}
    (${megabytes(engineBytes.sent)} from a server that compresses), once. The question is answered in this browser and
    sent nowhere.
  </p>`;
  const bar = html<HTMLProgressElement>`<progress max="1" value="0" aria-label="Loading" hidden></progress>`;
  const status = html`<p class="status" role="status"></p>`;
  const result = html`<div></div>`;

  const load = () => {
    bar.hidden = false;
    return open(explore, file.href, (doing, share) => {
      bar.value = share;
      status.textContent = `Loading ${doing}: ${Math.round(100 * share)}%`;
    });
  };
  const opened = async (): Promise<Database> => {
    database ??= load();
    try {
      const ready = await database;
      size.hidden = true;
      runButton.textContent = "Run";
      return ready;
    } catch (error) {
      database = null;
      status.textContent = "The marts could not be opened.";
      result.replaceChildren(Unavailable(error, file.href));
      throw new Unopened();
    } finally {
      bar.hidden = true;
    }
  };
  const show = (answer: Answer, ms: number) => {
    status.textContent = `${answerText(answer, ms)}.`;
    result.replaceChildren(ExploreResult(answer, question, (drawing) => keep({...question, ...drawing})));
  };
  const keep = (next: Question) => {
    question = next;
    writeAddress(parametersOf(question));
  };
  const run = async () => {
    if (isRunning) return;
    isRunning = true;
    runButton.disabled = true;
    try {
      const ready = await opened();
      stopButton.disabled = false;
      status.textContent = "Running …";
      const start = performance.now();
      const answer = await ready.run(question.sql);
      show(answer, performance.now() - start);
    } catch (error) {
      if (error instanceof Unopened) return;
      const message = error instanceof Error ? error.message : String(error);
      status.textContent =
        error instanceof Stopped ? "Stopped. The tables are as they were." : "DuckDB could not answer.";
      result.replaceChildren(...(error instanceof Stopped ? [] : [Problem(message)]));
    } finally {
      isRunning = false;
      runButton.disabled = false;
      if (document.activeElement === stopButton) editor.focus();
      stopButton.disabled = true;
    }
  };
  const askNew = (drawing: Drawing = asIs) => {
    const sql = editor.value;
    if (sql.trim() === "") {
      status.textContent = "Write a question first, or take one from below.";
      return;
    }
    keep(sql === question.sql && drawing === asIs ? question : {sql, ...drawing});
    void run();
  };

  const form = html<HTMLFormElement>`<form class="ask" aria-label="Your question">
    <label for="sql">Question, in SQL</label>
    ${editor}
    <p class="buttons">
      ${runButton} ${stopButton} <span class="quiet" id="sql-hint">Ctrl or ⌘ with Enter runs it</span>
    </p>
    ${size} ${bar} ${status}
  </form>`;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    askNew();
  });
  editor.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    askNew();
  });
  stopButton.addEventListener("click", () => {
    status.textContent = "Stopping …";
    void database?.then((ready) => ready.stop());
  });
  followAddress(
    form,
    () => JSON.stringify(question),
    () => {
      question = asked();
      editor.value = question.sql;
    }
  );
  form.addEventListener("input", ({target}) => {
    if (target === form && database) void run();
  });
  const insert = (name: string) => {
    editor.setRangeText(name, editor.selectionStart, editor.selectionEnd, "end");
    editor.focus();
  };
  const take = (sql: string) => {
    editor.value = sql;
    if (database) askNew();
    editor.focus();
  };
  editor.value = question.sql;
  return html`<div class="explore">
    <div>${form} ${result}</div>
    <div>
      <section class="examples" aria-labelledby="examples-title">
        <h2 id="examples-title">Questions to begin with</h2>
        <ul>
          ${examples.map(({question, sql}) => html`<li><button type="button" onclick=${() => take(sql)}>${question}</button></li>`)}
        </ul>
      </section>
      ${ExploreSchema(explore.tables, insert)}
    </div>
  </div>`;
}

class Unopened extends Error {}

function Problem(message: string): HTMLElement {
  return html`<section class="card problem" aria-label="Error">
    <h2>DuckDB says</h2>
    <pre tabindex="0" aria-label="Message"><code>${message}</code></pre>
  </section>`;
}

/** Why nothing can be asked here, and what to do instead. */
function Unavailable(error: unknown, href: string): HTMLElement {
  return html`<section class="card problem" aria-label="Error">
    <h2>The marts cannot be opened in this browser</h2>
    <p>${error instanceof Error ? error.message : String(error)}</p>
    <p>
      Instead, take the CSV under any figure, such as those of ${PageLink("retention.html", "retention")}; or
      <a href=${href} download="marts.arrows">save the tables</a>, Arrow streams one after another, and ask DuckDB on a
      computer of your own.
    </p>
  </section>`;
}

/** What the page offers, for its first sentence. */
export function exploreClaim({tables}: Explore): {before: string; value: string; after: string} {
  return {before: "Ask your own question of ", value: `${count(tables.length)} tables`, after: "."};
}

/** What the tables hold and what they do not. */
export function exploreMethod({accounts}: Explore, {minCell, currency, minorPerMajor}: Site): string[] {
  return [
    accounts
      ? "groups of accounts, and the accounts themselves"
      : `groups of ${count(minCell)} accounts or more, no single account`,
    minorPerMajor === 1 ? `money in ${currency}` : `money in minor units: ${count(minorPerMajor)} are 1 ${currency}`,
    "tables by month hold months that are over"
  ];
}
