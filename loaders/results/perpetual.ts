import {riskTable, wilson} from "../../src/stats/index.js";
import type {Warehouse} from "../warehouse.js";
import {incidenceOf} from "./incidence.js";

interface Owner {
  family: string;
  before: number;
  version: number;
  released: string;
  months: number;
  bought: boolean;
  bought12: number | null;
}

/**
 * Each release of a perpetual product that had owners of the version before: how many of them bought a later version by months since
 * the release, those who wait censored today, and the share within 12 months where they are over. Null without such releases.
 */
export async function perpetualReleases(w: Warehouse) {
  const least = w.config.privacy.min_cell;
  const owners = await w.engine.rows<Owner>(`select family, version_before as before, version,
      cast(cast(released_at as date) as varchar) as released, months, bought_at is not null as bought, bought_12 as "bought12"
    from perpetual_owners order by released_at, family, version, months`);
  const keys = [...new Set(owners.map((o) => `${o.family} ${o.version}`))];
  const releases = keys.flatMap((key) => {
    const own = owners.filter((o) => `${o.family} ${o.version}` === key);
    if (own.length < least) return [];
    const {family, before, version, released, bought12} = own[0]!;
    const {points, median} = incidenceOf(
      riskTable(own.map(({months, bought}) => ({exit: months, cause: bought ? 1 : 0}))),
      {least, last: 36, bin: 0.5}
    );
    const done = own.filter((o) => o.bought12 === 1).length;
    const interval = bought12 === null ? null : wilson(done, own.length);
    return [
      {
        family,
        before,
        version,
        released,
        owners: own.length,
        bought: own.filter((o) => o.bought).length,
        year: {
          value: bought12 === null ? null : done / own.length,
          lower: interval?.[0] ?? null,
          upper: interval?.[1] ?? null
        },
        median,
        points
      }
    ];
  });
  return releases.length > 0 ? releases : null;
}
