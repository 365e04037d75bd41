import {createHmac} from "node:crypto";
import {readFileSync, readdirSync} from "node:fs";
import {join} from "node:path";
import {afterEach, describe, expect, it, vi} from "vitest";
import {openDuckDB} from "../../../loaders/engines/duckdb.js";
import {runPipeline} from "../../../loaders/pipeline.js";
import {hmacSql, setSecret} from "../../../loaders/privacy/keyedHash.js";
import {writeFolder} from "../../writeFolder.js";

const secret = "a secret of twenty-six !!!";
const sign = (key: string | Buffer, text: string) => createHmac("sha256", key).update(text).digest("hex");

afterEach(() => vi.unstubAllEnvs());

async function hashes(key: Buffer, texts: (string | null)[]) {
  const engine = await openDuckDB(":memory:");
  await setSecret(engine, key);
  const values = texts.map((text, i) => `(${i}, ${text === null ? "null" : `'${text.replaceAll("'", "''")}'`})`);
  const rows = await engine.rows<{h: string | null}>(
    `select ${hmacSql("t")} as h from (values ${values.join(", ")}) as v (i, t) order by i`
  );
  engine.close();
  return rows.map(({h}) => h);
}

describe("the keyed hash", () => {
  it("is HMAC-SHA-256 as RFC 4231 tests it", async () => {
    // RFC 4231, test cases 1, 2 and 6: keys shorter than the text, and longer than a block.
    expect(await hashes(Buffer.alloc(20, 0x0b), ["Hi There"])).toEqual([
      "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
    ]);
    expect(await hashes(Buffer.from("Jefe"), ["what do ya want for nothing?"])).toEqual([
      "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
    ]);
    expect(await hashes(Buffer.alloc(131, 0xaa), ["Test Using Larger Than Block-Size Key - Hash Key First"])).toEqual([
      "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
    ]);
  });

  it("is Node's for keys of any length and texts of any script, and null of null", async () => {
    const texts = ["", "cus_1", "é漢字🙂", "it's", "x".repeat(200)];
    for (const size of [1, 16, 63, 64, 65, 200]) {
      const key = Buffer.from(Array.from({length: size}, (_, i) => (i * 37 + 129) % 256));
      expect(await hashes(key, [...texts, null])).toEqual([...texts.map((text) => sign(key, text)), null]);
    }
  });
});

const files = {
  "accounts.csv": `id,name,parent,merged
${Array.from({length: 8}, (_, i) => `acct-${i},Firm ${i},${i === 7 ? "acct-6" : ""},${i === 7 ? "2025-02-01" : ""}`).join("\n")}
`,
  "subs.csv": `id,customer,plan,amount,interval,start,end
${Array.from({length: 8}, (_, i) => `sub-${i},acct-${i},${i % 2 ? "team" : "solo"},${100 + i},month,2025-0${1 + (i % 3)}-05,${i === 3 ? "2025-05-05" : ""}`).join("\n")}
`,
  "responses.csv": `id,customer,person,score,at
${Array.from({length: 8}, (_, i) => `r-${i},acct-${i},user-${i}@firm.example,${i + 2},2025-04-0${i + 1}`).join("\n")}
`,
  "exposures.csv": `experiment,arm,kind,unit,at
${Array.from({length: 8}, (_, i) => `e,${i % 2 ? "a" : "b"},account,acct-${i},2025-03-0${i + 1}`).join("\n")}
`
};

const yaml = (privacy = "") => `as_of: 2025-06-30
exports:
  - {files: accounts.csv, table: accounts, columns: {account_id: id, name: name, merged_into: parent, merged_at: merged}}
  - files: subs.csv
    table: subscription_periods
    columns: {account_id: customer, subscription_id: id, plan_id: plan, amount: amount, interval_unit: interval, starts_at: start, ends_at: end}
  - {files: responses.csv, table: responses, columns: {response_id: id, account_id: customer, user_id: person, survey: "'s'", scale: "'nps'", score: score, answered_at: at}}
  - {files: exposures.csv, table: exposures, columns: {experiment_id: experiment, variant_id: arm, unit_type: kind, unit_id: unit, exposed_at: at}}
${privacy}`;

async function results(privacy: string, accounts = false) {
  const data = writeFolder({...files, "sources.yaml": yaml(privacy)});
  const run = await runPipeline({data, root: data, accounts});
  const names = readdirSync(run.dir)
    .filter((name) => name.endsWith(".json"))
    .sort();
  return {data, run, json: Object.fromEntries(names.map((name) => [name, readFileSync(join(run.dir, name), "utf8")]))};
}

const hashed = "privacy: {hash: [account_id, user_id]}\n";

describe("hashed ids", {timeout: 120_000}, () => {
  it("change no number, and stand for the ids in every table", async () => {
    vi.stubEnv("UPSWING_SECRET", secret);
    const [plain, keyed] = [await results("", true), await results(hashed, true)];
    expect(Object.keys(keyed.json)).toEqual(Object.keys(plain.json));
    let moved = 0;
    for (const [name, text] of Object.entries(plain.json)) {
      // site.json holds the hash of inputs, which are not the same.
      if (name === "site.json" || name === "explore.json") continue;
      const replaced = text.replace(/acct-\d|user-\d@firm\.example/g, (id) => sign(secret, id).slice(0, 32));
      if (replaced !== text) moved++;
      const rows = (json: string) => JSON.stringify(JSON.parse(json), sortLists);
      expect(rows(keyed.json[name]!), name).toBe(rows(replaced));
    }
    expect(moved).toBeGreaterThan(0);
    expect(Object.values(keyed.json).join("")).not.toMatch(/acct-\d|user-\d/);
  });

  it("another secret is another cache entry, and the secret is in none", async () => {
    vi.stubEnv("UPSWING_SECRET", secret);
    const first = await results(hashed);
    expect((await runPipeline({data: first.data, root: first.data})).cached).toBe(true);
    vi.stubEnv("UPSWING_SECRET", `${secret} and another`);
    const second = await runPipeline({data: first.data, root: first.data});
    expect(second).toMatchObject({cached: false});
    expect(second.dir).not.toBe(first.run.dir);
    const home = join(first.data, ".upswing");
    const kept = readdirSync(home, {recursive: true, withFileTypes: true}).filter((item) => item.isFile());
    expect(kept.length).toBeGreaterThan(10);
    const pad = (byte: number) => Buffer.from(secret, "utf8").map((each) => each ^ byte);
    for (const {parentPath, name} of kept) {
      const bytes = readFileSync(join(parentPath, name));
      for (const trace of [
        Buffer.from(secret),
        Buffer.from(pad(0x36)),
        Buffer.from(Buffer.from(pad(0x36)).toString("hex"))
      ])
        expect(bytes.includes(trace), name).toBe(false);
    }
  });

  it("a secret that is missing or short is named by its variable, with the line, and not told", async () => {
    const error = (env: string | undefined, privacy = hashed) => {
      vi.stubEnv("UPSWING_SECRET", env);
      return results(privacy).then(
        () => "",
        (e: Error) => e.message.replace(/^\S*\/(?=sources)/, "")
      );
    };
    expect(await error(undefined)).toBe(
      "sources.yaml:9: the environment holds no UPSWING_SECRET, and privacy.hash needs it; set it to the same long random text in every run, such as the output of: openssl rand -hex 32"
    );
    expect(await error("hunter2")).toMatch(/^sources\.yaml:9: UPSWING_SECRET is shorter than 16 characters; /);
    expect(await error("hunter2")).not.toContain("hunter2");
    expect(await error(secret, "privacy: {hash: [account_id], secret_env: MY_KEY}\n")).toMatch(
      /the environment holds no MY_KEY/
    );
    expect(await error(secret, "privacy: {hash: [acount_id]}\n")).toMatch(
      /^sources\.yaml:9: .*did you mean account_id\?/
    );
  });

  it("ids of refused rows and of repeated keys are withheld", async () => {
    vi.stubEnv("UPSWING_SECRET", secret);
    const data = writeFolder({
      ...files,
      "accounts.csv": "id,name,parent,merged\nacct-1,One,acct-1,2025-01-01\nacct-2,Two,,\nacct-2,Other,,\n",
      "sources.yaml": yaml(hashed).replace("files: subs.csv", "files: subs.csv\n    key: customer"),
      "subs.csv": `${files["subs.csv"]}sub-9,acct-1,team,100,month,2026-05-05,\n`
    });
    const report = await runPipeline({data, root: data}).then(
      ({dir}) => readFileSync(join(dir, "report.json"), "utf8"),
      (e: Error & {rejects: unknown; checks: unknown}) => JSON.stringify([e.message, e.rejects, e.checks])
    );
    expect(report).toContain("withheld");
    expect(report).not.toContain("acct-");
  });
});

/** Rows that are ordered by id stand in another order where ids are others. */
function sortLists(_: string, value: unknown): unknown {
  return Array.isArray(value) ? [...value].sort((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b))) : value;
}
