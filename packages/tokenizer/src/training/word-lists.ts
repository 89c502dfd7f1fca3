import { grown } from '../growing-array.ts';

/** Many short lists of words that grow at their heads and are given back as a whole: linked lists in two arrays. The empty list is 0. */
export class WordLists {
  #words = new Int32Array(4096);
  #next = new Int32Array(4096);
  #size = 1;
  #free = 0;

  /** The list with `word` in front; as it was, if `word` is in front already. */
  with(list: number, word: number): number {
    if (list !== 0 && this.#words[list] === word) return list;
    let node = this.#free;
    if (node !== 0) this.#free = this.#next[node]!;
    else {
      node = this.#size++;
      this.#words = grown(this.#words, this.#size);
      this.#next = grown(this.#next, this.#size);
    }
    this.#words[node] = word;
    this.#next[node] = list;
    return node;
  }

  word(list: number): number {
    return this.#words[list]!;
  }

  /** Gives the head of a list back; the rest of the list. */
  drop(list: number): number {
    const rest = this.#next[list]!;
    this.#next[list] = this.#free;
    this.#free = list;
    return rest;
  }
}
