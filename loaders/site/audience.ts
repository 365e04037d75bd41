import {readFileSync} from "node:fs";
import {join} from "node:path";
import {parse} from "yaml";
import {InputError, nearest} from "../inputError.js";
import {listFiles} from "./readDist.js";

export const audiences = ["leadership", "growth", "analyst"] as const;
export type Audience = (typeof audiences)[number];

/** A page of the source: its address without an ending, such as /experiments/[id], and who sees it. */
export interface PageSource {
  path: string;
  audience: readonly Audience[];
}

const frontMatter = /^---\r?\n([\s\S]*?)\r?\n---[ \t]*(\r?\n|$)/;

/**
 * The audience that `--audience` names; null for all. Throws an InputError for another.
 *
 * readAudience("growth") // "growth"
 */
export function readAudience(name: string): Audience | null {
  if (name === "all") return null;
  const known = audiences.find((one) => one === name);
  if (known) return known;
  const near = nearest(name, [...audiences, "all"]);
  throw new InputError(
    `unknown audience: ${name}`,
    {file: "--audience"},
    near ? `did you mean ${near}?` : `use ${audiences.join(", ")} or all`
  );
}

/**
 * Every page below a folder and who sees it, as its front matter says. Analysts see every page; a page that names nobody is theirs
 * alone, so that a new one reaches nobody by oversight. A draft is no page of a build. Throws an InputError for an audience that does not exist.
 *
 * readPages("src")[0] // {path: "/data", audience: ["leadership", "growth", "analyst"]}
 */
export function readPages(folder: string): PageSource[] {
  return listFiles(folder)
    .filter((file) => file.endsWith(".md") && !file.startsWith(".observablehq/"))
    .filter((file) => headOf(join(folder, file)).draft !== true)
    .map((file) => ({path: `/${file.slice(0, -3)}`, audience: audienceOf(join(folder, file))}));
}

function headOf(file: string): {audience?: unknown; draft?: unknown} {
  const text = frontMatter.exec(readFileSync(file, "utf8"))?.[1];
  return (text ? (parse(text) as {audience?: unknown} | null) : null) ?? {};
}

function audienceOf(file: string): Audience[] {
  const {audience = []} = headOf(file);
  const names = (Array.isArray(audience) ? audience : [audience]) as unknown[];
  const wrong = names.find((name) => !audiences.some((one) => one === name));
  if (wrong !== undefined) {
    const near = nearest(String(wrong), audiences);
    throw new InputError(
      `unknown audience: ${String(wrong)}`,
      {file, line: 1, key: "audience"},
      near ? `did you mean ${near}?` : `use some of ${audiences.join(", ")}`
    );
  }
  return audiences.filter((one) => one === "analyst" || names.includes(one));
}

/**
 * The folder that `--out` names: `dist`, or one beside it, which git and the linters leave alone too. Throws an InputError for another.
 *
 * readOut("dist.growth") // "dist.growth"
 */
export function readOut(name: string): string {
  if (/^dist(\.(?!next$|old$)[a-z\d-]+)?$/.test(name)) return name;
  throw new InputError(`cannot build into ${name}`, {file: "--out"}, "use dist or dist.<name>, such as dist.growth");
}
