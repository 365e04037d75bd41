import {expect, it} from "vitest";
import {brokenFiles} from "./brokenFiles.js";
import {readBroken} from "./readBroken.js";

it("the corpus has sixty files and more, each of its own name", () => {
  const names = brokenFiles().map(({name}) => name);
  expect(names.length).toBeGreaterThanOrEqual(60);
  expect(new Set(names).size).toBe(names.length);
});

it.each(brokenFiles().map((file) => [file.wrong, file] as const))(
  "%s: refused with a clear error, or read with counts that add up",
  async (_, file) => {
    const outcome = await readBroken(file);
    if ("refused" in outcome) {
      expect(file.good, outcome.refused).toBe(undefined);
      // It names the file and the remedy, and is no message of an engine.
      expect(outcome.refused).toContain(file.name.replace(/\.\w+$/, ""));
      expect(outcome.refused).toMatch(/; \S/);
      expect(outcome.refused).not.toMatch(/INTERNAL|\n|Error: .*Error:/);
      return;
    }
    const {in: read, kept, rejected, filtered, held, placed} = outcome;
    expect(read).toBe(kept + rejected + filtered);
    expect(held).toBe(kept);
    expect(placed, "every rejected row has a file, a line and a reason").toBe(true);
    if (file.rows !== undefined) expect(read).toBe(file.rows);
    if (file.good !== undefined) expect(kept).toBe(file.good);
  },
  20_000
);
