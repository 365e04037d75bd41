import {expect, it} from "vitest";
import {computeMeasures} from "../../loaders/results/measures.js";
import {retentionEvidence} from "../../loaders/results/retentionEvidence.js";
import {span, warehouse} from "./company.js";

it("a company of one account has its rates, without an interval, and they are marked as weak", async () => {
  // 100 a month from January 2024, 150 from June on: a year later it pays one and a half times as much, and none was lost.
  const subscription_periods = [span("a", "2024-01-05", "2024-06-10", 100), span("a", "2024-06-10", null, 150)];
  const w = await warehouse({subscription_periods}, {asOf: "2025-01-31"});
  const measures = await computeMeasures(w);
  const ids = [
    "nrr",
    "nrr_bridge",
    "nrr_compounded",
    "nrr_survivor",
    "grr",
    "grr_bridge",
    "grr_compounded",
    "grr_survivor"
  ];
  const found = ids.map((id) => measures.find((m) => m.id === id && m.segment === null && m.period === "2025-01")!);
  expect(found.map(({id, value}) => [id, value])).toEqual(ids.map((id) => [id, id.startsWith("nrr") ? 1.5 : 1]));
  for (const {lower, upper, reason} of found) expect([lower, upper, reason]).toEqual([null, null, undefined]);
  expect((await retentionEvidence(w, [])).groups[0]).toMatchObject({n: 1, weak: "few accounts", nrr: {value: 1.5}});
});
