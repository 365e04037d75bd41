import {type Engine, literal} from "./engines/duckdb.js";
import {minorDigits} from "./results/currency.js";

/**
 * Creates the table of currencies and their digits after the point, which marts convert by, and the macro
 * `minor_units(amount, currency)`, by which an export's major units become whole minor ones.
 */
export async function createCurrencies(engine: Engine): Promise<void> {
  const digits = Intl.supportedValuesOf("currency").map((currency) => [currency, minorDigits(currency)] as const);
  const values = digits.map(([currency, n]) => `(${literal(currency)}, ${n})`).join(", ");
  await engine.run(`create or replace table currencies as
    select * from (values ${values}) as v (currency, minor_digits)`);
  const others = digits.filter(([, n]) => n !== 2).map(([currency, n]) => `when ${literal(currency)} then ${10 ** n}`);
  await engine.run(`create or replace macro minor_units(amount, currency) as
    round(cast(amount as double) * case upper(currency) ${others.join(" ")} else 100 end)`);
}
