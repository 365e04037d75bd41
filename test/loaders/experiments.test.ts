import {describe, expect, it} from "vitest";
import {type ExperimentPlan, experimentPlan} from "../../loaders/experimentPlan.js";
import {computeExperiments} from "../../loaders/results/experiments.js";
import type {Comparison} from "../../src/verdict/comparison.js";
import {decide} from "../../src/verdict/decide.js";
import {type Rows, warehouse} from "./company.js";

const buying = {id: "buy", kind: "conversion", table: "events", where: "event = 'buy'", window_hours: 48};

const plan = (more: Record<string, unknown> = {}): ExperimentPlan =>
  experimentPlan.parse({control: "a", metrics: [buying], ...more});

async function readOut(rows: Rows, asOf: string, register: ExperimentPlan | null) {
  const w = await warehouse(rows, {asOf});
  if (register) w.registers.experiments.set("x", {...register, file: "experiments.yaml", lineOf: () => 7});
  const {experiments} = await computeExperiments(w).finally(() => w.registers.experiments.clear());
  return experiments[0]!;
}

const seen = (unit_id: string, variant_id: string, exposed_at: string, more: Rows[string][number] = {}) => ({
  experiment_id: "x",
  unit_id,
  variant_id,
  unit_type: "user",
  exposed_at,
  ...more
});
const buy = (user_id: string, at: string) => ({user_id, at, event: "buy"});

describe("experiments", () => {
  it("count what happens from the first exposure until the window has passed, once a unit", async () => {
    const e = await readOut(
      {
        exposures: [
          seen("u1", "a", "2025-01-01 10:00:00"),
          seen("u2", "b", "2025-01-01 10:00:00"),
          seen("u3", "b", "2025-01-01 10:00:00"),
          seen("u4", "a", "2025-01-01 10:00:00"),
          seen("u4", "b", "2025-01-02 10:00:00")
        ],
        events: [
          buy("u1", "2025-01-01 09:59:59"),
          buy("u2", "2025-01-01 10:00:00"),
          buy("u2", "2025-01-01 12:00:00"),
          buy("u3", "2025-01-03 10:00:00"),
          buy("u4", "2025-01-03 09:59:59")
        ]
      },
      "2025-01-31",
      plan()
    );
    expect(e.comparisons[0]).toMatchObject({nControl: 2, nVariant: 2, eventsControl: 1, eventsVariant: 1});
    expect([e.multipleExposed, e.arms.map((arm) => arm.units)]).toEqual([1, [2, 2]]);
  });

  it("leave units whose window is not over out of the metric, though not out of the split", async () => {
    const e = await readOut(
      {exposures: [seen("u1", "a", "2025-01-01"), seen("u2", "b", "2025-01-30 12:00:00")], events: []},
      "2025-01-31",
      plan()
    );
    expect(e.comparisons[0]).toMatchObject({nControl: 1, nVariant: 0, difference: null, p: null});
    expect(e.arms.map((arm) => arm.units)).toEqual([1, 1]);
  });

  it("without a plan are read by what their units did most, and marked exploratory", async () => {
    const rows = {exposures: [seen("u1", "a", "2025-01-01"), seen("u2", "b", "2025-01-01")]};
    const silent = await readOut(rows, "2025-01-31", null);
    expect([silent.exploratory, silent.comparisons]).toEqual([true, []]);
    const e = await readOut({...rows, events: [buy("u2", "2025-01-03"), buy("u2", "2024-12-03")]}, "2025-01-31", null);
    expect(e.comparisons).toMatchObject([
      {metric: "buy", role: "exploratory", eventsControl: 0, eventsVariant: 1, nControl: 1, nVariant: 1}
    ]);
    expect(e.findings[0]).toMatchObject({check: "plan", state: "warn"});
  });

  it("leave out units first exposed after the planned end, and say so", async () => {
    const rows = {
      exposures: [
        seen("u1", "a", "2025-01-05 09:00:00"),
        seen("u2", "b", "2025-01-06 09:00:00"),
        seen("u3", "b", "2025-01-07")
      ],
      events: [buy("u3", "2025-01-07 12:00:00")]
    };
    const e = await readOut(rows, "2025-01-31", plan({ends: "2025-01-06"}));
    expect(e.comparisons[0]).toMatchObject({nControl: 1, nVariant: 1, eventsVariant: 0});
    expect(e.findings.find(({check}) => check === "end")!.text).toBe(
      "1 user was first exposed after the planned end and is not counted. Stop sending, or plan a new test."
    );
  });

  it("test no split where none was planned, and test it where one was", async () => {
    const exposures = Array.from({length: 200}, (_, i) => seen(`u${i}`, i < 180 ? "a" : "b", "2025-01-05"));
    const open = await readOut({exposures}, "2025-01-31", plan());
    expect([open.srm.p, open.srm.flag, open.arms.map(({planned}) => planned)]).toEqual([null, false, [null, null]]);
    const even = await readOut({exposures}, "2025-01-31", plan({split: {a: 1, b: 1}}));
    expect(even.srm.flag).toBe(true);
    expect((await readOut({exposures}, "2025-01-31", plan({split: {a: 9, b: 1}}))).srm.p).toBe(1);
  });

  it("call an arm exploratory to which the plan deals nobody, and say that it was shown", async () => {
    const exposures = ["a", "b", "c"].flatMap((arm) =>
      Array.from({length: 10}, (_, i) => seen(`${arm}${i}`, arm, "2025-01-05"))
    );
    const e = await readOut({exposures}, "2025-01-31", plan({split: {a: 1, b: 1, c: 0}}));
    expect(e.comparisons.map(({variant, role}) => [variant, role])).toEqual([
      ["b", "primary"],
      ["c", "exploratory"]
    ]);
    expect(e.findings.find(({check}) => check === "arms")!.text).toBe(
      "10 users saw c, to which the plan deals nobody. Add it to the split, or find out who sent it."
    );
  });

  it("name the metric, file and line of a condition that cannot be computed", async () => {
    const broken = plan({metrics: [{...buying, where: "evnt = 'buy'"}]});
    await expect(readOut({exposures: [seen("u1", "a", "2025-01-01")]}, "2025-01-31", broken)).rejects.toThrow(
      /^experiments\.yaml:7: metric buy of x cannot be computed: .*evnt/
    );
    const wrong = plan({unit: "user", metrics: [{...buying, table: "payments", where: "true"}]});
    await expect(readOut({exposures: [seen("u1", "a", "2025-01-01")]}, "2025-01-31", wrong)).rejects.toThrow(
      /payments, which has no user/
    );
  });
});

describe("decide", () => {
  const base: Comparison = {
    ...{
      metric: "buy",
      metricName: "Buy",
      kind: "conversion",
      role: "primary",
      better: "higher",
      margin: null,
      windowHours: null,
      control: "a",
      variant: "b"
    },
    ...{
      nControl: 1000,
      nVariant: 1000,
      valueControl: 0.05,
      valueVariant: 0.07,
      eventsControl: 50,
      eventsVariant: 70
    },
    ...{
      difference: 0.02,
      lower: 0.005,
      upper: 0.035,
      p: 0.01,
      pAdjusted: 0.02,
      pMargin: null,
      se: 0.0076,
      lift: 0.4,
      liftLower: 0.1,
      liftUpper: 0.8,
      liftReason: null,
      reason: null,
      method: "",
      warnings: [],
      pPermuted: null,
      accounts: null,
      alternatives: [],
      sequential: null,
      anytime: null,
      bayes: null,
      shrunken: null,
      decision: "extend",
      reasons: []
    }
  };
  const circumstances = {alpha: 0.05, ended: true, broken: false, srmP: 0.5, endless: false};
  const decided = (c: Partial<Comparison>, more: Partial<typeof circumstances> = {}, others: Comparison[] = []) =>
    decide({...base, ...c}, [base, ...others], {...circumstances, ...more}).decision;

  it("decide(comparison) ships what is better, stops what is worse, keeps the control after the end, goes on before it", () => {
    expect(decided({})).toBe("ship");
    expect(decided({difference: -0.02})).toBe("stop");
    expect(decided({difference: -0.02, better: "lower"})).toBe("ship");
    expect(decided({pAdjusted: 0.2})).toBe("keep");
    expect(decided({pAdjusted: 0.2}, {ended: false})).toBe("extend");
    expect(decided({pAdjusted: null, reason: "no conversions in either arm"})).toBe("keep");
    expect(decided({pAdjusted: null, reason: "no conversions in either arm"}, {ended: false})).toBe("extend");
  });

  it("decide(comparison) before an end without looks stops for harm and ships nothing; a test without an end ships", () => {
    const anytime = (lower: number, upper: number) => ({lower, upper, p: 0.01, crossed: true, burnedIn: true});
    const running = {ended: false};
    expect(decided({anytime: anytime(0.001, 0.04)}, running)).toBe("extend");
    expect(decided({anytime: anytime(0.001, 0.04)}, {...running, endless: true})).toBe("ship");
    expect(decided({anytime: anytime(-0.04, -0.001)}, running)).toBe("stop");
  });

  it("decide(guardrail) before the end asks no p, which is made for one look", () => {
    const harm = {role: "guardrail" as const, difference: -0.02, lower: -0.035, upper: -0.005, p: 0.01};
    expect(decided(harm)).toBe("stop");
    expect(decided(harm, {ended: false})).toBe("extend");
    const anytime = {lower: -0.045, upper: 0.005, p: 0.1, crossed: false, burnedIn: true};
    expect(decided({...harm, anytime}, {ended: false})).toBe("ship");
    expect(decided({...harm, anytime: {...anytime, upper: -0.001, crossed: true}}, {ended: false})).toBe("stop");
    expect(decided({...harm, anytime, margin: 0.05}, {ended: false})).toBe("ship");
    expect(decided({...harm, anytime, margin: 0.01}, {ended: false})).toBe("extend");
  });

  it("decide(comparison) of few accounts needs p with the accounts dealt anew to agree, and says where it does not", () => {
    expect(decided({pPermuted: 0.04})).toBe("ship");
    const {decision, reasons} = decide({...base, pPermuted: 0.117}, [base], circumstances);
    expect([decision, reasons[0]]).toEqual(["keep", "Accounts are few: dealt anew, p is 0.12."]);
    expect(decided({difference: -0.02, pPermuted: 0.117})).toBe("keep");
  });

  it("decide(comparison) calls a broken split invalid whatever the difference", () => {
    expect(decided({}, {broken: true, srmP: 1e-9})).toBe("invalid");
  });

  it("decide(comparison) does not ship past a guardrail that is not within its margin", () => {
    const guard = (c: Partial<Comparison>): Comparison => ({
      ...base,
      role: "guardrail",
      metric: "leave",
      better: "lower",
      margin: 0.01,
      ...c
    });
    expect(decided({}, {}, [guard({difference: 0, lower: -0.005, upper: 0.005, p: 0.9})])).toBe("ship");
    expect(decided({}, {}, [guard({difference: 0.008, lower: -0.002, upper: 0.018, p: 0.12})])).toBe("keep");
    expect(decided({}, {ended: false}, [guard({difference: 0.008, lower: -0.002, upper: 0.018, p: 0.12})])).toBe(
      "extend"
    );
    expect(decided({}, {}, [guard({difference: 0.02, lower: 0.012, upper: 0.028, p: 0.001})])).toBe("stop");
  });
});
