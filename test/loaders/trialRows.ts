import {readConfig} from "../../loaders/config.js";
import {readRegisters} from "../../loaders/registers.js";
import {writeFolder} from "../writeFolder.js";
import {type Rows, warehouse} from "./company.js";

const playbook = `milestones:
  - {id: project, name: First project, where: "event = 'project'"}
  - {id: busy, name: Busy, table: usage, where: "feature = 'calls'", value: quantity, at_least: 10}
setup: {where: "event = 'step'", minutes: value / 60}`;

/** The register as it is read from a playbook. */
export function registers(milestones: string) {
  const folder = writeFolder({
    "sources.yaml": "exports: [{files: none.csv, table: accounts}]",
    "playbook/milestones.yaml": milestones
  });
  return readRegisters(readConfig(folder)).milestones;
}

/** Marts over the rows, with the milestones `project` and `busy`. */
export const open = (rows: Rows, asOf = "2025-06-30", settings = "") =>
  warehouse(rows, {asOf, settings, milestones: registers(playbook)});

export const trial = (id: string, started_at = "2025-01-01 10:00:00", more: Rows[string][number] = {}) => ({
  trial_id: id,
  account_id: id,
  started_at,
  ...more
});
export const pays = (account_id: string, paid_at: string) => ({
  account_id,
  paid_at,
  amount: 100,
  currency: "USD",
  kind: "charge"
});
export const event = (account_id: string, at: string, name = "project", value: number | null = null) => ({
  account_id,
  at,
  event: name,
  value
});
