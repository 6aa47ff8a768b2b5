/** An edge between two vertices, in the direction in which it is walked. */
export interface Link {
  readonly from: number;
  readonly to: number;
}

/** Not in the search's tree. */
export const FREE = 0;
/** Reached by an even number of edges from the root: may reach out. */
export const OUTER = 1;
/** Reached by an odd number: its way on is the edge it is matched by. */
export const INNER = 2;
export type Label = typeof FREE | typeof OUTER | typeof INNER;

/**
 * An odd cycle of nodes that is handled as one node ("blossom"), or a single vertex. `children[k]` is joined
 * to the next one by `links[k]`, the last one to the first; every child but the first is matched with its
 * neighbour, so the first one holds the `base`, the vertex that is matched outside (or not at all).
 */
export interface Node {
  readonly vertices: readonly number[];
  children: Node[];
  links: Link[];
  base: number;
  /** The dual of a blossom, never below 0; a single vertex has its own elsewhere. */
  dual: number;
  /** Where an outermost node stands in the search under way. */
  label: Label;
}

/** A node that is one vertex. */
export function vertexNode(vertex: number): Node {
  return { vertices: [vertex], children: [], links: [], base: vertex, dual: 0, label: FREE };
}

/** A new blossom; `children[0]` holds the base. */
export function blossomOf(children: Node[], links: Link[]): Node {
  return {
    vertices: children.flatMap((child) => child.vertices),
    children,
    links,
    base: children[0]?.base ?? -1,
    dual: 0,
    label: FREE,
  };
}

/** Which child holds the vertex; the vertex must be in the node. */
export function childIndex(node: Node, vertex: number): number {
  return node.children.findIndex((child) => child.vertices.includes(vertex));
}

/** One step on the way round a blossom, from one child to its neighbour. */
export interface Step {
  readonly left: Node;
  readonly right: Node;
  /** From a vertex of `left` to one of `right`. */
  readonly link: Link;
}

/**
 * The steps from the child at `index` to the first one, in the direction that has an even number of them: it
 * begins with the matched edge of that child.
 */
export function stepsToBase(node: Node, index: number): Step[] {
  const { children, links } = node;
  const size = children.length;
  const steps: Step[] = [];
  const forward = index % 2 === 1;
  const count = forward ? size - index : index;
  for (let walked = 0; walked < count; walked += 1) {
    const at = forward ? index + walked : index - walked;
    const left = children[at];
    const right = children[forward ? (at + 1) % size : at - 1];
    const link = links[forward ? at : at - 1];
    if (left === undefined || right === undefined || link === undefined)
      throw new Error('a blossom is broken');
    steps.push({ left, right, link: forward ? link : { from: link.to, to: link.from } });
  }
  return steps;
}

/**
 * Changes the matched edges inside a node so that `vertex` becomes its base: along the even way to the old
 * base, matched and unmatched edges change places. `mate` is written; the base's own mate is the caller's.
 */
export function rebase(node: Node, vertex: number, mate: Int32Array): void {
  if (node.children.length === 0) return;
  const index = childIndex(node, vertex);
  const first = node.children[index];
  if (first !== undefined) rebase(first, vertex, mate);
  for (const [place, { left, right, link }] of stepsToBase(node, index).entries()) {
    // The first, third, … step was matched and is not any more.
    if (place % 2 === 0) continue;
    rebase(left, link.from, mate);
    rebase(right, link.to, mate);
    mate[link.from] = link.to;
    mate[link.to] = link.from;
  }
  node.children = [...node.children.slice(index), ...node.children.slice(0, index)];
  node.links = [...node.links.slice(index), ...node.links.slice(0, index)];
  node.base = vertex;
}
