/**
 * SQL for a property of an event, which stands under a header of its own or, in files that are not flat, in a cell of JSON. A list
 * of one, as group ids are at times written, is that one.
 */
export function propertyOf(cell: string, name: string): string {
  const path = `'$."${name}"'`;
  const text = `coalesce("?${cell}.${name}", case when json_valid("?${cell}") then json_extract_string("?${cell}", ${path}) end)`;
  return `nullif(regexp_replace(${text}, '^\\["?|"?\\]$', '', 'g'), '')`;
}
