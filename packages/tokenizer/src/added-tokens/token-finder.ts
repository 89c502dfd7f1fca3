/** A match of a {@link TokenFinder}. */
export interface Found<T> {
  readonly value: T;
  readonly start: number;
  readonly end: number;
}

interface Node<T> {
  readonly next: Map<number, Node<T>>;
  value?: T;
}

/** Finds which of many words comes first in a text, and of those that start there the longest; in linear time. */
export class TokenFinder<T> {
  readonly #root: Node<T> = { next: new Map() };
  /** Finds where words may start: by their first characters, with what engines have for literal alternatives. */
  readonly #starts: RegExp | undefined;

  constructor(words: ReadonlyMap<string, T>) {
    for (const [word, value] of words) {
      let node = this.#root;
      for (let i = 0; i < word.length; i++) {
        const code = word.charCodeAt(i);
        let next = node.next.get(code);
        if (next === undefined) node.next.set(code, (next = { next: new Map() }));
        node = next;
      }
      node.value = value;
    }
    if (words.size === 0) return;
    const shortest = Math.min(6, ...[...words.keys()].map((word) => word.length));
    const prefixes = new Set([...words.keys()].map((word) => word.slice(0, shortest)));
    this.#starts = new RegExp([...prefixes].map(literal).join('|'), 'g');
  }

  /** The first match at or after `from` of a word that `isWanted` there. */
  find(text: string, from: number, isWanted: (found: Found<T>) => boolean): Found<T> | undefined {
    if (this.#starts === undefined) return undefined;
    for (let start = from; ; start++) {
      this.#starts.lastIndex = start;
      const candidate = this.#starts.exec(text);
      if (candidate === null) return undefined;
      start = candidate.index;
      const found = this.at(text, start, isWanted);
      if (found !== undefined) return found;
    }
  }

  /** The longest match that starts at `start` of a word that `isWanted` there. */
  at(text: string, start: number, isWanted: (found: Found<T>) => boolean): Found<T> | undefined {
    let longest: Found<T> | undefined;
    let node: Node<T> | undefined = this.#root;
    for (let end = start; (node = node.next.get(text.charCodeAt(end++))) !== undefined; ) {
      if (node.value === undefined) continue;
      const found = { value: node.value, start, end };
      if (isWanted(found)) longest = found;
    }
    return longest;
  }
}

/** As it has to be written in a regular expression to stand for itself. */
function literal(text: string): string {
  return text.replace(/[^]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
