import {createHash} from "node:crypto";
import {existsSync, readFileSync, readdirSync, rmSync, writeFileSync} from "node:fs";
import {join, posix, relative, resolve, sep} from "node:path";
import {build, type Metafile, type Plugin} from "esbuild";
import {listFiles} from "./readDist.js";

/** Where bundles are: as deep as the modules they are made of, whose paths to pages and files stay right so. */
const folder = "_import/pages";

interface PageImports {
  path: string;
  html: string;
  /** Modules of ours that it imports, as paths from the root. */
  modules: string[];
  /** Pages that import the same are served by one bundle. */
  key: string;
}

/**
 * Puts the modules of every page of a built folder into one file with what it shares with other pages beside it, and leaves out what no
 * page uses. Framework serves each module and each package whole, one request each: 280 kB in 170 requests for the page of a test.
 *
 * await bundlePages("dist.next")
 */
export async function bundlePages(dist: string): Promise<void> {
  const pages = listFiles(dist)
    .filter((path) => path.endsWith(".html"))
    .map((path) => readPage(dist, path));
  const entries = new Map(pages.filter(({modules}) => modules.length > 0).map(({key, modules}) => [key, modules]));
  const {metafile} = await build({
    entryPoints: [...entries.keys()].map((key) => ({in: `entry:${key}`, out: key})),
    ...{
      bundle: true,
      splitting: true,
      minify: true,
      format: "esm",
      target: "es2022",
      metafile: true,
      logLevel: "silent"
    },
    ...{
      outdir: dist,
      outbase: dist,
      entryNames: `${folder}/[hash]`,
      chunkNames: `${folder}/[hash]`,
      absWorkingDir: process.cwd()
    },
    plugins: [entriesOf(dist, entries)]
  });
  const chunks = chunksOf(metafile, dist);
  for (const page of pages)
    if (page.modules.length > 0) writeFileSync(join(dist, page.path), rewritten(page, chunks.get(page.key)!));
  removeUnused(dist);
}

function readPage(dist: string, path: string): PageImports {
  const html = readFileSync(join(dist, path), "utf8");
  const found = [...html.matchAll(/(?:import\(|<script type="module" src=)"(\.[^"]*\/_import\/[^"]+\.js)"/g)];
  const modules = [...new Set(found.map(([, target]) => posix.join(posix.dirname(path), target!)))].sort();
  return {path, html, modules, key: createHash("sha256").update(modules.join()).digest("hex").slice(0, 8)};
}

/** Bundles are made of entries that no file holds, and leave Framework's own modules where they are. */
function entriesOf(dist: string, entries: ReadonlyMap<string, string[]>): Plugin {
  return {
    name: "pages",
    setup(bundle) {
      bundle.onResolve({filter: /^entry:/}, ({path}) => ({path: path.slice(6), namespace: "entry"}));
      bundle.onResolve({filter: /\/_observablehq\//}, ({path}) => ({path, external: true}));
      bundle.onLoad({filter: /.*/, namespace: "entry"}, ({path}) => ({
        contents: entries
          .get(path)!
          .map((file, i) => `export * as m${i} from "./${file}";`)
          .join("\n"),
        resolveDir: resolve(dist)
      }));
    }
  };
}

/** Every bundle with the files it imports, itself first. */
function chunksOf({outputs}: Metafile, dist: string): Map<string, string[]> {
  const files = new Map<string, string[]>();
  for (const [output, {entryPoint, imports}] of Object.entries(outputs)) {
    if (!entryPoint?.startsWith("entry:")) continue;
    const all = new Set([output]);
    const waiting = [...imports];
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      if (next.external || next.kind === "dynamic-import" || all.has(next.path)) continue;
      all.add(next.path);
      waiting.push(...outputs[next.path]!.imports);
    }
    const shown = [...all].map((file) => relative(resolve(dist), resolve(file)).split(sep).join("/"));
    files.set(entryPoint.slice("entry:".length), shown);
  }
  return files;
}

/** The page with its modules from its bundle, and the bundle's files asked for at once. */
function rewritten({path, html, modules}: PageImports, files: readonly string[]): string {
  const from = posix.dirname(path);
  const link = (file: string) => {
    const way = posix.relative(from, file);
    return way.startsWith(".") ? way : `./${way}`;
  };
  const preloads = files.map((file) => `<link rel="modulepreload" href="${link(file)}">`).join("\n");
  return html
    .replace(/(?=<link rel="modulepreload")/, `${preloads}\n`)
    .replace(/<link rel="modulepreload" href="[^"]*\/_(?:import|node)\/[^"]*">\n?/g, (line) =>
      line.includes(`${folder}/`) ? line : ""
    )
    .replace(/(<script type="module" src=)"\.[^"]*\/_import\/[^"]+\.js"/g, `$1"${link(files[0]!)}"`)
    .replace(/import\("(\.[^"]*\/_import\/[^"]+\.js)"\)/g, (_, target: string) => {
      const i = modules.indexOf(posix.join(from, target));
      return `import(${JSON.stringify(link(files[0]!))}).then((all) => all.m${i})`;
    });
}

/** Modules that stand in bundles now are served to nobody, but for workers, which bundles name. Folders they leave empty go with them. */
function removeUnused(dist: string): void {
  const isBundle = (file: string) => file.startsWith(`${folder}/`);
  const bundles = listFiles(dist)
    .filter(isBundle)
    .map((file) => readFileSync(join(dist, file), "utf8"));
  const isKept = (file: string) => isBundle(file) || bundles.some((text) => text.includes(file));
  for (const file of listFiles(dist))
    if (/^_(?:import|node)\/.*\.js$/.test(file) && !isKept(file)) rmSync(join(dist, file));
  const kept = listFiles(dist);
  for (const name of ["_import", "_node"])
    for (const inner of existsSync(join(dist, name)) ? readdirSync(join(dist, name)) : [])
      if (!kept.some((file) => file === `${name}/${inner}` || file.startsWith(`${name}/${inner}/`)))
        rmSync(join(dist, name, inner), {recursive: true});
}
