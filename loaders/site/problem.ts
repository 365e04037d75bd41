import {existsSync, mkdirSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {escapeHtml} from "../report/escapeHtml.js";

const fileOf = (root: string): string => join(root, ".upswing", "problem.txt");

/**
 * Keeps why the last run of the preview failed, for the pages to show; null where it did not.
 *
 * keepProblem("/work/site", "sources.yaml:9: unknown key: colums; did you mean columns?")
 */
export function keepProblem(root: string, message: string | null): void {
  if (message === null) return rmSync(fileOf(root), {force: true});
  mkdirSync(join(root, ".upswing"), {recursive: true});
  writeFileSync(fileOf(root), message);
}

/**
 * What a page of the preview shows at its top while the last run failed; empty where it did not.
 *
 * problemBanner("/work/site") // '<div class="problem" role="alert">…</div>'
 */
export function problemBanner(root: string): string {
  if (!existsSync(fileOf(root))) return "";
  const text = escapeHtml(readFileSync(fileOf(root), "utf8"));
  return `<div class="problem" role="alert"><p>The last edit could not be read. The page shows the last results that could.</p><code>${text}</code></div>`;
}
