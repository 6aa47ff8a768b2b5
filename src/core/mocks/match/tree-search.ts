import {
  blossomOf,
  childIndex,
  FREE,
  INNER,
  OUTER,
  rebase,
  stepsToBase,
  vertexNode,
  type Label,
  type Link,
  type Node,
} from './blossoms.ts';
import { fractionalStart } from './fractional-start.ts';

/** What a search does next: the tight edge or the blossom without dual that stops the duals from moving on. */
type Event =
  | { readonly kind: 'edge'; readonly from: number; readonly to: number }
  | { readonly kind: 'open'; readonly node: Node };

/**
 * The matching and the duals so far; both are kept between searches, as are blossoms. `size` is even and
 * `weights` a symmetric matrix of even numbers. Used by maximum-matching.ts only.
 */
export class TreeSearch {
  readonly mate: Int32Array;
  readonly #size: number;
  readonly #weights: Float64Array;
  readonly #dual: Float64Array;
  /** The outermost node of each vertex. */
  readonly #top: Node[];
  /** The nodes that the tree has reached. */
  readonly #tree = new Set<Node>();
  /** The edge by which a node was reached; none for the root. */
  readonly #reached = new Map<Node, Link>();
  /** For each outer blossom: which of its vertices is nearest to being tight with each vertex. */
  readonly #reach = new Map<Node, Int32Array>();
  /** For each outer node the edge nearest to being tight that leads to an outer node that was there before. */
  readonly #across = new Map<Node, { readonly link: Link; slack: number }>();
  /** For each vertex that is not outer the nearest outer vertex, -1 without one, and how far that is. */
  readonly #nearest: Int32Array;
  readonly #slack: Float64Array;

  constructor(size: number, weights: Float64Array) {
    this.#size = size;
    this.#weights = weights;
    ({ mate: this.mate, dual: this.#dual } = fractionalStart(size, weights));
    this.#top = Array.from({ length: size }, (_, vertex) => vertexNode(vertex));
    this.#nearest = new Int32Array(size);
    this.#slack = new Float64Array(size);
  }

  /** Grows a tree from an unmatched vertex until one more pair is matched. */
  growFrom(root: number): void {
    for (const node of this.#tree) node.label = FREE;
    this.#tree.clear();
    this.#reached.clear();
    this.#reach.clear();
    this.#across.clear();
    this.#nearest.fill(-1);
    this.#slack.fill(Infinity);
    this.#makeOuter(this.#topOf(root));
    for (;;) {
      const event = this.#moveDuals();
      if (event.kind === 'open') this.#open(event.node);
      else {
        const to = this.#topOf(event.to);
        if (to.label === OUTER) this.#shrink(event);
        else if (this.mate[to.base] === -1) return this.#augment(event);
        else this.#reachOver(event, to);
      }
    }
  }

  #topOf(vertex: number): Node {
    const node = this.#top[vertex];
    if (node === undefined) throw new RangeError(`no vertex ${vertex}`);
    return node;
  }

  /** Moves the duals until an edge becomes tight or an inner blossom has none left. */
  #moveDuals(): Event {
    let least = Infinity;
    let event: Event | null = null;
    let to = -1;
    for (let v = 0; v < this.#size; v += 1) {
      const far = this.#slack[v] ?? Infinity;
      if (far > least || this.#topOf(v).label !== FREE) continue;
      // Of two that are as near, an unmatched one ends the search.
      if (far < least || this.mate[v] === -1) {
        least = far;
        to = v;
        if (far === 0 && this.mate[v] === -1) break;
      }
    }
    if (to !== -1) event = { kind: 'edge', from: this.#nearest[to] ?? -1, to };
    for (const { link, slack } of this.#across.values()) {
      // Both ends of an edge between outer vertices move.
      if (slack / 2 < least) {
        least = slack / 2;
        event = { kind: 'edge', ...link };
      }
    }
    for (const node of this.#tree) {
      if (node.label === INNER && node.children.length > 0 && node.dual / 2 < least) {
        least = node.dual / 2;
        event = { kind: 'open', node };
      }
    }
    if (event === null) throw new Error('a perfect matching always exists, yet none was found');
    if (least > 0) this.#moveBy(least);
    return event;
  }

  #moveBy(step: number): void {
    for (let v = 0; v < this.#size; v += 1) {
      const { label } = this.#topOf(v);
      if (label === OUTER) this.#dual[v] = (this.#dual[v] ?? 0) - step;
      else if (label === INNER) this.#dual[v] = (this.#dual[v] ?? 0) + step;
      else this.#slack[v] = (this.#slack[v] ?? Infinity) - step;
    }
    for (const node of this.#tree) {
      if (node.children.length > 0) node.dual += node.label === OUTER ? 2 * step : -2 * step;
    }
    for (const edge of this.#across.values()) edge.slack -= 2 * step;
  }

  #mark(node: Node, label: Label): void {
    node.label = label;
    if (label === FREE) this.#tree.delete(node);
    else this.#tree.add(node);
  }

  #makeOuter(node: Node): void {
    this.#mark(node, OUTER);
    for (const vertex of node.vertices) this.#measureFrom(vertex);
    this.#lookAround(node, node.vertices);
  }

  /** Lets every vertex that is not outer know how near this outer vertex is. */
  #measureFrom(u: number): void {
    const dual = this.#dual[u] ?? 0;
    const row = u * this.#size;
    for (let v = 0; v < this.#size; v += 1) {
      const slack = dual + (this.#dual[v] ?? 0) - 2 * (this.#weights[row + v] ?? 0);
      if (slack < (this.#slack[v] ?? Infinity) && this.#topOf(v).label !== OUTER) {
        this.#slack[v] = slack;
        this.#nearest[v] = u;
      }
    }
  }

  /**
   * Finds out what an outer node reaches best, from its single vertices and from what its parts had found. A
   * part stays right for as long as it is outer: all its duals move together.
   */
  #lookAround(node: Node, parts: readonly (number | Int32Array)[]): void {
    const size = this.#size;
    const best = new Int32Array(size).fill(-1);
    const far = new Float64Array(size).fill(Infinity);
    for (const part of parts) {
      for (let v = 0; v < size; v += 1) {
        const u = typeof part === 'number' ? part : (part[v] ?? 0);
        const slack = (this.#dual[u] ?? 0) - 2 * (this.#weights[u * size + v] ?? 0);
        if (slack < (far[v] ?? Infinity)) {
          far[v] = slack;
          best[v] = u;
        }
      }
    }
    if (node.children.length > 0) this.#reach.set(node, best);
    let least = Infinity;
    let link: Link | null = null;
    for (let v = 0; v < size; v += 1) {
      const slack = (far[v] ?? Infinity) + (this.#dual[v] ?? 0);
      if (slack >= least) continue;
      const other = this.#topOf(v);
      if (other === node || other.label !== OUTER) continue;
      least = slack;
      link = { from: best[v] ?? -1, to: v };
    }
    if (link !== null) this.#across.set(node, { link, slack: least });
  }

  /** The tree grows: over a tight edge to a matched node, and on over the edge by which that one is matched. */
  #reachOver(edge: Link, node: Node): void {
    this.#mark(node, INNER);
    this.#reached.set(node, edge);
    const mate = this.mate[node.base] ?? -1;
    const next = this.#topOf(mate);
    this.#reached.set(next, { from: node.base, to: mate });
    this.#makeOuter(next);
  }

  /** The nodes from this one up to the root, itself first. */
  #pathFrom(vertex: number): Node[] {
    const path = [this.#topOf(vertex)];
    for (const node of path) {
      const link = this.#reached.get(node);
      if (link !== undefined) path.push(this.#topOf(link.from));
    }
    return path;
  }

  /** A tight edge between two outer nodes closes an odd cycle, which becomes one outer node. */
  #shrink(edge: Link): void {
    const left = this.#pathFrom(edge.from);
    const right = this.#pathFrom(edge.to);
    const onRight = new Set(right);
    const meeting = left.find((node) => onRight.has(node));
    if (meeting === undefined) throw new Error('one tree has one root');
    const down = left.slice(0, left.indexOf(meeting)).reverse();
    const up = right.slice(0, right.indexOf(meeting));
    const links = [
      ...down.map((node) => this.#linkTo(node)),
      { from: edge.from, to: edge.to },
      ...up.map((node) => this.#linkTo(node)).map(({ from, to }) => ({ from: to, to: from })),
    ];
    const node = blossomOf([meeting, ...down, ...up], links);
    const cameBy = this.#reached.get(meeting);
    const fresh = node.children.filter((child) => child.label === INNER).flatMap((child) => child.vertices);
    const parts = node.children.flatMap((child): (number | Int32Array)[] =>
      child.label === INNER ? [...child.vertices] : [this.#reach.get(child) ?? child.base],
    );
    for (const child of node.children) {
      this.#mark(child, FREE);
      this.#reached.delete(child);
      this.#reach.delete(child);
      this.#across.delete(child);
    }
    for (const vertex of node.vertices) this.#top[vertex] = node;
    this.#mark(node, OUTER);
    if (cameBy !== undefined) this.#reached.set(node, cameBy);
    for (const vertex of fresh) this.#measureFrom(vertex);
    this.#lookAround(node, parts);
  }

  #linkTo(node: Node): Link {
    const link = this.#reached.get(node);
    if (link === undefined) throw new Error('only the root was not reached by an edge');
    return link;
  }

  /** An inner blossom without dual is taken apart; the tree goes through it the even way. */
  #open(node: Node): void {
    const cameBy = this.#linkTo(node);
    this.#mark(node, FREE);
    this.#reached.delete(node);
    for (const child of node.children) for (const vertex of child.vertices) this.#top[vertex] = child;
    const entry = node.children[childIndex(node, cameBy.to)];
    if (entry === undefined) throw new Error('a blossom is entered at one of its children');
    this.#mark(entry, INNER);
    this.#reached.set(entry, cameBy);
    const fresh: Node[] = [];
    for (const [place, { right, link }] of stepsToBase(node, node.children.indexOf(entry)).entries()) {
      this.#reached.set(right, link);
      if (place % 2 === 0) fresh.push(right);
      else this.#mark(right, INNER);
    }
    for (const outer of fresh) this.#makeOuter(outer);
  }

  /** The tree met an unmatched vertex: along the way to the root matched and unmatched edges change places. */
  #augment(edge: Link): void {
    this.mate[edge.to] = edge.from;
    let { from, to } = edge;
    for (;;) {
      const outer = this.#topOf(from);
      const inward = this.#reached.get(outer);
      rebase(outer, from, this.mate);
      this.mate[from] = to;
      if (inward === undefined) return;
      const inner = this.#topOf(inward.from);
      const above = this.#linkTo(inner);
      rebase(inner, above.to, this.mate);
      this.mate[above.to] = above.from;
      ({ from, to } = above);
    }
  }
}
