import {expect, it} from "vitest";
import {span, warehouse} from "./company.js";

it("committed revenue leaves out licences that say they will not renew, without a date on which that was asked", async () => {
  const {engine} = await warehouse(
    {
      subscription_periods: [
        span("keep", "2025-01-01", null, 100),
        span("said", "2025-01-05", "2025-07-15", 100, {status: "non_renewing"}),
        span("canceled", "2025-01-05", "2025-07-15", 100, {status: "canceled"}),
        span("asked", "2025-01-05", "2025-07-15", 100, {cancel_requested_at: "2025-06-05"}),
        // A version that begins with the request dates it; of one row alone nothing says when it was asked, and a closed month
        // may not change with the day on which it is looked at.
        span("versions", "2025-01-05", "2025-05-20", 100),
        span("versions", "2025-05-20", "2025-06-20", 100, {status: "canceled", item_id: "item-versions-2025-01-05"}),
        span("over", "2025-01-05", "2025-06-20", 100, {status: "canceled"})
      ]
    },
    {asOf: "2025-06-30"}
  );
  const rows = await engine.rows<{billed: number; committed: number}>(
    "select sum(billed) as billed, sum(committed) as committed from revenue_months group by month_index order by month_index"
  );
  // April: all but said. May: versions has asked by then. June: keep and canceled, of four that pay.
  expect(rows.slice(3)).toEqual([
    {billed: 600, committed: 500},
    {billed: 600, committed: 400},
    {billed: 400, committed: 200}
  ]);
  const able = await engine.rows<{account_id: string}>(
    `select p.account_id from account_pairs as p inner join months as m on m.month_index = p.month_index
    where p.lag_months = 1 and m.label = '2025-05' and p.is_leaving_before = 0 order by 1`
  );
  expect(able.map((r) => r.account_id)).toEqual(["asked", "canceled", "keep", "over", "versions"]);
});
