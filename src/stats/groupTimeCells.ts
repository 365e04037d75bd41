/**
 * Values of units over periods. `groups` holds the index of a unit's first treated period, −1 if it never is; `values` is unit by
 * unit, NaN where there is none. `weights` tell how many units each stands for, where they are a sample.
 */
export interface Panel {
  periods: number;
  groups: ArrayLike<number>;
  values: ArrayLike<number>;
  weights?: ArrayLike<number>;
}

/** Which periods and units are compared. */
export interface CellOptions {
  /** Who stands for "without": units never treated, or also those not treated yet. */
  control?: "never" | "not-yet";
  /** What a period before the treatment is set against: the period before it, or one and the same base as the periods after. */
  base?: "varying" | "universal";
  /** Periods before the treatment that already feel it; the base is the last before those. */
  anticipation?: number;
  /** Event times from … to are used, 0 is the first treated period. */
  from?: number;
  to?: number;
}

/** One ATT(g, t), and the means and weights its influence is made from. */
export interface Cell {
  group: number;
  time: number;
  event: number;
  base: number;
  att: number;
  se: number | null;
  treated: number;
  controls: number;
  weight: number;
  controlWeight: number;
  change: number;
  controlChange: number;
}

/**
 * Every ATT(g, t) that has treated units and controls with values at both ends, each with its own error, and how to add a cell's
 * influence to that of an average. A unit treated in the first period has no base and is left out.
 *
 * Throws a RangeError if values and groups do not fit. Callaway and Sant'Anna (2021), equations 2.8 and 2.9 without covariates.
 *
 * groupTimeCells({periods: 2, groups: [1, -1], values: [1, 4, 0, 1]}) // {cells: [{group: 1, time: 1, att: 2}]}
 */
export function groupTimeCells(panel: Panel, options: CellOptions = {}) {
  const {control = "never", base = "varying", anticipation = 0, from = -Infinity, to = Infinity} = options;
  const {periods} = panel;
  const n = panel.groups.length;
  if (panel.values.length !== n * periods) throw new RangeError(`invalid values: ${panel.values.length}`);
  const groups = Int32Array.from(panel.groups);
  const values = Float64Array.from(panel.values);
  const weights = panel.weights ? Float64Array.from(panel.weights) : new Float64Array(n).fill(1);
  const cells: Cell[] = [];
  const present = [...new Set(groups)].filter((g) => g > 0 && g < periods).sort((a, b) => a - b);
  for (const group of present) {
    for (let time = 0; time < periods; ++time) {
      const event = time - group;
      const start = base === "varying" && event < -anticipation ? time - 1 : group - 1 - anticipation;
      if (event < from || event > to || start < 0 || start === time) continue;
      const cell = cellOf(group, time, start);
      if (cell) cells.push(cell);
    }
  }
  const members = (group: number) => {
    const own = cells.filter((cell) => cell.group === group && cell.event >= 0);
    let count = 0;
    for (let i = 0; i < n; ++i) {
      const at = i * periods;
      if (
        groups[i] === group &&
        own.some(({time, base: start}) => Number.isFinite(values[at + time]! - values[at + start]!))
      )
        count++;
    }
    return count;
  };
  return {cells, members, addInfluence};

  /** The least group that can stand as a control beside those never treated; none where only these may. */
  function leastControl(time: number, start: number): number {
    return control === "never" ? Infinity : Math.max(time, start) + anticipation + 1;
  }

  function cellOf(group: number, time: number, start: number): Cell | null {
    const least = leastControl(time, start);
    // Weight, units, Σwx, Σ(wx)², Σw²x and Σw² of treated and controls.
    const sums = [new Float64Array(6), new Float64Array(6)];
    for (let i = 0; i < n; ++i) {
      const own = groups[i]!;
      if (own !== group && own >= 0 && own < least) continue;
      const change = values[i * periods + time]! - values[i * periods + start]!;
      if (change !== change) continue;
      const into = sums[own === group ? 0 : 1]!;
      const weight = weights[i]!;
      into[0]! += weight;
      into[1]! += 1;
      into[2]! += weight * change;
      into[3]! += weight * change * (weight * change);
      into[4]! += weight * weight * change;
      into[5]! += weight * weight;
    }
    const [own, others] = sums as [Float64Array, Float64Array];
    if (own[1] === 0 || others[1] === 0) return null;
    const means = sums.map((s) => s[2]! / s[0]!);
    // Σ(w(x − mean))² / (Σw)²
    const squares = sums.map((s, k) => (s[3]! - 2 * means[k]! * s[4]! + means[k]! ** 2 * s[5]!) / s[0]! ** 2);
    const variance = squares[0]! + squares[1]!;
    const scale = sums.reduce((sum, s) => sum + s[3]! / s[0]! ** 2, 0);
    return {
      ...{group, time, event: time - group, base: start},
      att: means[0]! - means[1]!,
      se: variance > 1e-13 * scale ? Math.sqrt(variance) : null,
      treated: own[1]!,
      controls: others[1]!,
      weight: own[0]!,
      controlWeight: others[0]!,
      change: means[0]!,
      controlChange: means[1]!
    };
  }

  /** Adds `share` of a cell's influence; `pull` is what a treated unit adds to the average by making its cell larger. */
  function addInfluence(cell: Cell, influence: Float64Array, share: number, pull: number): void {
    const {group, time, base: start, change: mean, controlChange} = cell;
    const least = leastControl(time, start);
    const [ownShare, otherShare] = [share / cell.weight, share / cell.controlWeight];
    for (let i = 0; i < n; ++i) {
      const own = groups[i]!;
      if (own !== group && own >= 0 && own < least) continue;
      const change = values[i * periods + time]! - values[i * periods + start]!;
      if (change !== change) continue;
      influence[i]! +=
        weights[i]! * (own === group ? ownShare * (change - mean) + pull : -otherShare * (change - controlChange));
    }
  }
}
