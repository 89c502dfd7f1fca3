/**
 * Unicode normalization (UAX #15) that knows where each character comes from: the engine's own `normalize` gives the text, and what it did to
 * the characters is worked out from how each of them decomposes.
 *
 * The engine's Unicode version decides. Hugging Face's tokenizers 0.23 normalizes by Unicode 9 and so leaves alone what is newer.
 */
import type { AlignedText } from './aligned-text.ts';
import { remembered } from './remembered.ts';
import { Rewriting } from './rewriting.ts';
import { unitsAt } from './utf8.ts';

export type UnicodeForm = 'NFC' | 'NFD' | 'NFKC' | 'NFKD';

/** The same object where there is nothing to do. */
export function normalizeUnicode(text: AlignedText, form: UnicodeForm): AlignedText {
  if (!longMarks.test(text.text) && text.text.normalize(form) === text.text) return text;
  const rewriting = new Rewriting(text);
  for (const { 0: stretch, index } of text.text.matchAll(form.endsWith('C') ? stretches.composed : stretches.decomposed)) {
    const result = normalized(stretch, form);
    if (result === stretch) continue;
    rewriting.copyTo(index);
    rewriteStretch(rewriting, index, stretch, result, form);
  }
  return rewriting.finish();
}

/**
 * Stretches that are normalized on their own. Characters like ASCII's never change and never join what stands before them, so only the marks
 * after them matter; with precomposed Hangul it is the same as long as the result is composed.
 */
const stretches = {
  composed: /[\0-\x7f\u4e00-\u9fff\uac00-\ud7a3]?[^\0-\x7f\u4e00-\u9fff\uac00-\ud7a3]+/gu,
  decomposed: /[\0-\x7f\u4e00-\u9fff]?[^\0-\x7f\u4e00-\u9fff]+/gu,
};

function rewriteStretch(rewriting: Rewriting, start: number, stretch: string, result: string, form: UnicodeForm): void {
  if (form.endsWith('D')) {
    const parts = Array.from(stretch, decomposing(form));
    if (parts.join('') === result) {
      // Nothing but taken apart: each part comes from its own character.
      let at = start;
      for (const part of parts) rewriting.replaceTo((at += unitsAt(stretch, at - start)), part);
      return;
    }
  }
  const changes = changesOfComposing(stretch, result) ?? changesOfOrdering(stretch, result, form);
  let i = 0;
  for (const character of result) rewriting.push(character, changes[i++] ?? 0);
}

/** Where neighbours are only put together: one stands in the place of them all. */
function changesOfComposing(stretch: string, result: string): number[] | undefined {
  const changes: number[] = [];
  let at = 0;
  for (const character of result) {
    let old = character;
    if (!stretch.startsWith(old, at)) old = decompose.NFD(character);
    if (!stretch.startsWith(old, at)) return undefined;
    let change = 1;
    for (const end = at + old.length; at < end; at += unitsAt(stretch, at)) change--;
    changes.push(change);
  }
  return at === stretch.length ? changes : undefined;
}

/**
 * Every other case. What characters are taken apart into stands in their place (the first part, 0) or is put in (the others, 1). Ordering marks
 * never moves one past its like, and composing takes the first of them that it can have: both use up each mark's changes in the text's order.
 */
function changesOfOrdering(stretch: string, result: string, form: UnicodeForm): number[] {
  const queues = new Map<string, { readonly changes: number[]; next: number }>();
  for (const character of stretch) {
    let change = 0;
    for (const part of decomposing(form)(character)) {
      let queue = queues.get(part);
      if (queue === undefined) queues.set(part, (queue = { changes: [], next: 0 }));
      queue.changes.push(change);
      change = 1;
    }
  }
  return Array.from(result, (character) => {
    let change = 1;
    for (const part of decompose.NFD(character)) {
      const queue = queues.get(part);
      change += (queue?.changes[queue.next++] ?? 0) - 1;
    }
    return change;
  });
}

/** What single characters decompose to. */
const decompose = {
  NFD: remembered((character) => character.normalize('NFD')),
  NFKD: remembered((character) => character.normalize('NFKD')),
};

function decomposing(form: UnicodeForm): (character: string) => string {
  return form.includes('K') ? decompose.NFKD : decompose.NFD;
}

/** Engines put marks into their canonical order by insertion, which is quadratic in the length of a run: long ones are put in order before. */
function normalized(text: string, form: UnicodeForm): string {
  if (longMarks.test(text)) return text.replace(markRuns, (run) => orderMarks(run, form)).normalize(form);
  return text.normalize(form);
}

// The halfwidth voiced sound marks are letters, but decompose into marks.
const longMarks = /[\p{M}\uff9e\uff9f]{64}/u;
const markRuns = /[\p{M}\uff9e\uff9f]{64,}/gu;

/** A run of marks, decomposed and in canonical order: by combining class, those of one class as they stand. */
function orderMarks(run: string, form: UnicodeForm): string {
  const ranks = (classes ??= combiningClasses());
  let ordered = '';
  let byClass: string[] = [];
  for (const mark of Array.from(run, decomposing(form)).join('')) {
    const rank = ranks.get(mark);
    if (rank === undefined) {
      ordered += byClass.join('') + mark;
      byClass = [];
    } else byClass[rank] = (byClass[rank] ?? '') + mark;
  }
  return ordered + byClass.join('');
}

const anyMark = /\p{M}/u;
let classes: ReadonlyMap<string, number> | undefined;

/** The combining classes of all marks that have one, numbered in their order, as the engine shows them by what it moves before what. */
function combiningClasses(): Map<string, number> {
  const marks: string[] = [];
  for (let code = 0x300; code < 0x1f000; code++) {
    const mark = String.fromCodePoint(code);
    // U+0345 has the highest class: all others that have one move before it. What decomposes further has none of its own.
    if (mark === '\u0345' || (anyMark.test(mark) && mark.normalize('NFD') === mark && isMoved('\u0345' + mark))) marks.push(mark);
  }
  marks.sort((a, b) => Number(isMoved(a + b)) - Number(isMoved(b + a)));
  let rank = 0;
  let last = '';
  return new Map(
    marks.map((mark) => {
      if (isMoved(mark + last)) rank++;
      last = mark;
      return [mark, rank];
    }),
  );
}

/** Whether the second of two marks moves before the first: whether its class is lower. */
function isMoved(pair: string): boolean {
  return pair.normalize('NFD') !== pair;
}
