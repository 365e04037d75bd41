import {readFileSync, readdirSync} from "node:fs";
import {basename, join, posix} from "node:path";
import {describe, expect, it} from "vitest";

/** Who may import what. The longest path that a file begins with decides; a package ending in ":" is a prefix. */
const allowed: Record<string, {folders: string[]; packages: string[]}> = {
  "src/stats": {folders: ["src/stats"], packages: ["simple-statistics"]},
  "src/definitions.ts": {folders: ["src/definitions"], packages: []},
  "src/definitions": {folders: ["src/definitions", "src/definitions.ts"], packages: []},
  "src/results": {folders: ["src/results", "src/stats", "src/definitions.ts"], packages: []},
  "src/verdict": {folders: ["src/verdict", "src/results", "src/stats"], packages: []},
  "src/components": {
    folders: ["src/components", "src/results", "src/verdict", "src/stats", "src/definitions.ts"],
    packages: ["@duckdb/duckdb-wasm", "@observablehq/plot", "d3", "htl"]
  },
  "src/data": {folders: [], packages: ["node:"]},
  src: {
    folders: ["src/components", "src/verdict", "src/stats", "src/definitions.ts"],
    packages: ["observablehq:stdlib", "node:"]
  },
  loaders: {
    folders: ["loaders", "src/results", "src/verdict", "src/stats", "src/definitions.ts"],
    packages: [
      "node:",
      "@duckdb/node-api",
      "@observablehq/framework",
      "apache-arrow",
      "esbuild",
      "markdown-it",
      "read-excel-file",
      "yauzl",
      "yaml",
      "zod"
    ]
  },
  data: {folders: ["data", "src/stats"], packages: ["node:", "d3", "prettier", "yaml"]}
};

/** Engines disagree on these, so what may one day run on another engine does without them. */
const forbiddenSql: Record<string, RegExp> = {
  date_diff: /\bdate_?diff\b/i,
  generate_series: /\bgenerate_series\b|\brange\s*\(/i,
  qualify: /\bqualify\b/i,
  "group by all": /\bgroup\s+by\s+all\b/i,
  "::": /::/,
  "distinct on": /\bdistinct\s+on\b/i,
  regexp_replace: /\bregexp_replace\b/i,
  "except, intersect, exclude": /\b(except|intersect|exclude)\b/i,
  "ignore nulls": /\bignore\s+nulls\b/i,
  unnest: /\bunnest\b/i,
  asof: /\basof\b/i,
  "at time zone": /\bat\s+time\s+zone\b/i,
  median: /\bmedian\s*\(/i,
  list: /\blist\s*\(/i
};

/** Names that Framework fetches from a CDN where a page uses them without an import. */
const implicitNames =
  "Plot d3 Inputs html htl svg tex dot mermaid Arrow aq vg vl echarts topojson L mapboxgl _ React SQLite DuckDBClient sql";
const fetchedReaders = /\.(csv|tsv|dsv|arrow|parquet|xlsx|zip|sqlite|html|xml)\(/;

const files = listFiles(".");
const scripts = files.filter((file) => /^(src|loaders|data)\/.*\.(ts|js)$/.test(file));
const tests = files.filter((file) => /^test\/.*\.ts$/.test(file));
const pages = files.filter((file) => /^src\/.*\.md$/.test(file));
const sql = files.filter((file) => /^loaders\/.*\.sql$/.test(file));

describe("imports", () => {
  it.each(Object.keys(allowed))("the rule for %s sees files", (folder) => {
    expect([...scripts, ...pages].filter((file) => isBelow(file, folder))).not.toEqual([]);
  });

  it("lead pages to statistics by module: a page that names one function must not load them all", () => {
    const barrel = /from "\.\.\/stats\/index\.js"/;
    const shown = scripts.filter((file) => /^src\/(?:components|verdict)\//.test(file));
    expect(shown.filter((file) => barrel.test(read(file)))).toEqual([]);
  });

  it("run one way: data → loaders → src/data → pages ← components ← stats", () => {
    expect([...scripts, ...pages].flatMap(forbiddenImports)).toEqual([]);
  });

  it("never run in a circle", () => {
    const done = new Set<string>();
    expect(scripts.flatMap((file) => findCircles(file, [], done))).toEqual([]);
  });
});

describe("pages", () => {
  it("there are some, and the stubs that feed them", () => {
    expect(pages.length).toBeGreaterThan(5);
    expect(files.filter((file) => isBelow(file, "src/data"))).not.toEqual([]);
  });

  it.each(pages)("%s holds short fences without charts, functions or queries", (page) => {
    const fences = findFences(read(page));
    expect(fences.filter(({code}) => countLines(code) > 10)).toEqual([]);
    expect(fences.filter(({language}) => !/^(js|ts|html)?$/.test(language))).toEqual([]);
    expect(pageCode(page)).not.toMatch(/\bPlot\.plot\(|\bd3\.|\bfunction\b/);
    expect(countLines(read(page))).toBeLessThanOrEqual(160);
  });

  it.each(pages)("%s names nothing that Framework would fetch from elsewhere", (page) => {
    const code = pageCode(page).replace(/(["'])(?:(?!\1)[^\\\n]|\\.)*\1/g, '""');
    const imported = code.match(/\bimport\b[^;]*?\bfrom\b/g)?.join(" ") ?? "";
    const names = implicitNames.split(" ").filter((name) => !RegExp(`\\b${name}\\b`).test(imported));
    const used = names.filter((name) => RegExp(`(?<![\\w$.])${name}(?=[.(\`])`).test(code));
    expect(used).toEqual([]);
    expect(code).not.toMatch(fetchedReaders);
    expect(code).not.toMatch(/\b(npm|jsr|https?):/);
  });

  it("the stubs have at most 10 lines", () => {
    const stubs = scripts.filter((file) => /\.\w+\.(js|ts)$/.test(file) && !file.startsWith("data/"));
    expect(stubs).not.toEqual([]);
    expect(stubs.filter((file) => countLines(read(file)) > 10)).toEqual([]);
  });
});

describe("sql", () => {
  it.each(["contract", "marts", "checks"])("loaders/%s has files", (folder) => {
    expect(sql.filter((file) => isBelow(file, `loaders/${folder}`))).not.toEqual([]);
  });

  it.each(Object.entries(forbiddenSql))("no mart uses %s", (_, pattern) => {
    const portable = sql.filter((file) => /^loaders\/(marts|results)\//.test(file));
    expect(portable.filter((file) => pattern.test(stripSql(read(file))))).toEqual([]);
  });
});

describe("files", () => {
  it("are short: TypeScript 250 lines, SQL 100", () => {
    const tables = ["data", "test/oracle"];
    const own = [...scripts, ...tests].filter((file) => !tables.some((table) => isBelow(file, table)));
    expect(own.filter((file) => countLines(read(file)) > 250)).toEqual([]);
    expect(sql.filter((file) => countLines(read(file)) > 100)).toEqual([]);
  });

  it("have a home named for what it holds", () => {
    expect(files.filter((file) => /(^|\/)(utils?|lib|helpers?|types|common|misc)(\/|\.)/.test(file))).toEqual([]);
  });

  it("are named by kind: camelCase.ts, snake_case.sql, kebab-case.md", () => {
    const stem = (file: string): string => basename(file).replace(/\..*$/, "");
    expect(
      [...scripts, ...tests].filter((file) => /\.ts$/.test(file) && !/^[a-z][a-zA-Z\d]*$/.test(stem(file)))
    ).toEqual([]);
    expect(sql.filter((file) => !/^[a-z][a-z\d_]*$/.test(stem(file)))).toEqual([]);
    expect(pages.filter((file) => !/^(\[\w+\]|[a-z\d-]+)$/.test(stem(file)))).toEqual([]);
  });

  it("leave no work for later and switch no rule off", () => {
    const marks = /\b(TODO|FIXME|XXX)\b|eslint-disable|@ts-(ignore|nocheck)/;
    const others = [...scripts, ...tests, ...pages, ...sql].filter((file) => file !== "test/architecture.test.ts");
    expect(others.filter((file) => marks.test(read(file)))).toEqual([]);
  });
});

function listFiles(folder: string): string[] {
  const skipped = new Set(["node_modules", ".git", "dist", ".upswing", ".observablehq"]);
  return readdirSync(folder, {withFileTypes: true}).flatMap((entry) => {
    if (skipped.has(entry.name) || entry.name.startsWith("dist.")) return [];
    const path = posix.join(folder, entry.name);
    return entry.isDirectory() ? listFiles(path) : [path];
  });
}

function read(file: string): string {
  return readFileSync(join(".", file), "utf8");
}

function countLines(text: string): number {
  return text.trimEnd().split("\n").length;
}

function isBelow(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}

function findFences(page: string): {language: string; code: string}[] {
  const fences = page.matchAll(/^(`{3,}|~{3,})([^\n]*)\n([\s\S]*?)^\1/gm);
  return [...fences].map(([, , info = "", code = ""]) => ({language: info.trim().split(/[\s{]/)[0]!, code}));
}

/** The code of a page: its fences and what stands in ${…}. */
function pageCode(page: string): string {
  const text = read(page);
  const inline = [...text.matchAll(/\$\{((?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*)\}/g)].map((match) => match[1]!);
  return [...findFences(text).map(({code}) => code), ...inline].join("\n");
}

function findImports(file: string, {types = true} = {}): string[] {
  const source = file.endsWith(".md") ? pageCode(file) : read(file);
  const code = source.replace(/^\s*(\/\*[\s\S]*?\*\/|\/\/.*)/gm, "");
  const statement = /^\s*(?:import|export)\b[^"'`;]*?\bfrom\s*["']([^"']+)["']|^\s*import\s*["']([^"']+)["']/gm;
  const call = /\bimport\(\s*["'`]([^"'`]+)["'`]/g;
  const isType = /^\s*(import|export)\s+(type\b|\{(\s*type\s+[^,}]+,?)+\s*\})/;
  const found = [...code.matchAll(statement), ...code.matchAll(call)].filter(
    (match) => types || !isType.test(match[0])
  );
  return found.map((match) => (match[1] ?? match[2])!);
}

function resolveImport(file: string, specifier: string): string {
  return posix.join(posix.dirname(file), specifier).replace(/\.js$/, ".ts");
}

function forbiddenImports(file: string): string[] {
  const owners = Object.keys(allowed).filter((folder) => isBelow(file, folder));
  const {folders, packages} = allowed[owners.sort((a, b) => b.length - a.length)[0]!]!;
  const isAllowed = (specifier: string): boolean =>
    specifier.startsWith(".")
      ? folders.some((folder) => isBelow(resolveImport(file, specifier), folder))
      : packages.some((name) => (name.endsWith(":") ? specifier.startsWith(name) : isBelow(specifier, name)));
  const broken = findImports(file).filter((specifier) => !isAllowed(specifier));
  return broken.map((specifier) => `${file} imports ${specifier}`);
}

function findCircles(file: string, path: string[], done: Set<string>): string[] {
  if (path.includes(file)) return [[...path.slice(path.indexOf(file)), file].join(" → ")];
  if (done.has(file) || !scripts.includes(file)) return [];
  const next = findImports(file, {types: false}).filter((specifier) => specifier.startsWith("."));
  const circles = next.flatMap((specifier) => findCircles(resolveImport(file, specifier), [...path, file], done));
  done.add(file);
  return circles;
}

function stripSql(text: string): string {
  return text.replace(/--.*|\/\*[\s\S]*?\*\//g, "").replace(/'(?:[^']|'')*'/g, "''");
}
