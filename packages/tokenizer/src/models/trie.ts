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
    const parent = slots[node + 2]!;
    const last = slots.length - 2 * SLOT;
    for (let at = slotOf(parent, unit) & last; slots[at + 2] !== 0; at = (at + SLOT) & last) {
      if (slots[at] === parent && slots[at + 1] === unit) return at;
    }
    return -1;
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
      const unit = token.charCodeAt(i);
      const next = this.step(node, unit);
      node = next >= 0 ? next : this.#insert(node, unit);
    }
    this.#slots[node + 3] = id;
  }

  #insert(node: number, unit: number): number {
    const parent = this.#slots[node + 2]!;
    // A third stays free, so that runs of taken slots stay short.
    if (this.#nodes * 1.5 * SLOT > this.#slots.length) this.#grow();
    const at = free(this.#slots, parent, unit);
    this.#slots.set([parent, unit, ++this.#nodes, -1], at);
    return at;
  }

  #grow(): void {
    const before = this.#slots;
    const slots = newTable(((before.length - SLOT) / SLOT) * 2);
    for (let at = 0; at < before.length - SLOT; at += SLOT) {
      if (before[at + 2] !== 0) slots.set(before.subarray(at, at + SLOT), free(slots, before[at]!, before[at + 1]!));
    }
    slots.set(before.subarray(before.length - SLOT), slots.length - SLOT);
    this.#slots = slots;
  }
}

/** places: a power of two. */
function newTable(places: number): Int32Array {
  const slots = new Int32Array((places + 1) * SLOT);
  slots.set([0, 0, 1, -1], places * SLOT);
  return slots;
}

/** Where a search starts, before it is cut to the table's length. */
function slotOf(parent: number, unit: number): number {
  const hash = Math.imul(Math.imul(parent, 0x9e3779b1) ^ unit, 0x85ebca6b);
  return (hash ^ (hash >>> 15)) * SLOT;
}

function free(slots: Int32Array, parent: number, unit: number): number {
  const last = slots.length - 2 * SLOT;
  let at = slotOf(parent, unit) & last;
  while (slots[at + 2] !== 0) at = (at + SLOT) & last;
  return at;
}
