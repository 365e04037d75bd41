import type {Readout} from "../../src/results/readout.js";
import type {ExperimentRead} from "../../src/verdict/analyse.js";
import {readout} from "../../src/verdict/readout.js";
import {lintCopy} from "../clarity/lintCopy.js";
import type {Warehouse} from "../warehouse.js";

/** What all message tests say together, their arms tagged by the plan and by what their copy is like. */
export function readoutPage(w: Warehouse, tests: readonly ExperimentRead[]): Readout {
  const jargon = w.registers.messages?.jargon;
  return readout(tests, (test, arm) => {
    const copy = test.arms.find(({id}) => id === arm)?.copy;
    return copy ? copyTags(copy, jargon) : [];
  });
}

/** Traits of copy that a lint tells, as tags: how easy it reads, whether it holds jargon, and whether it asks for anything. */
export function copyTags(copy: string, jargon?: readonly string[]): string[] {
  const lint = lintCopy(copy, jargon);
  return [
    lint.band === "easy" && "easy_to_read",
    lint.band === "hard" && "hard_to_read",
    lint.jargon.length > 0 && "jargon",
    lint.asks > 0 && "asks"
  ].filter((tag): tag is string => tag !== false);
}
