import {expect, it} from "vitest";
import {span, warehouse} from "./company.js";

const chain = (length: number) =>
  Array.from({length: length + 1}, (_, i) => ({
    account_id: `a${i}`,
    ...(i < length ? {merged_into: `a${i + 1}`, merged_at: "2025-02-10"} : {})
  }));
const spans = (count: number) => Array.from({length: count}, (_, i) => span(`a${i}`, "2025-01-01", null, 1000));

it("eight take-overs in a row count for the account that stands", async () => {
  const {engine} = await warehouse({accounts: chain(8), subscription_periods: spans(9)}, {asOf: "2025-02-28"});
  expect(
    await engine.rows("select account_id, class, merged_accounts, end_amount from movements where month_index = 24301")
  ).toEqual([{account_id: "a8", class: "none", merged_accounts: 8, end_amount: 9000}]);
});

it("a longer row, and a circle, stop the run with the names of the accounts", async () => {
  const rows = {accounts: chain(9), subscription_periods: spans(10)};
  await expect(warehouse(rows, {asOf: "2025-02-28"})).rejects.toThrow(
    /take_overs_end.*a0 is taken over by a8, which is/s
  );
  const circle = [
    {account_id: "x", merged_into: "y"},
    {account_id: "y", merged_into: "x"}
  ];
  await expect(warehouse({accounts: circle}, {asOf: "2025-02-28"})).rejects.toThrow(/take_overs_end: 2 rows break it/);
});
