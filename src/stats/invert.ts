/**
 * The inverse of a symmetric, positive definite matrix, by Cholesky's decomposition.
 *
 * Null if a row is, within rounding, a combination of the rows before it: then there is no inverse.
 *
 * invert([[4, 2], [2, 2]]) // [[0.5, -0.5], [-0.5, 1]]
 */
export function invert(matrix: readonly (readonly number[])[]): number[][] | null {
  const n = matrix.length;
  const root = matrix.map((row) => row.map(() => 0));
  for (let i = 0; i < n; ++i) {
    for (let j = 0; j <= i; ++j) {
      let rest = matrix[i]![j]!;
      for (let k = 0; k < j; ++k) rest -= root[i]![k]! * root[j]![k]!;
      if (j < i) root[i]![j] = rest / root[j]![j]!;
      else if (rest > matrix[i]![i]! * 1e-10) root[i]![i] = Math.sqrt(rest);
      else return null;
    }
  }
  const columns = matrix.map((_, column) => {
    const x = matrix.map((__, i) => (i === column ? 1 : 0));
    for (let i = 0; i < n; ++i) {
      for (let k = 0; k < i; ++k) x[i]! -= root[i]![k]! * x[k]!;
      x[i]! /= root[i]![i]!;
    }
    for (let i = n - 1; i >= 0; --i) {
      for (let k = i + 1; k < n; ++k) x[i]! -= root[k]![i]! * x[k]!;
      x[i]! /= root[i]![i]!;
    }
    return x;
  });
  return columns;
}

/**
 * The quadratic form xᵀ A x.
 *
 * quadraticForm([[2, 1], [1, 2]], [1, 2]) // 14
 */
export function quadraticForm(matrix: readonly (readonly number[])[], x: readonly number[]): number {
  return x.reduce((sum, xi, i) => sum + x.reduce((row, xj, j) => row + xi * matrix[i]![j]! * xj, 0), 0);
}
