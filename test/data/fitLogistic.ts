/** Maximum-likelihood coefficients of a logistic regression and their standard errors, by Newton's method. */
export function fitLogistic(rows: readonly number[][], outcomes: readonly boolean[]): {value: number; error: number}[] {
  const size = rows[0]!.length;
  const beta = new Array<number>(size).fill(0);
  let inverse: number[][] = [];
  for (let step = 0; step < 12; step++) {
    const gradient = new Array<number>(size).fill(0);
    const information = beta.map(() => new Array<number>(size).fill(0));
    rows.forEach((row, n) => {
      const p = 1 / (1 + Math.exp(-row.reduce((sum, x, i) => sum + x * beta[i]!, 0)));
      for (let i = 0; i < size; i++) {
        gradient[i]! += row[i]! * (Number(outcomes[n]) - p);
        for (let j = 0; j < size; j++) information[i]![j]! += row[i]! * row[j]! * p * (1 - p);
      }
    });
    inverse = invert(information);
    inverse.forEach((line, i) => (beta[i]! += line.reduce((sum, x, j) => sum + x * gradient[j]!, 0)));
  }
  return beta.map((value, i) => ({value, error: Math.sqrt(inverse[i]![i]!)}));
}

function invert(matrix: readonly number[][]): number[][] {
  const size = matrix.length;
  const work = matrix.map((row, i) => [...row, ...matrix.map((_, j) => Number(i === j))]);
  for (let i = 0; i < size; i++) {
    const pivot = work[i]![i]!;
    work[i] = work[i]!.map((x) => x / pivot);
    for (let k = 0; k < size; k++) {
      const factor = work[k]![i]!;
      if (k !== i) work[k] = work[k]!.map((x, j) => x - factor * work[i]![j]!);
    }
  }
  return work.map((row) => row.slice(size));
}
