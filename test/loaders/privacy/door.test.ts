import {readFileSync, readdirSync} from "node:fs";
import {join} from "node:path";
import {describe, expect, it, vi} from "vitest";
import {runPipeline} from "../../../loaders/pipeline.js";
import {isDeclared, isTelling, matches} from "../../../loaders/privacy/personalHeaders.js";
import {FailedChecks} from "../../../loaders/warehouse.js";
import {writeFolder} from "../../writeFolder.js";

describe("headers", () => {
  it.each([
    "email",
    "E-mail",
    "Contact Email",
    "person_email",
    "customerEmail",
    "properties.$email",
    "phone",
    "Phone Number",
    "ip",
    "client_ip",
    "$ip",
    "IP Address",
    "First Name",
    "first_name",
    "lastName",
    "surname",
    "Card Address Line1",
    "Street",
    "Date of birth"
  ])("%s is personal by its nature", (header) => expect(isTelling(header)).toBe(true));

  it.each(["id", "plan_name", "Company name", "trips", "shipping", "zip", "mailer", "description", "Name", "event"])(
    "%s is not",
    (header) => expect(isTelling(header)).toBe(false)
  );

  it("are declared whatever their case and punctuation, by pattern, and by the end of a path", () => {
    expect(matches("contact_email", "Contact E-mail")).toBe(true);
    expect(matches("*email", "Contact email")).toBe(true);
    expect(matches("email", "Contact email")).toBe(false);
    expect(matches("nick", "properties.nick")).toBe(true);
    expect(matches("properties.*", "properties.nick")).toBe(true);
    expect(matches("a.b", "axb")).toBe(false);
    const privacy = {privacy: {min_cell: 5, personal: ["owner"], hash: [], secret_env: "S", drop: []}};
    expect([isDeclared(privacy, "Owner"), isDeclared(privacy, "Owner role")]).toEqual([true, false]);
  });
});

const secretWords = ["bob@planted.example", "Planted Person", "10.99.98.97", "Planted Street", "planted-nick"];
const [email, person, ip, street, nick] = secretWords;
const accounts = `id,name,Contact email,Owner,ip_address,Street,nick,created
a1,Acme,${email},${person},${ip},${street},${nick},2025-01-01
a2,Bolt,${email},${person},${ip},${street},${nick},not a date
a2,Bolt again,${email},${person},${ip},${street},${nick},2025-01-01
,No id,${email},${person},${ip},${street},${nick},2025-01-01
a4,Too many,${email},${person},${ip},${street},${nick},2025-01-01,more
`;
const subs = "id,customer,amount,interval,start\ns1,a1,100,month,2025-01-05\n";

const yaml = (more: {columns?: string; entry?: string; privacy?: string} = {}) => `as_of: 2025-03-31
exports:
  - files: accounts.csv
    table: accounts
    columns:
      account_id: id
      name: name
      created_at: created
${more.columns ?? ""}${more.entry ?? ""}
  - files: subs.csv
    table: subscription_periods
    columns: {account_id: customer, subscription_id: id, amount: amount, interval_unit: interval, starts_at: start}
${more.privacy ?? "privacy: {personal: [Owner, nick*]}"}
`;

async function outcome(text: string, files: Record<string, string> = {}) {
  const data = writeFolder({"accounts.csv": accounts, "subs.csv": subs, ...files, "sources.yaml": text});
  return runPipeline({data, root: data, accounts: true}).then(
    (run) => {
      const home = join(data, ".upswing");
      const kept = readdirSync(home, {recursive: true, withFileTypes: true}).filter((item) => item.isFile());
      const all = kept.map(({parentPath, name}) => readFileSync(join(parentPath, name), "latin1")).join("\n");
      return {all, report: readFileSync(join(run.dir, "report.json"), "utf8"), error: ""};
    },
    (e: Error) => ({
      all: JSON.stringify(e instanceof FailedChecks ? [e.rejects, e.checks, e.message] : [e.message]),
      report: "",
      error: e.message.replace(/^\S*\/(?=sources\.yaml)/, "")
    })
  );
}

describe("personal columns", {timeout: 60_000}, () => {
  it("stay outside: no table, reject, report or cache holds a value of theirs", async () => {
    const {all, report, error} = await outcome(yaml());
    expect(error).toBe("");
    expect(secretWords.filter((word) => all.includes(word))).toEqual([]);
    const {files, rejects} = JSON.parse(report) as {
      files: {withheld: string[]; unmapped: string[]}[];
      rejects: {line: number; column: string | null; value: string | null}[];
    };
    expect(files[0]!.withheld).toEqual(["Contact email", "Owner", "ip_address", "Street", "nick"]);
    expect(files[0]!.unmapped).toEqual([]);
    // The rows were refused for what else is wrong with them.
    expect(rejects.map(({line, column, value}) => [line, column, value])).toEqual([
      [3, "created_at", "not a date"],
      [5, "account_id", null],
      [6, null, null]
    ]);
  });

  it("would be found by this test where they are let in", async () => {
    const {all} = await outcome(yaml({columns: "      role: Owner\n", privacy: ""}));
    expect(all.includes(person!)).toBe(true);
  });

  it.each([
    ["      role: Owner\n", "sources.yaml:9: columns.role reads Owner, "],
    ["      role: upper(owner)\n", "sources.yaml:9: columns.role reads owner, "],
    ["      role: case when \"Owner\" like 'P%' then 'p' end\n", "sources.yaml:9: columns.role reads Owner, "],
    ["      role: Owner.upper()\n", "sources.yaml:9: columns.role reads Owner, "],
    ["    where: Owner <> 'x'\n", "sources.yaml:9: where reads Owner, "],
    ["    key: nick\n", "sources.yaml:9: key reads nick, "],
    ["    lookup: {s: {files: subs.csv, on: {nick: customer}}}\n", "sources.yaml:9: lookup.s.on reads nick, "]
  ])("a mapping that reads one is an error: %s", async (columns, start) => {
    const {error} = await outcome(yaml({columns}));
    expect(error).toBe(
      `${start}which privacy.personal declares personal; leave it out, fill an id from it alone and list that id under privacy.hash, or take it off privacy.personal`
    );
  });

  it("a row as a whole is not theirs to tell either", async () => {
    for (const text of ["to_json(here)", "to_json(raw)", "cast(raw as varchar)"]) {
      const {all} = await outcome(yaml({columns: `      role: ${text}\n`}));
      expect(
        secretWords.filter((word) => all.includes(word)),
        text
      ).toEqual([]);
    }
  });

  it("fill an id that is hashed", async () => {
    vi.stubEnv("UPSWING_SECRET", "a secret of twenty-six !!!");
    const text = yaml({privacy: "privacy: {personal: ['*email'], hash: [user_id]}"}).replace(
      "  - files: subs.csv",
      `  - files: answers.csv
    table: responses
    columns: {account_id: account, user_id: Email, survey: "'s'", scale: "'nps'", score: score, answered_at: at}
  - files: subs.csv`
    );
    const {all, error} = await outcome(text, {
      "answers.csv": `account,Email,score,at\na1,${email},9,2025-02-01\na1,${email},99,never\n`
    });
    vi.unstubAllEnvs();
    expect(error).toBe("");
    expect(all.includes(email!)).toBe(false);
  });

  it("that are personal by their nature come in where they are mapped, and are not told of refused rows", async () => {
    const {error, report} = await outcome(
      yaml({privacy: ""}).replace("account_id: id", 'account_id: "Contact email"')
    );
    expect(error).toBe("");
    expect(report.includes('"value":"withheld"')).toBe(true);
    expect(report.includes(email!)).toBe(false);
  });

  it("a name that no export has is a slip", async () => {
    const {error} = await outcome(yaml({privacy: "privacy:\n  personal:\n    - Owner\n    - nik\n    - none*"}));
    expect(error).toBe("sources.yaml:16: privacy.personal names a header that no export has: nik; did you mean nick?");
  });
});
