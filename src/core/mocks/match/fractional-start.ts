/** Where a search for a matching may begin: allowed duals, and pairs along edges that are tight by them. */
export interface Start {
  readonly dual: Float64Array;
  /** Each vertex's partner; -1 for one vertex of each odd cycle. */
  readonly mate: Int32Array;
}

/**
 * The best fractional matching of a complete graph: as if every vertex were there twice, once to choose and
 * once to be chosen, so that it is a plain assignment of rows to columns. That falls apart into pairs, even
 * cycles (which pair up) and odd cycles (which leave one vertex over). What is left for the real search is
 * one vertex for each odd cycle instead of hundreds. `size` is even; `weights` is symmetric, of even numbers.
 */
export function fractionalStart(size: number, weights: Float64Array): Start {
  const { rows, columns, columnOf } = assign(size, weights);
  const dual = new Float64Array(size);
  for (let v = 0; v < size; v += 1) dual[v] = ((rows[v] ?? 0) + (columns[v] ?? 0)) / 2;
  const mate = new Int32Array(size).fill(-1);
  const seen = new Uint8Array(size);
  for (let first = 0; first < size; first += 1) {
    const cycle: number[] = [];
    for (let v = first; seen[v] !== 1; v = columnOf[v] ?? 0) {
      seen[v] = 1;
      cycle.push(v);
    }
    for (let place = 0; place + 1 < cycle.length; place += 2) {
      const [a = 0, b = 0] = cycle.slice(place, place + 2);
      mate[a] = b;
      mate[b] = a;
    }
  }
  return { dual, mate };
}

interface Assignment {
  /** Duals: rows[i] + columns[j] is at least twice the weight, and exactly that where i is assigned to j. */
  readonly rows: Float64Array;
  readonly columns: Float64Array;
  readonly columnOf: Int32Array;
}

/** The heaviest assignment of rows to columns without i to i, by shortest augmenting paths. */
function assign(size: number, weights: Float64Array): Assignment {
  const most = weights.reduce((a, b) => Math.max(a, b), 0);
  // Nobody is assigned to themselves: that would cost more than all else together.
  const gain = Float64Array.from(weights, (weight) => 2 * weight);
  for (let v = 0; v < size; v += 1) gain[v * size + v] = -8 * (most + 2);
  const columns = firstPrices(size, gain);
  const rows = columns.slice();
  const columnOf = new Int32Array(size).fill(-1);
  const rowOf = new Int32Array(size).fill(-1);
  for (let i = 0; i < size; i += 1) {
    for (let j = 0; j < size && columnOf[i] === -1; j += 1) {
      if (rowOf[j] !== -1 || (rows[i] ?? 0) + (columns[j] ?? 0) !== gain[i * size + j]) continue;
      columnOf[i] = j;
      rowOf[j] = i;
    }
  }
  for (let root = 0; root < size; root += 1) {
    if (columnOf[root] === -1) assignRow(root, { size, gain, rows, columns, columnOf, rowOf });
  }
  return { rows, columns, columnOf };
}

/** Duals for both sides at once: half of each heaviest edge, then each in turn as low as the others let it. */
function firstPrices(size: number, gain: Float64Array): Float64Array {
  const prices = new Float64Array(size);
  for (let v = 0; v < size; v += 1) {
    for (let u = 0; u < size; u += 1) prices[v] = Math.max(prices[v] ?? 0, (gain[v * size + u] ?? 0) / 2);
  }
  for (let v = 0; v < size; v += 1) {
    let least = -Infinity;
    for (let u = 0; u < size; u += 1) least = Math.max(least, (gain[v * size + u] ?? 0) - (prices[u] ?? 0));
    prices[v] = least;
  }
  return prices;
}

interface Tableau extends Assignment {
  readonly size: number;
  readonly gain: Float64Array;
  readonly rowOf: Int32Array;
}

/** Finds the cheapest way to give one more row a column, and moves the duals along. */
function assignRow(root: number, { size, gain, rows, columns, columnOf, rowOf }: Tableau): void {
  const far = new Float64Array(size).fill(Infinity);
  const from = new Int32Array(size);
  const open = new Int32Array(size).map((_, j) => j);
  const scanned: number[] = [];
  let left = size;
  let row = root;
  let reached = 0;
  let end = -1;
  while (end === -1) {
    const base = row * size;
    const start = reached + (rows[row] ?? 0);
    let least = Infinity;
    let at = -1;
    for (let k = 0; k < left; k += 1) {
      const j = open[k] ?? 0;
      const next = start + (columns[j] ?? 0) - (gain[base + j] ?? 0);
      let known = far[j] ?? Infinity;
      if (next < known) {
        known = next;
        far[j] = next;
        from[j] = row;
      }
      // A column that is free ends the search.
      if (known < least || (known === least && rowOf[j] === -1)) {
        least = known;
        at = k;
      }
    }
    const column = open[at] ?? 0;
    reached = least;
    left -= 1;
    open[at] = open[left] ?? 0;
    if (rowOf[column] === -1) end = column;
    else {
      scanned.push(column);
      row = rowOf[column] ?? 0;
    }
  }
  rows[root] = (rows[root] ?? 0) - reached;
  for (const column of scanned) {
    const step = reached - (far[column] ?? 0);
    const owner = rowOf[column] ?? 0;
    columns[column] = (columns[column] ?? 0) + step;
    rows[owner] = (rows[owner] ?? 0) - step;
  }
  for (let column = end; ;) {
    const owner = from[column] ?? 0;
    const before = columnOf[owner] ?? -1;
    rowOf[column] = owner;
    columnOf[owner] = column;
    if (owner === root) return;
    column = before;
  }
}
