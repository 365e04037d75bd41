import {mkdirSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {type World, asOfOf, columns, simulateCompanies} from "./simulateCompanies.js";

/** Writes the exports of simulated companies and the sources.yaml that reads them into a folder. */
export function writeExports(world: World, folder: string): void {
  mkdirSync(join(folder, "playbook"), {recursive: true});
  const tables = Object.entries(simulateCompanies(world)).filter(([, lines]) => lines.length > 0);
  for (const [table, lines] of tables) {
    const header = columns[table as keyof typeof columns].join(",");
    writeFileSync(join(folder, `${table}.csv`), `${header}\n${lines.join("\n")}\n`);
  }
  const entries = tables.map(([table]) => {
    const names = columns[table as keyof typeof columns];
    return `  - files: ${table}.csv\n    table: ${table}\n    columns: {${names.map((name) => `${name}: ${name}`).join(", ")}}`;
  });
  writeFileSync(
    join(folder, "sources.yaml"),
    `company: Simulated\nas_of: ${asOfOf(world)}\nexports:\n${entries.join("\n")}\nsettings: {segments: [size_band, region]}\n`
  );
}
