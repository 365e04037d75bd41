/** Quoted text and names, which may hold anything. */
const quoted = /'(?:[^']|'')*'|"(?:[^"]|"")*"/g;

/** What an expression of sources.yaml may not hold: it speaks of the row it is on, and of nothing else. */
const forbidden: readonly (readonly [pattern: RegExp, what: string])[] = [
  [/;/, "holds a second statement"],
  [/--|\/\*|\*\//, "holds a comment"],
  [/['"]/, "leaves a quote open"],
  [/\$/, "holds a parameter or a dollar quote"],
  [/\bselect\b/i, "asks other rows or tables"],
  [/\(\s*(?:from|table|values|with|pivot|unpivot|describe|summarize|show|call)\b/i, "asks other rows or tables"],
  [
    /\b(?:read_\w+|\w+_scan|glob|getenv|getvariable|current_setting|write_log|query|query_table|range|generate_series|repeat)\s*\(/i,
    "calls a function that may not be used here"
  ]
];

/**
 * Why an expression of sources.yaml is refused, or null. The session that evaluates it can reach nothing beside the exports either.
 *
 * refusal("cast(price as double) * 100") // null
 * refusal("(select max(price) from plans)") // "asks other rows or tables"
 */
export function refusal(expression: string): string | null {
  const bare = expression.replace(quoted, " ");
  const found = forbidden.find(([pattern]) => pattern.test(bare));
  if (found) return found[1];
  return isBalanced(bare) ? null : "has brackets that do not match";
}

function isBalanced(text: string): boolean {
  const open: string[] = [];
  const opens: Record<string, string> = {")": "(", "]": "[", "}": "{"};
  for (const sign of text) {
    if ("([{".includes(sign)) open.push(sign);
    else if (sign in opens && open.pop() !== opens[sign]) return false;
  }
  return open.length === 0;
}
