import type {Warehouse} from "../warehouse.js";
import {type CountCubes, countCubes} from "./countCubes.js";

/** A release of a perpetual product that had owners of the version before. */
export interface PerpetualRelease {
  /** The kind its owners are counted under. */
  id: string;
  family: string;
  before: number;
  version: number;
  released: string;
}

/**
 * Releases of perpetual products, and of the owners of the version before how many bought a later one after so many hundredths of a
 * month, or wait since then ("bought|250"), and whether they had within 12 months ("year|1"), where these are over. Versions have no
 * plan, so it is no dimension. Null without such releases.
 */
export async function perpetualReleases(
  w: Warehouse,
  dimensions: string[]
): Promise<{releases: PerpetualRelease[]; owners: CountCubes} | null> {
  const placed = `select o.*, cast(dense_rank() over (
      order by o.released_at asc nulls last, o.family asc nulls last, o.version asc nulls last
    ) as varchar) as id from perpetual_owners as o`;
  const releases = await w.engine
    .rows<PerpetualRelease>(`select p.id, p.family, p.version_before as "before", p.version,
      cast(cast(p.released_at as date) as varchar) as released
    from (${placed}) as p group by 1, 2, 3, 4, p.released_at
    having count(distinct p.account_id) >= ${w.config.privacy.min_cell} order by p.released_at, p.family, p.version`);
  if (releases.length === 0) return null;
  const named = (name: string, where: string) =>
    `select p.account_id, cast(null as varchar) as plan, p.id as kind, ${name} as name, 1 as amount
    from (${placed}) as p where ${where}`;
  const outcome = "case when p.bought_at is null then 'waits|' else 'bought|' end";
  const facts = [
    named(`${outcome} || cast(cast(round(p.months * 100, 0) as integer) as varchar)`, "true"),
    named("'year|' || cast(p.bought_12 as varchar)", "p.bought_12 is not null")
  ].join(" union all ");
  return {
    releases,
    owners: await countCubes(
      w,
      facts,
      dimensions.filter((d) => d !== "plan")
    )
  };
}
