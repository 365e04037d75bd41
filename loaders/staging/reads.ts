/** True if an expression names a header, in quotes or as a plain word. */
export function namesHeader(expression: string, header: string): boolean {
  return new RegExp(`(^|[^\\w.])${header.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}($|\\W)`, "i").test(expression);
}

/** True if a column is filled from a header, as it is or in an expression. */
export function reads(how: {header: string} | {expression: string} | undefined, header: string): boolean {
  if (!how) return false;
  return "header" in how ? how.header === header : namesHeader(how.expression, header);
}

/** An expression as it can be put anywhere: in parentheses of its own, and on a line that its comments end with. */
export function whole(expression: string): string {
  return `(${expression}\n)`;
}

/** True if an expression looks at other rows than its own. */
export function isWindowed(expression: string): boolean {
  return /\bover\s*\(/i.test(expression);
}
