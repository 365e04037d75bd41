import {describe, expect, it} from "vitest";
import {span, warehouse} from "./company.js";

describe("perpetual_owners", () => {
  it("own the version before on the day of a release, and buy a later one or wait", async () => {
    const editor = (version: number, released_at: string) => ({
      plan_id: `editor-${version}`,
      family: "Editor",
      version,
      released_at
    });
    const bought = (id: string, version: number, at: string) =>
      span(id, at, null, 9900, {subscription_id: `${id}-${version}`, plan_id: `editor-${version}`, kind: "one_off"});
    const {engine} = await warehouse(
      {
        plans: [editor(1, "2023-01-01"), editor(2, "2024-01-01"), editor(3, "2025-07-01")],
        subscription_periods: [
          ...["soon", "late", "waits", "skips"].map((id) => bought(id, 1, "2023-06-01")),
          bought("soon", 2, "2024-03-01"),
          bought("late", 2, "2025-01-01"),
          bought("skips", 3, "2025-07-02"),
          bought("new", 2, "2024-01-01"),
          // An old version bought after the release makes no owner of that day.
          bought("cheap", 1, "2024-02-01")
        ]
      },
      {asOf: "2025-12-31"}
    );
    const rows = await engine.rows<{
      account_id: string;
      version: number;
      at: string;
      months: number;
      bought_12: number;
    }>(
      `select account_id, version, cast(cast(bought_at as date) as varchar) as at, months, bought_12
      from perpetual_owners order by version, account_id`
    );
    expect(rows.map(({account_id, version, at, bought_12}) => [account_id, version, at, bought_12])).toEqual([
      ["late", 2, "2025-01-01", 0],
      ["skips", 2, "2025-07-02", 0],
      ["soon", 2, "2024-03-01", 1],
      ["waits", 2, null, 0],
      ["late", 3, null, null],
      ["new", 3, null, null],
      ["soon", 3, null, null]
    ]);
    // 1 Jan to 1 Mar 2024 is 60 days; 1 Jan 2024 to the end of 2025 is 731.
    expect(rows[2]!.months).toBeCloseTo(60 / 30.4375, 10);
    expect(rows[3]!.months).toBeCloseTo(731 / 30.4375, 10);
  });
});
