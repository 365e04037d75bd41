/**
 * SQL for a property of an event, which stands under a header of its own or, in files that are not flat, in a cell of JSON, also where
 * the property lies in another one: propertyOf("properties.$groups", "company"). A list of one, as group ids are at times written, is that one.
 */
export function propertyOf(cell: string, name: string): string {
  const inside = (outer: string, ...names: string[]) =>
    `case when json_valid("?${outer}") then json_extract_string("?${outer}", '$${names.map((one) => `."${one}"`).join("")}') end`;
  const [outer, inner] = cell.split(/\.(.*)/, 2);
  const texts = [`"?${cell}.${name}"`, inside(cell, name), ...(inner ? [inside(outer!, inner, name)] : [])];
  const text = `coalesce(${texts.join(", ")})`;
  return `nullif(regexp_replace(${text}, '^\\["?|"?\\]$', '', 'g'), '')`;
}
