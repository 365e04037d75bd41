import {describe, expect, it} from "vitest";
import {experimentPlan} from "../../loaders/experimentPlan.js";
import {computeExperiments} from "../../loaders/results/experiments.js";
import {copyTags, readoutPage} from "../../loaders/results/readout.js";
import {warehouse} from "./company.js";

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
      expect.stringContaining("Among Europe"),
      expect.stringContaining("Among Oceania")
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
