/** Numbers of one slot: index of the parent, the unit that leads to the child, index of the child (0: the slot is free), id of the token that ends there (-1: none). */
const SLOT = 4;

/**
 * Tokens by their beginnings: finds all tokens that a text has at a place in one walk over its UTF-16 units.
 *
 * All edges stand in one open-addressed table that is keyed by parent and unit: it is filled in one pass over the tokens, without sorting
 * them, and a step reads one line of memory. A node is known by where its slot stands; adding a token makes the nodes known before invalid.
 */
export class Trie {
  /** Node 1 is the root; its slot stands behind the table. */
  #slots = newTable(1024);
  #nodes = 1;

  /** The node before the first unit. */
  get root(): number {
    return this.#slots.length - SLOT;
  }

  /** The node that `unit` leads to, or -1. */
  step(node: number, unit: number): number {
    const slots = this.#slots;
    const at = place(slots, slots[node + 2]!, unit);
    return slots[at + 2] === 0 ? -1 : at;
  }

  /** The id of the token that ends at a node, or -1. */
  id(node: number): number {
    return this.#slots[node + 3]!;
  }

  /** Where all of `text` leads to, or -1. */
  walk(text: string): number {
    let node = this.root;
    for (let i = 0; i < text.length && node >= 0; i++) node = this.step(node, text.charCodeAt(i));
    return node;
  }

  /** id: not negative. */
  add(token: string, id: number): void {
    let node = this.root;
    for (let i = 0; i < token.length; i++) {
      // A third stays free, so that runs of taken slots stay short.
      if (this.#nodes * 1.5 * SLOT > this.#slots.length) node = this.#grow(node);
      const slots = this.#slots;
      const parent = slots[node + 2]!;
      const unit = token.charCodeAt(i);
      node = place(slots, parent, unit);
      if (slots[node + 2] === 0) write(slots, node, parent, unit, ++this.#nodes, -1);
    }
    this.#slots[node + 3] = id;
  }

  /** Gives a node its place in a table of twice the size. */
  #grow(node: number): number {
    const before = this.#slots;
    const end = before.length - SLOT;
    const slots = newTable((end / SLOT) * 2);
    let moved = slots.length - SLOT;
    slots[moved + 3] = before[end + 3]!;
    for (let at = 0; at < end; at += SLOT) {
      if (before[at + 2] === 0) continue;
      const to = place(slots, before[at]!, before[at + 1]!);
      write(slots, to, before[at]!, before[at + 1]!, before[at + 2]!, before[at + 3]!);
      if (at === node) moved = to;
    }
    this.#slots = slots;
    return moved;
  }
}

/** places: a power of two. */
function newTable(places: number): Int32Array {
  const slots = new Int32Array((places + 1) * SLOT);
  write(slots, places * SLOT, 0, 0, 1, -1);
  return slots;
}

function write(slots: Int32Array, at: number, parent: number, unit: number, child: number, id: number): void {
  slots[at] = parent;
  slots[at + 1] = unit;
  slots[at + 2] = child;
  slots[at + 3] = id;
}

/** Where the edge is, or the free slot where it would be. */
function place(slots: Int32Array, parent: number, unit: number): number {
  const last = slots.length - 2 * SLOT;
  const hash = Math.imul(Math.imul(parent, 0x9e3779b1) ^ unit, 0x85ebca6b);
  let at = ((hash ^ (hash >>> 15)) * SLOT) & last;
  while (slots[at + 2] !== 0 && (slots[at] !== parent || slots[at + 1] !== unit)) at = (at + SLOT) & last;
  return at;
}
