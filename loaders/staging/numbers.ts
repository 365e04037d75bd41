import {type Engine, identifier} from "../engines/duckdb.js";
import {InputError} from "../inputError.js";
import {allHeaders} from "./allHeaders.js";
import type {Plan} from "./plan.js";
import {reads} from "./reads.js";

/** What stands before the decimals of the numbers of a header. */
export type DecimalMark = "." | ",";

const numeric = new Set(["double", "bigint", "integer"]);
/** Rows looked at before a whole column is read for its decimal mark. */
const glance = 2048;
// A code or sign of a currency, before or after.
const unit = "(?:[A-Z]{3}|[A-Z]{0,2}[$€£¥₹₩₪₫₴₦]|kr|zł)?";

const gap = "[\\s\\x{00a0}\\x{202f}]*";

/**
 * SQL that writes a number of an export as 1234.5: without the sign or code of its currency and thousands' marks, negative where it
 * stands in parentheses. Any other text stays as it is.
 */
export function plainNumber(cell: string, mark: DecimalMark): string {
  const [thousands, decimal] = mark === "." ? [",", "\\."] : ["\\.", ","];
  const whole = `(?:\\d{1,3}(?:[${thousands}\\s\\x{00a0}\\x{202f}’']\\d{3})+|\\d+)`;
  const shape = `^\\(?[-+−]?${gap}${unit}${gap}[-+−]?(?:${whole}(?:${decimal}\\d*)?|${decimal}\\d+)${gap}${unit}\\)?$`;
  const digits = `regexp_replace(${cell}, '[^0-9${mark}]', '', 'g')`;
  const plain = mark === "." ? digits : `replace(${digits}, ',', '.')`;
  const sign = `case when regexp_matches(${cell}, '^\\(|[-−]') then '-' else '' end`;
  return `case when regexp_full_match(${cell}, '[0-9]+([.][0-9]+)?') ${mark === "," ? `and not contains(${cell}, '.')` : ""} then ${cell}
    when regexp_matches(${cell}, '${shape.replaceAll("'", "''")}') then ${sign} || ${plain} else ${cell} end`;
}

interface Marks {
  comma: string | null;
  point: string | null;
  groups: string | null;
  file: string;
}

/**
 * The decimal mark of each header that an entry reads numbers from, from all its values: 1.234,50 or 1,234.50. Throws an InputError for
 * a header that has both, and where points may be either (1.234 in a file with semicolons).
 */
export async function findMarks(engine: Engine, plan: Plan, rows: string): Promise<Map<string, DecimalMark>> {
  const headers = allHeaders(plan.files);
  const wanted = headers.filter((header) =>
    plan.table.columns.some(({name, type}) => numeric.has(type) && reads(plan.mapping.get(name), header))
  );
  const marks = new Map<string, DecimalMark>();
  if (wanted.length === 0) return marks;
  if (plan.entry.decimal !== undefined) return new Map(wanted.map((header) => [header, plan.entry.decimal!]));
  const semicolons = plan.files.some(({delimiter}) => delimiter === ";");
  const odd = semicolons ? "[^0-9]" : "[^0-9.]";
  const [found] = await engine.rows<Record<string, boolean>>(
    `select ${wanted.map((header, i) => `coalesce(bool_or(regexp_matches(${identifier(header)}, '${odd}')), false) as f${i}`).join(", ")}
    from (select * from (${rows}) limit ${glance})`
  );
  for (const [i, header] of wanted.entries())
    if (found![`f${i}`]) marks.set(header, await markOf(engine, plan, header, rows));
  return marks;
}

async function markOf(engine: Engine, plan: Plan, header: string, rows: string): Promise<DecimalMark> {
  const first = (pattern: string) => `min(v) filter (where regexp_matches(v, '${pattern}'))`;
  const [row] = await engine.rows<Marks>(`select min(f) as file,
      ${first("\\d,\\d{1,2}\\D*$|\\.\\d{3},\\d|\\.\\d{3}\\.\\d{3}")} as comma, ${first("\\d\\.\\d{1,2}\\D*$|,\\d{3}\\.\\d|,\\d{3},\\d{3}")} as point,
      ${first("^\\D*[1-9]\\d{0,2}\\.\\d{3}\\D*$")} as groups
    from (select ${identifier(header)} as v, _file as f from (${rows}))
    where regexp_matches(v, '^\\D{0,4}\\d[\\d.,\\s\\x{00a0}\\x{202f}’'']*\\D{0,4}$')`);
  const {comma, point, groups, file} = row!;
  if (comma !== null && point !== null)
    throw new InputError(
      `${header} has a decimal comma in ${comma} and a decimal point in ${point}`,
      {file},
      "export its numbers in one form, or split the file"
    );
  const semicolons = plan.files.some(({delimiter}) => delimiter === ";");
  if (comma === null && point === null && groups !== null && semicolons)
    throw new InputError(
      `${header} does not tell whether ${groups} is in thousands`,
      {file},
      `set decimal: "," or "." in line ${plan.entry.line} of sources.yaml`
    );
  return comma === null ? "." : ",";
}
