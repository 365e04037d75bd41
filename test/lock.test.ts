import {readFileSync} from "node:fs";
import {fileURLToPath} from "node:url";
import {expect, it} from "vitest";

interface Locked {
  optionalDependencies?: Record<string, string>;
}

// npm leaves out what its registry lacked when the lock was written, and then `npm ci` refuses the lock everywhere.
it("package-lock.json holds every optional package that a locked one names, for every kind of machine", () => {
  const text = readFileSync(fileURLToPath(new URL("../package-lock.json", import.meta.url)), "utf8");
  const {packages} = JSON.parse(text) as {packages: Record<string, Locked>};
  const named = Object.entries(packages).flatMap(([path, {optionalDependencies = {}}]) =>
    Object.keys(optionalDependencies).map((name) => ({path, name}))
  );
  const holds = (path: string, name: string): boolean =>
    `${path ? `${path}/` : ""}node_modules/${name}` in packages ||
    (path !== "" &&
      holds(path.includes("/node_modules/") ? path.slice(0, path.lastIndexOf("/node_modules/")) : "", name));
  expect(named.length).toBeGreaterThan(20);
  expect(named.filter(({path, name}) => !holds(path, name))).toEqual([]);
});
