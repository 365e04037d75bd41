import {join} from "node:path";
import {readFileSync} from "node:fs";
import {gzipSync} from "node:zlib";
import {describe, expect, it} from "vitest";
import {literal, openDuckDB} from "../../../loaders/engines/duckdb.js";
import {proposed} from "../init/proposed.js";
import {staged} from "../staging/staged.js";
import {writeFolder} from "../../writeFolder.js";
import {zip} from "../../zip.js";
import {lines} from "./exported.js";

/** JSON lines. jsonl({a: 1}) // '{"a":1}\n' */
const jsonl = (...rows: object[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join("");

/** The contract's rows of an export that nobody named: recognised, proposed and read. */
async function read(files: Record<string, string | Buffer>) {
  const {folder, exports} = await proposed(files);
  const {ask, imports, rejects} = await staged({...files, "sources.yaml": readFileSync(join(folder, "sources.yaml"))});
  expect(rejects).toEqual([]);
  return {
    sources: exports.map(({source}) => source),
    events: lines(
      await ask('select event_id, account_id, user_id, cast("at" as varchar), event from events order by all')
    ),
    exposures: lines(
      await ask(
        "select experiment_id, variant_id, unit_type, unit_id, account_id, cast(exposed_at as varchar) from exposures order by all"
      )
    ),
    imports
  };
}

describe("Amplitude's export, JSON lines in gzip in a zip", () => {
  const event = (more: object) => ({
    $insert_id: "i1",
    amplitude_id: 75805000264,
    app: 218028,
    device_id: "d1",
    event_id: 4,
    event_properties: {report: {kind: "churn"}},
    event_time: "2026-01-13 10:00:00.123000",
    event_type: "report_made",
    group_properties: {},
    groups: {},
    ip_address: "192.0.2.1",
    server_upload_time: "2026-01-13 12:00:00.000000",
    user_id: "u1",
    user_properties: {Cohort: "A"},
    uuid: "k1",
    ...more
  });
  it("has the group of an account as a list, and exposures among its events", async () => {
    const day = jsonl(
      event({groups: {company: ["acme"]}}),
      event({
        $insert_id: null,
        uuid: "k2",
        event_type: "$exposure",
        user_id: null,
        groups: {org: "bolt"},
        event_properties: {flag_key: "banner", experiment_key: "banner-2026", variant: "blue"}
      })
    );
    const found = await read({
      "export.zip": zip([{name: "218028/218028_2026-01-13_10#1.json.gz", content: gzipSync(day)}])
    });
    expect(found.sources).toEqual(["amplitude.events", "amplitude.exposures"]);
    expect(found.events).toEqual([
      "i1 acme u1 2026-01-13 10:00:00.123 report_made",
      "k2 bolt - 2026-01-13 10:00:00.123 $exposure"
    ]);
    expect(found.exposures).toEqual(["banner-2026 blue user 75805000264 bolt 2026-01-13 10:00:00.123"]);
  });
});

describe("Mixpanel's raw export, JSON lines", () => {
  const event = (name: string, properties: object) => ({
    event: name,
    properties: {
      time: 1768298400,
      distinct_id: "u1",
      $insert_id: "i1",
      mp_processing_time_ms: 1768298401123,
      ...properties
    }
  });
  it("has times in seconds or milliseconds, properties with spaces, and ids that are numbers", async () => {
    const {sources, events, exposures} = await read({
      "export.jsonl": jsonl(
        event("Report Made", {company_id: 12345678901234, $os: "Linux"}),
        event("Report Made", {$insert_id: "i2", time: 1768298400250, plan: {name: "team"}, account_id: "acme"}),
        event("$experiment_started", {
          $insert_id: "i3",
          "Experiment name": "Banner",
          "Variant name": "Blue",
          $group_id: ["bolt"]
        })
      )
    });
    expect(sources).toEqual(["mixpanel.events", "mixpanel.exposures"]);
    expect(events).toEqual([
      "i1 12345678901234 u1 2026-01-13 10:00:00 Report Made",
      "i2 acme u1 2026-01-13 10:00:00.25 Report Made",
      "i3 bolt u1 2026-01-13 10:00:00 $experiment_started"
    ]);
    expect(exposures).toEqual(["Banner Blue user u1 bolt 2026-01-13 10:00:00"]);
  });
});

describe("PostHog's download", () => {
  const event = (uuid: string, name: string, properties: unknown) => ({
    uuid,
    event: name,
    properties,
    timestamp: "2026-01-13T10:00:00.000Z",
    distinct_id: "u1",
    person_id: "p1"
  });
  const rows = [
    event("k1", "report made", {$group_0: "acme", $current_url: "https://example.org"}),
    event("k2", "report made", {$groups: {company: "bolt"}}),
    event("k3", "report made", {$groups: {account: "cola"}}),
    event("k4", "$feature_flag_called", {
      $groups: {company: "bolt"},
      $feature_flag: "banner",
      $feature_flag_response: true
    })
  ];
  const events = [
    "k1 acme u1 2026-01-13 10:00:00 report made",
    "k2 bolt u1 2026-01-13 10:00:00 report made",
    "k3 cola u1 2026-01-13 10:00:00 report made",
    "k4 bolt u1 2026-01-13 10:00:00 $feature_flag_called"
  ];
  it("has properties nested in JSON lines", async () => {
    const found = await read({"events.jsonl": jsonl(...rows)});
    expect(found.sources).toEqual(["posthog.events", "posthog.exposures"]);
    expect(found.events).toEqual(events);
    expect(found.exposures).toEqual(["banner true user u1 bolt 2026-01-13 10:00:00"]);
  });

  it("has them as text of JSON in JSON lines and in Parquet, with times of their own type", async () => {
    const texts = jsonl(...rows.map((row) => ({...row, properties: JSON.stringify(row.properties)})));
    expect((await read({"events.jsonl": texts})).events).toEqual(events);
    const folder = writeFolder({"events.jsonl": texts});
    const engine = await openDuckDB(":memory:");
    const values = rows.map(
      (r) => `(${[r.uuid, r.event, JSON.stringify(r.properties), r.timestamp, r.distinct_id].map(literal).join(", ")})`
    );
    await engine.run(`copy (select uuid, event, properties, cast("timestamp" as timestamptz) as "timestamp", distinct_id
      from (values ${values.join(", ")}) as v (uuid, event, properties, "timestamp", distinct_id)) to ${literal(join(folder, "events.parquet"))} (format parquet)`);
    engine.close();
    const found = await read({"events.parquet": readFileSync(join(folder, "events.parquet"))});
    expect(found.sources.sort()).toEqual(["posthog.events", "posthog.exposures"]);
    expect(found.events).toEqual(events);
    expect(found.exposures).toEqual(["banner true user u1 bolt 2026-01-13 10:00:00"]);
  });
});
