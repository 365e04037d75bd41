import type {Model} from "./dataReport.js";

/** What a mart is made from in the end. */
export interface LineageEnds {
  /** Contract tables, by name. */
  tables: string[];
  /** Exports, by path. */
  files: string[];
}

/** The contract tables and exports behind a mart, however many marts lie between. */
export function lineageOf(mart: string, models: readonly Model[]): LineageEnds {
  const byName = new Map(models.map((model) => [model.name, model]));
  const [tables, files, seen] = [new Set<string>(), new Set<string>(), new Set<string>()];
  const visit = (name: string) => {
    const model = byName.get(name);
    if (!model || seen.has(name)) return;
    seen.add(name);
    if (model.kind === "mart") return model.reads.forEach(visit);
    // A table that no export fills has no part in it.
    if (model.reads.length === 0) return;
    tables.add(name);
    for (const file of model.reads) files.add(file);
  };
  visit(mart);
  return {tables: [...tables].sort(), files: [...files].sort()};
}
