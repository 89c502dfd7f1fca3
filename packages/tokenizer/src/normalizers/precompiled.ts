/**
 * SentencePiece's normalization rules as its models carry them (Kudo & Richardson 2018, arXiv:1808.06226, section 3.2): a double array trie
 * (Aoe 1989; the layout of Darts-clone) from UTF-8 to places in a list of texts.
 *
 * Applied as Hugging Face's tokenizers do: a grapheme cluster of up to five bytes is replaced as a whole by what its shortest known beginning
 * stands for; longer ones, and unknown ones, go character by character.
 */
import { shown, TokenizerError } from '../errors.ts';
import type { AlignedText } from '../text/aligned-text.ts';
import { remembered } from '../text/remembered.ts';
import { Rewriting } from '../text/rewriting.ts';
import { utf8Length } from '../text/utf8.ts';
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
  readonly #trie: Uint32Array;
  readonly #texts: Uint8Array;
  /** null for what stays. */
  readonly #replacement = remembered((cluster) => {
    const place = this.#shortestPrefix(encoder.encode(cluster));
    return place < 0 ? null : this.#textAt(place);
  });

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    const size = bytes.length < 4 ? 0 : view.getUint32(0, true);
    if (size === 0 || size % 4 !== 0 || 4 + size > bytes.length) throw invalid(`must begin with its trie's size, got ${size} in ${bytes.length} bytes`);
    this.#trie = Uint32Array.from({ length: size / 4 }, (_, i) => view.getUint32(4 + i * 4, true));
    this.#texts = bytes.subarray(4 + size);
  }

  apply(aligned: AlignedText): AlignedText {
    const characters: string[] = [];
    const changes: number[] = [];
    let isChanged = false;
    for (const [cluster] of aligned.text.matchAll(clusters)) {
      const isWhole = cluster.length === 1 || (utf8Length(cluster) < 6 && this.#replacement(cluster) !== null);
      for (const old of isWhole ? [cluster] : cluster) {
        const replacement = this.#replacement(old);
        isChanged ||= replacement !== null;
        let more = replacement === null ? -1 : -Array.from(old).length;
        for (const character of replacement ?? old) {
          characters.push(character);
          changes.push(0);
          more++;
        }
        // As the reference counts: of more characters than there were, the last ones are put in; of fewer, the last one, which may be one from
        // before, stands for those that are gone, too.
        let last = changes.length - 1;
        if (more < 0 && last >= 0) changes[last]! += more;
        for (; more > 0; more--) changes[last--] = 1;
      }
    }
    if (!isChanged) return aligned;
    const rewriting = new Rewriting(aligned);
    characters.forEach((character, i) => { rewriting.push(character, changes[i]!); });
    rewriting.replaceTo(aligned.length, '');
    return rewriting.finish();
  }

  /** The value of the shortest key that `key` begins with; -1 for none. */
  #shortestPrefix(key: Uint8Array): number {
    const trie = this.#trie;
    let node = childrenOf(trie[0]!);
    for (const byte of key) {
      node ^= byte;
      const unit = trie[node] ?? 0;
      if (byte === 0 || (unit & 0x800000ff) !== byte) break;
      node ^= childrenOf(unit);
      // Bit 8: a key ends here, and its value stands before the node's children.
      if (unit & 0x100) return (trie[node] ?? 0xffffffff) & 0x7fffffff;
    }
    return -1;
  }

  #textAt(place: number): string {
    const end = this.#texts.indexOf(0, place);
    if (place >= this.#texts.length || end < 0) throw invalid(`points to ${place} of ${this.#texts.length} bytes of texts`);
    return new TextDecoder().decode(this.#texts.subarray(place, end));
  }
}

function childrenOf(unit: number): number {
  return (unit >>> 10) << ((unit & 0x200) >>> 6);
}

function invalid(problem: string, cause?: unknown): TokenizerError {
  return new TokenizerError('TOKENIZER_INVALID', `precompiled_charsmap ${problem}.`, { cause });
}

const encoder = new TextEncoder();

/**
 * Extended grapheme clusters (UAX #29): what a reader takes for one character. `Intl.Segmenter` takes quadratic time for long texts. Left out are
 * flags and Indic conjuncts, which are longer than five bytes anyway, and that a few vowel signs of Myanmar join nothing.
 */
const [before, initial, medial, final, pictograph, extension] = [
  String.raw`[\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\u0d4e]`,
  String.raw`[\u1100-\u115f\ua960-\ua97c]`,
  String.raw`[\u1160-\u11a7\ud7b0-\ud7c6]`,
  String.raw`[\u11a8-\u11ff\ud7cb-\ud7fb]`,
  String.raw`\p{Extended_Pictographic}`,
  String.raw`[\p{Grapheme_Extend}\p{Emoji_Modifier}\p{Mc}\u200d\u0e33\u0eb3]*`,
];
const clusters = new RegExp(
  String.raw`\r\n|${before}*(?:${initial}*(?:[\uac00-\ud7a3]|${medial})${medial}*${final}*|${initial}+|${final}+|${pictograph}(?:${extension}\u200d${pictograph})*|[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]|[\u200c\u200d])${extension}|${before}+${extension}|[^]`,
  'gu',
);
