import { unitsAt } from '../text/utf8.ts';

/**
 * The end of the extended grapheme cluster (UAX #29) that begins at `at`: what a reader takes for one character.
 *
 * `Intl.Segmenter` takes quadratic time for long texts. This leaves out two rules, by which only clusters grow that are longer than the five
 * bytes up to which they matter here: for pairs of regional indicators and for Indic conjuncts.
 */
export function clusterEnd(text: string, at: number): number {
  // By far the most common case; only a line feed joins the ASCII before it.
  const [code, following] = [text.charCodeAt(at), text.charCodeAt(at + 1)];
  if (code < 0x80 && following < 0x80 && code !== 0x0d) return at + 1;
  let end = at + unitsAt(text, at);
  let before = text.slice(at, end);
  const isPictograph = pictograph.test(before);
  while (end < text.length) {
    const next = end + unitsAt(text, end);
    const after = text.slice(end, next);
    if (!joins(before, after) && !(isPictograph && before === '\u200d' && pictograph.test(after))) break;
    before = after;
    end = next;
  }
  return end;
}

function joins(before: string, after: string): boolean {
  if (before === '\r') return after === '\n';
  if (stands(before.charCodeAt(0)) && stands(after.charCodeAt(0))) return false;
  if (control.test(before) || control.test(after)) return false;
  return extending.test(after) || prepended.test(before) || jamo.test(before.normalize('NFD').slice(-1) + after.normalize('NFD').slice(0, 1));
}

/** Most characters: those that join no other of their kind. */
function stands(code: number): boolean {
  return code < 0x300 || (code >= 0x3400 && code <= 0xa000) || (code >= 0xac00 && code <= 0xd7a3);
}

const pictograph = /\p{Extended_Pictographic}/u;
const control = /(?![\u0600-\u06dd\u070f\u0890\u0891\u08e2\u{110bd}\u{110cd}\u200c\u200d\u{e0020}-\u{e007f}])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;
const extending =
  /[\p{Grapheme_Extend}\p{Emoji_Modifier}\u200d\u0e33\u0eb3]|(?![\u102b\u102c\u1038\u1062-\u1064\u1067-\u106d\u1083\u1087-\u108c\u108f\u109a-\u109c\u1a61\u1a63\u1a64\uaa7b\uaa7d\u{11720}\u{11721}])\p{Mc}/u;
const prepended = /[\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\u0d4e\u{110bd}\u{110cd}\u{111c2}\u{111c3}\u{1193f}\u{11941}\u{11a3a}\u{11a84}-\u{11a89}\u{11d46}\u{11f02}]/u;
/** The last jamo of one syllable and the first of another that belong together: L before L or V, V before V or T, T before T. */
const jamo = /[\u1100-\u115f\ua960-\ua97c][\u1100-\u11a7\ua960-\ua97c\ud7b0-\ud7c6]|[\u1160-\u11a7\ud7b0-\ud7c6][\u1160-\u11ff\ud7b0-\ud7fb]|[\u11a8-\u11ff\ud7cb-\ud7fb]{2}/;
