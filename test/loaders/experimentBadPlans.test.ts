import {describe, expect, it} from "vitest";
import {readConfig} from "../../loaders/config.js";
import {readRegisters} from "../../loaders/registers.js";
import {writeFolder} from "../writeFolder.js";
import type {Rows} from "./company.js";
import {day, group, plan, readOut, seen, summing, twoArms, values} from "./experimentRows.js";

/** The sentence a register gives whose experiment x has these lines, without the folder. */
function refused(...lines: string[]): string {
  const text = ["experiments:", "  x:", ...lines.map((line) => `    ${line}`), ""].join("\n");
  const folder = writeFolder({
    "sources.yaml": "exports: [{files: none.csv, table: accounts}]\n",
    "playbook/experiments.yaml": text
  });
  try {
    readRegisters(readConfig(folder));
  } catch (error) {
    return (error as Error).message.split("playbook/")[1]!;
  }
  return "accepted";
}

const metrics = "metrics: [{id: buy, kind: conversion, table: events, window_hours: 48}]";
const found = async (...asked: Parameters<typeof readOut>) =>
  (await readOut(...asked)).findings.filter(({state}) => state === "bad").map(({text}) => text);

describe("a plan that cannot be used says where and what to do", () => {
  it("accepts one that can", () => {
    expect(refused("control: a", "split: {a: 0.5, b: 0.5}", metrics)).toBe("accepted");
  });

  it("weights that do not add up to 1", () => {
    expect(refused("control: a", "split: {a: 0.5, b: 0.4}", metrics)).toBe(
      "experiments.yaml:4: the split of x adds up to 0.9; shares add up to 1; or use whole parts, such as 1 and 1"
    );
  });

  it("one arm only", () => {
    const sentence =
      "experiments.yaml:4: the split of x has one arm only; name the control and at least one variant, each above 0";
    expect(refused("control: a", "split: {a: 1}", metrics)).toBe(sentence);
    expect(refused("control: a", "split: {a: 1, b: 0}", metrics)).toBe(sentence);
  });

  it("a control that is not in the split", () => {
    expect(refused("control: c", "split: {a: 1, b: 1}", metrics)).toBe(
      "experiments.yaml:3: control is not in the split of x: c; the arms are a, b"
    );
  });

  it("a metric without a table", () => {
    expect(refused("control: a", "metrics:", "  - {id: buy, kind: conversion}")).toBe(
      "experiments.yaml:5: metric buy of x names no table; add the table whose rows it counts, such as events"
    );
  });

  it("an arm that is misspelt or not in the split", () => {
    const split = "split: {control: 1, usage_fact: 1}";
    expect(refused("control: control", split, "arms:", "  control: {}", "  usage_fcat: {name: Fact}", metrics)).toBe(
      "experiments.yaml:7: arm usage_fcat is not in the split of x; did you mean usage_fact?"
    );
    expect(refused("control: control", split, "arms: {other: {}}", metrics)).toBe(
      "experiments.yaml:5: arm other is not in the split of x; the arms are control, usage_fact"
    );
    expect(refused("control: control", "arms: {anything: {}}", metrics)).toBe("accepted");
  });

  it("two metrics of one id", () => {
    const one = "  - {id: buy, kind: conversion, table: events}";
    expect(refused("control: a", "metrics:", one, one)).toBe(
      "experiments.yaml:6: metric buy of x is listed twice; give each metric an id of its own"
    );
  });

  it("retention without a window", () => {
    expect(refused("control: a", "metrics:", "  - {id: stay, kind: retention}")).toBe(
      "experiments.yaml:5: metric stay of x has no window; add window_hours: 2160 is 90 days"
    );
  });

  it("looks without units", () => {
    expect(refused("control: a", metrics, "looks: 5")).toBe(
      "experiments.yaml:5: x plans 5 looks but no units; add units: looks are at equal shares of them"
    );
  });

  it("a margin of a share that is no share", () => {
    expect(
      refused("control: a", "metrics:", "  - {id: buy, kind: conversion, table: events, role: guardrail, margin: 2}")
    ).toBe(
      "experiments.yaml:5: margin of buy of x is 2, though it is a share of units; write 0.01 for one in a hundred"
    );
  });

  it("a cap that is neither a number nor a percentile", () => {
    expect(refused("control: a", "metrics:", "  - {id: sum, kind: mean, table: events, cap: 99%}")).toBe(
      'experiments.yaml:5: invalid experiments.x.metrics.0.cap: "99%" is neither a number nor a percentile like p99.5; see docs/playbook.md for the format'
    );
  });

  it("an unknown spending family", () => {
    expect(refused("control: a", metrics, "spending: obrien")).toBe(
      'experiments.yaml:5: invalid experiments.x.spending: "obrien" is not obrien-fleming, pocock or power; see docs/playbook.md for the format'
    );
  });

  it("an alpha out of range", () => {
    expect(refused("control: a", metrics, "alpha: 5")).toBe(
      "experiments.yaml:5: invalid experiments.x.alpha: 5 is not above 0 and below 0.5; 0.05 is usual; see docs/playbook.md for the format"
    );
  });

  it("no metric, more than five segments, and accounts counted while users are dealt", () => {
    expect(refused("control: a", "metrics: []")).toBe(
      "experiments.yaml:4: invalid experiments.x.metrics: [] lists no metric; see docs/playbook.md for the format"
    );
    expect(refused("control: a", metrics, "segments: [a, b, c, d, e, f]")).toBe(
      'experiments.yaml:5: invalid experiments.x.segments: ["a","b","c","d","e","f"] lists more than five segments; see docs/playbook.md for the format'
    );
    expect(refused("control: a", metrics, "unit: account", "randomised: user")).toBe(
      "experiments.yaml:6: x counts accounts but deals users; count users, or deal accounts"
    );
  });

  it("a segment no account has", async () => {
    const rows = {...twoArms({x: 1, n: 10}, {x: 2, n: 10}), accounts: [{account_id: "z", region: "eu"}]};
    await expect(readOut(rows, plan({segments: ["colour"]}))).rejects.toThrow(
      "experiments.yaml:7: segment colour of x is no attribute of accounts; use stage, or one of size_band, region, industry, role"
    );
  });
});

describe("data that do not fit the plan", () => {
  const two = {split: {a: 1, b: 1}};

  it("an arm in the data that the plan does not name", async () => {
    const rows = {exposures: [...group("a", 10), ...group("b", 10), ...group("c", 3)]};
    expect(await found(rows, plan(two))).toEqual([
      "3 users saw c, an arm the plan does not name. Add it to the split, or find out who sent it."
    ]);
  });

  it("one arm only in the data", async () => {
    const e = await readOut({exposures: group("a", 20)}, plan(two));
    expect(e.findings.filter(({state}) => state === "bad").map(({text}) => text)).toEqual([
      "Nobody was exposed to b.",
      "Only one arm was shown, so there is nothing to compare a with."
    ]);
    expect(e.comparisons[0]).toMatchObject({difference: null, p: null, decision: "invalid"});
    const unsplit = (await readOut({exposures: group("b", 10)}, plan())).comparisons[0]!;
    expect(unsplit.p).toBeNull();
  });

  it("a control nobody saw", async () => {
    const named = plan({split: {a: 1, b: 1, c: 1}, arms: {a: {name: "General line"}}});
    expect(await found({exposures: [...group("b", 20), ...group("c", 20)]}, named)).toEqual([
      "Nobody saw the control, General line (a), so no arm can be compared with it."
    ]);
    expect(await found({exposures: group("b", 20)}, plan(two))).toEqual([
      "Nobody saw the control, a, so no arm can be compared with it."
    ]);
  });

  it("zero variance", async () => {
    const rows = {
      exposures: [...group("a", 5), ...group("b", 5)],
      events: [...values("a", [2, 2, 2, 2, 2]), ...values("b", [3, 3, 3, 3, 3])]
    };
    const [c] = (await readOut(rows, plan({metrics: [summing()]}))).comparisons;
    expect(c).toMatchObject({
      ...{difference: 1, p: null, lift: null, decision: "extend"},
      reason: "no spread in either arm",
      liftReason: "lift not estimable: no spread in either arm",
      reasons: ["No spread in either arm."]
    });
    const [none] = (await readOut(twoArms({x: 0, n: 20}, {x: 0, n: 20}), plan())).comparisons;
    expect(none).toMatchObject({p: null, reason: "no conversions in either arm", decision: "extend"});
  });

  it("a control of zero", async () => {
    const [c] = (await readOut(twoArms({x: 0, n: 100}, {x: 9, n: 100}), plan())).comparisons;
    expect(c).toMatchObject({
      difference: 0.09,
      lift: null,
      liftReason: "lift not estimable: no conversions in the control arm"
    });
    expect(c!.p).toBeLessThan(0.05);
  });

  it("every unit saw both arms", async () => {
    const rows: Rows = {exposures: [...group("a", 10), ...group("b", 10)]};
    rows.exposures!.push(...Array.from({length: 10}, (_, i) => seen(`a${i}`, "b", day(1))));
    rows.exposures!.push(...Array.from({length: 10}, (_, i) => seen(`b${i}`, "a", day(1))));
    expect(await found(rows, plan(two))).toEqual(["Every user saw more than one arm, so no arm was kept apart."]);
    const e = await readOut(rows, plan({...two, ends: "2025-01-20"}));
    expect(e.comparisons[0]).toMatchObject({
      decision: "invalid",
      reasons: ["Every user saw more than one arm, so no arm was kept apart."]
    });
    const apart = e.metrics[0]!.views[1]!;
    expect(apart.versus[0]).toMatchObject({contrast: null, reason: "no units in the control arm"});
  });

  it("exposures that name another unit than the plan", async () => {
    const rows = {exposures: [...group("a", 10), ...group("b", 10)]};
    expect(await found(rows, plan({...two, unit: "account"}))).toEqual([
      "The plan counts accounts, but the exposures name users, so what they did is not found."
    ]);
  });

  it("a plan that leaves things out says which", async () => {
    const e = await readOut({exposures: [...group("a", 10), ...group("b", 10)]}, plan(two));
    expect(e.findings.find(({check}) => check === "plan")).toEqual({
      ...{check: "plan", state: "warn"},
      text: "The plan does not name a hypothesis, an owner, the copy of every arm, a sample size, the smallest difference that matters, an end."
    });
  });
});
