import {existsSync, mkdirSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import {definitions, type Measure} from "../../src/definitions.js";
import {closedMonthsFile, formatClosedMonths, readClosedMonths} from "../closedMonths.js";
import {InputError} from "../inputError.js";
import {type Run, readResult} from "../pipeline.js";

/**
 * Records months that have closed since the last time in `playbook/closed_months.csv` beside sources.yaml, where a value once
 * recorded stays. With a name, also freezes what is known today as `playbook/snapshots/<as-of>-<name>.json`: every closed month's
 * measures, how each was defined, the settings and the state of the checks. Neither is ever written over. Returns the exit code.
 */
export function writeSnapshot(run: Run, data: string, name: string | undefined): number {
  if (name !== undefined && !/^[a-z0-9][a-z0-9-]*$/.test(name)) {
    throw new InputError(
      `invalid snapshot name: ${name}`,
      {file: "snapshot"},
      "use lower-case letters, digits and hyphens"
    );
  }
  recordClosedMonths(run, data);
  if (name === undefined) return 0;
  const site = readResult<{asOf: string; company: string; closedMonth: string | null; hash: string}>(run, "site");
  const {measures} = readResult<{measures: Measure[]}>(run, "measures");
  const {settings, checks} = readResult<{settings: unknown; checks: unknown}>(run, "data");
  const folder = join(data, "playbook", "snapshots");
  const file = join(folder, `${site.asOf}-${name}.json`);
  if (existsSync(file))
    throw new InputError("snapshot exists already", {file}, "choose another name, or delete it by hand");
  mkdirSync(folder, {recursive: true});
  const closed = measures.filter((m) => site.closedMonth !== null && m.period <= site.closedMonth);
  const rows = closed.map(({id, period, segment, value, lower, upper, n, unit, method, checks}) => ({
    id,
    period,
    segment,
    value,
    lower,
    upper,
    n,
    unit,
    method,
    checks
  }));
  const {company, asOf, hash} = site;
  writeFileSync(
    file,
    `${JSON.stringify({name, company, as_of: asOf, inputs: hash, settings, checks, definitions: Object.values(definitions), measures: rows}, null, 1)}\n`
  );
  process.stderr.write(`${file}: ${rows.length} values of ${Object.keys(definitions).length} measures\n`);
  return 0;
}

function recordClosedMonths(run: Run, data: string): void {
  const {asOf} = readResult<{asOf: string}>(run, "site");
  const totals = readResult<{month: string; id: string; value: number | null}[]>(run, "closed");
  const recorded = readClosedMonths(data);
  const known = new Set(recorded.map(({month, id}) => `${month} ${id}`));
  const added = totals.flatMap(({month, id, value}) =>
    value === null || known.has(`${month} ${id}`) ? [] : [{month, id, value, recordedOn: asOf}]
  );
  const file = closedMonthsFile(data);
  if (added.length > 0) {
    mkdirSync(join(data, "playbook"), {recursive: true});
    writeFileSync(file, formatClosedMonths([...recorded, ...added]));
  }
  const months = new Set(added.map(({month}) => month)).size;
  process.stderr.write(`${file}: ${added.length} values of ${months} months recorded, ${recorded.length} kept\n`);
}
