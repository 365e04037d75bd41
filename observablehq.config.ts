import {existsSync, readFileSync} from "node:fs";
import {join} from "node:path";
import {day} from "./src/components/format.js";
import {escapeHtml} from "./loaders/report/escapeHtml.js";
import {filePattern} from "./loaders/site/absentPages.js";
import {readPages} from "./loaders/site/audience.js";
import {problemBanner} from "./loaders/site/problem.js";
import {factsId, type PageFacts} from "./src/components/pageFacts.js";

interface Site extends Omit<PageFacts, "checks" | "absent"> {
  checks: PageFacts["checks"] & {held: number};
}

interface Page {
  path: string;
}

const results = process.env.UPSWING_RESULTS ?? ".upswing/current";
/** The folder of pages; one of an audience's own lacks the pages of others. */
const pages = process.env.UPSWING_PAGES ?? "src";
const isPreview = process.env.UPSWING_DEV !== undefined;
const font = "fonts/source-serif-4.woff2";
const navigation = [
  ["/index", "Overview"],
  ["/retention", "Retention"],
  ["/upgrades", "Upgrades"],
  ["/trials", "Trials"],
  ["/experiments", "Experiments"],
  ["/messages", "Messages"],
  ["/effect", "Effect"],
  ["/feedback", "Voice"],
  ["/reports", "Reports"],
  ["/data", "Data"],
  ["/explore", "Explore"]
] as const;
/** Pages without a link of their own, and the page they belong to. */
const within: Record<string, string> = {"/planner": "/experiments"};

function hasPage(path: string): boolean {
  return existsSync(join(pages, `${path}.md`));
}

// Preview starts before the first results exist, so a missing file is no error here.
function read<T>(name: string): T | null {
  const file = join(results, `${name}.json`);
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as T) : null;
}

// A link in <style> is not rewritten by Framework, so it carries the way up to the root itself.
function rootOf(path: string): string {
  return "../".repeat(path.split("/").length - 2) || "./";
}

/** What every page knows of its data before anything is loaded. */
function facts(): string {
  const site = read<Site>("site");
  if (!site) return "";
  const {company, asOf, locale, checks} = site;
  const absent = readPages("src").flatMap(({path}) => (hasPage(path) ? [] : [filePattern(path)]));
  const failed = checks.failed.map(({name, about, broken, measures}) => ({name, about, broken, measures}));
  const json = JSON.stringify({
    company,
    asOf,
    locale,
    checks: {total: checks.total, failed},
    absent
  } satisfies PageFacts);
  return `<script type="application/json" id="${factsId}">${json.replaceAll("<", "\\u003c")}</script>`;
}

function head({path}: Page): string {
  const url = rootOf(path) + (isPreview ? "_file/" : "") + font;
  return `<link rel="icon" href="data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E%3Crect width='32' height='32' rx='7' fill='%230f766e'/%3E%3Cpath d='M6 22l7-7 4 4 9-10' fill='none' stroke='white' stroke-width='3.5' stroke-linecap='round' stroke-linejoin='round'/%3E%3C/svg%3E">
<link rel="preload external" href="${url}" as="font" type="font/woff2" crossorigin>
<meta name="color-scheme" content="light dark">
<style>@font-face {font-family: "Source Serif 4"; src: url("${url}") format("woff2"); font-weight: 200 900; font-display: swap}</style>
${facts()}`;
}

function asOf(site: Site | null): string {
  if (!site) return "No data yet";
  const {total, held} = site.checks;
  if (total === 0) return `Data to ${day(site.asOf)}`;
  const mark = held === total ? `<span class="good">✓</span>` : `<span class="warn">⚠</span>`;
  return `<span>Data to ${day(site.asOf)}</span> <a href="/data">${mark} ${held} of ${total} checks hold</a>`;
}

// On a phone the page one is on may lie outside the strip of links.
const showCurrent = `<script>{
  const strip = document.querySelector(".bar nav"), link = strip.querySelector("[aria-current]");
  if (link) strip.scrollLeft = link.offsetLeft - strip.offsetLeft - strip.clientWidth / 2 + link.offsetWidth / 2;
}</script>`;

function header({path}: Page): string {
  const links = navigation
    .filter(([href]) => hasPage(href))
    .map(([href, name]) => {
      const isWithin = within[path] === href || path.startsWith(`${href}/`);
      const current = path === href ? "page" : isWithin ? "true" : null;
      return `<li><a href="${href}"${current ? ` aria-current="${current}"` : ""}>${name}</a></li>`;
    });
  const problem = isPreview ? problemBanner(".") : "";
  return `${problem}<a class="skip" href="#observablehq-main">Skip to the page</a>
<div class="bar"><a class="brand" href="/index">Up<b>swing</b></a>
<nav aria-label="Pages"><ul>${links.join("")}</ul></nav>
<p class="as-of">${asOf(read<Site>("site"))}</p>
<button class="search" type="button" aria-haspopup="dialog" aria-keyshortcuts="/">Search <kbd aria-hidden="true">/</kbd></button></div>
${showCurrent}
<script type="module" src="${rootOf(path)}components/siteSearch.js"></script>`;
}

function footer(): string {
  const site = read<Site>("site");
  return `Every figure shows its interval, sample and date. No figure here says an upgrade caused a result unless customers were assigned at random.${site ? ` ${escapeHtml(site.company)}.` : ""}
<noscript>The figures are drawn in the browser: please allow JavaScript.</noscript>`;
}

async function* dynamicPaths() {
  yield `/${font}`;
  for (const {name} of read<{reports: {name: string}[]}>("reports")?.reports ?? [])
    if (hasPage("/reports/[name]")) yield `/reports/${name}`;
  if (!hasPage("/experiments/[id]")) return;
  const found = read<{experiments: {slug: string}[]}>("experiments");
  for (const {slug} of found?.experiments ?? []) yield `/experiments/${slug}`;
}

export default {
  root: pages,
  output: process.env.UPSWING_DIST ?? "dist",
  title: "Upswing",
  style: "style.css",
  globalStylesheets: [],
  sidebar: false,
  pager: false,
  toc: false,
  search: false,
  preserveIndex: true,
  preserveExtension: true,
  head,
  header,
  footer,
  dynamicPaths
};
