import {describe, expect, it} from "vitest";
import {wilson} from "../../src/stats/index.js";
import type {Rows} from "./company.js";
import {buying, day, group, plan, readOut} from "./experimentRows.js";

type Row = Rows[string][number];
let sent = 0;
const mail = (to: string, template_id: string, more: Row = {}): Row => ({
  ...{message_id: `m${++sent}`, template_id, user_id: to, account_id: to, channel: "email", stage: "active"},
  ...{sent_at: day(0, 1), delivered_at: day(0, 1)},
  ...more
});
const opened = {opened_at: day(0, 2)};
const clicked = {...opened, clicked_at: day(0, 3)};
const arms = {a: {templates: ["old"]}, b: {templates: ["new", "new-2"]}};
const units = (arm: string, n: number) => group(arm, n).map((row) => ({...row, account_id: row.unit_id!}));
const trial = (account_id: string, at: string): Row => ({trial_id: `t-${account_id}`, account_id, started_at: at});

/** Ten users an arm. Of b nine get a mail: eight delivered, of those five opened and two clicked. */
const rows: Rows = {
  exposures: [...units("a", 10), ...units("b", 10)],
  messages: [
    ...Array.from({length: 10}, (_, i) => mail(`a${i}`, "old", i < 3 ? opened : {})),
    mail("b0", "new", clicked),
    // Twice to one user counts once, and a click that hid its open and its delivery is both.
    mail("b0", "new-2", {delivered_at: null}),
    mail("b1", "new-2", {delivered_at: null, clicked_at: day(0, 4)}),
    ...[2, 3, 4].map((i) => mail(`b${i}`, "new", opened)),
    ...[5, 6, 7].map((i) => mail(`b${i}`, "new")),
    mail("b8", "new", {delivered_at: null}),
    // Another message, one before the test, one of the other arm, and one after the two days: none is the test's.
    mail("b9", "newsletter", clicked),
    mail("b9", "new", {...clicked, sent_at: "2024-12-31 12:00:00"}),
    mail("b9", "old", clicked),
    mail("b9", "new", {...clicked, sent_at: day(3)})
  ],
  // In time, before the exposure, and after the window.
  trials: [trial("b9", day(1)), trial("b2", "2024-12-30 00:00:00"), trial("b3", day(5))]
};
const read = async (more: Rows = {}, register: Record<string, unknown> = {}) =>
  (await readOut({...rows, ...more}, plan({arms, ...register}))).funnel;
const counts = (funnel: Awaited<ReturnType<typeof read>>) =>
  Object.fromEntries(funnel.map(({stage, arms: own}) => [stage, own.map(({count}) => count)]));

describe("the funnel of a test", () => {
  it("counts units of each arm once a stage, by the templates of the arm and within the window", async () => {
    const funnel = await read();
    expect(counts(funnel)).toEqual({
      ...{assigned: [10, 10], delivered: [10, 8], opened: [3, 5], clicked: [0, 2]},
      trial: [0, 1]
    });
    expect(funnel.map(({hours}) => hours)).toEqual([48, 48, 48, 48, 48]);
    expect(funnel.map(({nested}) => nested)).toEqual([true, true, true, true, false]);
  });

  it("gives the share of the assigned with Wilson's interval", async () => {
    const [, b] = (await read()).find(({stage}) => stage === "opened")!.arms;
    expect(b).toMatchObject({arm: "b", assigned: 10, count: 5});
    // Wilson (1927) for 5 of 10: 0.2366 to 0.7634.
    expect(b!.share).toMatchObject({value: 0.5, n: 10});
    expect([b!.share!.lower, b!.share!.upper]).toEqual(wilson(5, 10));
    expect(b!.share!.lower).toBeCloseTo(0.2366, 4);
  });

  it("takes accounts as clusters where users share one", async () => {
    const exposures = [...units("a", 10), ...units("b", 10)].map((row, i) => ({
      ...row,
      account_id: `${i < 10 ? "a" : "b"}-${i % 5}`
    }));
    const b = (await read({exposures})).find(({stage}) => stage === "delivered")!.arms[1]!;
    expect(b.count).toBe(8);
    expect([b.share!.lower, b.share!.upper]).not.toEqual(wilson(8, 10));
    expect(b.share!.lower!).toBeLessThan(0.8);
    expect(b.share!.upper!).toBeGreaterThan(0.8);
    // None of five accounts began a trial: no spread between them, but still no certainty. Wilson for 0 of 5: 0 to 0.4345.
    const trials = (await read({exposures})).find(({stage}) => stage === "trial")!.arms[1]!;
    expect([trials.count, trials.share!.lower]).toEqual([0, 0]);
    expect(trials.share!.upper).toBeCloseTo(0.4345, 4);
  });

  it("leaves units out whose window is not over, and those after the planned end", async () => {
    const exposures = [...rows.exposures!, ...group("c", 6, "2025-01-30 12:00:00", {variant_id: "b"})];
    expect(counts(await read({exposures})).assigned).toEqual([10, 10]);
    const late = [...rows.exposures!, ...group("c", 6, day(9), {variant_id: "b"})];
    expect(counts(await read({exposures: late})).assigned).toEqual([10, 16]);
    expect(counts(await read({exposures: late}, {ends: "2025-01-05"})).assigned).toEqual([10, 10]);
  });

  it("is not known, rather than none, for an arm without messages and for what no export tells", async () => {
    const funnel = await read({trials: []}, {arms: {b: arms.b}});
    expect(counts(funnel)).toEqual({
      ...{assigned: [10, 10], delivered: [null, 8], opened: [null, 5], clicked: [null, 2]}
    });
  });

  it("is empty where the plan names no template, where none was sent, and without a plan", async () => {
    expect(await read({}, {arms: {}})).toEqual([]);
    expect(await read({}, {arms: {b: {templates: ["other"]}}})).toEqual([]);
    expect((await readOut(rows, null)).funnel).toEqual([]);
  });

  it("counts the units the test counts: none that came after its planned end, or after the planned number was in", async () => {
    const late = group("a", 4, day(1)).map((row, i) => ({...row, unit_id: `late${i}`}));
    const exposures = [...rows.exposures!, ...late];
    expect(counts(await read({exposures}))).toMatchObject({assigned: [14, 10]});
    expect(counts(await read({exposures}, {ends: "2025-01-01"}))).toMatchObject({assigned: [10, 10]});
    expect(counts(await read({exposures}, {ends: undefined, units: 20}))).toMatchObject({assigned: [10, 10]});
  });

  it("counts accounts where they were assigned", async () => {
    const exposures = rows.exposures!.map((row) => ({...row, unit_type: "account"}));
    const metrics = [{...buying, table: "tickets", where: "true"}];
    const funnel = await read({exposures}, {unit: "account", metrics});
    expect(counts(funnel)).toMatchObject({assigned: [10, 10], delivered: [10, 8], clicked: [0, 2], trial: [0, 1]});
  });
});
