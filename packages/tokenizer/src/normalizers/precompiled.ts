/**
 * SentencePiece's normalization rules as its models carry them (Kudo & Richardson 2018, arXiv:1808.06226, section 3.2): a double array trie
 * (Aoe 1989; the layout of Darts-clone) from UTF-8 to places in a list of texts.
 *
 * Applied as Hugging Face's tokenizers do: a grapheme cluster of up to five bytes is replaced as a whole by what its shortest known beginning
 * stands for; longer ones, and unknown ones, go character by character.
 */
import { shown, TokenizerError } from '../errors.ts';
import type { AlignedText } from '../text/aligned-text.ts';
import { Rewriting } from '../text/rewriting.ts';
import { utf8Length } from '../text/utf8.ts';
import { clusterEnd } from './grapheme-cluster.ts';
import type { Normalizer } from './normalizer.ts';

/**
 * The rules that a SentencePiece model brings along, as in T5 and XLM-RoBERTa.
 *
 * @param charsMap - `precompiled_charsmap`: the bytes, or Base64 of them
 * @throws TokenizerError `TOKENIZER_INVALID` when they are no such rules
 */
export function precompiled(charsMap: Uint8Array | string): Normalizer {
  const rules = new CharsMap(typeof charsMap === 'string' ? bytesOf(charsMap) : charsMap);
  let base64 = typeof charsMap === 'string' ? charsMap : undefined;
  return {
    get spec() {
      return { type: 'Precompiled', precompiled_charsmap: (base64 ??= btoa(rules.bytes.reduce((text, byte) => text + String.fromCharCode(byte), ''))) };
    },
    normalize: (text) => rules.apply(text),
  };
}

function bytesOf(base64: string): Uint8Array {
  try {
    return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  } catch (cause) {
    throw invalid(`must be Base64, got ${shown(base64)}`, cause);
  }
}

class CharsMap {
  readonly bytes: Uint8Array;
  readonly #units: Uint32Array;
  readonly #texts: Uint8Array;
  /** What was looked up before. */
  readonly #known = new Map<string, string | undefined>();

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    const size = bytes.length < 4 ? 0 : view.getUint32(0, true);
    if (size === 0 || size % 4 !== 0 || 4 + size > bytes.length) {
      throw invalid(`must begin with the size of its trie in bytes, got ${size} in ${bytes.length} bytes`);
    }
    this.#units = Uint32Array.from({ length: size / 4 }, (_, i) => view.getUint32(4 + i * 4, true));
    this.#texts = bytes.subarray(4 + size);
  }

  apply(aligned: AlignedText): AlignedText {
    const { text } = aligned;
    let steps: Steps | undefined;
    let before = 0;
    const replace = (at: number, old: string, replacement: string | undefined): void => {
      if (replacement !== undefined) steps ??= new Steps(aligned, before, at);
      steps?.replace(old, replacement);
      before = at;
    };
    for (let at = 0; at < text.length; ) {
      const end = clusterEnd(text, at);
      const cluster = text.slice(at, end);
      const whole = utf8Length(cluster) < 6 ? this.#replacement(cluster) : undefined;
      if (whole !== undefined || end - at === 1) replace(at, cluster, whole);
      else {
        let i = at;
        for (const character of cluster) {
          replace(i, character, this.#replacement(character));
          i += character.length;
        }
      }
      at = end;
    }
    return steps?.finish() ?? aligned;
  }

  #replacement(cluster: string): string | undefined {
    if (this.#known.has(cluster)) return this.#known.get(cluster);
    const place = this.#shortestPrefix(new TextEncoder().encode(cluster));
    const replacement = place === undefined ? undefined : this.#textAt(place);
    if (this.#known.size >= 4096) this.#known.clear();
    this.#known.set(cluster, replacement);
    return replacement;
  }

  /** The value of the shortest key that `key` begins with. */
  #shortestPrefix(key: Uint8Array): number | undefined {
    let node = offsetOf(this.#units[0] ?? 0);
    for (const byte of key) {
      if (byte === 0) return undefined;
      node ^= byte;
      const unit = this.#units[node];
      if (unit === undefined || (unit & 0x800000ff) >>> 0 !== byte) return undefined;
      node ^= offsetOf(unit);
      // Bit 8: the node has a leaf, which stands at its offset and holds the value.
      if (unit & 0x100) return (this.#units[node] ?? 0) & 0x7fffffff;
    }
    return undefined;
  }

  #textAt(place: number): string {
    const end = this.#texts.indexOf(0, place);
    if (place >= this.#texts.length || end === -1) throw invalid(`points to a text at ${place} of ${this.#texts.length} bytes`);
    return new TextDecoder().decode(this.#texts.subarray(place, end));
  }
}

function offsetOf(unit: number): number {
  return (unit >>> 10) << ((unit & 0x200) >>> 6);
}

function invalid(problem: string, cause?: unknown): TokenizerError {
  return new TokenizerError('TOKENIZER_INVALID', `precompiled_charsmap ${problem}.`, { cause });
}

/** The steps from a text to another, with the changes that the reference counts for them. */
class Steps {
  readonly #source: AlignedText;
  readonly #start: number;
  readonly #characters: string[] = [];
  readonly #changes: number[] = [];

  /** From unit `at` on; `before` is where the character before it begins, which is a step, too: what vanishes after it is counted to it. */
  constructor(source: AlignedText, before: number, at: number) {
    this.#source = source;
    this.#start = before;
    if (before < at) this.replace(source.text.slice(before, at), undefined);
  }

  replace(old: string, replacement: string | undefined): void {
    const characters = this.#characters;
    const changes = this.#changes;
    if (replacement === undefined) {
      characters.push(old);
      changes.push(0);
      return;
    }
    let more = -Array.from(old).length;
    for (const character of replacement) {
      characters.push(character);
      changes.push(0);
      more++;
    }
    const last = changes.length - 1;
    // Of more characters than there were, the last ones are put in; of fewer, the last one stands for those that are gone, too.
    for (let i = 0; i < more; i++) changes[last - i] = 1;
    if (more < 0 && last >= 0) changes[last] = (changes[last] ?? 0) + more;
  }

  finish(): AlignedText {
    const rewriting = new Rewriting(this.#source);
    rewriting.copyTo(this.#start);
    this.#characters.forEach((character, i) => { rewriting.push(character, this.#changes[i] ?? 0); });
    rewriting.replaceTo(this.#source.length, '');
    return rewriting.finish();
  }
}
