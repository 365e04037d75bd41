// @vitest-environment happy-dom
import {describe, expect, it} from "vitest";
import type {EffectResult, Offer, PooledTrial, RatePair} from "../../src/components/effect.js";
import {effectClaim, lowerFirst, oftener, ratesTitle, trialTitle, useTitle} from "../../src/components/effectText.js";
import {OfferFigure, RatesFigure} from "../../src/components/effectFigures.js";
import {BalanceFigure, TrialsFigure, UseFigure} from "../../src/components/effectTrials.js";
import {beforeVerdict, beforeWarning} from "../../src/components/useBefore.js";
import {IntervalChart} from "../../src/components/intervalChart.js";
import {EventChart} from "../../src/components/eventChart.js";
import type {Site} from "../../src/components/site.js";
import {expectGolden} from "./golden.js";

globalThis.ResizeObserver ??= class {
  observe() {}
  unobserve() {}
  disconnect() {}
};

const site = {currency: "USD", tiers: [], minCell: 5} as unknown as Site;
const context = {site, queries: {risk_months: "select 1"}};
const side = {accounts: 50, months: 500, left: 10, rate: 0.02, lower: 0.01, upper: 0.03};
const pair = (id: RatePair["id"], ratio: number, lower: number, upper: number): RatePair => ({
  ...{id, upgraded: side, others: side, ratio, lower, upper, reason: null}
});
const trial = (value: number, lower: number, upper: number): PooledTrial => ({
  horizon: 6,
  treated: {trials: 60, units: 60, exposure: 300, events: 8, rate: 0.027},
  controls: {trials: 900, units: 200, exposure: 4000, events: 120, rate: 0.03},
  difference: {value, lower, upper, se: 0.01, p: upper < 0 ? 0.03 : 0.1},
  plain: {value, lower, upper, se: 0.01, p: 0.1},
  ess: 640.4,
  largest: 0.01,
  balance: [{name: "Seats (log)", before: 0.4, after: -0.004}],
  reason: null
});
const outcome: Offer["outcomes"][number] = {
  ...{id: "days", name: "Active days", unit: "ratio", windowHours: 2160, nControl: 249, nOffered: 251},
  ...{valueControl: 13.4, valueOffered: 16.4, uptakeControl: 0, uptakeOffered: 0.56, strength: 320, naive: 8.1},
  itt: {value: 3, lower: 1.6, upper: 4.4, se: 0.7, p: 0.0001},
  uptake: {value: 0.56, lower: 0.5, upper: 0.62, se: 0.03, p: 0},
  late: {value: 5.4, lower: 3.1, upper: 7.5, se: 1.1, p: 0.0001},
  reason: null
};
const offer: Offer = {
  ...{id: "call", slug: "call", name: "Call", unit: "account", alpha: 0.05, broken: false},
  ...{variantName: "Call offered", controlName: "No call", uptake: "Accepted", outcomes: [outcome]}
};
const result: EffectResult = {
  offers: [],
  sample: {upgraded: {all: 60, read: 60}, others: {all: 200, read: 200}},
  leftOutside: 3,
  months: {first: "2025-01", last: "2026-10"},
  reason: null,
  rates: [pair("ever", 0.3, 0.2, 0.4), pair("time", 0.8, 0.5, 1.2), pair("leave", 0.82, 0.5, 1.3)],
  hazard: null,
  trials: [trial(-0.01, -0.02, 0.001)],
  groups: [],
  use: null
};
const text = (node: HTMLElement) => node.textContent!.replace(/\s+/g, " ");

describe("what the page on effects says", () => {
  it("leads with what chance decided, and with an observed difference only where nothing was", () => {
    expect(effectClaim({...result, offers: [offer]}, "USD")).toMatchObject({
      before: "Being offered “Call” made a clear difference: ",
      value: "+3.00",
      after: " active days on average"
    });
    const paying = {...offer, outcomes: [{...outcome, name: "Still paying", unit: "rate" as const}]};
    expect(effectClaim({...result, offers: [paying]}, "USD").after).toBe(" in still paying");
    const unclear = {...offer, outcomes: [{...outcome, itt: {...outcome.itt!, p: 0.05}}]};
    expect(effectClaim({...result, offers: [unclear]}, "USD").before).toContain("made no clear difference");
    const observed = effectClaim({...result, offers: [{...offer, broken: true}]}, "USD");
    expect(observed).toMatchObject({value: "0.82 times", interval: "0.50 to 1.30"});
    expect(observed.after).toContain("Nobody was assigned");
    expect(effectClaim({...result, rates: [], reason: "no account has upgraded yet"}, "USD")).toEqual({
      ...{before: "Nothing can be said yet: no account has upgraded yet.", value: null}
    });
  });

  it("says how far the naive ratio shrinks, and no more than the last interval carries", () => {
    expect(ratesTitle(result.rates)).toBe(
      "Accounts that upgraded seem to leave 70% less often; counted while they could leave, no clear difference is left"
    );
    const clear = [result.rates[0]!, pair("leave", 1.5, 1.1, 2)];
    expect(ratesTitle(clear)).toContain("counted while they could leave, 50% more often");
    expect(ratesTitle([])).toContain("not known yet");
    expect(oftener(1)).toBe("as often");
    expect(lowerFirst("NPS")).toBe("NPS");
  });

  it("names a difference of the trials only where the interval leaves out none", () => {
    expect(trialTitle(result.trials)).toContain("did not clearly leave more or less often");
    expect(trialTitle([trial(-0.02, -0.03, -0.01)])).toBe(
      "Accounts that upgraded left less often within 6 months than like accounts"
    );
    // One of two clears 5% by itself, but not with two chances.
    expect(trialTitle([trial(-0.02, -0.03, -0.01), trial(0, -0.01, 0.01)])).toContain(
      "did not clearly leave more or less often"
    );
    expect(trialTitle([{...trial(0, 0, 0), difference: null}])).toContain("Too few");
  });

  it("warns where use differed before the upgrade already", () => {
    const event = (e: number, att: number, low: number, high: number) => ({
      ...{event: e, att, lower: low, upper: high, se: 0.01, treated: 20},
      simultaneous: [low, high] as [number, number]
    });
    const simple = {att: 0.1, lower: 0.05, upper: 0.15, se: 0.02, treated: 20};
    const flat = {
      events: [event(-2, 0, -0.1, 0.1), event(0, 0.1, 0.05, 0.15)],
      critical: 2.5,
      before: {p: 0.4, events: [-3, -2]},
      groups: 3,
      variants: [],
      simple
    };
    expect(useTitle(flat)).toBe("Use was +10.5% after the upgrade beside accounts that had not upgraded");
    expect(beforeVerdict(flat)).toBe(
      "The test, months 3 to 2 before: no month stands out from chance, which does not show that both moved alike (joint p 0.40)."
    );
    expect(beforeWarning(flat)).toBeNull();
    // The interval of the month leaves out 0, the one for all months at once does not.
    const doubtful = {
      ...flat,
      events: [{...event(-2, -0.05, -0.1, -0.01), simultaneous: [-0.12, 0.02] as [number, number]}]
    };
    expect(useTitle(doubtful)).toContain("; the two may have differed before it too");
    const warned = text(UseFigure({...result, use: doubtful}, context));
    expect(warned).toContain("⚠ Use may already have been rising before the upgrade: 2 months before");
    expect(warned).toContain("joint p 0.40");
    expect(beforeWarning({...flat, events: [event(-2, 0.05, 0.01, 0.1)]})).toContain("falling");
    const joint = {...flat, before: {p: 0.01, events: [-2]}};
    expect(beforeVerdict(joint)).toContain(
      "the month 2 before: taken together, they differ by more than chance gives (joint p 0.010)"
    );
    expect(beforeWarning(joint)).toBe("Use differed before the upgrade already.");
    expect(useTitle(joint)).toContain("; the two differed before it too");
    expect(beforeVerdict({...flat, before: null})).toContain("nothing tests");
    const rising = {...flat, events: [event(-2, -0.2, -0.3, -0.1), flat.events[1]!]};
    expect(useTitle(rising)).toContain("the two differed before it too");
    expect(text(UseFigure({...result, use: rising}, context))).toContain(
      "On average after it +10.5% (+5.1% to +16.2%), 20 accounts"
    );
  });
});

describe("figures of effects", () => {
  it("show the naive difference last and not as an effect", () => {
    const shown = text(OfferFigure(offer, outcome, context));
    expect(shown).toContain("“Call” changed active days by +3.00");
    expect(shown).toContain("Accepted: 56.0% of those offered, 0.0% of the others");
    expect(shown).toContain("The last row compares people who chose");
  });

  it("are one sentence where too few left to compare rates", () => {
    const few = {
      ...pair("ever", 1, 1, 1),
      ratio: null,
      lower: null,
      upper: null,
      reason: "fewer than five left on one side"
    };
    const none = {...result, rates: [few, {...few, id: "time" as const}, {...few, id: "leave" as const}], hazard: null};
    const figure = RatesFigure(none, context);
    expect(figure.querySelector(".changes")).toBeNull();
    expect(text(figure)).not.toContain("Misleading");
    const some = text(RatesFigure({...none, rates: [result.rates[0]!, few]}, context));
    expect(some).toContain("Fewer than five left on one side. Misleading");
  });

  it("keep lines out of names that stand over the frame, and the name of a line within the picture", () => {
    const rows = ["Being offered it", "Not an effect: takers less the rest"].map((name, i) => ({
      ...{name, value: 3 + i, lower: 1, upper: 6}
    }));
    const drawn = (width: number) =>
      IntervalChart(rows, {width, unit: "ratio", difference: true, reference: {value: 0, label: "no difference"}})!;
    const number = (node: Element, name: string) => Number(node.getAttribute(name));
    const [phone, wide] = [drawn(360), drawn(900)];
    // Names stand 11 px above the middle of rows 50 px high, from 20 px down: at 34 and 84.
    const lines = [...phone.querySelectorAll("line")].filter((line) => line.hasAttribute("y1"));
    expect(lines.length).toBeGreaterThan(4);
    for (const line of lines)
      for (const y of [34, 84]) expect(number(line, "y1") < y && number(line, "y2") > y).toBe(false);
    const label = [...phone.querySelectorAll("text")].find(({textContent}) => textContent === "no difference")!;
    const group = label.closest("g")!;
    expect(group.getAttribute("text-anchor")).toBe("start");
    const shift = (node: Element) =>
      Number(/translate\((-?[\d.]+)/.exec(node.getAttribute("transform") ?? "")?.[1] ?? 0);
    expect(Math.abs(shift(group) + shift(label))).toBeLessThan(1);
    expect(
      [...wide.querySelectorAll("text")]
        .find(({textContent}) => textContent === "no difference")!
        .closest("g")!
        .getAttribute("text-anchor")
    ).not.toBe("start");
  });

  it("link an offer to the query behind it", () => {
    const shown = OfferFigure(offer, outcome, {site, queries: {assignments: "select unit_id"}});
    expect(shown.querySelector("footer code")!.textContent).toBe("select unit_id");
  });

  it("say what is missing where nothing can be estimated", () => {
    const weak = {...outcome, late: null, reason: "the offer did not clearly change the uptake"};
    expect(text(OfferFigure(offer, weak, context))).toContain(
      "For those it won over: not estimable, the offer did not clearly change the uptake"
    );
    expect(text(OfferFigure({...offer, broken: true}, outcome, context))).toContain("the split is broken");
    const empty = {...result, rates: [], trials: [], use: null};
    expect(text(RatesFigure(empty, context))).toContain("not known yet");
    expect(text(TrialsFigure(empty, context))).toContain("Too few accounts upgraded");
    expect(text(BalanceFigure(empty, context))).toContain("Nothing to weigh yet");
    expect(text(UseFigure(empty, context))).toContain("No usage yet");
  });

  it("give effective numbers and balance beside the trials", () => {
    const shown = text(BalanceFigure(result, context));
    expect(shown).toContain("Weighted, the two sides are alike");
    expect(shown).toContain("worth 640 trials");
    expect(shown).toContain("Without weights they differ in seats (log)");
    expect(shown).not.toContain("−0.00");
    expect(text(RatesFigure(result, context))).toContain("3 accounts left outside such a month");
  });

  it("draw an event study with both intervals", async () => {
    const points = [-3, -2, 0, 1, 2].map((event) => ({
      ...{event, value: event / 100, lower: event / 100 - 0.02, upper: event / 100 + 0.02},
      ...{allLower: event / 100 - 0.03, allUpper: event / 100 + 0.03}
    }));
    await expectGolden(EventChart(points, {width: 480, axis: "months since", label: "Use"}), "event-chart");
    expect(EventChart([], {axis: "months"})).toBeNull();
  });
});
