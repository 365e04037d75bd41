import {type Engine, identifier} from "../engines/duckdb.js";
import {readRows} from "../staging/files.js";
import type {ExportGroup} from "./findExports.js";

/** The currency of amounts and how that is known. */
export interface FoundCurrency {
  currency: string;
  evidence: string;
}

const coded = /^(.*[ ._])?(currency|ccy)([ _]?(iso)?[ _]?code)?$|^currencyisocode$/i;
const codes = new Set(Intl.supportedValuesOf("currency"));
const worded = /(?:^|[^a-z])(usd|eur|gbp|jpy|cad|aud|chf|sek|nok|dkk|inr|brl|sgd)(?:$|[^a-z])/i;

/** The most frequent code under headers of currencies, else the one that headers of money name (refund_usd), else USD. */
export async function findCurrency(engine: Engine, groups: ExportGroup[]): Promise<FoundCurrency> {
  const counts = new Map<string, number>();
  for (const {members, headers} of groups) {
    const named = headers.filter((header) => coded.test(header.trim()) && !/base|settlement|account/i.test(header));
    for (const header of named.slice(0, 2)) {
      const rows = await engine.rows<{code: string; n: number}>(
        `select upper(${identifier(header)}) as code, count(*) as n from (${readRows(members, {ordered: false})})
        where regexp_full_match(${identifier(header)}, '[A-Za-z]{3}') group by 1`
      );
      for (const {code, n} of rows) if (codes.has(code)) counts.set(code, (counts.get(code) ?? 0) + n);
    }
  }
  const all = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  const said = all.map(([code, n]) => `${code} in ${n.toLocaleString("en-US")} rows`).join(", ");
  if (all.length > 0) {
    const mixed = all.length > 1 ? "; the most frequent is taken" : "";
    return {currency: all[0]![0], evidence: `found ${said}${mixed}`};
  }
  for (const header of groups.flatMap((group) => group.headers)) {
    const code = worded.exec(header)?.[1]?.toUpperCase();
    if (code !== undefined) return {currency: code, evidence: `the header ${header} names it`};
  }
  return {currency: "USD", evidence: "no export says its currency: correct it if it is another"};
}

/** The currencies of recurring licences in the contract, the most frequent first. */
export function licenceCurrencies(engine: Engine): Promise<{code: string; n: number}[]> {
  return engine.rows(
    `select currency as code, count(*) as n from subscription_periods where coalesce(kind, 'recurring') <> 'one_off' group by 1 order by 2 desc, 1`
  );
}

/** The currency of most licences, where there are any: whatever else has a currency is reported in theirs. */
export function mainCurrency(found: FoundCurrency, licences: {code: string; n: number}[]): FoundCurrency {
  const [most] = licences;
  if (!most || (licences.length === 1 && most.code === found.currency)) return found;
  const said = licences.map(({code, n}) => `${code} in ${n.toLocaleString("en-US")} licences`).join(", ");
  return {currency: most.code, evidence: `found ${said}${licences.length > 1 ? "; the most frequent is taken" : ""}`};
}
