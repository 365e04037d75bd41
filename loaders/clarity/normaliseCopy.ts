/** What stands in for what is not prose, so that it counts as words of a known length. */
const standIns: [RegExp, string][] = [
  // Merge fields: {{first_name}}, {name}, *|NAME|*, %NAME%.
  [/\{\{[^{}]*\}\}|\{[^{}]*\}|\*\|[^|]*\|\*|%[A-Z_]+%/g, "Name"],
  [/\b(?:https?:\/\/|www\.)[^\s<>()]*[^\s<>().,;:!?]/gi, "link"],
  [/[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g, "address"],
  // Prices with a sign or a code before or after: $24, 1,200 USD.
  [/(?:[$€£¥]|\b(?:USD|EUR|GBP|CHF)\s?)\d[\d.,]*\d|(?:[$€£¥]|\b(?:USD|EUR|GBP|CHF)\s?)\d/g, "number dollars"],
  [/\b\d(?:[\d.,]*\d)?\s?(?:[$€£¥]|(?:USD|EUR|GBP|CHF)\b)/g, "number dollars"],
  [/\b\d(?:[\d.,:/-]*\d)?\s?%/g, "number percent"],
  [/\b\d(?:[\d.,:/-]*\d)?(?:st|nd|rd|th)?\b/g, "number"],
  [/\b(e\.g|i\.e|etc|vs|Mr|Ms|Dr|no)\.(?=\s+[a-z\d(])/g, "$1"],
  [/[’‘]/g, "'"]
];

/**
 * Copy as plain prose: links become "link", addresses "address", merge fields "Name", numbers "number", prices "number dollars" and
 * percentages "number percent"; markup goes.
 *
 * normaliseCopy("Save 20 % at https://a.example/x.") // "Save number percent at link."
 */
export function normaliseCopy(copy: string): string {
  const text = copy.replace(/<[^<>]*>/g, " ");
  return standIns
    .reduce((all, [pattern, word]) => all.replace(pattern, word), text)
    .replace(/[*_#`>]+/g, " ")
    .replace(/\s+/g, " ")
    .trim();
}
