import {readFileSync} from "node:fs";
import {join} from "node:path";
import {expect, it} from "vitest";
import type {Truth} from "../../data/demo/generator/demo.js";
import {readConfig} from "../../loaders/config.js";
import {createContract} from "../../loaders/contract.js";
import {openDuckDB} from "../../loaders/engines/duckdb.js";
import {readRegisters} from "../../loaders/registers.js";
import {planExport} from "../../loaders/staging/plan.js";
import {createReports, fillWarehouse} from "../../loaders/warehouse.js";

const data = join(import.meta.dirname, "../../data");
const truth = JSON.parse(readFileSync(join(data, "demo/truth.json"), "utf8")) as Truth;

it(
  "the marts find what is planted in the demo's trials: milestones, setup, refunds, open trials",
  {timeout: 120_000},
  async () => {
    const engine = await openDuckDB(":memory:");
    try {
      const config = readConfig(data);
      const contract = await createContract(engine);
      await createReports(engine);
      const plans = [];
      for (const entry of config.exports) plans.push(await planExport(engine, config, contract, entry));
      const registers = readRegisters(config);
      await fillWarehouse({engine, config, registers, contract}, plans, async () => config.as_of!);
      // The truth counts every trial whose outcome is known, those paid for within an open window too.
      const milestones = await engine.rows(`select milestone_id as milestone, landmark_day as "byDay",
        count(case when status = 'reached' then 1 end) as reached,
        count(case when status = 'reached' and outcome = 'converted' then 1 end) as "reachedConverted",
        count(case when status = 'not reached' then 1 end) as others,
        count(case when status = 'not reached' and outcome = 'converted' then 1 end) as "othersConverted"
      from trial_milestones inner join trial_outcomes using (trial_id)
      where outcome <> 'pending' group by milestone_id, position, 2 order by position, 2`);
      expect(milestones).toEqual(truth.milestones);
      const [counts] = await engine.rows<{running: number; refunded: number}>(`select
        (select sum(is_running) from trial_times) as running,
        (select count(*) from trial_sales as s where voided_at is not null and exists (
          select 1 from trials as t where t.account_id = s.account_id and t.started_at <= s.sold_at
            and s.sold_at < date_trunc('day', t.started_at) + interval '46' day)) as refunded`);
      expect(counts!.running).toBe(truth.trialSetup.running);
      expect(counts!.refunded).toBe(truth.trialSetup.refunded);
    } finally {
      engine.close();
    }
  }
);
