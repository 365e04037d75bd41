import {writeFileSync} from "node:fs";
import {brokenFiles} from "./brokenFiles.js";
import {readBroken} from "./readBroken.js";

/** Reads the corpus and writes what became of each file. tsx test/corpus/report.ts */
const rows: string[] = [];
for (const file of brokenFiles()) {
  const outcome = await readBroken(file);
  const cells =
    "refused" in outcome
      ? ["refused", "", "", "", outcome.refused]
      : ["read", outcome.in, outcome.kept, outcome.rejected, outcome.reasons.join("; ")];
  const text = [file.name, file.wrong, ...cells].map((cell) => String(cell).replace(/[|<>`]/g, "\\$&"));
  rows.push(`| ${text.join(" | ")} |`);
}
writeFileSync(
  "docs/broken-files.md",
  `# Broken files

Written by \`npx tsx test/corpus/report.ts\`: ${rows.length} exports, each broken in one way, and what reading them as accounts comes to. A test
holds that each is refused with a clear error, or read with rows in = kept + rejected and a file, line and reason for every rejected row.

| file | what is wrong | outcome | rows in | kept | rejected | said |
| --- | --- | --- | ---: | ---: | ---: | --- |
${rows.join("\n")}
`
);
