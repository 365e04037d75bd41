import {z} from "zod";
import {definitions} from "../src/definitions.js";
import {type Engine, literal} from "./engines/duckdb.js";
import {InputError, nearest} from "./inputError.js";

/** Days after the first e-mail of a stage in which the funnel counts what follows. */
export const messageWindowDays = 30;
/** Days after a trigger within which a message answers it. */
export const messageLagDays = 30;

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, "is not a date like 2026-10-31");

const trigger = z.discriminatedUnion("on", [
  z.strictObject({on: z.literal("trial_start")}),
  /** The use of a month reaches a share of a limit. */
  z.strictObject({on: z.literal("limit"), at: z.number().positive()}),
  z.strictObject({on: z.literal("event"), event: z.string()})
]);

const stage = z.strictObject({
  name: z.string().optional(),
  /** What a message of the stage answers; without one, no lag is told. */
  trigger: trigger.optional()
});

/** What a message says of other customers. Only the text is needed; what is missing is shown as a warning. */
const claim = z.strictObject({
  text: z.string(),
  source: z.string().optional(),
  as_of: day.optional(),
  /** Customers behind it. */
  n: z.number().int().positive().optional(),
  expires: day.optional(),
  /** The measure it restates, which says when it is out of date. */
  measure: z.string().optional()
});

const template = z.strictObject({
  name: z.string().optional(),
  stage: z.string().optional(),
  channels: z.array(z.string()).default([]),
  copy: z.string().min(1, "is empty"),
  tags: z.array(z.string().regex(/^[a-z]\w*$/, "is not a plain name")).default([]),
  claim: claim.optional()
});

export const messagesFile = z.strictObject({
  stages: z.record(z.string(), stage).default({}),
  templates: z.record(z.string(), template),
  /** Words to avoid; without a list, the one in loaders/clarity/wordLists.ts. */
  jargon: z.array(z.string().min(1)).optional()
});

export type MessagesFile = z.infer<typeof messagesFile>;
export type ClaimPlan = z.infer<typeof claim>;
export type TemplatePlan = z.infer<typeof template>;

/** The register of messages, with the lines its entries stand on. */
export type MessageRegister = MessagesFile & {file: string; lineOf: (path: readonly (string | number)[]) => number};

/** Throws an InputError for a stage or measure that is not there, or a claim that expires before it is made. */
export function checkMessages({stages, templates, file, lineOf}: MessageRegister): void {
  for (const [id, {stage, claim}] of Object.entries(templates)) {
    const fail = (problem: string, path: string[], remedy: string) => {
      throw new InputError(problem, {file, line: lineOf(["templates", id, ...path]), key: path.at(-1)!}, remedy);
    };
    const known = Object.keys(stages);
    if (stage !== undefined && known.length && !known.includes(stage))
      fail(`stage of ${id} is not listed: ${stage}`, ["stage"], `the stages are ${known.join(", ")}`);
    if (claim?.measure !== undefined && !(claim.measure in definitions)) {
      const near = nearest(claim.measure, Object.keys(definitions));
      const remedy = near ? `did you mean ${near}?` : "docs/metrics.md lists them";
      fail(`unknown measure: ${claim.measure}`, ["claim", "measure"], remedy);
    }
    if (claim?.as_of && claim.expires && claim.expires <= claim.as_of)
      fail(`claim of ${id} expires before it is made: ${claim.expires}`, ["claim", "expires"], "give it a later day");
  }
}

/**
 * Fills the tables that the marts of messages read beside the contract: `message_stages`, `message_parameters` and
 * `fortnights`, which end with the as-of date and reach back to the first message. Without a register no stage has a trigger.
 */
export async function createMessages(engine: Engine, register: MessageRegister | null): Promise<void> {
  await engine.run(
    "create or replace table message_stages (stage varchar, trigger_kind varchar, threshold double, event varchar)"
  );
  for (const [id, {trigger: on}] of Object.entries(register?.stages ?? {})) {
    if (!on) continue;
    const at = on.on === "limit" ? on.at : "null";
    const event = on.on === "event" ? literal(on.event) : "null";
    await engine.run(`insert into message_stages values (${literal(id)}, ${literal(on.on)}, ${at}, ${event})`);
  }
  await engine.run(`create or replace table message_parameters as
    select as_of, as_of_end, ${messageWindowDays} as message_window_days, ${messageLagDays} as message_lag_days from parameters`);
  await engine.run(`create or replace table fortnights as
    select as_of_end - (i + 1) * interval '14' day as starts_at, as_of_end - i * interval '14' day as ends_at
    from parameters, range(0, 520) as n(i)
    where as_of_end - (i + 1) * interval '14' day >= (select min(sent_at) from messages)`);
}
