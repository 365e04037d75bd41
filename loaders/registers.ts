import {existsSync} from "node:fs";
import {join} from "node:path";
import {z} from "zod";
import {closedMonthsFile} from "./closedMonths.js";
import {type Config, readYaml} from "./config.js";
import {definitions} from "../src/definitions.js";
import {InputError, nearest} from "./inputError.js";
import {type MessageRegister, checkMessages, messagesFile} from "./messageRegister.js";
import {type Milestones, checkMilestones, milestonesFile} from "./milestones.js";

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, "is not a date like 2026-10-31");

const metric = z.strictObject({
  id: z.string(),
  name: z.string().optional(),
  role: z.enum(["primary", "guardrail"]).default("primary"),
  kind: z.enum(["conversion", "mean"]),
  table: z.string(),
  /** A condition on the columns of the table. */
  where: z.string().default("true"),
  /** What a mean adds up; the number of rows where it is not given. */
  value: z.string().default("1"),
  window_hours: z.number().positive().optional(),
  better: z.enum(["higher", "lower"]).default("higher"),
  /** The harm a guardrail may show at most, in the metric's own unit. */
  margin: z.number().positive().optional()
});

/** What taking up an offer is, where it can be refused: a row of the table after the first exposure. */
const uptake = z.strictObject({
  name: z.string().optional(),
  table: z.string(),
  where: z.string().default("true"),
  window_hours: z.number().positive().optional()
});

/** What an offer is meant to change; active is a paying licence in force when the window is over. */
const outcome = z.strictObject({
  id: z.string(),
  name: z.string().optional(),
  kind: z.enum(["conversion", "mean", "active"]),
  table: z.string().default("licences"),
  where: z.string().default("true"),
  value: z.string().default("1"),
  window_hours: z.number().positive().optional()
});

const experiment = z.strictObject({
  name: z.string().optional(),
  hypothesis: z.string().optional(),
  owner: z.string().optional(),
  unit: z.enum(["user", "account"]).default("user"),
  control: z.string(),
  split: z.record(z.string(), z.number().min(0)).optional(),
  arms: z.record(z.string(), z.strictObject({name: z.string().optional(), copy: z.string().optional()})).default({}),
  metrics: z.array(metric).min(1, "lists no metric"),
  uptake: uptake.optional(),
  /** Read beside the uptake; the primary metrics where none is given. */
  outcomes: z.array(outcome).optional(),
  alpha: z.number().gt(0).lt(0.5).default(0.05),
  ends: day.optional()
});

export type ExperimentPlan = z.infer<typeof experiment>;
export type MetricPlan = z.infer<typeof metric>;
export type UptakePlan = z.infer<typeof uptake>;
export type OutcomePlan = z.infer<typeof outcome>;

/** What people keep by hand beside the exports. */
export interface Registers {
  experiments: Map<string, ExperimentPlan & {lineOf: (key: string) => number; file: string}>;
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
  const experiments = read("experiments", z.strictObject({experiments: z.record(z.string(), experiment)}));
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
        if (plan.split && !(plan.control in plan.split)) {
          throw new InputError(
            `control is not in the split of ${id}: ${plan.control}`,
            {file, line: lineOf("control")},
            `the arms are ${Object.keys(plan.split).join(", ")}`
          );
        }
        return [id, {...plan, lineOf, file}];
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
  return [...registers, closedMonthsFile(config.folder)].filter((file) => existsSync(file));
}

function asIndex(part: string): string | number {
  return /^\d+$/.test(part) ? Number(part) : part;
}
