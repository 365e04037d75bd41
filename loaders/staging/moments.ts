import type {Engine} from "../engines/duckdb.js";
import {momentSql} from "./dates.js";

/**
 * Creates the macros by which expressions reckon with times of an export. `moment(text)` is the timestamp of a text that needs no order
 * of day and month; `span_end(a, b)` is the first instant after a billing period, whose last day exports name as often as the day
 * after it; `span_unit(a, b)` and `span_count(a, b)` are its length, in months where it is whole months and in days where it is not.
 */
export async function createMoments(engine: Engine): Promise<void> {
  await engine.run(`create or replace macro moment(text) as ${momentSql("text", null)}`);
  // From 28 February to 31 March is a month where the bill falls on the 31st.
  await engine.run(`create or replace macro whole_months(a, b) as case
    when date_diff('month', a, b) > 0 and (a + to_months(cast(date_diff('month', a, b) as integer)) = b
      or b - to_months(cast(date_diff('month', a, b) as integer)) = a) then date_diff('month', a, b) end`);
  await engine.run(`create or replace macro end_of(a, b) as case
    when whole_months(a, b) is null and whole_months(a, b + interval 1 day) is not null then b + interval 1 day else b end`);
  await engine.run(`create or replace macro unit_of(a, b) as case
    when a is null or b is null then null when whole_months(a, b) is not null then 'month' else 'day' end`);
  await engine.run(
    `create or replace macro count_of(a, b) as coalesce(whole_months(a, b), greatest(date_diff('day', a, b), 1))`
  );
  // A macro repeats its arguments, which are long: the lambdas have each once.
  const once = (body: string) => `list_transform([{'a': a, 'b': b}], lambda x: ${body})[1]`;
  const ended = (body: string) => once(`list_transform([end_of(x.a, x.b)], lambda e: ${body})[1]`);
  await engine.run(`create or replace macro span_end(a, b) as ${once("end_of(x.a, x.b)")}`);
  await engine.run(`create or replace macro span_unit(a, b) as ${ended("unit_of(x.a, e)")}`);
  await engine.run(`create or replace macro span_count(a, b) as ${ended("count_of(x.a, e)")}`);
}
