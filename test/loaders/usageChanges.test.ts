import {expect, it} from "vitest";
import {groups} from "../../loaders/results/cells.js";
import {revenueCube} from "../../loaders/results/recipes.js";
import {span, warehouse} from "./company.js";

it("metered items rise and fall by account, from the second month on, also where nothing is left", async () => {
  const metered = (id: string, month: number, amount: number) =>
    span(id, `2025-0${month}-01`, `2025-0${month + 1}-01`, amount, {kind: "metered", subscription_id: `m-${id}`});
  const w = await warehouse(
    {
      subscription_periods: [
        span("up", "2025-01-01", null, 1000),
        metered("up", 1, 300),
        metered("up", 2, 500),
        metered("up", 3, 450),
        span("down", "2025-01-01", null, 1000),
        metered("down", 1, 200),
        metered("gone", 1, 70)
      ]
    },
    {asOf: "2025-03-31"}
  );
  const rows = await w.engine.rows<{label: string; account_id: string; usage_rise: number; usage_fall: number}>(
    `select m.label, u.account_id, u.usage_rise, u.usage_fall from usage_changes as u
    inner join months as m on m.month_index = u.month_index where usage_rise + usage_fall > 0 order by 1, 2`
  );
  expect(rows.map((r) => `${r.label} ${r.account_id} +${r.usage_rise} -${r.usage_fall}`)).toEqual([
    "2025-02 down +0 -200",
    "2025-02 gone +0 -70",
    "2025-02 up +200 -0",
    "2025-03 up +0 -50"
  ]);
  const cells = await groups(w, revenueCube, []);
  expect(cells.map(({values}) => [values.metered, values.usage_rise, values.usage_fall, values.billed])).toEqual([
    [570, 0, 0, 2000],
    [500, 200, 270, 2000],
    [450, 0, 50, 2000]
  ]);
});
