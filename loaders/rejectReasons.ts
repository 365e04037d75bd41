/** What to do about a row that was refused, by what its reason says; the first that fits counts. */
const remedies: [RegExp, string][] = [
  [/^repeats an earlier row/, "nothing to do: the fact is counted once"],
  [/^repeats .* with other values/, "export each of them once, or set where to choose the row that counts"],
  [/^no value under/, "fill it in the tool it comes from, or leave such rows out with where"],
  [/^is not one of/, "map the values that differ with an expression under columns"],
  [/whole number of minor units/, "make minor units of it, as in round(cast(Amount as double) * 100)"],
  [/^is not a (whole )?number/, "set decimal, or map the column with an expression"],
  [/^is not a date/, "set date_format, such as %d-%m-%Y, where it is one"],
  [/^breaks /, "correct the value in the tool it comes from, or leave such rows out with where"],
  [/NUL|quote|Expected Number of Columns|is longer than|line size|utf/i, "export the file again; the line is damaged"]
];

/**
 * A reason in two parts: what is wrong, without the words that tell one row from the next, and what to do about it.
 *
 * explainReject("is not a date; where it is one, set date_format, such as %d-%m-%Y").reason // "is not a date"
 */
export function explainReject(told: string): {reason: string; remedy: string} {
  const [first = told] = told.replace(/^[\s\S]*?: (?=Expected Number of Columns)/, "").split("\n");
  const [reason = first, ...rest] = first.split("; ");
  const known = remedies.find(([pattern]) => pattern.test(reason))?.[1];
  return {
    reason,
    remedy: rest.join("; ") || known || "correct the row where it comes from, or leave it out with where"
  };
}
