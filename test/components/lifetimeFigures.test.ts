import {describe, expect, it} from "vitest";
import {lifetimeRows, type LifetimeValues} from "../../src/components/lifetimeFigures.js";

const value = (n: number, value: number | null) => ({value, lower: value, upper: value, n});
const result: LifetimeValues & {fromPayments: boolean} = {
  fromPayments: true,
  realised: [
    {age: 12, ...value(50, 1000)},
    {age: 24, ...value(0, null), reason: "fewer than 5 accounts are 24 months old"}
  ],
  restricted: {...value(90, 2000), horizon: 36, reached: 20},
  renewals: [
    {
      ...{termMonths: 1, renewals: 9, isUnstable: false, status: "alike"},
      ...{fit: {renewal: 9, seen: 0.6, model: 0.59}, ...value(60, 1500)}
    },
    {
      termMonths: 12,
      renewals: 2,
      isUnstable: false,
      status: "refused",
      fit: null,
      ...value(30, null),
      reason: "2 of at least 3 renewals seen"
    }
  ],
  simple: {
    ...{id: "ltv", period: "2026-10", segment: null, value: null, lower: null, upper: null, n: 500, unit: "money"},
    ...{method: "", definition: "", checks: "ok", reason: "nobody churned in 6 months"}
  }
};

describe("lifetimeRows(result)", () => {
  const rows = lifetimeRows(result);

  it("stands in the order of trust: realised, horizon, model, simple", () => {
    expect(rows.map(({group, name}) => `${group}: ${name}`)).toEqual([
      "1. Realised: By 12 months",
      "1. Realised: By 24 months",
      "2. To a horizon: First 20 months",
      "3. Renewal model: Terms: monthly",
      "3. Renewal model: Terms: yearly",
      "4. Simple: Revenue ÷ churn"
    ]);
  });

  it("says how far each was seen, how the model fits, and why there is no value", () => {
    const [, old, horizon, monthly, yearly, simple] = rows;
    expect(old!.caveat).toBe("No value: fewer than 5 accounts are 24 months old.");
    expect(horizon!.horizon).toBe("20 of 36 months; then too few");
    expect(monthly!.caveat).toBe(
      "At the edge of the model, where all accounts are alike. 9 renewals that 10 accounts or more could make; still there after 9: 60%, by the model 59%. The rest is extrapolated."
    );
    expect(yearly).toMatchObject({value: null, horizon: "none", caveat: "Not fitted: 2 of at least 3 renewals seen."});
    expect(simple!.caveat).toBe("No value: nobody churned in 6 months.");
  });

  it("warns of a renewal model that rests on few renewals, and refuses one whose accounts leave at once or never", () => {
    const [few, edge] = [
      {...result.renewals[0]!, status: "converged", renewals: 4, isUnstable: true},
      {...result.renewals[0]!, status: "divided", fit: null, value: null, reason: "at the edge of the model"}
    ];
    const [unstable, divided] = lifetimeRows({...result, renewals: [few, edge]}).slice(3);
    expect(unstable!.caveat).toMatch(/^Unstable: a few more months may change it much. 4 renewals that 10 accounts/);
    expect(divided).toMatchObject({value: null, caveat: "No value: at the edge of the model."});
  });

  it("says of every way that is not computed under several filters that it is for one at a time", () => {
    const reason = "computed for one filter at a time";
    const none = {value: null, lower: null, upper: null, n: null, reason};
    const several = {...result, restricted: {...none, horizon: 36, reached: 0}, renewals: [], simple: none, filters: 2};
    const found = lifetimeRows(several).slice(2);
    expect(found.map(({group, caveat, n}) => [group, caveat, n])).toEqual(
      ["2. To a horizon", "3. Renewal model", "4. Simple"].map((group) => [group, `No value: ${reason}.`, null])
    );
  });
});
