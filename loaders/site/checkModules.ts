import {posix} from "node:path";
import type {Defect, Dist} from "./readDist.js";

const fromClause = /(?<![\w$.])(?:import|export)\s*[\w$*{},\s]*?\s*from\s*(["'])([^"']+)\1/g;
const sideEffect = /(?<![\w$.])import\s*(["'])([^"']+)\1/g;
const dynamic = /(?<![\w$.])import\s*\(\s*(["'`])([^"'`$]+)\1/g;

/**
 * Imports that a browser cannot follow: a bare name such as "htl", and a path with no file behind it.
 *
 * Framework leaves a package it could not bundle as it stands, without a word, and the page then breaks for its reader.
 * Dynamic imports of Framework's own client are left alone: it names libraries that are stored only where a page uses them.
 *
 * checkModules(readDist("dist")) // []
 */
export function checkModules(dist: Dist): Defect[] {
  const defects: Defect[] = [];
  for (const [file, source] of dist.scripts) {
    for (const {specifier, isDynamic} of findImports(source)) {
      if (/^([a-z][a-z\d+.-]*:)?\/\//i.test(specifier) || /^(data|blob):/.test(specifier)) continue;
      if (!/^\.{0,2}\//.test(specifier)) {
        const remedy = "is the package in package.json, and has its exports map a default or require entry?";
        defects.push({file, problem: `a bare import a browser cannot resolve: ${specifier}`, remedy});
        continue;
      }
      const path = posix.join(specifier.startsWith("/") ? "" : posix.dirname(file), specifier).replace(/^\//, "");
      if (dist.files.has(path) || (isDynamic && file.startsWith("_observablehq/"))) continue;
      defects.push({
        file,
        problem: `import of a missing file: ${specifier}`,
        remedy: "correct the import, then build again"
      });
    }
  }
  return defects;
}

function findImports(source: string): {specifier: string; isDynamic: boolean}[] {
  const code = source.replace(/^\s*(\/\*[\s\S]*?\*\/|\/\/.*)/gm, "");
  return [fromClause, sideEffect, dynamic].flatMap((pattern) =>
    [...code.matchAll(pattern)].map((match) => ({specifier: match[2]!, isDynamic: pattern === dynamic}))
  );
}
