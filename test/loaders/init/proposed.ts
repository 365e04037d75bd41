import {readFileSync} from "node:fs";
import {join} from "node:path";
import {onTestFinished, vi} from "vitest";
import {parse} from "yaml";
import {writeSources} from "../../../loaders/commands/init.js";
import {writeFolder} from "../../writeFolder.js";

/** What `init` writes and says for a folder of these files. */
export async function proposed(files: Record<string, string | Buffer>, options?: {force?: boolean}) {
  const folder = writeFolder(files);
  const said: string[] = [];
  const spy = vi.spyOn(process.stdout, "write").mockImplementation((text) => said.push(String(text)) > 0);
  onTestFinished(() => spy.mockRestore());
  await writeSources(folder, options);
  const text = readFileSync(join(folder, "sources.yaml"), "utf8");
  const {exports, ...rest} = parse(text) as {exports: Record<string, unknown>[]; currency: string; as_of?: string};
  return {folder, exports, text, said: said.join(""), ...rest};
}
