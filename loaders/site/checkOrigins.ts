import type {Tag} from "./parseHtml.js";
import type {Defect, Dist} from "./readDist.js";

const origin = "(?:https?:|wss?:)?//";
const loading = new Set(
  "src srcset poster data background action formaction ping href xlink:href imagesrcset".split(" ")
);
const relations = /\b(canonical|alternate|license|author|me|help)\b/;
const inStyle = [
  RegExp(`url\\(\\s*["']?(${origin}[^"')\\s]*)`, "gi"),
  RegExp(`@import\\s+["'](${origin}[^"']*)`, "gi")
];
const inScript = [
  RegExp(
    `\\b(?:fetch|import|importScripts|Request|Worker|SharedWorker|EventSource|WebSocket|sendBeacon)\\s*\\(\\s*["'\`](${origin}[^"'\`]*)`,
    "g"
  ),
  RegExp(`\\b(?:from|import)\\s*["'](${origin}[^"']*)`, "g"),
  RegExp(`\\.(?:src|open)\\s*(?:=|\\([^()]*?,)\\s*["'\`](${origin}[^"'\`]*)`, "g"),
  RegExp(
    `<(?:script|img|link|iframe|source|video|audio|object|embed|image|use)\\b[^>]*?=\\\\?["']?(${origin}[^"'\\s>\\\\]*)`,
    "gi"
  )
];

/**
 * What a page would ask of another origin: assets, styles, requests.
 *
 * A link that a reader clicks is fine, and so is a name in a comment or of an XML namespace.
 *
 * checkOrigins(readDist("dist")) // []
 */
export function checkOrigins(dist: Dist): Defect[] {
  const found: [file: string, url: string][] = [
    ...dist.pages.flatMap(({path, html}) => html.tags.flatMap((tag) => findInTag(tag).map(pair(path)))),
    ...[...dist.styles].flatMap(([path, text]) => findAll(text, inStyle).map(pair(path))),
    ...[...dist.scripts].flatMap(([path, text]) => findAll(text, inScript).map(pair(path)))
  ];
  const remedy = "keep a copy in src or in node_modules and refer to that";
  return found.map(([file, url]) => ({file, problem: `asks another origin: ${url}`, remedy}));
}

function pair(path: string): (url: string) => [string, string] {
  return (url) => [path, url];
}

function findInTag({name, attributes}: Tag): string[] {
  if (name === "a" || name === "area") return [];
  if (name === "link" && relations.test(attributes.get("rel") ?? "")) return [];
  return [...attributes].filter(([key, value]) => loading.has(key) && isOther(key, value)).map(([, value]) => value);
}

function isOther(key: string, value: string): boolean {
  const start = key.endsWith("srcset") ? "(^|[\\s,])" : "^\\s*";
  return RegExp(start + origin, "i").test(value);
}

function findAll(text: string, patterns: RegExp[]): string[] {
  return patterns.flatMap((pattern) => [...text.matchAll(pattern)].map((match) => match[1]!));
}
