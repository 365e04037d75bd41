import {z} from "zod";

const name = z.string().regex(/^[A-Za-z_]\w*$/, "is not a plain name");

/** Ids that may be hashed. */
const hashable = [
  ...["account_id", "user_id", "subscription_id", "item_id", "licence_id", "trial_id"],
  ...["ticket_id", "response_id", "message_id", "event_id", "usage_id"]
] as const;

const limit = z.union([
  z.int().min(0),
  z.string().regex(/^\d+(\.\d+)?\s*%$/, "is neither a number of rows nor a share of all rows read, such as 0.5%")
]);

/** What sources.yaml says of checks, of people, and of what an expression may take. */
export const safety = {
  checks: z.record(name, z.strictObject({warn: limit.optional(), fail: limit.optional()})).default({}),
  privacy: z
    .strictObject({
      min_cell: z.int().min(1).default(5),
      /** Headers of exports, or patterns such as *email, that are never read. */
      personal: z.array(z.string().min(1)).default([]),
      /** Ids that are replaced by a keyed hash; merged_into and unit_id follow account_id and user_id. */
      hash: z.array(z.enum(hashable)).default([]),
      /** Name of the variable of the environment that holds the key. */
      secret_env: name.default("UPSWING_SECRET"),
      /** Columns of contract tables that stay empty. */
      drop: z.array(z.string()).default([])
    })
    .prefault({}),
  limits: z
    .strictObject({
      /** How long the expressions of one entry may take. */
      seconds: z.int().min(1).default(900),
      memory_gb: z.number().min(0.25).default(4)
    })
    .prefault({})
};
