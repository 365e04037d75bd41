import {existsSync, mkdirSync, readFileSync, writeFileSync} from "node:fs";
import {dirname, join} from "node:path";
import {parse} from "yaml";
import {definitions} from "../../src/definitions.js";
import type {Experiment} from "../../src/results/experiment.js";
import type {Template} from "../../src/results/messages.js";
import type {ReportEntry} from "../../src/results/report.js";
import type {SearchEntry} from "../../src/results/search.js";
import {readPages} from "./audience.js";

interface Found {
  experiments: {experiments: Experiment[]};
  reports: {reports: ReportEntry[]};
  messages: {templates: Template[]};
}

/**
 * What can be found on the site whose pages are in a folder: those pages and their sections, and of the results what one of them
 * shows. A page of another audience is not in the folder, and so what only it shows is not found. Names and definitions, no account.
 *
 * searchIndex("src", ".upswing/current")[0] // {kind: "page", name: "Data", about: "…", href: "data.html"}
 */
export function searchIndex(pages: string, results: string): SearchEntry[] {
  const paths = readPages(pages).map(({path}) => path);
  const read = <Name extends keyof Found>(name: Name, page: string): Found[Name] | null => {
    const file = join(results, `${name}.json`);
    return paths.includes(page) && existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Found[Name]) : null;
  };
  const tests = read("experiments", "/experiments/[id]")?.experiments ?? [];
  const reports = read("reports", "/reports/[name]")?.reports ?? [];
  const templates = read("messages", "/messages")?.templates ?? [];
  return [
    ...paths.filter((path) => !path.includes("[")).flatMap((path) => pageEntries(pages, path)),
    ...(paths.includes("/data") ? measureEntries() : []),
    ...tests.map(({id, name, hypothesis, status, slug}): SearchEntry => {
      const about = `Message test, ${status}${hypothesis ? `: ${hypothesis}` : ""}`;
      return {kind: "test", name, id, about, href: `experiments/${encodeURIComponent(slug)}.html`};
    }),
    ...reports.map(({name, asOf}): SearchEntry => {
      return {
        kind: "report",
        name,
        about: `Report on data to ${asOf}`,
        href: `reports/${encodeURIComponent(name)}.html`
      };
    }),
    ...templates.map(({id, name, stage}): SearchEntry => {
      return {kind: "message", name, id, about: `Message${stage ? ` of ${stage}` : ""}`, href: "messages.html"};
    })
  ];
}

/**
 * Writes searchIndex to a file. A page asks for it when its search is first opened.
 *
 * writeSearchIndex("dist.next/data/search.json", "src", ".upswing/current")
 */
export function writeSearchIndex(file: string, pages: string, results: string): void {
  mkdirSync(dirname(file), {recursive: true});
  writeFileSync(file, JSON.stringify(searchIndex(pages, results)));
}

/** A page and its sections; a draft is in no build and no one's to find. Headings with a number in them have no fixed address. */
function pageEntries(folder: string, path: string): SearchEntry[] {
  const source = readFileSync(join(folder, `${path}.md`), "utf8");
  const {title = path.slice(1), draft = false} = frontMatterOf(source);
  if (draft) return [];
  const href = `${path.slice(1)}.html`;
  const prose = source.replace(/^(`{3,})[^\n]*\n[\s\S]*?^\1/gm, "");
  const headings = [...prose.matchAll(/^#{2,3}\s+(.+?)\s*$/gm)].map(([, heading]) => heading!);
  const fixed = headings.filter((heading) => !/\$\{|[<`[*]/.test(heading));
  return [
    {kind: "page", name: title, about: fixed.slice(0, 3).join(" · "), href},
    ...fixed.map((name): SearchEntry => ({kind: "section", name, about: title, href: `${href}#${anchorOf(name)}`}))
  ];
}

function frontMatterOf(source: string): {title?: string; draft?: boolean} {
  const text = /^---\r?\n([\s\S]*?)\r?\n---/.exec(source)?.[1];
  return (text ? (parse(text) as {title?: string; draft?: boolean} | null) : null) ?? {};
}

/** The id that Framework gives a heading. anchorOf("What was read") // "what-was-read" */
function anchorOf(heading: string): string {
  return heading
    .normalize("NFKD")
    .replace(/[\u0300-\u036f’']/g, "")
    .toLowerCase()
    .replace(/[^a-z\d]+/g, "-")
    .replace(/^-|-$/g, "");
}

function measureEntries(): SearchEntry[] {
  return Object.values(definitions).map(({id, name, also, short}) => {
    return {kind: "measure", name, id, ...(also && {also: also.join(", ")}), about: short, href: `data.html#${id}`};
  });
}
