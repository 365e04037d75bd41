/** A symmetric matrix, row by row. */
export type Matrix = readonly (readonly number[])[];

/**
 * The lower-triangular root L of a symmetric matrix, LLᵀ = the matrix.
 *
 * Null if the matrix is not positive definite: a column that others explain, or that never varies, has no root.
 * Golub and Van Loan (2013), Matrix Computations, section 4.2.
 *
 * choleskyRoot([[4, 2], [2, 5]]) // [[2, 0], [1, 2]]
 */
export function choleskyRoot(matrix: Matrix): number[][] | null {
  const root: number[][] = matrix.map((row) => row.map(() => 0));
  for (let i = 0; i < matrix.length; ++i) {
    for (let j = 0; j <= i; ++j) {
      let rest = matrix[i]![j]!;
      for (let k = 0; k < j; ++k) rest -= root[i]![k]! * root[j]![k]!;
      if (i !== j) root[i]![j] = rest / root[j]![j]!;
      else if (rest > 1e-10 * Math.abs(matrix[i]![i]!)) root[i]![i] = Math.sqrt(rest);
      else return null;
    }
  }
  return root;
}

/**
 * The inverse of a symmetric, positive definite matrix. Null if it has none.
 *
 * invertSymmetric([[4, 2], [2, 5]]) // [[0.3125, -0.125], [-0.125, 0.25]]
 */
export function invertSymmetric(matrix: Matrix): number[][] | null {
  const root = choleskyRoot(matrix);
  if (root === null) return null;
  const size = matrix.length;
  const columns = matrix.map((_, column) => {
    const x = Array.from({length: size}, (_, i) => (i === column ? 1 : 0));
    for (let i = 0; i < size; ++i) {
      for (let k = 0; k < i; ++k) x[i]! -= root[i]![k]! * x[k]!;
      x[i]! /= root[i]![i]!;
    }
    for (let i = size - 1; i >= 0; --i) {
      for (let k = i + 1; k < size; ++k) x[i]! -= root[k]![i]! * x[k]!;
      x[i]! /= root[i]![i]!;
    }
    return x;
  });
  return columns;
}

/**
 * A symmetric matrix A between another on both sides, ABA: the sandwich of a robust variance.
 *
 * sandwich([[2, 0], [0, 1]], [[3, 1], [1, 2]]) // [[12, 2], [2, 2]]
 */
export function sandwich(bread: Matrix, meat: Matrix): number[][] {
  const times = (a: Matrix, b: Matrix) =>
    a.map((row) => b[0]!.map((_, j) => row.reduce((sum, value, k) => sum + value * b[k]![j]!, 0)));
  return times(times(bread, meat), bread);
}

/**
 * The quadratic form xᵀ A x.
 *
 * quadraticForm([[2, 1], [1, 2]], [1, 2]) // 14
 */
export function quadraticForm(matrix: Matrix, x: readonly number[]): number {
  return x.reduce((sum, xi, i) => sum + x.reduce((row, xj, j) => row + xi * matrix[i]![j]! * xj, 0), 0);
}
