import {createHash, createHmac} from "node:crypto";
import type {Config} from "../config.js";
import {type Engine, identifier} from "../engines/duckdb.js";
import {InputError} from "../inputError.js";

/** Bytes that SHA-256 takes in at a time. */
const block = 64;
/** The shortest secret, in bytes. */
const least = 16;
/** 128 bits of the 256, as RFC 2104 (section 5) allows; ids stay readable in tables. */
const digits = 32;

/** Columns that hold ids of accounts or users under another name. */
const alsoAccounts = ["merged_into"];

/** The secret that ids are hashed with, null where none are hashed. Throws an InputError where it is not set or too short; never tells it. */
export function readSecret(config: Config): Buffer | null {
  const {hash, secret_env: name} = config.privacy;
  if (hash.length === 0) return null;
  const secret = Buffer.from(process.env[name] ?? "");
  if (secret.length >= least) return secret;
  throw new InputError(
    secret.length === 0
      ? `the environment holds no ${name}, and privacy.hash needs it`
      : `${name} is shorter than ${least} characters`,
    {file: config.file, line: config.lineOf(["privacy", "hash"]), key: "privacy.hash"},
    `set it to the same long random text in every run, such as the output of: openssl rand -hex 32`
  );
}

/** What stands for a secret in the name of a cache: another secret gives another name, and the name gives no secret away. */
export function secretMark(secret: Buffer | null): string | null {
  return secret && createHmac("sha256", secret).update("upswing cache").digest("hex");
}

/** Gives a session the two halves of the key. They are variables, which are in no file and in the text of no statement. */
export async function setSecret(engine: Engine, secret: Buffer): Promise<void> {
  const key = Buffer.alloc(block);
  (secret.length > block ? createHash("sha256").update(secret).digest() : secret).copy(key);
  const pad = (byte: number) => `unhex('${Buffer.from(key.map((each) => each ^ byte)).toString("hex")}')`;
  try {
    await engine.run(`set variable inner_key = ${pad(0x36)}; set variable outer_key = ${pad(0x5c)}`);
  } catch {
    throw new RangeError("ids cannot be hashed: the session takes no key");
  }
}

/** SQL for HMAC-SHA-256 (RFC 2104) of a text, in hexadecimal; null of null. */
export function hmacSql(text: string): string {
  const inner = `sha256(getvariable('inner_key') || encode(${text}))`;
  return `sha256(getvariable('outer_key') || unhex(${inner}))`;
}

/**
 * Columns of a contract table whose ids are hashed, each with SQL for its new value. An id is the same in every table, so that
 * joins hold: an account that took over another, and a unit of an experiment, are hashed as accounts and users are.
 */
export function hashedColumns({privacy}: Config, columns: readonly string[]): Map<string, string> {
  const hashes = new Set<string>(privacy.hash);
  const short = (name: string) => `left(${hmacSql(identifier(name))}, ${digits})`;
  const found = new Map<string, string>();
  for (const name of columns) {
    if (hashes.has(name) || (hashes.has("account_id") && alsoAccounts.includes(name))) found.set(name, short(name));
    if (name !== "unit_id") continue;
    const [accounts, users] = [hashes.has("account_id"), hashes.has("user_id")];
    if (accounts && users) found.set(name, short(name));
    else if (accounts || users)
      found.set(name, `case when unit_type = '${accounts ? "user" : "account"}' then unit_id else ${short(name)} end`);
  }
  return found;
}
