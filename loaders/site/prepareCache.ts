import {existsSync, mkdirSync, readdirSync, rmSync, statSync} from "node:fs";
import {join} from "node:path";

/**
 * Packages that Framework's client mentions. It asks the registry for the latest version of each at every build,
 * though no page uses them; a folder named for a version answers in its place.
 */
const mentioned = [
  "@observablehq/plot@0.6.17",
  "@observablehq/sample-datasets@1.0.1",
  "apache-arrow@21.2.0",
  "arquero@8.0.3",
  "d3@7.9.2",
  "d3-dsv@3.0.2",
  "echarts@6.1.0",
  "htl@0.3.1",
  "leaflet@1.9.4",
  "lodash@4.18.1",
  "mapbox-gl@3.32.0",
  "parquet-wasm@0.8.0",
  "react@19.3.1",
  "react-dom@19.3.1",
  "topojson-client@3.1.0"
];

/**
 * Makes Framework's cache fit for a build: nothing of an earlier run is left that came from data, no registry is needed.
 *
 * Framework's build takes any loader output it finds there, however old. Bundled packages are kept for as long as
 * package-lock.json is older than they are.
 *
 * prepareCache("/work/site") // src/.observablehq/cache holds _npm and perhaps _node
 */
export function prepareCache(root: string): void {
  const cache = join(root, "src", ".observablehq", "cache");
  const kept = new Set(isCurrent(join(cache, "_node"), join(root, "package-lock.json")) ? ["_node"] : []);
  if (existsSync(cache)) {
    for (const name of readdirSync(cache)) {
      if (!kept.has(name)) rmSync(join(cache, name), {recursive: true, force: true});
    }
  }
  for (const version of mentioned) mkdirSync(join(cache, "_npm", version), {recursive: true});
}

function isCurrent(bundles: string, lock: string): boolean {
  return existsSync(bundles) && existsSync(lock) && statSync(lock).mtimeMs < statSync(bundles).birthtimeMs;
}
