import {describe, expect, it} from "vitest";
import {experimentPlan} from "../../loaders/experimentPlan.js";
import {computeExperiments} from "../../loaders/results/experiments.js";
import {copyTags, readoutPage} from "../../loaders/results/readout.js";
import {type Rows, warehouse} from "./company.js";
import {day, event, readOut, seen} from "./experimentRows.js";

const metric = {id: "buy", kind: "conversion", table: "events", where: "event = 'buy'", window_hours: 48};
const plan = experimentPlan.parse({
  ...{control: "a", split: {a: 1, b: 1}, metrics: [metric], segments: ["stage", "region"], ends: "2025-01-20"},
  arms: {a: {copy: "Leverage synergies."}, b: {copy: "Add a seat for your team.", tags: ["urgent"]}}
});

/** Accounts of a region in each arm, a user an account. */
const regions: Record<string, [a: number, b: number]> = {
  Asia: [60, 60],
  Europe: [120, 30],
  Africa: [3, 9],
  Oceania: [0, 40]
};
const units = Object.entries(regions).flatMap(([region, [a, b]]) =>
  Array.from({length: a + b}, (_, i) => ({id: `${region}${i}`, region, variant: i < a ? "a" : "b"}))
);

describe("splitsOf", () => {
  it("counts arms by every registered dimension, and flags the value whose split is broken", async () => {
    const w = await warehouse(
      {
        accounts: units.map(({id, region}) => ({account_id: id, region})),
        exposures: units.map(({id, variant}) => ({
          ...{experiment_id: "x", unit_id: `u${id}`, account_id: id, variant_id: variant, unit_type: "user"},
          exposed_at: "2025-01-02 10:00:00"
        })),
        events: units.slice(0, 40).map(({id}) => ({user_id: `u${id}`, at: "2025-01-03 10:00:00", event: "buy"}))
      },
      {asOf: "2025-01-31", settings: "settings: {segments: [region]}"}
    );
    w.registers.experiments.set("x", {...plan, file: "experiments.yaml", lineOf: () => 1});
    const {experiments} = await computeExperiments(w).finally(() => w.registers.experiments.clear());
    const [x] = experiments;
    const regional = x!.splits.filter(({dimension}) => dimension === "region");
    // Three of Africa are too few to publish; that nobody of Oceania is in an arm is what is looked for.
    expect(regional.map(({at, counts, flag}) => [at, counts, flag])).toEqual([
      ["Asia", [60, 60], false],
      ["Europe", [120, 30], true],
      ["Oceania", [0, 40], true]
    ]);
    expect(x!.srm.counts).toEqual([183, 139]);
    expect(x!.findings.filter(({check}) => check === "split").map(({text}) => text)).toEqual([
      "Among Europe the arms are not as large as planned: chance hardly ever gives 120 and 30, even once among the 3 groups looked at.",
      "Among Oceania the arms are not as large as planned: chance hardly ever gives 0 and 40, even once among the 3 groups looked at."
    ]);
    const {tally, tags} = readoutPage(w, [{...x!, srm: {...x!.srm, flag: false}}]);
    expect(tally.tests).toBe(1);
    expect(tags.map(({tag, source}) => [tag, source])).toEqual([
      ["urgent", "plan"],
      ["asks", "copy"],
      ["easy_to_read", "copy"]
    ]);
  });
});

describe("a broken segment", () => {
  /** Users of an arm at a stage, of whom so many buy. */
  const at = (stage: string, arm: string, n: number, x = 0): Rows => ({
    exposures: Array.from({length: n}, (_, i) => seen(`${stage}${arm}${i}`, arm, day(0, 0), {stage})),
    events: Array.from({length: x}, (_, i) => event(`${stage}${arm}${i}`, day(0, 1), "buy"))
  });
  const all = (parts: Rows[]): Rows => ({
    exposures: parts.flatMap(({exposures}) => exposures!),
    events: parts.flatMap(({events}) => events!)
  });
  const stages = ["s1", "s2", "s3", "s4", "s5"];
  const even = stages.flatMap((stage) => [at(stage, "a", 100, 20), at(stage, "b", 100, 40)]);
  const asked = experimentPlan.parse({control: "a", split: {a: 1, b: 1}, metrics: [metric], segments: ["stage"]});
  const said = async (rows: Rows, check: string) =>
    (await readOut(rows, asked)).findings.filter((finding) => finding.check === check).map(({text}) => text);

  it("by its split is held against the number of segments", async () => {
    // 60 and 100: χ² 10, p .0016. 57 and 103: χ² 13.2, p .00028, which is rare in one segment, not in six. 50 and 110: p .000002.
    const with_ = (a: number, b: number) => all([...even, at("s6", "a", a, 12), at("s6", "b", b, 40)]);
    expect(await said(with_(57, 103), "split")).toEqual([]);
    expect(await said(all([at("s6", "a", 57), at("s6", "b", 103)]), "split")).toHaveLength(1);
    expect(await said(with_(50, 110), "split")).toEqual([
      "Among s6 the arms are not as large as planned: chance hardly ever gives 50 and 110, even once among the 6 groups looked at."
    ]);
  });

  it("by its difference is found where it is unlike all others", async () => {
    expect(await said(all(even), "segment")).toEqual([]);
    const [text, ...more] = await said(all([...even, at("s6", "a", 100, 60), at("s6", "b", 100, 20)]), "segment");
    expect(text).toMatch(
      /^buy, b: among s6 the difference is unlike that of the others \(p \S+ for all segments at once\)\. Was the message shown there\?$/
    );
    expect(more).toEqual([]);
  });
});

describe("copyTags", () => {
  it("tell what copy is like", () => {
    expect(copyTags("Add a seat for your team.")).toEqual(["easy_to_read", "asks"]);
    expect(copyTags("Our organisation leverages operational synergies internationally.", ["leverage"])).toEqual([
      "hard_to_read",
      "jargon"
    ]);
    expect(copyTags("")).toEqual([]);
  });
});
