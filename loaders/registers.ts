import {existsSync} from "node:fs";
import {join} from "node:path";
import {z} from "zod";
import {closedMonthsFile} from "./closedMonths.js";
import {type Config, readYaml} from "./config.js";
import {type PlacedPlan, checkPlan, experimentPlan} from "./experimentPlan.js";
import {definitions} from "../src/definitions.js";
import {InputError, nearest} from "./inputError.js";
import {type MessageRegister, checkMessages, messagesFile} from "./messageRegister.js";
import {reportFiles} from "./report/readReports.js";
import {type Milestones, checkMilestones, milestonesFile} from "./milestones.js";

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, "is not a date like 2026-10-31");

/** What people keep by hand beside the exports. */
export interface Registers {
  experiments: Map<string, PlacedPlan>;
  /** Targets by measure id. */
  targets: Record<string, number>;
  /** Dated notes for charts. */
  annotations: {on: string; text: string}[];
  /** Early wins of a trial; null where nobody keeps them. */
  milestones: Milestones | null;
  /** Templates of messages, with their copy and claims; null where nobody keeps them. */
  messages: MessageRegister | null;
}

/**
 * Reads the registers in `playbook/` beside sources.yaml. A register that is not there is empty. Throws an InputError
 * with file, key and line for what cannot be used.
 */
export function readRegisters(config: Config): Registers {
  const read = <T>(name: string, schema: z.ZodType<T>) => {
    const file = join(config.folder, "playbook", `${name}.yaml`);
    return existsSync(file) ? {file, ...readYaml(file, schema, "")} : null;
  };
  const experiments = read("experiments", z.strictObject({experiments: z.record(z.string(), experimentPlan)}));
  const targets = read("targets", z.strictObject({targets: z.record(z.string(), z.number())}));
  for (const id of Object.keys(targets?.data.targets ?? {})) {
    if (id in definitions) continue;
    const near = nearest(id, Object.keys(definitions));
    const place = {file: targets!.file, line: targets!.lineOf(["targets", id]), key: id};
    throw new InputError(
      `unknown measure: ${id}`,
      place,
      near ? `did you mean ${near}?` : "docs/metrics.md lists them"
    );
  }
  const annotations = read(
    "annotations",
    z.strictObject({annotations: z.array(z.strictObject({on: day, text: z.string()}))})
  );
  const wins = read("milestones", milestonesFile);
  const milestones = wins && {...wins.data, file: wins.file, lineOf: wins.lineOf};
  if (milestones) checkMilestones(milestones);
  const catalogue = read("messages", messagesFile);
  const messages = catalogue && {...catalogue.data, file: catalogue.file, lineOf: catalogue.lineOf};
  if (messages) checkMessages(messages);
  return {
    experiments: new Map(
      Object.entries(experiments?.data.experiments ?? {}).map(([id, plan]) => {
        const lineOf = (key: string) => experiments!.lineOf(["experiments", id, ...key.split(".").map(asIndex)]);
        const {file} = experiments!;
        const placed = {...plan, lineOf, file};
        checkPlan(id, placed);
        return [id, placed];
      })
    ),
    targets: targets?.data.targets ?? {},
    annotations: annotations?.data.annotations ?? [],
    milestones,
    messages
  };
}

/** The files of the registers that are there. */
export function registerFiles(config: Pick<Config, "folder">): string[] {
  const registers = ["experiments", "targets", "annotations", "milestones", "messages"].map((name) =>
    join(config.folder, "playbook", `${name}.yaml`)
  );
  return [...registers, closedMonthsFile(config.folder), ...reportFiles(config.folder)].filter((file) =>
    existsSync(file)
  );
}

function asIndex(part: string): string | number {
  return /^\d+$/.test(part) ? Number(part) : part;
}
