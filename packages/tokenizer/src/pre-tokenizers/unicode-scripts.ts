import type { AlignedText } from '../text/aligned-text.ts';
import type { PreTokenizer } from './pre-tokenizer.ts';

/**
 * Cuts where the script changes, from Latin to Hangul say. Hiragana and Katakana go with Han, a space with what stands before it; spaces at a
 * text's start are left out.
 *
 * As Hugging Face's tokenizers it knows the scripts and emoji of Unicode 9; what is newer goes with what stands before it. (Newer characters of
 * an old script are the exception: the JavaScript engine says that they are of it.)
 */
export function unicodeScripts(): PreTokenizer {
  return { spec: { type: 'UnicodeScripts' }, split: splitScripts };
}

function splitScripts(text: AlignedText): AlignedText[] {
  const pieces: AlignedText[] = [];
  let start = -1;
  let last = '';
  let at = 0;
  for (const character of text.text) {
    const script = scriptOf(character, last);
    if (script !== '' && script !== last) {
      if (start >= 0) pieces.push(text.slice(start, at));
      start = at;
      last = script;
    }
    at += character.length;
  }
  if (start >= 0) pieces.push(text.slice(start, at));
  return pieces;
}

/** Empty for characters that go with any script. */
function scriptOf(character: string, likely: string): string {
  if (character === ' ' || newEmoji.test(character)) return '';
  // The mark of a long vowel is of both syllabaries.
  if (character === '\u30fc') return 'Hani';
  const tests = (scripts ??= new Map(names.match(/.{4}/g)?.map((name) => [name, new RegExp(name === 'Hani' ? han : `\\p{Script=${name}}`, 'u')])));
  if (tests.get(likely)?.test(character)) return likely;
  for (const [script, test] of tests) if (test.test(character)) return script;
  return '';
}

let scripts: Map<string, RegExp> | undefined;

const han = String.raw`[\p{Script=Hani}\p{Script=Hira}\p{Script=Kana}]`;
const newEmoji = /[\u{1f6d3}-\u{1f6df}\u{1f6f7}-\u{1f6ff}\u{1f7d5}-\u{1f7ff}\u{1f900}-\u{1f90f}\u{1f91f}\u{1f928}-\u{1f92f}\u{1f931}\u{1f932}\u{1f93f}\u{1f94c}-\u{1f94f}\u{1f95f}-\u{1f97f}\u{1f992}-\u{1f9bf}\u{1f9c1}-\u{1faff}]/u;
/** The common ones first. */
const names =
  'HaniLatnZyyyHangCyrlArabDevaZinhAdlmAghbAhomArmiArmnAvstBaliBamuBassBatkBengBhksBopoBrahBraiBugiBuhdCakmCansCariChamCherCoptCprtDsrtDuplEgypElbaEthiGeorGlagGothGranGrekGujrGuruHanoHatrHebrHluwHmngHungItalJavaKaliKharKhmrKhojKndaKthiLanaLaooLepcLimbLinaLinbLisuLyciLydiMahjMandManiMarcMendMercMeroMlymModiMongMrooMteiMultMymrNarbNbatNewaNkooOgamOlckOrkhOryaOsgeOsmaPalmPaucPermPhagPhliPhlpPhnxPlrdPrtiRjngRunrSamrSarbSaurSgnwShawShrdSiddSindSinhSoraSundSyloSyrcTagbTakrTaleTaluTamlTangTavtTeluTfngTglgThaaThaiTibtTirhUgarVaiiWaraXpeoXsuxYiii';
